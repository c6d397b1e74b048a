//! Signs that are markup here alone: escaped, so that they stay what readers saw.

use pulldown_cmark::{Event, Options, Parser, Tag};

use super::Dialect;
use crate::{cli::import::edits::Edits, render::markdown::syntax};

/// Escapes them.
pub(super) fn escape(masked: &str, dialect: Dialect, edits: &mut Edits) {
    let has_definitions = dialect.syntax.contains(Options::ENABLE_DEFINITION_LIST);
    for (event, span) in Parser::new_ext(masked, syntax()).into_offset_iter() {
        match event {
            Event::Start(Tag::DefinitionListDefinition) if !has_definitions => {
                let colon = masked[span.clone()]
                    .find(':')
                    .filter(|at| masked[span.start..][..*at].trim().is_empty());
                if let Some(at) = colon {
                    edits.replace(span.start + at..span.start + at, "\\");
                }
            }
            Event::Start(Tag::BlockQuote(kind)) => {
                let text = &masked[span.clone()];
                let inside = text.trim_start_matches(['>', ' ']);
                let is_notice = kind.is_some() && dialect.syntax.contains(Options::ENABLE_GFM);
                let name = inside.strip_prefix("[!").unwrap_or_default();
                let is_sign = name.starts_with(|first: char| first.is_ascii_alphabetic());
                if is_sign && !is_notice {
                    let at = span.start + text.len() - inside.len();
                    edits.replace(at..at, "\\");
                }
            }
            _ => {}
        }
    }
}
