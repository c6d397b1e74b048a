//! Text made safe for the places of an HTML page.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// Text between tags.
pub(crate) fn text(out: &mut String, text: &str) {
    if memchr::memchr3(b'&', b'<', b'>', text.as_bytes()).is_none() {
        out.push_str(text);
        return;
    }
    escape(out, text, |byte| match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        _ => None,
    });
}

/// The value of an attribute, to stand in double quotes.
pub(crate) fn attribute(out: &mut String, text: &str) {
    escape(out, text, |byte| match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'"' => Some("&quot;"),
        _ => None,
    });
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

/// A URL, to stand in an attribute in double quotes: what no URL may hold is percent-encoded, what is
/// percent-encoded already stays.
pub(crate) fn url(out: &mut String, url: &str) {
    for piece in utf8_percent_encode(url, NOT_IN_URLS) {
        attribute(out, piece);
    }
}

/// The text an HTML attribute stands for: character references by number, and the five of XML.
pub fn decode(value: &str) -> String {
    let mut decoded = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = rest.find('&') {
        decoded.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.find(';').unwrap_or(0);
        if let Some(symbol) = reference(rest.get(1..end).unwrap_or_default()) {
            decoded.push(symbol);
            rest = &rest[end + 1..];
        } else {
            decoded.push('&');
            rest = &rest[1..];
        }
    }
    decoded.push_str(rest);
    decoded
}

fn reference(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => number.parse(),
            };
            code.ok().and_then(char::from_u32)
        }
    }
}

fn escape(out: &mut String, text: &str, replace: impl Fn(u8) -> Option<&'static str>) {
    let mut done = 0;
    for (at, byte) in text.bytes().enumerate() {
        if let Some(with) = replace(byte) {
            out.push_str(&text[done..at]);
            out.push_str(with);
            done = at + 1;
        }
    }
    out.push_str(&text[done..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_cannot_leave_its_attribute_and_is_encoded_once() {
        let mut out = String::new();
        url(&mut out, "/é à%20\"?a=1&b='[x]");
        assert_eq!(out, "/%C3%A9%20%C3%A0%20%22?a=1&amp;b='%5Bx%5D");

        let kept = (0..128).map(char::from).filter(|symbol| {
            out.clear();
            url(&mut out, symbol.encode_utf8(&mut [0; 1]));
            out.len() == 1
        });
        let kept: String = kept.collect();
        let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz~";
        assert_eq!(kept, ["!#$%'()*+,-./0123456789:;=?@", letters].concat());
    }

    #[test]
    fn character_references_are_read_and_anything_else_is_kept() {
        assert_eq!(decode("a&#47;b&#x2F;&amp;c&d; &é; &"), "a/b/&c&d; &é; &");
    }
}
