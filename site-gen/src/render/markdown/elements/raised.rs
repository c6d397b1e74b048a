//! `m^2^`, `H~2~O` and abbreviations: what stands within a text that the parser takes for one.

mod joined;

use std::ops::Range;

use authoring::diagnostics::Diagnostic;
use pulldown_cmark::{Event, Tag, TagEnd};

use super::abbreviations::{self, Abbreviation};
use crate::content::config::markdown::Markup;
use joined::Joined;

authoring::codes! {
    RAISED_NOT_CLOSED = "raised-not-closed" {
        means: "A word begins to be raised or lowered, and nothing ends it.",
        hurts: "Readers see the sign, `m^2`, and screen readers read it out.",
        wrong: "Un terrain de 300 m^2 à Nîmes.",
        right: "Un terrain de 300 m^2^ à Nîmes.",
    }
}

/// What of it a site asks for, and what it has met.
pub(crate) struct Raised<'a, 't> {
    markup: Markup,
    abbreviations: Vec<Abbreviation<'a>>,
    /// How many elements are open whose text is no prose.
    verbatim: usize,
    /// A text that may go on: the parser ends one before each sign that could be markup.
    pending: Joined<'t>,
    mistakes: Vec<Diagnostic>,
}

/// Events, and where each stands.
type Parts<'t> = Vec<(Event<'t>, Range<usize>)>;

impl<'a, 't> Raised<'a, 't> {
    pub(crate) fn of(markup: Markup, abbreviations: Vec<Abbreviation<'a>>) -> Self {
        Self {
            markup,
            abbreviations,
            verbatim: 0,
            pending: Joined::default(),
            mistakes: Vec::new(),
        }
    }

    /// Whether there is anything to look for.
    pub(crate) fn is_asked_for(&self) -> bool {
        self.markup.superscript || self.markup.subscript || !self.abbreviations.is_empty()
    }

    /// What is wrong with what it has met, and with the abbreviations that it has not.
    pub(crate) fn mistakes(self) -> Vec<Diagnostic> {
        let mut mistakes = self.mistakes;
        mistakes.extend(abbreviations::unused(&self.abbreviations));
        mistakes
    }

    /// What is to be written once an event is known, at `span` of the Markdown `source`. Every text is followed by
    /// the end of something.
    pub(crate) fn parts(
        &mut self,
        source: &str,
        event: Event<'t>,
        span: Range<usize>,
    ) -> Parts<'t> {
        match &event {
            Event::Start(tag) if is_verbatim(tag.to_end()) => self.verbatim += 1,
            Event::End(tag) if is_verbatim(*tag) => self.verbatim -= 1,
            _ => {}
        }
        let Event::Text(text) = event else {
            let mut parts = self.flush(source);
            parts.push((event, span));
            return parts;
        };
        if self.verbatim > 0 {
            return vec![(Event::Text(text), span)];
        }
        let parts = if self.pending.ends_at(span.start) { Vec::new() } else { self.flush(source) };
        self.pending.add(text, span);
        parts
    }

    fn flush(&mut self, source: &str) -> Parts<'t> {
        if self.pending.is_empty() {
            return Vec::new();
        }
        let joined = std::mem::take(&mut self.pending);
        self.text(source, &joined).unwrap_or_else(|| joined.events())
    }

    fn text(&mut self, source: &str, joined: &Joined<'t>) -> Option<Parts<'t>> {
        let text = &*joined.text();
        let mut events = Vec::new();
        let mut done = 0;
        // A sign with a backslash before it begins a text of its own.
        let is_escaped = source[..joined.starts()].ends_with('\\');
        let mut at = usize::from(is_escaped);
        let mut abbreviation = abbreviations::next(&mut self.abbreviations, text, 0);
        while at < text.len() {
            if let Some((word, tag)) = abbreviation.take_if(|(word, _)| word.start <= at) {
                if word.start == at {
                    joined.push(&mut events, &(done..at));
                    events.push((Event::InlineHtml(tag.into()), joined.place(&word)));
                    joined.push(&mut events, &word);
                    events.push((
                        Event::InlineHtml("</abbr>".into()),
                        joined.place(&(word.end..word.end)),
                    ));
                    (at, done) = (word.end, word.end);
                }
                abbreviation = abbreviations::next(&mut self.abbreviations, text, at);
                continue;
            }
            let rest = &text[at..];
            let (tag, end) = match rest.as_bytes()[0] {
                b'^' if self.markup.superscript => (Tag::Superscript, TagEnd::Superscript),
                b'~' if self.markup.subscript => (Tag::Subscript, TagEnd::Subscript),
                _ => {
                    at += rest.chars().next().map_or(1, char::len_utf8);
                    continue;
                }
            };
            let Some(length) = enclosed(rest) else {
                let end = open_word(text, at);
                if let Some(end) = end {
                    self.mistakes.push(not_closed(&text[at..end], joined.place(&(at..end))));
                }
                at = end.unwrap_or(at + 1);
                continue;
            };
            joined.push(&mut events, &(done..at));
            events.push((Event::Start(tag), joined.place(&(at..at + 1))));
            joined.push(&mut events, &(at + 1..at + 1 + length));
            at += length + 2;
            events.push((Event::End(end), joined.place(&(at - 1..at))));
            done = at;
            abbreviation = abbreviations::next(&mut self.abbreviations, text, at);
        }
        if done == 0 {
            return None;
        }
        joined.push(&mut events, &(done..text.len()));
        Some(events)
    }
}

