//! Scripts and style sheets that stand in a document itself: the security policy allows each by its hash,
//! and whatever else someone may bring into a page runs nowhere.

use std::collections::BTreeSet;

use base64::prelude::{BASE64_STANDARD, Engine};
use memchr::{memchr, memmem};
use sha2::{Digest, Sha256};

use crate::render::markdown;

/// What the policy must name, of one document or of many.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inline {
    /// As in the policy, `'sha256-…'`; in order, so that no order of threads shows.
    pub scripts: BTreeSet<String>,
    /// The hashes of style sheets, written likewise.
    pub styles: BTreeSet<String>,
}

impl Inline {
    /// Of a document, which is text though nobody has looked at its bytes.
    pub fn of(document: &[u8]) -> Self {
        let mut inline = Self::default();
        // Nearly every document ends here: two signs rule it out in a fifth of the time of each `<`.
        for start in ["<s", "<S"] {
            for at in memmem::find_iter(document, start) {
                inline.note_element(&document[at..]);
            }
        }
        if inline == Self::default() { inline } else { Self::outside_comments(document) }
    }

    /// The same, of a document that holds some, perhaps in a comment.
    fn outside_comments(document: &[u8]) -> Self {
        let mut inline = Self::default();
        let mut at = 0;
        while let Some(found) = memchr(b'<', &document[at..]) {
            let rest = &document[at + found..];
            let length = if rest.starts_with(b"<!--") {
                memmem::find(rest, b"-->").unwrap_or(rest.len())
            } else {
                inline.note_element(rest)
            };
            at += found + length;
        }
        inline
    }

    /// Notes the element that starts here, if it is one of these; returns how many bytes were read.
    fn note_element(&mut self, rest: &[u8]) -> usize {
        let name = [&b"script"[..], b"style"].into_iter().find(|name| is_tag(&rest[1..], name));
        let Some(name) = name else { return 1 };
        let end = closing(rest, name);
        self.note(&rest[..end]);
        end
    }

    /// Adds what another document holds.
    pub fn extend(&mut self, other: &Self) {
        // Most pages hold nothing, or what the one before held.
        for (all, more) in [(&mut self.scripts, &other.scripts), (&mut self.styles, &other.styles)]
        {
            for one in more {
                if !all.contains(one) {
                    all.insert(one.clone());
                }
            }
        }
    }

    /// Notes an element, from its `<` to before its closing tag.
    fn note(&mut self, element: &[u8]) {
        let element = std::str::from_utf8(element).expect("a document is text");
        let Some((name, kind, has_source, content)) = markdown::script_or_style(element) else {
            return;
        };
        // What is empty does nothing, nor does a script that only holds data.
        let is_style = name.eq_ignore_ascii_case("style");
        if content.is_empty() || !is_style && (has_source || !is_executable(&kind)) {
            return;
        }
        // Browsers hash what they have read, which has one kind of line end.
        let content = content.replace("\r\n", "\n").replace('\r', "\n");
        let digest = BASE64_STANDARD.encode(Sha256::digest(content.as_bytes()));
        let all = if is_style { &mut self.styles } else { &mut self.scripts };
        all.insert(format!("'sha256-{digest}'"));
    }
}

fn is_tag(rest: &[u8], name: &[u8]) -> bool {
    rest.len() > name.len()
        && rest[..name.len()].eq_ignore_ascii_case(name)
        && matches!(rest[name.len()], b'>' | b'/' | b' ' | b'\t' | b'\n' | b'\r' | 0x0c)
}

/// Where the element ends that starts here: before its closing tag, or with the document.
fn closing(rest: &[u8], name: &[u8]) -> usize {
    let mut at = 1;
    while let Some(found) = memchr(b'<', &rest[at..]) {
        at += found;
        if rest.get(at + 1) == Some(&b'/') && is_tag(&rest[at + 2..], name) {
            return at;
        }
        at += 1;
    }
    rest.len()
}

/// Whether browsers run a script of this type, or let it change how they load others; all else is data.
fn is_executable(kind: &str) -> bool {
    let kind = kind.trim().to_ascii_lowercase();
    matches!(kind.as_str(), "" | "module" | "importmap" | "speculationrules")
        || kind.split('/').nth(1).is_some_and(|kind| {
            ["javascript", "ecmascript", "x-javascript", "x-ecmascript", "jscript", "livescript"]
                .contains(&kind)
        })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(html: &str, scripts: &[&str], styles: &[&str]) {
        let hashes = |texts: &[&str]| -> BTreeSet<String> {
            let encode = |text: &&str| BASE64_STANDARD.encode(Sha256::digest(text));
            texts.iter().map(|text| format!("'sha256-{}'", encode(text))).collect()
        };
        let inline = Inline::of(html.as_bytes());
        assert_eq!(inline.scripts, hashes(scripts), "{html}");
        assert_eq!(inline.styles, hashes(styles), "{html}");
    }

    #[test]
    fn a_hash_is_that_of_the_standard() {
        // The example of CSP 3, section 8.3.
        let inline = Inline::of(b"<script>alert('Hello, world.');</script>");

        let known = "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='";
        assert!(inline.scripts.contains(known), "{inline:?}");
    }

    #[test]
    fn only_what_stands_in_the_document_and_does_something_is_hashed() {
        check("<p>a</p><strong>b</strong><section></section>", &[], &[]);
        check("<script src=\"/a.js\"></script><SCRIPT >a\r\nb</SCRIPT\n>", &["a\nb"], &[]);
        check(
            "<script type=\"application/ld+json\">{}</script><script type=module>m</script>",
            &["m"],
            &[],
        );
        check("<style media=\"print and (a > 1px)\">p{}</style><STYLE></STYLE>", &[], &["p{}"]);
        check(
            "<!-- <script>a</script> --><script>b<p></script><script>b<p></script>",
            &["b<p>"],
            &[],
        );
        check("<script>c", &["c"], &[]);
        check("<script type='text/JavaScript' data-src='x'>d</script>", &["d"], &[]);
    }

    proptest! {
        #[test]
        fn never_panics(html in "(<|</|<!--|-->|>|script|style|é|\"| ){0,12}") {
            let _ = Inline::of(html.as_bytes());
        }
    }
}
