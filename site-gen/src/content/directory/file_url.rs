//! The URL of a file of the site.

use std::fmt;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What stands for itself in the path of a URL, in a `srcset`, in a style sheet and in the files that hosts read; S3 takes
/// a plus sign for a space.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'/')
    .remove(b'@')
    .remove(b'=')
    .remove(b'!')
    .remove(b'$');

/// A URL from the site's root, made of a file's path: what means something else in a URL (`#`, `?`, `%`, a space) is
/// percent-encoded. There is no other way to make one, so that none is written as the path it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileUrl(String);

impl FileUrl {
    /// Of a file below a folder of the site, such as `/assets/`.
    pub fn of(folder: &str, path: &str) -> Self {
        Self(format!("{folder}{}", utf8_percent_encode(path, ENCODED)))
    }

    /// With a fragment, as its author wrote it, or nothing behind it.
    #[must_use]
    pub fn with_fragment(mut self, fragment: &str) -> Self {
        self.0.push_str(fragment);
        self
    }

    /// As it is written.
    pub fn into_string(self) -> String {
        self.0
    }
}

impl fmt::Display for FileUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::content::directory::relative_path::decode;

    #[test]
    fn a_name_is_no_url() {
        for (path, url) in [
            ("C#.svg", "/assets/C%23.svg"),
            ("a?b.png", "/assets/a%3Fb.png"),
            ("100%.png", "/assets/100%25.png"),
            ("C%23.svg", "/assets/C%2523.svg"),
            ("plan de l'été.svg", "/assets/plan%20de%20l%27%C3%A9t%C3%A9.svg"),
            ("a,b.png", "/assets/a%2Cb.png"),
            ("a+b.png", "/assets/a%2Bb.png"),
            ("x/logo@2x.1a2b3c4d.png", "/assets/x/logo@2x.1a2b3c4d.png"),
        ] {
            assert_eq!(FileUrl::of("/assets/", path).to_string(), url);
        }
    }

    proptest! {
        #[test]
        fn any_path_is_found_again(path in "[a-zé#?% ,;'\"()<>/\\\\]{0,20}") {
            let url = FileUrl::of("/", &path).into_string();
            prop_assert!(url.is_ascii() && !url.contains(['#', '?', ' ', '"', '\'', '<', ',', '(']));
            prop_assert_eq!(&decode(&url)[1..], path);
        }
    }
}
