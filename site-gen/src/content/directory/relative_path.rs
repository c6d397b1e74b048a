//! The text of a link: percent signs, and ways from file to file.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;
use unicode_normalization::{UnicodeNormalization as _, is_nfc};

/// `%C3%A9` and its like, as text; anything that is none stays.
pub(crate) fn decode(text: &str) -> Cow<'_, str> {
    if memchr::memchr(b'%', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    percent_decode_str(text).decode_utf8().unwrap_or(Cow::Borrowed(text))
}

/// Whether what follows a percent sign makes the code of a byte of it; of `100%.pdf`, it does not.
pub(crate) fn is_code(after: &str) -> bool {
    after.len() > 1 && after.bytes().take(2).all(|byte| byte.is_ascii_hexdigit())
}

/// A name as authors type it: macOS stores `é` as two characters, `e` and its accent.
pub(crate) fn composed(name: &str) -> Cow<'_, str> {
    if name.is_ascii() || is_nfc(name) { name.into() } else { name.nfc().collect() }
}

/// The path that a URL names, as authors type it: `e%CC%81` is an `é` whose accent stands behind it.
pub(crate) fn decode_path(url: &str) -> Cow<'_, str> {
    match decode(url) {
        Cow::Borrowed(path) => composed(path),
        Cow::Owned(path) if path.is_ascii() || is_nfc(&path) => path.into(),
        Cow::Owned(path) => path.nfc().collect(),
    }
}

/// A path from a folder, which has no slash at its end; `None` if it leads out of the top.
pub(crate) fn join(folder: &str, path: &str) -> Option<String> {
    let (mut folder, mut rest) = (folder, path);
    loop {
        if let Some(below) = rest.strip_prefix("./") {
            rest = below;
        } else if let Some(below) = rest.strip_prefix("../").filter(|_| !folder.is_empty()) {
            folder = folder.rsplit_once('/').map_or("", |(above, _)| above);
            rest = below;
        } else {
            break;
        }
    }
    // Nearly every link is of this kind now.
    let is_name = |name: &[u8]| !matches!(name, b"" | b"." | b"..");
    if rest.as_bytes().split(|byte| *byte == b'/').all(is_name) {
        let slash = if folder.is_empty() { "" } else { "/" };
        return Some(joined(&[folder, slash, rest]));
    }
    let mut segments: Vec<&str> = folder.split('/').filter(|segment| !segment.is_empty()).collect();
    for segment in rest.split('/') {
        match segment {
            "." | "" => {}
            ".." => {
                segments.pop()?;
            }
            name => segments.push(name),
        }
    }
    Some(segments.join("/"))
}

/// The parts as one text. As `concat` of the library, which takes twice as long for a few short ones.
pub(crate) fn joined(parts: &[&str]) -> String {
    let mut joined = String::with_capacity(parts.iter().map(|part| part.len()).sum());
    for part in parts {
        joined.push_str(part);
    }
    joined
}

/// The way from a folder to a file, as an author would type it.
pub(crate) fn relative(folder: &str, file: &str) -> String {
    let mut from = folder.split('/').filter(|segment| !segment.is_empty()).peekable();
    let mut to = file.split('/').peekable();
    while from.peek().is_some() && from.peek() == to.peek() {
        from.next();
        to.next();
    }
    let up = "../".repeat(from.count());
    let down: Vec<&str> = to.collect();
    format!("{}{}", if up.is_empty() { "./" } else { &up }, down.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_between_files() {
        assert_eq!(join("a/b", "../c.md").as_deref(), Some("a/c.md"));
        assert_eq!(join("", "./c.md").as_deref(), Some("c.md"));
        assert_eq!(join("a", "../../c.md"), None);
        assert_eq!(join("a/b", "..//./../c/../d.md").as_deref(), Some("d.md"));
        assert_eq!(join("a/b", "./.././c//d.md/").as_deref(), Some("a/c/d.md"));
        assert_eq!(join("", "../a.md"), None);
        assert_eq!(relative("a/b", "a/c.md"), "../c.md");
        assert_eq!(relative("", "a/c.md"), "./a/c.md");
        assert_eq!(relative("a", "a/c.md"), "./c.md");
    }

    #[test]
    fn percent_signs_are_decoded_once() {
        assert_eq!(decode("/%C3%A9t%c3%a9"), "/été");
        assert_eq!(decode("100%"), "100%");
        assert_eq!(decode("%ff"), "%ff");
        // A sign is no digit.
        assert_eq!(decode("%+1"), "%+1");
    }
}
