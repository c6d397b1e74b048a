//! Blocks of code: as they are, in a region that scrolls.

use std::ops::Range;

use pulldown_cmark::CodeBlockKind;

use crate::render::markdown::output::Output;

authoring::codes! {
    CODE_NOT_CLOSED = "code-not-closed" {
        means: "A block of code is opened and never closed.",
        hurts: "The rest of the page is shown as code: its headings and links are signs that lead \
            nowhere.",
        wrong: "```\nBDP-7K2M-94X4\n\nGardez cette référence.",
        right: "```\n\
            BDP-7K2M-94X4\n\
            ```\n\n\
            Gardez cette référence.",
    }
}

/// Writes the beginning of a block of code.
pub(crate) fn start(output: &mut Output<'_, '_>, kind: &CodeBlockKind<'_>, span: &Range<usize>) {
    // Long lines scroll, and the keyboard must be able to scroll them.
    output.html.push_str("<pre tabindex=\"0\"><code");
    if let CodeBlockKind::Fenced(info) = kind {
        if let Some(language) = info.split_ascii_whitespace().next() {
            output.attribute("class", &format!("language-{language}"));
        }
        check_fence(output, span);
    }
    output.html.push('>');
}

/// Without its second fence, a block of code takes the rest of the page.
fn check_fence(output: &mut Output<'_, '_>, span: &Range<usize>) {
    let block = &output.text[span.clone()];
    let first = block.lines().next().unwrap_or_default();
    let symbol = if first.starts_with('~') { '~' } else { '`' };
    let length = first.len() - first.trim_start_matches(symbol).len();
    // A quotation repeats its sign on every line.
    let last = block.trim_end().lines().skip(1).last().unwrap_or_default();
    let last = last.trim_start_matches(['>', ' ', '\t']);
    let is_closed = last.len() >= length && last.chars().all(|each| each == symbol);
    if !is_closed {
        let fence = &first[..length];
        let help = format!("write {fence} on a line of its own where it ends");
        output.error(
            CODE_NOT_CLOSED,
            span.start..span.start + first.len(),
            "this block of code is never closed",
            help,
        );
    }
}
