//! Values that only the association can give, made visible in a page: the last pass over it turns each into
//! something a reader sees.

use std::borrow::Cow;

use crate::content::{
    theme::words::Words,
    values::placeholder::{CLOSE, OPEN, PROPOSED},
};

/// Makes the placeholders of a page visible: marked in its text, plain where markup cannot be.
pub fn show<'a>(html: &'a str, words: &Words) -> Cow<'a, str> {
    show_from(html, Place::Text, words)
}

fn show_from<'a>(html: &'a str, mut place: Place, words: &Words) -> Cow<'a, str> {
    if !may_hold(html.as_bytes()) || !html.contains(OPEN) {
        return Cow::Borrowed(html);
    }
    let mut shown = String::with_capacity(html.len() + 256);
    let mut rest = html;
    while let Some(start) = rest.find(OPEN) {
        let (before, after) = rest.split_at(start);
        place = place.after(before);
        shown.push_str(before);
        let inside = &after[OPEN.len_utf8()..];
        let end = inside.find(CLOSE).unwrap_or(inside.len());
        let (label, value) = match inside[..end].split_once(PROPOSED) {
            Some((label, value)) => (label, Some(value)),
            None => (&inside[..end], None),
        };
        push(&mut shown, place, label, value, words);
        rest = inside.get(end + CLOSE.len_utf8()..).unwrap_or_default();
    }
    shown.push_str(rest);
    Cow::Owned(shown)
}

/// As [`show`], for a document that is text, though nobody has looked at its bytes yet.
pub fn show_bytes(html: Vec<u8>, words: &Words) -> Vec<u8> {
    let html = String::from_utf8(html).expect("templates and values are text");
    show(&html, words).into_owned().into_bytes()
}

/// Whether the first byte of characters for private use, and of few others, is among these.
pub fn may_hold(html: &[u8]) -> bool {
    memchr::memchr(0xEE, html).is_some()
}

/// The placeholders of a text that is to stand where no markup can.
pub fn show_plain<'a>(text: &'a str, words: &Words) -> Cow<'a, str> {
    show_from(text, Place::Tag, words)
}

fn push(shown: &mut String, place: Place, label: &str, value: Option<&str>, words: &Words) {
    let text = match value {
        Some(value) => format!("{value} ({})", words.to_confirm),
        None => format!("{}{label}", words.to_complete),
    };
    if place != Place::Text {
        // An element would be text there.
        shown.push_str(&text);
        return;
    }
    shown.push_str("<mark class=\"placeholder\"");
    if value.is_some() {
        // The label is escaped as the text around it is, where quotes may stand as they are.
        let title = htmlize::escape_attribute(htmlize::unescape(label));
        shown.extend([" title=\"", &title, "\""]);
    }
    shown.extend([">", &text, "</mark>"]);
}

/// Where in a page a text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// Markup may stand here.
    Text,
    /// Between `<` and `>`: in an attribute.
    Tag,
    /// In an element that holds text only: `title`, `textarea`, `option`.
    Raw,
}

impl Place {
    /// The place after this much more HTML. Templates and Markdown escape `<` and `>` in text and
    /// attributes, so that they only ever open and close tags.
    fn after(mut self, html: &str) -> Self {
        let mut rest = html;
        loop {
            match self {
                Self::Tag => match rest.find('>') {
                    Some(end) => (self, rest) = (Self::Text, &rest[end + 1..]),
                    None => return self,
                },
                Self::Raw => match rest.find("</") {
                    Some(end) => (self, rest) = (Self::Tag, &rest[end + 2..]),
                    None => return self,
                },
                Self::Text => match rest.find('<') {
                    Some(start) => {
                        rest = &rest[start + 1..];
                        self = Self::Tag;
                        let raw =
                            ["title", "textarea", "option"].iter().any(|name| is_tag(rest, name));
                        if let (true, Some(end)) = (raw, rest.find('>')) {
                            (self, rest) = (Self::Raw, &rest[end + 1..]);
                        }
                    }
                    None => return self,
                },
            }
        }
    }
}

fn is_tag(html: &str, name: &str) -> bool {
    html.strip_prefix(name).is_some_and(|rest| rest.starts_with(['>', ' ', '\n']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::values::placeholder::encode;

    #[track_caller]
    fn check(html: &str, expect: &str) {
        assert_eq!(show(html, Words::of("fr")), expect);
    }

    #[test]
    fn in_text_it_is_marked() {
        let place = encode("l'adresse", None);

        check(
            &format!("<p class=\"a\">À {place}.</p>"),
            "<p class=\"a\">À <mark class=\"placeholder\">à compléter\u{a0}: l'adresse</mark>.</p>",
        );
    }

    #[test]
    fn a_proposed_value_is_shown_and_its_label_explains() {
        let months = encode("la durée \"x\"", Some("12"));

        check(
            &months,
            "<mark class=\"placeholder\" title=\"la durée &quot;x&quot;\">12 (à confirmer)</mark>",
        );
    }

    #[test]
    fn where_no_markup_can_be_it_is_plain() {
        let name = encode("nom", None);

        check(
            &format!("<title>{name}</title><meta content=\"{name}\"><p>{name}"),
            "<title>à compléter\u{a0}: nom</title><meta content=\"à compléter\u{a0}: nom\">\
             <p><mark class=\"placeholder\">à compléter\u{a0}: nom</mark>",
        );
    }

    #[test]
    fn a_page_without_any_is_not_copied() {
        assert!(matches!(show("<p>a</p>", Words::of("fr")), Cow::Borrowed(_)));
    }
}