/// Whether the text of an element is code, or stands in an attribute.
fn is_verbatim(tag: TagEnd) -> bool {
    matches!(tag, TagEnd::CodeBlock | TagEnd::Image)
}

/// How long the word is that stands between two of the sign with which a text begins.
fn enclosed(text: &str) -> Option<usize> {
    let sign = text.chars().next()?;
    let length = text[1..].find(sign)?;
    let inside = &text[1..=length];
    let is_word = !inside.is_empty() && !inside.contains(char::is_whitespace);
    // Two of them strike.
    (is_word && !text[1 + length + 1..].starts_with(sign)).then_some(length)
}

/// Where the word ends that the sign at a byte begins to raise or lower, if it stands between a word and what is to be
/// raised. Elsewhere, it is a sign like others: `~10 %`, `2^ et 3^`, `^^`, an address.
fn open_word(text: &str, at: usize) -> Option<usize> {
    let is_word = |sign: Option<char>| sign.is_some_and(char::is_alphanumeric);
    let (before, rest) = (&text[..at], &text[at + 1..]);
    let begins = is_word(before.chars().next_back()) && is_word(rest.chars().next());
    let whole = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let begins = begins && !["://", "www.", "@"].iter().any(|part| whole.contains(part));
    let length = rest.find(|sign: char| !sign.is_alphanumeric()).unwrap_or(rest.len());
    begins.then_some(at + 1 + length)
}

fn not_closed(word: &str, span: Range<usize>) -> Diagnostic {
    let sign = &word[..1];
    let message = format!("nothing ends `{word}`");
    let help = format!("write {word}{sign}, or \\{sign} for the sign itself");
    Diagnostic::new(RAISED_NOT_CLOSED, span, message, &help)
}

#[cfg(test)]
mod tests {
    use crate::{
        content::config::markdown::Markup,
        render::markdown::{Options, render},
    };

    fn html(text: &str) -> String {
        let markup =
            Markup { superscript: true, subscript: true, abbreviations: true, highlight: false };
        let options =
            Options { language: "fr", resolve: &|_| None, show: &|_| None, written: &[], markup };
        let page = render(text, &options);
        let told = page.diagnostics.iter().map(|found| format!("[{}]", found.message));
        page.html + &told.collect::<String>()
    }

    #[test]
    fn what_is_raised_lowered_or_short_is_an_element() {
        let mut wrong = Vec::new();
        for (text, expect) in [
            ("m^2^", "<p>m<sup>2</sup></p>\n"),
            ("^a^ et H~2~O, ~b~", "<p><sup>a</sup> et H<sub>2</sub>O, <sub>b</sub></p>\n"),
            ("le 1^er^ juin", "<p>le 1<sup>er</sup> juin</p>\n"),
            (
                "**x^2^**[y^2^](/a/)",
                "<p><strong>x<sup>2</sup></strong><a href=\"/a/\">y<sup>2</sup></a></p>\n",
            ),
            ("H~2~. (H~2~), x^2^.", "<p>H<sub>2</sub>. (H<sub>2</sub>), x<sup>2</sup>.</p>\n"),
            ("~~a~~ x~~b~~", "<p><del>a</del> x<del>b</del></p>\n"),
            ("2^ et 3^ x ~10 a~~ x^^2", "<p>2^ et 3^ x ~10 a~~ x^^2</p>\n"),
            ("m^2, m\\^2", "<p>m^2, m^2</p>\n[nothing ends `^2`]"),
            (
                "H~2O, (x^12), é^é",
                "<p>H~2O, (x^12), é^é</p>\n[nothing ends `~2O`][nothing ends `^12`][nothing ends `^é`]",
            ),
            (
                "`m^2` <b title=\"m^2\">a</b> https://a.example/m^2",
                "<p><code>m^2</code> <b title=\"m^2\">a</b> <a href=\"https://a.example/m%5E2\">https://a.example/m^2</a></p>\n",
            ),
            ("m\\^2^", "<p>m^2^</p>\n"),
            ("`m^2^` PME", "<p><code>m^2^</code> PME</p>\n"),
            ("## m^2^", "<h2 id=\"m2\">m<sup>2</sup></h2>\n"),
            (
                "*[PME]: petite \"ou\" moyenne\n\nUne PME, PMEs, `PME`.\n\n~~~\n*[A]: b\n~~~\n",
                "<p>Une <abbr title=\"petite &quot;ou&quot; moyenne\">PME</abbr>, PMEs, <code>PME</code>.</p>\n\
                 <pre tabindex=\"0\"><code>*[A]: b\n</code></pre>\n",
            ),
            (
                "PME-PMI PME m^2^\n\n*[PME]: a\n*[PME-PMI]: b\n",
                "<p><abbr title=\"b\">PME-PMI</abbr> <abbr title=\"a\">PME</abbr> m<sup>2</sup></p>\n",
            ),
            ("*[PME]: a\n\nP.M.E.\n", "<p>P.M.E.</p>\n[`PME` does not stand in this page]"),
            (
                "*[A]: a\n*[A]: b\n\nA\n",
                "<p><abbr title=\"a\">A</abbr></p>\n[`A` is explained twice]",
            ),
        ] {
            let found = html(text);
            if found != expect {
                wrong.push(format!("{text}:\n{found}\n{expect}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn without_its_switch_nothing_is() {
        for text in ["x a^b", "H~2", "PME"] {
            let options = Options {
                language: "fr",
                resolve: &|_| None,
                show: &|_| None,
                written: &[],
                markup: Markup::default(),
            };
            assert_eq!(render(text, &options).html, format!("<p>{text}</p>\n"));
        }
    }
}
