//! Which files a text names: a style sheet, a template, a page.

use std::collections::BTreeSet;

use crate::content::directory::relative_path::{decode_path, join};

/// Where a text stands, which decides what is a name in it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Text<'t> {
    /// Prose: an address from the site's root, or below `/assets/`. A word may be that of a file by chance.
    Prose,
    /// Anything else, in a folder: the way from there too, or a path from the site's root without its slash.
    In(&'t str),
}

/// What ends a name in any language; blanks and commas may be part of one.
const ENDS: [char; 18] =
    ['"', '\'', '`', '(', ')', '<', '>', '{', '}', '[', ']', '=', '|', ';', '\n', '\r', '\t', '\\'];

/// The paths of the files that a text names.
pub(super) fn named(
    text: &str,
    kind: Text<'_>,
    is_file: impl Fn(&str) -> bool,
) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for part in text.split(ENDS) {
        let words = part.split([' ', ',']).filter(|word| word.len() < part.len());
        for name in std::iter::once(part.trim()).chain(words) {
            let name = name.split(['?', '#']).next().unwrap_or_default();
            let is_name = match kind {
                Text::Prose => name.starts_with('/'),
                Text::In(_) => !name.is_empty(),
            };
            if is_name {
                let paths = paths(&decode_path(name), kind);
                found.extend(paths.into_iter().flatten().filter(|path| is_file(path)));
            }
        }
    }
    found
}

/// The paths that a name may mean, from the site's root.
fn paths(name: &str, kind: Text<'_>) -> [Option<String>; 3] {
    let from_root = name.trim_start_matches("../").trim_start_matches("./");
    let from_root = from_root.trim_start_matches('/');
    let from_here = match kind {
        Text::In(folder) if !name.starts_with('/') && !folder.is_empty() => join(folder, name),
        _ => None,
    };
    let as_asset = name.strip_prefix("/assets/").map(str::to_owned);
    [Some(from_root.to_owned()), from_here, as_asset]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_names_files_in_the_ways_of_its_language() {
        let files = ["a.css", "css/b.css", "css/p.png", "p.png", "img/p q.png", "é.svg"];
        for (kind, text, expected) in [
            // Templates of both programs.
            (Text::In(""), "<link href=\"/a.css?v=2\">", "a.css"),
            (Text::In(""), "{{ get_url(path='css/b.css') | safe }}", "css/b.css"),
            (Text::In(""), "{{ \"css/b.css\" | relURL }}", "css/b.css"),
            (Text::In(""), "<link href=\"{{ .Site.BaseURL }}css/b.css\">", "css/b.css"),
            (Text::In(""), "<link href={{ config.base_url }}/css/b.css>", "css/b.css"),
            (Text::In(""), "<img srcset='/p.png 1x, /css/p.png 2x'>", "css/p.png p.png"),
            (Text::In(""), "<img src=\"/img/p q.png\"> /img/p%20q.png", "img/p q.png"),
            (Text::In(""), "src='%C3%A9.svg#x' src='e\u{301}.svg'", "é.svg"),
            (Text::In(""), "url(../p.png)", "p.png"),
            // Style sheets.
            (Text::In("css"), "a { background: url(p.png) }", "css/p.png p.png"),
            (Text::In("css"), "@import 'b.css'; b{c:url( \"../p.png\" )}", "css/b.css p.png"),
            (Text::In("css"), "a { background: url(/p.png) }", "p.png"),
            // Pages.
            (Text::Prose, "![p](/assets/css/p.png) [a](</p.png>)", "css/p.png p.png"),
            (Text::Prose, "{{< f src=\"/img/p q.png\" />}}", "img/p q.png"),
            (Text::Prose, "Write a.css, or `css/b.css`.", ""),
            (Text::Prose, "<https://x.example.org/p.png>", ""),
            // No file.
            (Text::In(""), "/no.css xa.css a.cssx", ""),
        ] {
            let found = named(text, kind, |path| files.contains(&path));
            let found: Vec<String> = found.into_iter().collect();
            assert_eq!(found.join(" "), expected, "{text}");
        }
    }
}
