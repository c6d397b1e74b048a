//! Style sheets: read as browsers read them, imports put in their place, white space and comments left out.
//!
//! Rules and declarations stay as they are written, in their order: a minifier that merges them has to
//! know which browsers understand which value, and drops the value meant for the others. It would save
//! one byte in two hundred. Nothing is translated for older browsers either.

pub(crate) mod codes;
pub(crate) mod brackets;
pub(crate) mod messages;
pub(crate) mod mistakes;
mod position;
mod preludes;

use std::{
    cell::RefCell,
    collections::BTreeMap,
    sync::{Arc, PoisonError, RwLock},
};

use authoring::diagnostics::{Code, Diagnostic, Source};
use lightningcss::{
    rules::{
        CssRule, CssRuleList, import::ImportRule, layer::LayerBlockRule, media::MediaRule,
        supports::SupportsRule,
    },
    stylesheet::{ParserOptions, PrinterOptions, StyleSheet},
    values::{image::Image, url::Url},
    visit_types,
    visitor::{Visit, VisitTypes, Visitor},
};

use crate::content::{
    assets::css::codes::{STYLE_ASSET, STYLE_ELSEWHERE, STYLE_IMPORT},
    directory::relative_path::{decode, join},
};
use position::{place, quoted};

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
        let (mut sheet, mut found) = read(&source.text);
        found.extend(mistakes::diagnostics(&source.text, &mut sheet));
        preludes::keep(&source.text, &mut sheet);
        let mut urls = Urls { path, text: &source.text, file, diagnostics: found };
        // It cannot fail: what it finds, it notes.
        let Ok(()) = sheet.visit(&mut urls);
        let found = urls.diagnostics.into_iter().map(|found| source.place(found));
        diagnostics.borrow_mut().extend(found);
        sheets.insert(*path, sheet);
    }
    let library = Library { sources, sheets, diagnostics: &diagnostics };
    let paths = sources.keys();
    paths.map(|path| ((*path).to_owned(), library.print(path))).collect()
}

/// One style sheet that imports nothing and is known to be sound.
pub fn tighten(text: &str) -> String {
    let (mut sheet, diagnostics) = read(text);
    assert!(diagnostics.is_empty(), "the theme's style sheet is sound: {diagnostics:?}");
    preludes::keep(text, &mut sheet);
    print(sheet.rules)
}

/// What a browser makes of a text, and where it would have to skip something.
fn read(text: &str) -> (StyleSheet<'_>, Vec<Diagnostic>) {
    let none = || StyleSheet::new(Vec::new(), CssRuleList(Vec::new()), ParserOptions::default());
    let mut diagnostics = match brackets::diagnostics(text) {
        Ok(diagnostics) => diagnostics,
        Err(diagnostic) => return (none(), vec![*diagnostic]),
    };
    let warnings = Arc::new(RwLock::new(Vec::new()));
    let options = ParserOptions {
        error_recovery: true,
        warnings: Some(Arc::clone(&warnings)),
        ..ParserOptions::default()
    };
    let start = text.len() - without_mark(text).len();
    let sheet = StyleSheet::parse(&text[start..], options).unwrap_or_else(|_| none());
    // What is said after a bracket without its other half follows from that.
    let sound =
        diagnostics.iter().map(|diagnostic| diagnostic.span.start).min().unwrap_or(text.len());
    let warnings = warnings.read().unwrap_or_else(PoisonError::into_inner);
    let others = warnings.iter().filter_map(|warning| messages::diagnostic(text, warning));
    diagnostics.extend(others.filter(|diagnostic| diagnostic.span.start <= sound));
    diagnostics.dedup_by_key(|diagnostic| diagnostic.span.start);
    (sheet, diagnostics)
}

fn print(rules: CssRuleList<'_>) -> String {
    let sheet = StyleSheet::new(Vec::new(), rules, ParserOptions::default());
    let targets = preludes::targets();
    let options = PrinterOptions { minify: true, targets, ..PrinterOptions::default() };
    sheet.to_css(options).expect("only CSS modules, which are off, cannot be printed").code
}

fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
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
    let plain = decode(url.split(['?', '#']).next().unwrap_or(url));
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

/// Gives every `url(…)` the address under which its file is published.
struct Urls<'a> {
    path: &'a str,
    text: &'a str,
    file: &'a dyn Fn(&str) -> Result<String, Box<Diagnostic>>,
    diagnostics: Vec<Diagnostic>,
}

