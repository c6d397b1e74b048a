//! Style sheets: read as browsers read them, imports put in their place, white space and comments left out.
//!
//! Rules and declarations stay as they are written, in their order, and so does every value: whoever writes
//! them anew has to know which browsers understand what, takes a gradient of one of them for that of all,
//! and a part of a colour for its neighbour. It would save one byte in fifty. The library that knows values
//! looks for mistakes in them, and prints nothing.

pub(crate) mod codes;
pub(crate) mod brackets;
mod position;
mod tree;
mod print;
mod imports;
pub(crate) mod mistakes;
mod values;
pub(crate) mod messages;

use std::{
    cell::RefCell,
    collections::BTreeMap,
    ops::Range,
    sync::{Arc, PoisonError, RwLock},
};

use authoring::{
    config::find_mojibake,
    diagnostics::{Code, Diagnostic, Source},
};
use lightningcss::{
    rules::CssRuleList,
    stylesheet::{ParserOptions, StyleSheet},
};

use crate::content::{
    assets::css::brackets::STYLE_SYNTAX,
    assets::css::codes::{STYLE_ASSET, STYLE_ELSEWHERE, STYLE_IMPORT},
    directory::relative_path::{decode_path, join},
};
use imports::{Import, Part, parts};
use position::{quoted, without_mark};
pub use print::UrlKind;
use tree::Tree;

/// Reads all style sheets of a site, by their path below `assets/`, and gives them as they are published.
///
/// `file` is the URL of another file of `assets/`, by its path there.
pub fn publish(
    sources: &BTreeMap<&str, Source>,
    file: &dyn Fn(&str) -> Result<String, Box<Diagnostic>>,
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<String, String> {
    let diagnostics = RefCell::new(diagnostics);
    let mut sheets = BTreeMap::new();
    for (path, source) in sources {
        let (tree, mut found) = read(&source.text);
        let parts = parts(&tree, &mut |kind, url, span| match address(path, kind, url, file) {
            Ok(address) => address,
            Err(broken) => {
                let span = quoted(&source.text, span.start, url);
                // Of a bracket or a quote that nothing closes, what follows is no name of a file.
                let is_open = |known: &Diagnostic| {
                    known.code == STYLE_SYNTAX
                        && known.span.end <= span.start
                        && source.text[known.span.end..span.start].trim().is_empty()
                };
                if !found.iter().any(is_open) {
                    found.push(broken.at(span));
                }
                None
            }
        });
        found.extend(find_mojibake(&source.text, |_| false));
        let found = found.into_iter().map(|found| source.place(found));
        diagnostics.borrow_mut().extend(found);
        sheets.insert(*path, parts);
    }
    let library = Library { sources, sheets, diagnostics: &diagnostics };
    let paths = sources.keys();
    paths.map(|path| ((*path).to_owned(), library.css(path, &mut Vec::new()))).collect()
}

/// One style sheet that imports nothing and is known to be sound: to look for mistakes takes eight times as long.
pub fn tighten(text: &str) -> String {
    let tree = Tree::of(text);
    print::print(&tree, &tree.statements, &mut |_, _, _| None)
}

/// Every URL that a style sheet names which stands in a page, and its bytes; none where nobody could read it safely.
pub fn urls(text: &str) -> Vec<(UrlKind, Range<usize>)> {
    if brackets::diagnostics(text).is_err() {
        return Vec::new();
    }
    let mut urls = Vec::new();
    let parts = parts(&Tree::of(text), &mut |kind, url, span| {
        urls.push((kind, quoted(text, span.start, url)));
        None
    });
    let imports = parts.iter().filter_map(|part| match part {
        Part::Import(import) => Some(quoted(text, import.span.start, &import.url)),
        Part::Css(_) => None,
    });
    urls.extend(imports.map(|span| (UrlKind::Image, span)));
    urls
}

/// Where browsers would have to skip something in a style sheet that stands in a page.
pub fn diagnostics(text: &str) -> Vec<Diagnostic> {
    read(text).1
}

/// A style sheet, and where browsers would have to skip something in it.
fn read(text: &str) -> (Tree<'_>, Vec<Diagnostic>) {
    let mut diagnostics = match brackets::diagnostics(text) {
        Ok(diagnostics) => diagnostics,
        Err(diagnostic) => return (Tree::of(""), vec![*diagnostic]),
    };
    let warnings = Arc::new(RwLock::new(Vec::new()));
    let options = ParserOptions {
        error_recovery: true,
        warnings: Some(Arc::clone(&warnings)),
        ..ParserOptions::default()
    };
    let none = || StyleSheet::new(Vec::new(), CssRuleList(Vec::new()), ParserOptions::default());
    let mut sheet = StyleSheet::parse(without_mark(text), options).unwrap_or_else(|_| none());
    // What is said after a bracket without its other half follows from that.
    let sound =
        diagnostics.iter().map(|diagnostic| diagnostic.span.start).min().unwrap_or(text.len());
    let warnings = warnings.read().unwrap_or_else(PoisonError::into_inner);
    let others = warnings.iter().filter_map(|warning| messages::diagnostic(text, warning));
    diagnostics.extend(others.filter(|diagnostic| diagnostic.span.start <= sound));
    diagnostics.dedup_by_key(|diagnostic| diagnostic.span.start);
    diagnostics.extend(mistakes::diagnostics(text, &mut sheet));
    let tree = Tree::of(text);
    diagnostics.extend(values::diagnostics(&tree));
    (tree, diagnostics)
}

/// What to write in the place of a URL of a style sheet; `None` if it stays as it is written.
fn address(
    path: &str,
    kind: UrlKind,
    url: &str,
    file: &dyn Fn(&str) -> Result<String, Box<Diagnostic>>,
) -> Result<Option<String>, Box<Diagnostic>> {
    let is_data = url.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:"));
    if is_data && kind == UrlKind::Font {
        let help = "put it into a file of content/assets/ and write its path there";
        return Err(refused(STYLE_ASSET, "browsers refuse a font that is no file", help));
    }
    if is_data || url.starts_with('#') {
        return Ok(None);
    }
    let found = file(&target(path, url)?).map_err(|broken| match named(path, url, file) {
        Some(written) => broken.help(format!("did you mean `{written}`?")),
        None => *broken,
    })?;
    let fragment = url.find('#').map_or("", |at| &url[at..]);
    Ok(Some(format!("{found}{fragment}")))
}

/// The URL of a file whose name holds the `#` or `?` that begins something else in a URL.
fn named(
    path: &str,
    url: &str,
    file: &dyn Fn(&str) -> Result<String, Box<Diagnostic>>,
) -> Option<String> {
    let written = url.replace('#', "%23").replace('?', "%3F");
    let found = Some(&written).filter(|written| *written != url)?;
    file(&target(path, found).ok()?).is_ok().then_some(written)
}

/// Where a URL of a style sheet leads, from the sheet's path below `assets/`.
fn target(path: &str, url: &str) -> Result<String, Box<Diagnostic>> {
    if url.starts_with("//") || url.contains("://") {
        return Err(refused(
            STYLE_ELSEWHERE,
            "a style sheet loads nothing from another site",
            "copy it to content/assets/ and write its path there",
        ));
    }
    if url.is_empty() {
        return Err(refused(STYLE_ASSET, "this names no file", "write its path, or remove it"));
    }
    let plain = decode_path(url.split(['?', '#']).next().unwrap_or(url));
    if let Some(below) = plain.strip_prefix("/assets/") {
        return Ok(below.to_owned());
    }
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let joined = if plain.starts_with('/') { None } else { join(folder, &plain) };
    joined.ok_or_else(|| {
        let help = "what a style sheet uses stands in content/assets/";
        refused(STYLE_ASSET, format!("`{url}` is not in assets/"), help)
    })
}

/// A target that no style sheet may have; whoever reads it knows where it stands.
fn refused(code: Code, message: impl Into<String>, help: impl Into<String>) -> Box<Diagnostic> {
    Box::new(Diagnostic::new(code, 0..0, message, help))
}

/// All style sheets, to be put into each other.
struct Library<'a> {
    sources: &'a BTreeMap<&'a str, Source>,
    sheets: BTreeMap<&'a str, Vec<Part>>,
    diagnostics: &'a RefCell<&'a mut Vec<Diagnostic>>,
}

