//! Where an address begins and ends, as GitHub Flavored Markdown says.

use std::ops::Range;

/// An address, and how it is one.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Address {
    /// Bytes of the text.
    pub(super) span: Range<usize>,
    /// The sign by which it is known, which no author escaped: `://`, `www.`, `@`.
    pub(super) sign: Range<usize>,
    pub(super) kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `https://…`, `http://…` or `mailto:…`.
    Url,
    /// `www.…`, without a scheme.
    Host,
    /// `<www.…>`, which needs its scheme to be more than text.
    Bracketed,
    /// `name@host.example`.
    Email,
}

/// Adds to `found` the addresses of `text` that stand in `range`, in their order. Linear, whatever is in it.
pub(super) fn find(text: &str, range: Range<usize>, found: &mut Vec<Address>) {
    let (mut from, mut at) = (range.start, range.start);
    let text = &text[..range.end];
    while let Some(length) = text[at..].find([':', '@', 'w', 'W']) {
        at += length;
        let address = match text.as_bytes()[at] {
            b':' => url(text, from, at),
            b'@' => email(text, from, at),
            _ => host(text, from, at),
        };
        at += 1;
        if let Some(address) = address {
            (from, at) = (address.span.end, address.span.end);
            found.push(address);
        }
    }
}

/// `https://…`, by its colon.
fn url(text: &str, from: usize, colon: usize) -> Option<Address> {
    let sign = colon..colon + "://".len();
    if !text[colon..].starts_with("://") {
        return None;
    }
    let letters = text[from..colon].bytes().rev().take_while(u8::is_ascii_alphabetic);
    // Of a longer word, the end is no scheme.
    let start = colon - letters.take("https".len() + 1).count();
    let scheme = text[start..colon].to_ascii_lowercase();
    let follows_word = text[..start].ends_with(char::is_alphanumeric);
    if follows_word
        || !["https", "http"].contains(&scheme.as_str())
        || !is_domain(&text[sign.end..], 0)
    {
        return None;
    }
    Some(Address { span: start..end(text, start), sign, kind: Kind::Url })
}

/// `www.…`, by its first letter.
fn host(text: &str, from: usize, start: usize) -> Option<Address> {
    let sign = start..start + "www.".len();
    let is_www = text.get(sign.clone()).is_some_and(|it| it.eq_ignore_ascii_case("www."));
    let joins = |before: char| before.is_alphanumeric() || "/.@-:=&?#_%".contains(before);
    if !is_www || start < from || text[..start].ends_with(joins) || !is_domain(&text[start..], 1) {
        return None;
    }
    let end = end(text, start);
    let is_bracketed = text[..start].ends_with('<') && text[end..].starts_with('>');
    let kind = if is_bracketed { Kind::Bracketed } else { Kind::Host };
    Some(Address { span: start..end, sign, kind })
}

/// `name@host.example`, with `mailto:` or without, by its sign.
fn email(text: &str, from: usize, at: usize) -> Option<Address> {
    let is_of_name = |byte: &u8| byte.is_ascii_alphanumeric() || b".-_+".contains(byte);
    let name = text[from..at].bytes().rev().take_while(is_of_name).count();
    let is_of_host = |byte: &u8| byte.is_ascii_alphanumeric() || b".-_".contains(byte);
    let host = text[at + 1..].bytes().take_while(is_of_host).count();
    let host = text[at + 1..at + 1 + host].trim_end_matches('.');
    let (start, end) = (at - name, at + 1 + host.len());
    let is_host = host.contains('.') && host.ends_with(|last: char| last.is_ascii_alphabetic());
    if name == 0 || !is_host || text[end..].starts_with('@') {
        return None;
    }
    let before = &text[from..start];
    let sign = at..at + 1;
    let mailto = before.len().checked_sub("mailto:".len()).and_then(|length| before.get(length..));
    if mailto.is_some_and(|mailto| mailto.eq_ignore_ascii_case("mailto:")) {
        return Some(Address { span: start - "mailto:".len()..end, sign, kind: Kind::Url });
    }
    // The path of an address, or a name of another kind (`@name@server.example`, `scp name@host.example:`).
    let joins = |before: char| before.is_alphanumeric() || "/@:".contains(before);
    let goes_on = |mut after: std::str::Chars<'_>| {
        after.next().is_some_and(|sign| ":/".contains(sign))
            && after.next().is_some_and(char::is_alphanumeric)
    };
    let is_alone = !before.ends_with(joins) && !goes_on(text[end..].chars());
    is_alone.then_some(Address { span: start..end, sign, kind: Kind::Email })
}

