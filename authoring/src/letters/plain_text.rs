//! From Markdown to plain text, as a mail program shows it.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::typography::french;

/// What a letter cannot show, and where it stands.
type Refused = Vec<(Range<usize>, &'static str)>;

/// The text, and what could not become any.
pub(super) fn of(markdown: &str) -> (String, Refused) {
    let mut writer = Writer::default();
    // Tables are read as such to be refused as such.
    let parser = Parser::new_ext(markdown, Options::ENABLE_TABLES);
    for (event, span) in parser.into_offset_iter() {
        writer.take(event, span);
    }
    writer.end_block();
    (writer.blocks.join("\n\n"), writer.refused)
}

#[derive(Default)]
struct Writer {
    /// Paragraphs, and lists with their items on lines of their own.
    blocks: Vec<String>,
    /// The lines of the block that is being read.
    lines: Vec<String>,
    line: String,
    /// For each list that is open, the number of its next item; `None` without numbers.
    lists: Vec<Option<u64>>,
    link: Option<String>,
    refused: Refused,
}

impl Writer {
    fn take(&mut self, event: Event<'_>, span: Range<usize>) {
        match event {
            Event::Text(text) | Event::Code(text) => self.line.push_str(&text),
            Event::SoftBreak => self.line.push(' '),
            Event::Start(tag) => self.start(tag, span),
            Event::End(TagEnd::Link) => {
                let link = self.link.take().unwrap_or_default();
                if !link.is_empty() && !self.line.ends_with(&link) {
                    self.line.extend([" (", &link, ")"]);
                }
            }
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_)) if self.lists.is_empty() => {
                self.end_block();
            }
            Event::HardBreak | Event::End(TagEnd::Item | TagEnd::Paragraph) => self.end_line(),
            Event::End(TagEnd::List(_)) => {
                self.lists.pop();
                if self.lists.is_empty() {
                    self.end_block();
                }
            }
            Event::Html(_) | Event::InlineHtml(_) => self.refused.push((span, "raw HTML")),
            Event::Rule => self.refused.push((span, "a rule")),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, span: Range<usize>) {
        match tag {
            Tag::Item => {
                self.end_line();
                let indent = "  ".repeat(self.lists.len().saturating_sub(1));
                let sign = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        let sign = format!("{number}.");
                        *number += 1;
                        sign
                    }
                    _ => "-".to_owned(),
                };
                self.line = format!("{indent}{sign} ");
            }
            Tag::List(first) => {
                self.end_line();
                self.lists.push(first);
            }
            Tag::Link { dest_url, .. } => {
                let leads_out =
                    ["https://", "http://", "mailto:"].iter().any(|it| dest_url.starts_with(it));
                if leads_out {
                    self.link = Some(dest_url.trim_start_matches("mailto:").to_owned());
                } else {
                    self.refused.push((span, "a link to a file of the site"));
                }
            }
            Tag::Image { .. } => self.refused.push((span, "an image")),
            Tag::Table(_) => self.refused.push((span, "a table")),
            Tag::CodeBlock(_) => self.refused.push((span, "a block of code")),
            Tag::BlockQuote(_) => self.refused.push((span, "a quotation")),
            _ => {}
        }
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        if !line.is_empty() {
            self.lines.push(french(&line).into_owned());
        }
    }

    fn end_block(&mut self) {
        self.end_line();
        if !self.lines.is_empty() {
            self.blocks.push(std::mem::take(&mut self.lines).join("\n"));
        }
    }
}
