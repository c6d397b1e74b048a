//! Text made safe for the places of an HTML page.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::content::directory::relative_path::is_code;

/// Text between tags.
pub(crate) fn text(out: &mut String, text: &str) {
    out.push_str(&htmlize::escape_text(text));
}

/// The value of an attribute, to stand in double quotes.
pub(crate) fn attribute(out: &mut String, text: &str) {
    out.push_str(&htmlize::escape_attribute(text));
}

/// What no URL may hold; the percent sign is not among it.
const NOT_IN_URLS: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}')
    .add(b'[')
    .add(b']');

/// A URL, to stand in an attribute in double quotes: what no URL may hold is percent-encoded, a percent sign that
/// encodes nothing too; what is percent-encoded already stays.
pub(crate) fn url(out: &mut String, url: &str) {
    // Nearly every URL is made of these, and written as it is.
    let is_kept = |byte: u8| {
        byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'/' | b'_' | b'#' | b':')
    };
    if url.bytes().all(is_kept) {
        return out.push_str(url);
    }
    encoded_url(out, url);
}

fn encoded_url(out: &mut String, url: &str) {
    // The brackets of a host that is a number are its own: https://[2001:db8::1]/.
    let host = url.find("://[").and_then(|start| Some(start + url[start..].find(']')? + 1));
    let (host, rest) = url.split_at(host.unwrap_or_default());
    attribute(out, host);
    for (number, part) in rest.split('%').enumerate() {
        if number > 0 {
            // One that encodes nothing is a percent sign: `100%.pdf`, which hosts refuse as it is.
            out.push_str(if is_code(part) { "%" } else { "%25" });
        }
        for piece in utf8_percent_encode(part, NOT_IN_URLS) {
            attribute(out, piece);
        }
    }
}

/// The text an HTML attribute stands for: every character reference of the standard is read, as browsers do.
pub fn decode(value: &str) -> String {
    htmlize::unescape_attribute(value).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_cannot_leave_its_attribute_and_is_encoded_once() {
        let mut out = String::new();
        url(&mut out, "/é à%20\"?a=1&b='[x]");
        assert_eq!(out, "/%C3%A9%20%C3%A0%20%22?a=1&amp;b='%5Bx%5D");
        out.clear();
        url(&mut out, "/100%.pdf?a=5%25&b=%c3%A9%2#c%");
        assert_eq!(out, "/100%25.pdf?a=5%25&amp;b=%c3%A9%252#c%25");
        out.clear();
        url(&mut out, "https://[2001:db8::1]:8080/[a]");
        assert_eq!(out, "https://[2001:db8::1]:8080/%5Ba%5D");

        let kept = (0..128).map(char::from).filter(|symbol| {
            out.clear();
            url(&mut out, symbol.encode_utf8(&mut [0; 1]));
            out.len() == 1
        });
        let kept: String = kept.collect();
        let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz~";
        assert_eq!(kept, ["!#$'()*+,-./0123456789:;=?@", letters].concat());
    }

    #[test]
    fn what_a_url_keeps_is_what_the_encoding_keeps() {
        for symbol in (0..=255).map(char::from) {
            let (mut short, mut long) = (String::new(), String::new());
            url(&mut short, symbol.encode_utf8(&mut [0; 2]));
            encoded_url(&mut long, symbol.encode_utf8(&mut [0; 2]));
            assert_eq!(short, long);
        }
    }

    #[test]
    fn character_references_are_read_and_anything_else_is_kept() {
        assert_eq!(decode("a&#47;b&#x2F;&amp;c&d; &é; &"), "a/b/&c&d; &é; &");
        // By name, and for a character of its own or two.
        assert_eq!(decode("&eacute;t&eacute;&nbsp;&rsquo;&nvlt;"), "été\u{a0}’<\u{20d2}");
        // Old pages leave the semicolon out; a query is none the worse for it.
        assert_eq!(decode("a &amp b &copy 2026"), "a & b © 2026");
        assert_eq!(decode("?a=1&copy=2&lt=3"), "?a=1&copy=2&lt=3");
        // Numbers that stand for no character, or in an old character set for another one.
        assert_eq!(decode("&#0;&#xD800;&#x80;"), "\u{fffd}\u{fffd}€");
        // A sign is no digit.
        assert_eq!(decode("&#+47;"), "&#+47;");
    }

    #[test]
    fn text_and_attributes_cannot_leave_their_place() {
        let written = "a < b && \"c\" > 'd' é";
        let (mut between_tags, mut in_quotes) = (String::new(), String::new());
        text(&mut between_tags, written);
        attribute(&mut in_quotes, written);
        assert_eq!(between_tags, "a &lt; b &amp;&amp; \"c\" &gt; 'd' é");
        assert_eq!(in_quotes, "a &lt; b &amp;&amp; &quot;c&quot; &gt; 'd' é");
        assert_eq!(decode(&in_quotes), written);
    }
}
