//! Code in colours: which words of it are what, as classes that the theme colours.
//!
//! Nothing of this is loaded before the first block whose language is known, and of each language only when it is met.

use std::{mem, sync::LazyLock};

use authoring::diagnostics::suggest;
use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

use crate::render::markdown::escape;

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

/// What scopes begin with, and what that is here. Of two that fit, the more exact one stands first; of scopes inside
/// each other, the innermost that is listed counts.
const KINDS: [(&str, Option<&str>); 37] = [
    ("comment", Some("hl-comment")),
    ("constant", Some("hl-constant")),
    ("entity.name.function", Some("hl-function")),
    ("entity.name.tag", Some("hl-name")),
    ("entity.name.section", Some("hl-heading")),
    ("entity.name.constant", Some("hl-constant")),
    ("entity.name", Some("hl-type")),
    ("entity.other.attribute-name", Some("hl-name")),
    ("entity.other.inherited-class", Some("hl-type")),
    ("keyword.operator.word", Some("hl-keyword")),
    ("keyword.operator.logical.python", Some("hl-keyword")),
    ("keyword.operator", None),
    ("keyword.other.unit", Some("hl-constant")),
    ("keyword", Some("hl-keyword")),
    ("markup.heading", Some("hl-heading")),
    ("markup.inserted", Some("hl-inserted")),
    ("markup.deleted", Some("hl-deleted")),
    ("markup.raw", Some("hl-string")),
    ("meta.diff.header", Some("hl-heading")),
    ("meta.diff.range", Some("hl-heading")),
    // Code within a text is no text.
    ("meta.interpolation", None),
    ("meta.template.expression", None),
    ("source.shell.embedded", None),
    ("storage", Some("hl-keyword")),
    ("string", Some("hl-string")),
    ("support.type.property-name", Some("hl-name")),
    ("support.constant", Some("hl-constant")),
    ("support.function", Some("hl-function")),
    ("support.macro", Some("hl-function")),
    ("support.type", Some("hl-type")),
    ("support.class", Some("hl-type")),
    ("support.other", None),
    ("variable.annotation", Some("hl-name")),
    ("variable.function", Some("hl-function")),
    ("variable.language", Some("hl-keyword")),
    ("variable.other.property.css", Some("hl-name")),
    ("meta.annotation", Some("hl-name")),
];

/// The classes that there are.
#[cfg(test)]
pub const CLASSES: [&str; 10] = [
    "hl-comment",
    "hl-constant",
    "hl-deleted",
    "hl-function",
    "hl-heading",
    "hl-inserted",
    "hl-keyword",
    "hl-name",
    "hl-string",
    "hl-type",
];

static SCOPES: LazyLock<Vec<(Scope, Option<&str>)>> = LazyLock::new(|| {
    let scope = |text| Scope::new(text).expect("a few words with dots between");
    KINDS.iter().map(|(text, class)| (scope(text), *class)).collect()
});

/// Other names that people write for a language, and the ones by which it is known.
const OTHER_NAMES: [(&str, &str); 19] = [
    ("cplusplus", "cpp"),
    ("console", "sh"),
    ("docker", "dockerfile"),
    ("fsharp", "fs"),
    ("golang", "go"),
    ("htmldjango", "html.j2"),
    ("jsonc", "json"),
    ("json5", "json"),
    ("jsx", "js"),
    ("mjs", "js"),
    ("node", "js"),
    ("objectivec", "m"),
    ("powershell", "txt"),
    ("pwsh", "txt"),
    ("shell", "sh"),
    ("shellsession", "sh"),
    ("tera", "html.j2"),
    ("csharp", "cs"),
    ("postgresql", "sql"),
];

/// What most people mean by a name that nobody knows.
const COMMON: &str = "asm bash c cpp css diff dockerfile go graphql haskell html ini java javascript json kotlin latex lua \
    makefile markdown nginx nix perl php python r ruby rust scala scss sh sql swift toml typescript vim xml yaml zig";

/// What people write for a text that is in no language.
const PLAIN: [&str; 5] = ["text", "txt", "plain", "plaintext", "none"];

