//! What the parser of style sheets complains about, for those who write them.

use authoring::diagnostics::{Diagnostic, suggest};
use lightningcss::{
    error::{Error, ParserError, SelectorError},
    printer::PrinterOptions,
    traits::ToCss,
};

use super::position::{place, word};
use crate::content::assets::css::{
    brackets::STYLE_SYNTAX, codes::STYLE_IMPORT, mistakes::STYLE_UNKNOWN,
};

/// A rule or selector that is not known, but near one of these, is mistyped; any other is newer than
/// the parser.
const RULES: &[&str] = &[
    "charset",
    "container",
    "counter-style",
    "custom-media",
    "font-face",
    "font-feature-values",
    "font-palette-values",
    "function",
    "import",
    "keyframes",
    "layer",
    "media",
    "namespace",
    "page",
    "position-try",
    "property",
    "scope",
    "starting-style",
    "supports",
    "view-transition",
];
const SELECTORS: &[&str] = &[
    "active",
    "after",
    "any-link",
    "autofill",
    "backdrop",
    "before",
    "checked",
    "default",
    "defined",
    "dir",
    "disabled",
    "empty",
    "enabled",
    "file-selector-button",
    "first-child",
    "first-letter",
    "first-line",
    "first-of-type",
    "focus",
    "focus-visible",
    "focus-within",
    "fullscreen",
    "has",
    "host",
    "hover",
    "in-range",
    "indeterminate",
    "invalid",
    "is",
    "lang",
    "last-child",
    "last-of-type",
    "link",
    "marker",
    "modal",
    "not",
    "nth-child",
    "nth-last-child",
    "nth-last-of-type",
    "nth-of-type",
    "only-child",
    "only-of-type",
    "open",
    "optional",
    "out-of-range",
    "part",
    "placeholder",
    "placeholder-shown",
    "popover-open",
    "read-only",
    "read-write",
    "required",
    "root",
    "selection",
    "slotted",
    "target",
    "user-invalid",
    "user-valid",
    "valid",
    "visited",
    "where",
];

/// The known name that another one was meant as: what is known, and new to the parser, is none.
fn meant(name: &str, known: &[&'static str]) -> Option<&'static str> {
    suggest::nearest(name, known.iter().copied()).filter(|near| !near.eq_ignore_ascii_case(name))
}

/// What a warning means; `None` if it is about something that is only unknown to the parser.
pub(super) fn diagnostic(text: &str, warning: &Error<ParserError<'_>>) -> Option<Diagnostic> {
    let (line, column) = warning.loc.as_ref().map_or((0, 1), |loc| (loc.line, loc.column));
    let at = place(text, line, column);
    if let Some(slashes) = slashes(text, at) {
        let message = "`//` begins no comment in a style sheet";
        let help = "a comment stands between /* and */";
        return Some(Diagnostic::new(STYLE_SYNTAX, slashes..slashes + 2, message, help));
    }
    let (code, message, help) = match &warning.kind {
        ParserError::AtRuleInvalid(name) => {
            let near = meant(name, RULES)?;
            (
                STYLE_UNKNOWN,
                format!("unknown rule `@{name}`"),
                Some(format!("did you mean `@{near}`?")),
            )
        }
        ParserError::SelectorError(
            SelectorError::UnsupportedPseudoClass(name)
            | SelectorError::UnsupportedPseudoElement(name),
        ) => {
            let near = meant(name, SELECTORS)?;
            (
                STYLE_UNKNOWN,
                format!("unknown selector `:{name}`"),
                Some(format!("did you mean `:{near}`?")),
            )
        }
        ParserError::UnexpectedToken(token) => {
            let token = token.to_css_string(PrinterOptions::default()).unwrap_or_default();
            (STYLE_SYNTAX, format!("`{token}` is not expected here"), None)
        }
        ParserError::EndOfInput => {
            (STYLE_SYNTAX, "something is missing before this".to_owned(), None)
        }
        ParserError::UnexpectedImportRule => (
            STYLE_IMPORT,
            "an `@import` after other rules is ignored by browsers".to_owned(),
            Some("move it to the top; only `@charset` and `@layer` may stand before it".to_owned()),
        ),
        ParserError::SelectorError(SelectorError::EmptySelector) => {
            (STYLE_SYNTAX, "there is no selector here".to_owned(), None)
        }
        other => (STYLE_SYNTAX, lower(&other.to_string()), None),
    };
    let help = help.unwrap_or_else(|| {
        "correct or remove it: browsers would pass over it in silence".to_owned()
    });
    // After the name of an at-rule, its place is that of the name.
    let at = match &warning.kind {
        ParserError::AtRuleInvalid(_) | ParserError::UnexpectedImportRule => {
            text[..at].rfind('@').unwrap_or(at)
        }
        _ => at,
    };
    Some(Diagnostic::new(code, word(text, at), message, help))
}

/// Where `//` stands that was meant to begin a comment, on the line of a byte or the one above: of what follows it,
/// browsers make a part of the next rule or declaration.
fn slashes(text: &str, at: usize) -> Option<usize> {
    let begin = |at: usize| text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let start = begin(at);
    let lines = [Some(start), start.checked_sub(1).map(begin)];
    lines.into_iter().flatten().find_map(|start| {
        let line = text[start..].lines().next()?;
        let found = line.match_indices("//").map(|(at, _)| at);
        // None of an address, nor of a text or a comment.
        let mut found = found.filter(|at| {
            let before = line[..*at].trim_end();
            let is_edge = before.is_empty() || before.ends_with([';', '{', '}', ',']);
            is_edge && !before.contains(['"', '\'']) && !before.contains("/*")
        });
        found.next().map(|at| start + at)
    })
}

/// Messages start with a small letter.
fn lower(text: &str) -> String {
    let mut symbols = text.chars();
    symbols.next().map_or_else(String::new, |first| first.to_lowercase().chain(symbols).collect())
}
