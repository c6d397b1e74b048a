//! Files that stand beside pages: which they are, under which names they go out, and which of them a document names.
//!
//! They are assets of the path `pages/…`, so that no page can have their address, and a page that moves to
//! another address takes none along.

use authoring::diagnostics::suggest;
use memchr::memmem;

use super::Assets;
use crate::content::directory::relative_path::{decode_path, join};

/// What their paths below `assets/` begin with.
pub const FOLDER: &str = "pages/";

/// What their URLs begin with.
pub const URL: &str = "/assets/pages/";

/// Endings of texts that their authors take for pages, in lower case; `md` itself in any other.
const TEXTS: [&str; 12] =
    ["md", "markdown", "mdown", "mkd", "mdx", "txt", "html", "htm", "rst", "adoc", "org", ""];

/// Whether a file below `pages/` is for the pages beside it; all else is a page, or was meant to be read.
pub fn is_beside(file: &str) -> bool {
    let name = file.rsplit('/').next().unwrap_or(file);
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    ending != "md"
        && !is_text(ending)
        && !ending.eq_ignore_ascii_case("css")
        && !is_nearly_defaults(name)
}

/// Whether a name is that of a file that says what pages have in common, or nearly so.
pub fn is_nearly_defaults(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name);
    suggest::nearest(stem, ["_defaults", "_default"]).is_some()
}

/// The path below `assets/` of what the file `from`, below `pages/`, calls so; `None` if that is no way from a file, or
/// leads out of `pages/`.
pub fn path(from: &str, target: &str) -> Option<String> {
    let is_way = !target.is_empty() && !target.starts_with('/') && !target.contains(':');
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let path = join(folder, &decode_path(target)).filter(|_| is_way)?;
    Some([FOLDER, &path].concat())
}

/// Whether a file that ends so is a text that may have been meant to be a page.
pub fn is_text(ending: &str) -> bool {
    ending != "md" && TEXTS.iter().any(|text| text.eq_ignore_ascii_case(ending))
}

impl Assets {
    /// Those of them that a document names, by path below `assets/`: whoever wrote their addresses, and in whatever
    /// attribute.
    pub fn named_beside(&self, html: &[u8]) -> impl Iterator<Item = String> {
        memmem::find_iter(html, URL).filter_map(|at| {
            let rest = &html[at + "/assets/".len()..];
            let is_end = |byte: &u8| byte.is_ascii_whitespace() || b"\"'<>&?#,)\\".contains(byte);
            let end = rest.iter().position(is_end).unwrap_or(rest.len());
            let path = decode_path(std::str::from_utf8(&rest[..end]).ok()?).into_owned();
            self.has(&path).then_some(path)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_and_what_was_meant_to_be_one_are_not_beside_them() {
        for (file, expected) in [
            ("a/photo.jpg", true),
            ("a.b/Plan.PDF", true),
            ("table.csv", true),
            ("a/b.md", false),
            ("a/b.MD", false),
            ("a/b.txt", false),
            ("a/b.html", false),
            ("a/LISEZMOI", false),
            ("a/site.css", false),
            ("a/_defaults.toml", false),
            ("a/_default.toml", false),
            ("a/dates.toml", true),
        ] {
            assert_eq!(is_beside(file), expected, "{file}");
        }
    }
}
