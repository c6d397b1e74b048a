//! Blocks of code: as they are, in a region that scrolls; where the site asks for it, in colours.

pub(crate) mod fence;
pub(crate) mod highlight;

use std::ops::Range;

use pulldown_cmark::CodeBlockKind;

use crate::render::markdown::{escape, output::Output};
use fence::Fence;

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

/// A block that is written when all of it is known.
pub(crate) struct Code {
    fence: Fence,
    text: String,
}

/// Writes the beginning of a block of code, or keeps it.
pub(crate) fn start(
    output: &mut Output<'_, '_>,
    kind: &CodeBlockKind<'_>,
    span: &Range<usize>,
) -> Option<Box<Code>> {
    if output.markup.highlight
        && let CodeBlockKind::Fenced(_) = kind
    {
        check_fence(output, span);
        let text = output.text;
        let line = text[span.clone()].lines().next().unwrap_or_default();
        let info = line.trim_start_matches(['`', '~']).trim();
        if !info.is_empty() {
            let at = line.find(info).unwrap_or_default();
            let fence = Fence::read(output, info, span.start + at);
            return Some(Box::new(Code { fence, text: String::new() }));
        }
        output.html.push_str("<pre tabindex=\"0\"><code>");
        return None;
    }
    // Long lines scroll, and the keyboard must be able to scroll them.
    output.html.push_str("<pre tabindex=\"0\"><code");
    if let CodeBlockKind::Fenced(info) = kind {
        if let Some(language) = info.split_ascii_whitespace().next() {
            output.attribute("class", &format!("language-{language}"));
        }
        check_fence(output, span);
    }
    output.html.push('>');
    None
}

/// Writes a part of its text, or keeps it.
pub(crate) fn text(output: &mut Output<'_, '_>, code: &mut Option<Box<Code>>, text: &str) {
    match code {
        Some(code) => code.text.push_str(text),
        None => escape::text(&mut output.html, text),
    }
}

/// Writes the end of a block of code, or all of it.
pub(crate) fn end(output: &mut Output<'_, '_>, code: Option<Box<Code>>) {
    match code {
        Some(code) => code.write(output),
        None => output.html.push_str("</code></pre>\n"),
    }
}

impl Code {
    fn write(&self, output: &mut Output<'_, '_>) {
        let Self { fence, text } = self;
        let language = fence.language.unwrap_or(highlight::Language::Plain);
        let lines = highlight::lines(language, text);
        fence.check_marks(output, lines.len());
        if let Some(title) = &fence.title {
            output.html.push_str("<figure class=\"code\"><figcaption>");
            escape::text(&mut output.html, title);
            output.html.push_str("</figcaption>\n");
        }
        output.html.push_str("<pre tabindex=\"0\"");
        if fence.has_lines() {
            let numbered = if fence.numbers.is_some() { " numbered" } else { "" };
            output.attribute("class", &format!("lines{numbered}"));
        }
        output.html.push_str("><code");
        if !fence.language_name.is_empty() {
            output.attribute("class", &format!("language-{}", fence.language_name));
        }
        output.html.push('>');
        for (number, line) in (fence.first()..).zip(lines) {
            if fence.has_lines() {
                let element = if fence.marks(number) { "mark" } else { "span" };
                output.write(format_args!("<{element} class=\"code-line\""));
                // What is shown of it is neither copied nor read out.
                if fence.numbers.is_some() {
                    output.write(format_args!(" data-line=\"{number}\""));
                }
                output.write(format_args!(">{line}</{element}>"));
            } else {
                output.html.push_str(&line);
            }
            output.html.push('\n');
        }
        output.html.push_str("</code></pre>\n");
        if fence.title.is_some() {
            output.html.push_str("</figure>\n");
        }
    }
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
