//! The first line of a notice, which may be its title, and quotations that are none.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::Writer;
use crate::render::markdown::elements::notice;

impl<'t> Writer<'t, '_> {
    pub(super) fn start_quotation(&mut self) {
        self.output.html.push_str("<blockquote>\n");
        self.quotations.push("</blockquote>\n");
    }

    /// Reads the title of a notice; returns what is to be written as any other event.
    pub(super) fn title(
        &mut self,
        event: Event<'t>,
        span: Range<usize>,
    ) -> Option<(Event<'t>, Range<usize>)> {
        let Some(mut head) = self.head.take() else { return Some((event, span)) };
        let rest = match event {
            Event::Start(Tag::Paragraph) if !head.is_read => {
                head.is_read = true;
                None
            }
            event if !head.is_read => {
                head.fail(&mut self.output);
                self.start_quotation();
                return Some((event, span));
            }
            Event::SoftBreak | Event::HardBreak if head.depth == 0 => {
                self.write_title(&head);
                self.output.html.push_str("<p>");
                return None;
            }
            Event::End(TagEnd::Paragraph) => {
                self.write_title(&head);
                return None;
            }
            Event::Text(text) => {
                let (text, span) = head.without_sign(text, span);
                (!text.is_empty()).then_some((Event::Text(text), span))
            }
            Event::Start(tag) => {
                head.depth += 1;
                Some((Event::Start(tag), span))
            }
            Event::End(tag) => {
                head.depth -= 1;
                Some((Event::End(tag), span))
            }
            event => Some((event, span)),
        };
        self.head = Some(head);
        rest
    }

    fn write_title(&mut self, head: &notice::Head) {
        let has_title = !self.block.pieces.is_empty();
        let (ends_title, ends_notice) = head.open(&mut self.output, has_title);
        self.flush();
        self.output.html.push_str(ends_title);
        self.quotations.push(ends_notice);
    }
}