/// A language that is known.
#[derive(Clone, Copy)]
pub(super) enum Language {
    /// None: what the block holds is shown as it is.
    Plain,
    /// One that is shown in colours.
    Known(&'static SyntaxReference),
}

/// The language of that name, or of files with that ending.
pub(super) fn language(name: &str) -> Option<Language> {
    let lower = name.to_ascii_lowercase();
    if PLAIN.contains(&&*lower) {
        return Some(Language::Plain);
    }
    let other = OTHER_NAMES.iter().find(|(other, _)| *other == lower);
    let name = other.map_or(name, |(_, name)| name);
    SYNTAXES.find_syntax_by_token(name).map(Language::Known)
}

/// The name that was meant by one that nobody knows.
pub(super) fn meant(name: &str) -> Option<String> {
    let of_syntax = |syntax: &SyntaxReference| {
        let endings = syntax.file_extensions.clone();
        endings.into_iter().chain([syntax.name.clone()])
    };
    let known = SYNTAXES.syntaxes().iter().filter(|it| !it.hidden).flat_map(of_syntax);
    let known: Vec<String> = known.map(|name| name.to_lowercase()).collect();
    let others = OTHER_NAMES.iter().map(|(name, _)| *name).chain(PLAIN);
    let all = || known.iter().map(String::as_str).chain(others);
    let near = suggest::nearest(name, COMMON.split_whitespace());
    near.or_else(|| suggest::nearest(name, all())).map(str::to_owned)
}

/// The lines of a text as HTML, without their ends.
pub(super) fn lines(language: Language, text: &str) -> Vec<String> {
    let mut state = match language {
        Language::Plain => None,
        Language::Known(syntax) => Some(ParseState::new(syntax)),
    };
    let mut stack = ScopeStack::new();
    let mut lines = Vec::new();
    for line in text.split_inclusive('\n') {
        let mut html = LineHtml::default();
        let mut at = 0;
        // A line that is too much for the patterns of its language is shown as it is, and so is what follows.
        let found = state.as_mut().map(|state| state.parse_line(line, &SYNTAXES));
        let operations = if let Some(Ok(operations)) = found {
            operations
        } else {
            state = None;
            Vec::new()
        };
        for (to, operation) in operations {
            html.push(line.get(at..to).unwrap_or_default(), &stack);
            at = to.max(at);
            // What does not fit the stack changes nothing but colours.
            let _ = stack.apply(&operation);
        }
        let rest = line.get(at..).unwrap_or_default();
        if state.is_some() {
            html.push(rest, &stack);
        } else {
            html.push(rest, &ScopeStack::new());
        }
        lines.push(html.finish());
    }
    lines
}

fn class(stack: &ScopeStack) -> Option<&'static str> {
    let mut inside_out = stack.as_slice().iter().rev();
    let kind = |scope: &Scope| SCOPES.iter().find(|(kind, _)| kind.is_prefix_of(*scope));
    inside_out.find_map(kind).and_then(|(_, class)| *class)
}

/// A line being written: neighbours of one kind share an element.
#[derive(Default)]
struct LineHtml {
    html: String,
    open: Option<&'static str>,
    /// Read and not written yet.
    blanks: String,
}

impl LineHtml {
    fn push(&mut self, text: &str, stack: &ScopeStack) {
        let text = text.trim_end_matches(['\n', '\r']);
        let content = text.trim();
        // Nobody sees of which colour a space is: it waits for what follows.
        if content.is_empty() {
            self.blanks.push_str(text);
            return;
        }
        let class = class(stack);
        let (before, rest) = text.split_at(text.len() - text.trim_start().len());
        self.blanks.push_str(before);
        if class == self.open {
            self.html.push_str(&mem::take(&mut self.blanks));
        } else {
            self.close();
            if let Some(class) = class {
                self.html.push_str("<span class=\"");
                self.html.push_str(class);
                self.html.push_str("\">");
            }
            self.open = class;
        }
        escape::text(&mut self.html, content);
        self.blanks.push_str(&rest[content.len()..]);
    }

    fn close(&mut self) {
        if self.open.take().is_some() {
            self.html.push_str("</span>");
        }
        self.html.push_str(&mem::take(&mut self.blanks));
    }

    fn finish(mut self) -> String {
        self.close();
        self.html
    }
}

#[cfg(test)]
mod tests;
