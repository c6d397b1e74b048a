//! Links whose text is an address, and another one than theirs.

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use crate::render::markdown::{block::Piece, output::Output};

authoring::codes! {
    LINK_TEXT = "link-text" {
        means: "The text of a link is an address or a telephone number, and the link leads to another one.",
        hurts: "Readers who write or call get somebody else, and those who look where a link leads think of fraud.",
        wrong: "Écrivez à [contact@asso.example](mailto:bureau@asso.example).",
        right: "Écrivez à [contact@asso.example](mailto:contact@asso.example).",
    }
}

/// Notes the link with which these pieces begin.
pub(crate) fn check(output: &mut Output<'_, '_>, pieces: &[Piece<'_>]) {
    let Piece { event: Event::Start(Tag::Link { link_type, dest_url, .. }), span, .. } = &pieces[0]
    else {
        return;
    };
    let Some(Piece { event: Event::Text(first), .. }) = pieces.get(1) else { return };
    if matches!(link_type, LinkType::Autolink | LinkType::Email) {
        return;
    }
    let is_other = match dest_url.split_once(':') {
        Some(("mailto", address)) => is_other_recipient(&text(pieces), address),
        Some(("tel" | "sms", number)) => is_other_number(&text(pieces), number),
        Some(("https" | "http", address)) if begins_address(first) => {
            is_other_host(&text(pieces), address)
        }
        _ => false,
    };
    if is_other {
        let message = "the text of this link is one address, and it leads to another";
        let help = "write the same one twice, or words in the place of the text";
        output.error(LINK_TEXT, span.clone(), message, help);
    }
}

/// The text of the link with which these pieces begin.
fn text(pieces: &[Piece<'_>]) -> String {
    let mut text = String::new();
    for piece in &pieces[1..] {
        match &piece.event {
            Event::Text(part) | Event::Code(part) => text.push_str(part),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            Event::End(TagEnd::Link) => break,
            _ => {}
        }
    }
    text
}

/// A text without the signs of the sentence around it.
fn alone(text: &str) -> &str {
    text.trim_matches(|symbol: char| symbol.is_whitespace() || ".,;:!?()«»“”\"".contains(symbol))
}

fn begins_address(text: &str) -> bool {
    ["https:", "http:", "www."].iter().any(|begin| text.starts_with(begin))
}

/// Of a text that is one address and nothing else.
fn is_other_recipient(text: &str, address: &str) -> bool {
    if is_encoded(address) {
        return false;
    }
    let (text, address) = (alone(text), address.split('?').next().unwrap_or_default());
    let is_one =
        text.contains('@') && !text.contains([' ', ',', '\u{a0}']) && !text.starts_with('@');
    let name = text.strip_prefix("mailto:").unwrap_or(text);
    // A sign may be written otherwise in a link.
    is_one && !address.contains(['%', '&', ',', ';']) && !name.eq_ignore_ascii_case(address)
}

/// Of a text that is a number and nothing else: what comes before its last eight digits may be the country's.
fn is_other_number(text: &str, number: &str) -> bool {
    let is_of_number = |sign: char| sign.is_ascii_digit() || " .-/()+\u{a0}\u{202f}".contains(sign);
    let digits =
        |text: &str| -> Vec<u8> { text.bytes().filter(u8::is_ascii_digit).rev().collect() };
    let (shown, called) = (digits(text), digits(number));
    let length = shown.len().min(called.len()).min(8);
    // What follows it may be another one's end, `04 66 00 00 00 / 01`.
    let is_first = text.contains('/')
        && length > 1
        && shown.windows(length).any(|part| *part == called[..length]);
    text.chars().all(is_of_number) && length > 1 && shown[..length] != called[..length] && !is_first
}

/// Of a text that is one address and nothing else. A site is one with what stands below its name.
fn is_other_host(text: &str, address: &str) -> bool {
    let text = alone(text);
    let (shown, called) = (host(text), host(address));
    let is_below =
        |one: &str, other: &str| one.strip_suffix(other).is_some_and(|rest| rest.ends_with('.'));
    // An archive, or whoever passes it on, is given it as a part of its own address.
    let is_passed_on = address.to_ascii_lowercase().contains(&shown);
    !text.contains([' ', '…'])
        && shown.contains('.')
        && !is_passed_on
        && !is_encoded(&called)
        && shown != called
        && !is_below(&shown, &called)
        && !is_below(&called, &shown)
}

/// Whether a host is written in the letters that its name has not, `xn--…`.
fn is_encoded(address: &str) -> bool {
    address.contains("xn--")
}

/// The host of an address, in lower case, without `www.`.
fn host(address: &str) -> String {
    let rest = address.split_once("//").map_or(address, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default().to_ascii_lowercase();
    host.strip_prefix("www.").map_or(host.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_address_is_told_and_another_way_to_write_it_is_not() {
        for (is_other, text, address, expected) in [
            (is_other_recipient as fn(&str, &str) -> bool, "a@b.fr", "c@b.fr", true),
            (is_other_recipient, "a@b.fr", "A@b.fr", false),
            (is_other_recipient, "a@b.fr.", "a@b.fr", false),
            (is_other_recipient, "« a@b.fr »,", "a@b.fr", false),
            (is_other_recipient, "a@b.fr.", "c@b.fr", true),
            (is_other_recipient, "a@b.fr", "a@b.fr?subject=c", false),
            (is_other_recipient, "Écrire à a@b.fr", "c@b.fr", false),
            (is_other_recipient, "le bureau", "c@b.fr", false),
            (is_other_recipient, "@compte", "c@b.fr", false),
            (is_other_recipient, "a+c@b.fr", "a%2Bc@b.fr", false),
            (is_other_number, "04 66 00 00 01", "+33466000000", true),
            (is_other_number, "04 66 00 00 00", "+33466000000", false),
            (is_other_number, "+33 (0)4.66-00/00 00", "0466000000", false),
            (is_other_number, "04 66 00 00 00 / 01", "+33466000000", false),
            (is_other_number, "04 66 00 00 00/02", "+33466000001", true),
            (is_other_number, "04/66/00/00/00", "+33466000001", true),
            (is_other_number, "3939", "3939", false),
            (is_other_number, "3939", "3940", true),
            (is_other_number, "Appeler le 3939", "3940", false),
            (is_other_host, "https://a.fr", "//b.fr", true),
            (is_other_host, "www.a.fr", "//a.fr/c", false),
            (is_other_host, "www.a.fr, ", "//a.fr", false),
            (is_other_host, "https://a.fr.", "//a.fr", false),
            (is_other_host, "https://a.fr.", "//b.fr", true),
            (is_other_host, "https://a.fr/c", "//www.A.fr/d?e", false),
            (is_other_host, "https://a.fr", "//docs.a.fr", false),
            (is_other_host, "https://a.fr et b", "//b.fr", false),
            (is_other_host, "https://a.fr…", "//b.fr", false),
            (is_other_host, "https://a.fr/x", "//web.archive.org/web/2020/https://a.fr/x", false),
            (is_other_host, "https://a.fr", "//b.fr/login?next=https%3A%2F%2Fwww.A.fr%2F", false),
            (is_other_host, "https://a.fr", "//b.fr/?c=a.f", true),
            (is_other_host, "https://été.fr", "//xn--t-9faa.fr/a", false),
            (is_other_recipient, "a@été.fr", "a@xn--t-9faa.fr", false),
        ] {
            assert_eq!(is_other(text, address), expected, "{text} {address}");
        }
    }
}