impl<'i> Visitor<'i> for Urls<'_> {
    type Error = std::convert::Infallible;

    fn visit_types(&self) -> VisitTypes {
        visit_types!(URLS | IMAGES)
    }

    /// The parser's own walk leaves out what stands in `image-set()`.
    fn visit_image(&mut self, image: &mut Image<'i>) -> Result<(), Self::Error> {
        if let Image::ImageSet(set) = image {
            return set
                .options
                .iter_mut()
                .try_for_each(|option| self.visit_image(&mut option.image));
        }
        image.visit_children(self)
    }

    fn visit_url(&mut self, url: &mut Url<'i>) -> Result<(), Self::Error> {
        if url.url.starts_with('#') || url.url.starts_with("data:") {
            return Ok(());
        }
        match target(self.path, &url.url).and_then(|path| (self.file)(&path)) {
            Ok(found) => {
                let fragment = url.url.find('#').map_or("", |at| &url.url[at..]);
                url.url = format!("{found}{fragment}").into();
            }
            Err(broken) => {
                let at = place(self.text, url.loc.line.saturating_sub(1), url.loc.column);
                let span = quoted(self.text, at, &url.url);
                self.diagnostics.push(broken.at(span));
            }
        }
        Ok(())
    }
}

/// All style sheets, to be put into each other.
struct Library<'a, 'i> {
    sources: &'a BTreeMap<&'a str, Source>,
    sheets: BTreeMap<&'a str, StyleSheet<'i>>,
    diagnostics: &'a RefCell<&'a mut Vec<Diagnostic>>,
}

impl<'i> Library<'_, 'i> {
    fn print(&self, path: &str) -> String {
        print(CssRuleList(self.rules(path, &mut Vec::new())))
    }

    /// The rules of a sheet, with those of the sheets that it imports. `above` are the sheets that are
    /// being put together.
    fn rules(&self, path: &str, above: &mut Vec<String>) -> Vec<CssRule<'i>> {
        let Some((sheet, source)) = self.sheets.get(path).zip(self.sources.get(path)) else {
            return Vec::new();
        };
        above.push(path.to_owned());
        let mut rules = Vec::with_capacity(sheet.rules.0.len());
        for rule in &sheet.rules.0 {
            match rule {
                CssRule::Import(import) => match self.imported(path, import, above) {
                    Ok(imported) => {
                        let imported = self.rules(&imported, above);
                        rules.extend(wrap(import, imported));
                    }
                    Err(broken) => {
                        let at = place(&source.text, import.loc.line, import.loc.column);
                        let span = quoted(&source.text, at, &import.url);
                        self.diagnostics.borrow_mut().push(source.place(broken.at(span)));
                    }
                },
                rule => rules.push(rule.clone()),
            }
        }
        above.pop();
        rules
    }

    fn imported(
        &self,
        path: &str,
        import: &ImportRule<'_>,
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

/// Imported rules, under the conditions of their import.
fn wrap<'i>(import: &ImportRule<'i>, mut rules: Vec<CssRule<'i>>) -> Vec<CssRule<'i>> {
    let loc = import.loc;
    if let Some(name) = &import.layer {
        let rule = LayerBlockRule { name: name.clone(), rules: CssRuleList(rules), loc };
        rules = vec![CssRule::LayerBlock(rule)];
    }
    if !import.media.media_queries.is_empty() {
        let rule = MediaRule { query: import.media.clone(), rules: CssRuleList(rules), loc };
        rules = vec![CssRule::Media(rule)];
    }
    if let Some(condition) = &import.supports {
        let rule = SupportsRule { condition: condition.clone(), rules: CssRuleList(rules), loc };
        rules = vec![CssRule::Supports(rule)];
    }
    rules
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_some_browser_needs_is_dropped() {
        let text = "@layer a, b;\n.x { height: 100vh; height: 100dvh; --y: #ffffff; }\n\
                    .x { color: light-dark(#000000, white); & b { inset: 0 0 0 0 } }";

        assert_eq!(
            tighten(text),
            "@layer a,b;.x{height:100vh;height:100dvh;--y:#fff}\
             .x{color:light-dark(#000,#fff);& b{inset:0}}"
        );
    }
}
