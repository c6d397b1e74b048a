//! What a style sheet imports, and the conditions under which it does.

use std::ops::Range;

use cssparser::Token;

use super::{
    print::{UrlOf, prelude, print},
    tree::{Statement, Tokens, Tree, is_blank},
};

/// A sheet as it is to be put together.
pub(super) enum Part {
    /// Rules, as they are published.
    Css(String),
    Import(Import),
}

/// `@import "…" layer(…) supports(…) …;`
pub(super) struct Import {
    /// As its author wrote it.
    pub(super) url: String,
    /// Bytes of the URL, with what is around it.
    pub(super) span: Range<usize>,
    /// Empty for one without a name.
    layer: Option<String>,
    supports: Option<String>,
    media: String,
}

/// The parts of a sheet, in order. Below any other rule, browsers pass over an import.
pub(super) fn parts(tree: &Tree<'_>, url: &mut UrlOf<'_>) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut may_import = true;
    for statement in &tree.statements {
        let mut import = None;
        if let Statement::Rule { name: Some(name), prelude, block } = statement {
            let name = tree.name(*name);
            may_import &= match &*name {
                "import" | "charset" => true,
                "layer" => block.is_none(),
                _ => false,
            };
            if may_import && name == "import" {
                import = Import::of(tree, prelude.clone());
            }
        } else {
            may_import = false;
        }
        match (import, parts.last_mut()) {
            (Some(import), _) => parts.push(Part::Import(import)),
            (None, Some(Part::Css(css))) => {
                css.push_str(&print(tree, std::slice::from_ref(statement), url));
            }
            (None, _) => {
                parts.push(Part::Css(print(tree, std::slice::from_ref(statement), url)));
            }
        }
    }
    parts
}

impl Import {
    /// `None` where no URL stands.
    fn of(tree: &Tree<'_>, tokens: Tokens) -> Option<Self> {
        let mut outer =
            tree.outer(tokens.clone()).filter(|at| !is_blank(&tree.tokens[*at].token)).peekable();
        let first = outer.next()?;
        let inside = tree.trimmed(tree.inside(first));
        let at = if inside.is_empty() { first } else { inside.start };
        let (Token::UnquotedUrl(url) | Token::QuotedString(url)) = &tree.tokens[at].token else {
            return None;
        };
        let span = tree.tokens[at].span.clone();
        let mut import =
            Self { url: url.to_string(), span, layer: None, supports: None, media: String::new() };
        if let Some(at) = outer.next_if(|at| is_named(&tree.tokens[*at].token, "layer")) {
            import.layer = Some(prelude(tree, tree.trimmed(tree.inside(at))));
        }
        if let Some(at) = outer.next_if(|at| is_named(&tree.tokens[*at].token, "supports")) {
            import.supports = Some(prelude(tree, tree.trimmed(tree.inside(at))));
        }
        if let Some(at) = outer.next() {
            import.media = prelude(tree, at..tokens.end);
        }
        Some(import)
    }

    /// What was imported, under the conditions of its import.
    pub(super) fn wrap(&self, mut css: String) -> String {
        if let Some(name) = &self.layer {
            let space = if name.is_empty() { "" } else { " " };
            css = format!("@layer{space}{name}{{{css}}}");
        }
        if !self.media.is_empty() {
            css = format!("@media {}{{{css}}}", self.media);
        }
        match &self.supports {
            Some(condition) => format!("@supports ({condition}){{{css}}}"),
            None => css,
        }
    }
}

fn is_named(token: &Token<'_>, wanted: &str) -> bool {
    matches!(token, Token::Ident(name) | Token::Function(name) if name.eq_ignore_ascii_case(wanted))
}
