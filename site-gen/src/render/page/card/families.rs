//! Which fonts the text of a template asks for.

use authoring::diagnostics::{Diagnostic, Source};

use super::CARD_FONT;
use crate::content::theme::CARD_FONT_FAMILY;

/// What leads to the font of cards as well.
const SAME: [&str; 2] = ["serif", "inherit"];

/// Those that there are not: what an attribute `font-family` says, or a property of that name.
pub(super) fn check(source: &Source) -> Vec<Diagnostic> {
    let text = &*source.text;
    let asked = text.match_indices("font-family").filter_map(|(at, name)| {
        let after = &text[at + name.len()..];
        let value = after.trim_start().strip_prefix(['=', ':'])?.trim_start();
        // In an attribute, quotes are around the list, in a property around a name.
        let is_attribute = after.trim_start().starts_with('=');
        let value = if is_attribute { value.strip_prefix(['"', '\''])? } else { value };
        let ends: &[char] = if is_attribute { &['"', '\''] } else { &[';', '}', '<', '"'] };
        let list = if is_attribute {
            value.split(ends).next()?
        } else {
            value.trim_start_matches('"').split(ends).next()?
        };
        let first = list.split(',').next()?.trim().trim_matches(['"', '\'']);
        let known = first == CARD_FONT_FAMILY || SAME.contains(&first) || first.contains('{');
        let start = first.as_ptr() as usize - text.as_ptr() as usize;
        (!known).then_some((first, start))
    });
    asked
        .map(|(name, start)| {
            let message = format!("there is no font `{name}` for cards");
            let help = format!(
                "write font-family=\"{CARD_FONT_FAMILY}\", the only one that they are drawn with"
            );
            source.error(CARD_FONT, start..start + name.len(), message).help(help)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fonts_are_found_wherever_they_are_asked_for() {
        for (text, expect) in [
            ("<text font-family=\"Georgia, serif\">", Some("Georgia")),
            ("<text font-family = 'Noto Sans'>", Some("Noto Sans")),
            ("<text style=\"fill: red; font-family: Georgia\">", Some("Georgia")),
            ("<style>text { font-family: 'Noto Sans', serif; }</style>", Some("Noto Sans")),
            ("<style>text { font-family: \"Noto Sans\" }</style>", Some("Noto Sans")),
            ("<style>text{font-family:Georgia}</style>", Some("Georgia")),
            ("<text font-family=\"Literata\">", None),
            ("<text font-family=\"Literata, Georgia\">", None),
            ("<style>text { font-family: 'Literata' }</style>", None),
            ("<text font-family=\"serif\">", None),
            ("<text font-family=\"{{ page.extra.font }}\">", None),
            ("<text>font-family</text>", None),
        ] {
            let source = Source::new("card.svg", text);
            let found = check(&source);
            let found = found.first().map(|each| &text[each.span.clone()]);
            assert_eq!(found, expect, "{text}");
        }
    }
}