/// Whether a text begins with the name of a host that has so many dots.
fn is_domain(text: &str, dots: usize) -> bool {
    let is_of_name = |symbol: char| symbol.is_alphanumeric() || "-_.".contains(symbol);
    let length = text.find(|symbol| !is_of_name(symbol)).unwrap_or(text.len());
    let domain = text[..length].trim_end_matches('.');
    let last_two = domain.rsplit('.').take(2);
    domain.starts_with(char::is_alphanumeric)
        && domain.matches('.').count() >= dots
        && !last_two.into_iter().any(|part| part.contains('_') || part.is_empty())
}

/// Where an address ends that begins at `start`: before white space and signs that none holds (RFC 3986,
/// appendix C), without what ends a sentence around it.
fn end(text: &str, start: usize) -> usize {
    let stops =
        |symbol: char| symbol.is_whitespace() || "<>\"\\\u{fffc}\u{2028}«»“”".contains(symbol);
    let length = text[start..].find(stops).unwrap_or(text.len() - start);
    let mut address = before_bracket(&text[start..start + length]);
    let count = |sign| address.matches(sign).count();
    let mut brackets =
        [('(', ')'), ('[', ']')].map(|(open, close)| (close, count(open), count(close)));
    while let Some(last) = address.chars().next_back() {
        let rest = &address[..address.len() - last.len_utf8()];
        address = match last {
            '?' | '!' | '.' | ',' | ':' | '*' | '_' | '~' | '\'' | '"' | '’' | '…' | '|' => {
                rest
            }
            // The end of a character reference, or of a part of the sentence.
            ';' => {
                let letters = rest.trim_end_matches(|symbol: char| symbol.is_ascii_alphanumeric());
                letters.strip_suffix('&').filter(|_| letters.len() < rest.len()).unwrap_or(rest)
            }
            _ => {
                let Some(bracket) = brackets.iter_mut().find(|(close, ..)| *close == last) else {
                    break;
                };
                if bracket.2 <= bracket.1 {
                    break;
                }
                bracket.2 -= 1;
                rest
            }
        };
    }
    start + address.len()
}