impl Library<'_> {
    /// A sheet, with those that it imports. `above` are the sheets that are being put together.
    fn css(&self, path: &str, above: &mut Vec<String>) -> String {
        let Some((parts, source)) = self.sheets.get(path).zip(self.sources.get(path)) else {
            return String::new();
        };
        above.push(path.to_owned());
        let mut css = String::new();
        for part in parts {
            match part {
                Part::Css(rules) => css.push_str(rules),
                Part::Import(import) => match self.imported(path, import, above) {
                    Ok(imported) => css.push_str(&import.wrap(self.css(&imported, above))),
                    Err(broken) => {
                        let span = quoted(&source.text, import.span.start, &import.url);
                        self.diagnostics.borrow_mut().push(source.place(broken.at(span)));
                    }
                },
            }
        }
        above.pop();
        css
    }

    fn imported(
        &self,
        path: &str,
        import: &Import,
        above: &[String],
    ) -> Result<String, Box<Diagnostic>> {
        let found = target(path, &import.url)?;
        if found == path {
            let message = "a style sheet cannot import itself".to_owned();
            return Err(refused(STYLE_IMPORT, message, "remove this line"));
        }
        if above.contains(&found) {
            let message = format!("`{found}` imports this style sheet, which imports it");
            let help = "move what both need into a third one".to_owned();
            return Err(refused(STYLE_IMPORT, message, help));
        }
        if self.sheets.contains_key(found.as_str()) {
            return Ok(found);
        }
        let near = authoring::diagnostics::suggest::nearest(&found, self.sheets.keys().copied());
        let help = near.map_or_else(
            || "style sheets stand in content/assets/".to_owned(),
            |near| format!("did you mean `/assets/{near}`?"),
        );
        let message = format!("there is no style sheet `/assets/{found}`");
        Err(refused(STYLE_IMPORT, message, help))
    }
}

#[cfg(test)]
mod tests;
