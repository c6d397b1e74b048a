//! Which file answers a path, and with which headers: as the content delivery network will.

pub mod spool;

use std::{collections::BTreeMap, sync::Arc};

use form_handler::http::compression::accepts;

use crate::output::compress::Encoding;
use spool::Stored;

/// A file of the site, or another answer to a path.
#[derive(Debug)]
pub enum Found<'a> {
    /// This file.
    File {
        /// Below `public/`, such as `pour-qui/index.html`.
        path: &'a str,
        /// Its bytes.
        bytes: &'a Stored,
    },
    /// The same path with a slash.
    WithSlash,
    /// The site's page for what does not exist; `None` if it has none.
    Missing(Option<&'a Stored>),
}

/// The public files, by path below `public/`.
pub type Files = Arc<BTreeMap<String, Stored>>;

/// The file for a URL path.
pub fn find<'a>(files: &'a BTreeMap<String, Stored>, url_path: &str) -> Found<'a> {
    // One slash and no more: `//x` is no address of this site, and answered with `//x/` it would be that of the
    // host `x`.
    let path = url_path.strip_prefix('/').unwrap_or(url_path);
    let wanted = match path {
        "" => "index.html".to_owned(),
        folder if folder.ends_with('/') => format!("{folder}index.html"),
        file => file.to_owned(),
    };
    // A compressed file is another form of the one beside it, not a file of the site.
    let is_form_of_another = Encoding::ALL.iter().any(|encoding| {
        wanted.strip_suffix(encoding.ending()).is_some_and(|plain| files.contains_key(plain))
    });
    if let Some((path, bytes)) = files.get_key_value(&wanted).filter(|_| !is_form_of_another) {
        return Found::File { path, bytes };
    }
    if files.contains_key(&format!("{wanted}/index.html")) {
        return Found::WithSlash;
    }
    Found::Missing(files.get("404.html"))
}

/// The compressed form of a file that a browser takes, by its `Accept-Encoding`.
pub fn encoded<'a>(
    files: &'a BTreeMap<String, Stored>,
    path: &str,
    accepted: &str,
) -> Option<(Encoding, &'a Stored)> {
    Encoding::ALL
        .into_iter()
        .filter(|encoding| accepts(accepted, encoding.name()))
        .find_map(|encoding| Some((encoding, files.get(&[path, encoding.ending()].concat())?)))
}

/// Whether a file has compressed forms, so that answers differ.
pub fn varies(files: &BTreeMap<String, Stored>, path: &str) -> bool {
    Encoding::ALL.iter().any(|encoding| files.contains_key(&[path, encoding.ending()].concat()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_finds_its_file_its_folder_or_the_page_for_what_is_missing() {
        let files: BTreeMap<String, Stored> = ["index.html", "a/index.html", "x.css", "404.html"]
            .map(|path| (path.to_owned(), Stored::from(path.to_owned().into_bytes())))
            .into();
        let found = |path: &str| match find(&files, path) {
            Found::File { path, .. } => path.to_owned(),
            Found::WithSlash => "slash".to_owned(),
            Found::Missing(page) => format!("missing {}", page.is_some()),
        };

        assert_eq!(found("/"), "index.html");
        assert_eq!(found("/a/"), "a/index.html");
        assert_eq!(found("/a"), "slash");
        assert_eq!(found("/x.css"), "x.css");
        assert_eq!(found("/b/"), "missing true");
        assert_eq!(found("/../x"), "missing true");
        for path in ["//", "//a", "//a/", "///a", "/\\a", "/%2Fa", "/%5Ca", "/a//", "//x.css"] {
            assert_eq!(found(path), "missing true", "{path}");
        }
    }

    #[test]
    fn a_browser_gets_the_smallest_form_that_it_takes() {
        let files: BTreeMap<String, Stored> = ["x.css", "x.css.br", "x.css.gz", "y.gz", "z.svg"]
            .map(|path| (path.to_owned(), Stored::from(path.to_owned().into_bytes())))
            .into();
        let got = |accepted| encoded(&files, "x.css", accepted).map(|(encoding, _)| encoding);

        assert_eq!(got("gzip, deflate, br, zstd"), Some(Encoding::Brotli));
        assert_eq!(got("GZIP;q=0.5, br;q=0"), Some(Encoding::Gzip));
        assert_eq!(got("*"), Some(Encoding::Brotli));
        assert_eq!(got("br;q=0, *;q=0.1"), Some(Encoding::Gzip));
        for none in ["", "identity", "zstd", "br;q=0.000", "br;q=x"] {
            assert_eq!(got(none), None, "{none}");
        }
        assert!(varies(&files, "x.css") && !varies(&files, "z.svg"));
        assert!(matches!(find(&files, "/x.css.br"), Found::Missing(None)));
        assert!(matches!(find(&files, "/y.gz"), Found::File { .. }));
    }
}