/// What stands before the end of a shortcode, `https://…[/embed]`, or of the brackets around it: `[url=https://…]`.
fn before_bracket(address: &str) -> &str {
    let Some(first) = address.find(['[', ']']) else { return address };
    let is_end = address[first..].starts_with("[/") || address[first..].starts_with(']');
    if is_end { &address[..first] } else { address }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The addresses of a text, each with the first letter of its kind.
    fn found(text: &str) -> Vec<String> {
        let mut addresses = Vec::new();
        find(text, 0..text.len(), &mut addresses);
        addresses.into_iter().map(|it| format!("{:?} {}", it.kind, &text[it.span])).collect()
    }

    #[test]
    fn an_address_begins_and_ends_where_github_says() {
        for (text, expected) in [
            // The examples of the specification.
            ("www.commonmark.org", &["Host www.commonmark.org"][..]),
            ("Visit www.commonmark.org/help for more", &["Host www.commonmark.org/help"]),
            ("Visit www.commonmark.org.", &["Host www.commonmark.org"]),
            ("Visit www.commonmark.org/a.b.", &["Host www.commonmark.org/a.b"]),
            (
                "www.google.com/search?q=Markup+(business)",
                &["Host www.google.com/search?q=Markup+(business)"],
            ),
            (
                "www.google.com/search?q=Markup+(business)))",
                &["Host www.google.com/search?q=Markup+(business)"],
            ),
            (
                "(www.google.com/search?q=Markup+(business))",
                &["Host www.google.com/search?q=Markup+(business)"],
            ),
            (
                "www.google.com/search?q=(business))+ok",
                &["Host www.google.com/search?q=(business))+ok"],
            ),
            (
                "www.google.com/search?q=commonmark&hl=en",
                &["Host www.google.com/search?q=commonmark&hl=en"],
            ),
            (
                "www.google.com/search?q=commonmark&hl;",
                &["Host www.google.com/search?q=commonmark"],
            ),
            ("www.commonmark.org/he<lp", &["Host www.commonmark.org/he"]),
            ("http://commonmark.org", &["Url http://commonmark.org"]),
            (
                "(Visit https://encrypted.google.com/search?q=Markup+(business))",
                &["Url https://encrypted.google.com/search?q=Markup+(business)"],
            ),
            ("foo@bar.baz", &["Email foo@bar.baz"]),
            (
                "hello@mail+xyz.example isn't valid, but hello+xyz@mail.example is.",
                &["Email hello+xyz@mail.example"],
            ),
            ("a.b-c_d@a.b", &["Email a.b-c_d@a.b"]),
            ("a.b-c_d@a.b.", &["Email a.b-c_d@a.b"]),
            ("a.b-c_d@a.b-", &[]),
            ("a.b-c_d@a.b_", &[]),
            ("mailto:foo@bar.baz", &["Url mailto:foo@bar.baz"]),
            // Ours.
            (
                "Voir https://exemple.fr/, puis https://exemple.fr/b?c=1#d !",
                &["Url https://exemple.fr/", "Url https://exemple.fr/b?c=1#d"],
            ),
            (
                "« https://exemple.fr » ou «https://exemple.fr/é»",
                &["Url https://exemple.fr", "Url https://exemple.fr/é"],
            ),
            ("[https://exemple.fr]", &["Url https://exemple.fr"]),
            ("https://exemple.fr/…", &["Url https://exemple.fr/"]),
            (
                "https://c.example\\ ou https://c.example\"x\"",
                &["Url https://c.example", "Url https://c.example"],
            ),
            (
                "<www.a.example> <www.a.example/b>",
                &["Bracketed www.a.example", "Bracketed www.a.example/b"],
            ),
            ("HTTPS://Exemple.FR", &["Url HTTPS://Exemple.FR"]),
            ("http://localhost:8080/x", &["Url http://localhost:8080/x"]),
            ("https://été.example", &["Url https://été.example"]),
            ("https://mastodon.example/@nom", &["Url https://mastodon.example/@nom"]),
            (
                "Écrire à contact@exemple.fr, ou à a@b.fr.",
                &["Email contact@exemple.fr", "Email a@b.fr"],
            ),
            ("contact@exemple.fr: written to", &["Email contact@exemple.fr"]),
            ("(contact@exemple.fr)", &["Email contact@exemple.fr"]),
            (
                "nom.prenom+liste@sous-domaine.exemple.fr ;",
                &["Email nom.prenom+liste@sous-domaine.exemple.fr"],
            ),
            // No addresses.
            ("xhttps://a.fr", &[]),
            ("https://", &[]),
            ("https:// a.fr", &[]),
            ("https://.", &[]),
            ("https://a_b.c_d", &[]),
            ("ftp://a.fr git+ssh://a.fr javascript://a.fr", &[]),
            ("www.", &[]),
            ("www.a", &["Host www.a"]),
            ("awww.a.fr /www.a.fr", &[]),
            ("@nom@serveur.example", &[]),
            ("image@2x", &[]),
            ("a@b @a.fr", &[]),
            ("a@b.fr@c.fr", &[]),
            ("git@exemple.fr:depot.git", &[]),
            ("10:30, plan.md, a:b", &[]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn many_of_them_or_none_take_time_by_their_number_alone() {
        for text in ["a@", "www.", "https://", "a@b.fr ", "https://a.fr/( ", "&a;", ":", ")"] {
            let started = std::time::Instant::now();
            let _ = found(&text.repeat(20_000));
            assert!(started.elapsed().as_secs() < 5, "{text}");
        }
    }

    proptest! {
        #[test]
        fn addresses_stand_in_order_in_any_text(text in "(https?://|www\\.|[a.@:()é <&;_]){0,12}") {
            let mut addresses = Vec::new();
            find(&text, 0..text.len(), &mut addresses);
            let mut last = 0;
            for Address { span, sign, .. } in addresses {
                prop_assert!(last <= span.start && span.start < span.end);
                prop_assert!(span.start <= sign.start && sign.end <= text.len());
                prop_assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end));
                last = span.end;
            }
        }
    }
}
