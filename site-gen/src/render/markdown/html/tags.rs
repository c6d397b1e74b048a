//! HTML that the author wrote: its tags and their attributes, and no more.

use std::ops::Range;

/// A tag.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Tag<'h> {
    pub(crate) kind: TagKind,
    /// As written; empty for a comment.
    pub(crate) name: &'h str,
    /// Bytes of the HTML.
    pub(crate) span: Range<usize>,
    pub(crate) attributes: Vec<Attribute<'h>>,
    /// Whether its `>` is there: without it, or without the quotation mark that ends a value, a browser takes all
    /// that follows for attributes.
    pub(crate) is_ended: bool,
    /// The HTML it stands in.
    html: &'h str,
}

/// What a tag does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TagKind {
    Opening,
    /// `<name/>`, which only drawings know.
    OpeningAndClosing,
    Closing,
    /// `<!--` without its `-->`.
    CommentWithoutEnd,
}

/// `name="value"`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Attribute<'h> {
    /// As written.
    pub(crate) name: &'h str,
    /// Bytes of the HTML, from its name to the end of its value.
    pub(crate) span: Range<usize>,
    /// Bytes of the value in the HTML, without quotes; empty if there is none.
    pub(crate) value: Range<usize>,
    /// Bytes of the value with its quotes, if it has any.
    pub(crate) quoted: Range<usize>,
}

impl<'h> Tag<'h> {
    pub(crate) fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// Whether its name is written as those of components are: `<Button>`, and neither `<button>` nor `<BR>`.
    pub(crate) fn is_titled(&self) -> bool {
        self.name.starts_with(|first: char| first.is_ascii_uppercase())
            && self.name.contains(|letter: char| letter.is_ascii_lowercase())
    }

    /// The value of an attribute as written, without quotes; empty if it has none.
    pub(crate) fn attribute(&self, name: &str) -> Option<&'h str> {
        let found = self.attributes.iter().find(|each| each.name.eq_ignore_ascii_case(name))?;
        Some(&self.html[found.value.clone()])
    }

    /// Bytes of what stands between this tag and its closing one, of an element that holds text only.
    pub(crate) fn text(&self) -> Range<usize> {
        let mut inside = Tags { html: self.html, at: self.span.end };
        inside.pass_text(self.name);
        self.span.end..inside.at
    }

    /// Whether a closing tag ends that text.
    pub(crate) fn text_ends(&self) -> bool {
        self.text().end < self.html.len()
    }

    /// That text.
    pub(crate) fn text_of(&self) -> &'h str {
        &self.html[self.text()]
    }
}

/// The tags of a piece of HTML, in order. What no browser would take for one is passed over.
pub(crate) struct Tags<'h> {
    html: &'h str,
    at: usize,
}

impl<'h> Tags<'h> {
    pub(crate) fn of(html: &'h str) -> Self {
        Self { html, at: 0 }
    }

    /// Passes over `symbols`; returns what they were.
    fn run(&mut self, symbols: impl Fn(char) -> bool) -> &'h str {
        let rest = &self.html[self.at..];
        let length = rest.find(|symbol| !symbols(symbol)).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    fn next_is(&self, text: &str) -> bool {
        self.html[self.at..].starts_with(text)
    }

    /// Moves to the closing tag of an element that holds text only, or to the end.
    fn pass_text(&mut self, name: &str) {
        let rest = &self.html[self.at..];
        let is_end = |at: &usize| {
            let tag = &rest[at + "</".len()..];
            tag.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name))
        };
        self.at += rest.match_indices("</").map(|(at, _)| at).find(is_end).unwrap_or(rest.len());
    }

    /// Those of a tag, to its end, and whether it has one.
    fn attributes(&mut self) -> (Vec<Attribute<'h>>, bool) {
        let mut attributes = Vec::new();
        loop {
            self.run(|symbol| symbol.is_ascii_whitespace() || symbol == '/');
            let is_ended = self.next_is(">");
            if self.at == self.html.len() || is_ended {
                self.at = self.html.len().min(self.at + 1);
                return (attributes, is_ended);
            }
            // The first character belongs to the name whatever it is, as in browsers.
            let start = self.at;
            self.at += self.html[start..].chars().next().map_or(0, char::len_utf8);
            self.run(|symbol| !symbol.is_ascii_whitespace() && !matches!(symbol, '=' | '>' | '/'));
            let name = &self.html[start..self.at];
            let value = self.value();
            let span = start..value.1.end;
            attributes.push(Attribute { name, span, value: value.0, quoted: value.1 });
        }
    }

    fn value(&mut self) -> (Range<usize>, Range<usize>) {
        let none = self.at;
        self.run(|symbol| symbol.is_ascii_whitespace());
        if !self.next_is("=") {
            return (none..none, none..none);
        }
        self.at += 1;
        self.run(|symbol| symbol.is_ascii_whitespace());
        let start = self.at;
        for quote in ['"', '\''] {
            if self.html[start..].starts_with(quote) {
                self.at += 1;
                self.run(|symbol| symbol != quote);
                let end = self.at;
                self.at = self.html.len().min(end + 1);
                return (start + 1..end, start..self.at);
            }
        }
        self.run(|symbol| !symbol.is_ascii_whitespace() && symbol != '>');
        (start..self.at, start..self.at)
    }
}

impl<'h> Iterator for Tags<'h> {
    type Item = Tag<'h>;

    fn next(&mut self) -> Option<Tag<'h>> {
        loop {
            let start = self.at + self.html[self.at..].find('<')?;
            self.at = start + 1;
            if self.next_is("!--") {
                let rest = &self.html[self.at..];
                if let Some(end) = rest.find("-->") {
                    self.at += end + "-->".len();
                    continue;
                }
                self.at = self.html.len();
                let span = start..start + "<!--".len();
                let (kind, attributes) = (TagKind::CommentWithoutEnd, Vec::new());
                let html = self.html;
                return Some(Tag { kind, name: "", span, attributes, is_ended: true, html });
            }
            let closes = self.next_is("/");
            self.at += usize::from(closes);
            let name = self.run(|symbol| symbol.is_ascii_alphanumeric() || symbol == '-');
            if !name.starts_with(|symbol: char| symbol.is_ascii_alphabetic()) {
                continue;
            }
            let (attributes, is_ended) = self.attributes();
            let kind = match closes {
                true => TagKind::Closing,
                false if self.html[..self.at].ends_with("/>") => TagKind::OpeningAndClosing,
                false => TagKind::Opening,
            };
            let (span, html) = (start..self.at, self.html);
            let tag = Tag { kind, name, span, attributes, is_ended, html };
            if kind != TagKind::Closing && (tag.is("script") || tag.is("style")) {
                self.pass_text(name);
            }
            return Some(tag);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn tags_are_read_as_browsers_read_them() {
        let html =
            "<!-- <a href=x> --></p><IMG src=a.png alt><a\n href = 'b' id=\"c\"/>< a href=d>";
        let read: Vec<String> = Tags::of(html)
            .flat_map(|tag| {
                let name = tag.name;
                tag.attributes.into_iter().map(move |attribute| {
                    format!("{name} {}={}", attribute.name, &html[attribute.value])
                })
            })
            .collect();
        assert_eq!(read, ["IMG src=a.png", "IMG alt=", "a href=b", "a id=c"]);
    }

    proptest! {
        #[test]
        fn never_panics(html in "[<>a=\"'/ !é-]{0,30}") {
            let _ = Tags::of(&html).count();
        }
    }
}
