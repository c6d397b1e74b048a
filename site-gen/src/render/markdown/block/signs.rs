//! Which signs a text holds.

/// Which signs a text holds, found in one pass: nearly every block holds none of them, and whoever looks for
/// one asks here first.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Signs(u8);

impl Signs {
    /// `<`, `>` and `&`.
    pub(crate) const ESCAPED: Self = Self(1);
    /// `[`.
    pub(crate) const BRACKET: Self = Self(2);
    /// `*`.
    pub(crate) const STAR: Self = Self(4);
    /// `{` and `}`.
    pub(crate) const BRACE: Self = Self(8);
    /// The end of a line.
    pub(crate) const LINE_END: Self = Self(16);
    /// `$`, `%`, `^`, `~`, `+` and `_`, which hardly any text holds.
    pub(crate) const RARE: Self = Self(32);
    /// `=`.
    pub(crate) const EQUALS: Self = Self(64);
    /// A dot or a colon inside a word, as every address has one; no part of the pass, typography tells it.
    pub(crate) const JOINED: Self = Self(128);

    /// Those of a text.
    pub(crate) fn of(text: &str) -> Self {
        // Whole chunks, so that the compiler compares sixteen bytes at once and no loop is left for the rest.
        let (chunks, rest) = text.as_bytes().as_chunks::<32>();
        let (whole, mut last) = (chunks.as_flattened(), [0; 32]);
        last[..rest.len()].copy_from_slice(rest);
        // Nearly every text holds none: to tell that takes half as long as to tell which.
        let of = |bytes: &[u8]| if holds_sign(bytes) { signs_of(bytes) } else { 0 };
        Self(of(whole) | of(&last))
    }

    /// These and others.
    pub(crate) const fn and(self, others: Self) -> Self {
        Self(self.0 | others.0)
    }

    /// Whether any of `others` is among them.
    pub(crate) fn holds(self, others: Self) -> bool {
        self.0 & others.0 != 0
    }
}

/// Whether any of the signs is among these bytes. Not inlined: a loop of a known length would be unrolled, and
/// then compare a byte at a time.
#[inline(never)]
fn holds_sign(bytes: &[u8]) -> bool {
    let found = bytes.iter().fold(0, |found, &byte| {
        // `<`, `=` and `>` follow each other; `[` and `{` differ in one bit, `$`, `%` and `&` follow each other too; `*`, `+` and the end
        // of a line in two. From `[` to `_`, and from `{` on, hardly any text holds the others alone.
        found
            | u8::from(byte.wrapping_sub(b'<') < 3)
            | u8::from((byte | 0x20).wrapping_sub(b'{') < 5)
            | u8::from(byte.wrapping_sub(b'$') < 3)
            | u8::from(byte & !0x21 == b'\n')
    });
    found != 0
}

/// Which of them; not inlined for the same reason.
#[inline(never)]
fn signs_of(bytes: &[u8]) -> u8 {
    let sign = |is_there: bool, sign: Signs| u8::from(is_there) * sign.0;
    bytes.iter().fold(0, |found, &byte| {
        found
            | sign(byte == b'<' || byte == b'>' || byte == b'&', Signs::ESCAPED)
            | sign(byte == b'[', Signs::BRACKET)
            | sign(byte == b'*', Signs::STAR)
            | sign(byte == b'{' || byte == b'}', Signs::BRACE)
            | sign(byte == b'\n', Signs::LINE_END)
            | sign(matches!(byte, b'$' | b'%' | b'^' | b'~' | b'+' | b'_'), Signs::RARE)
            | sign(byte == b'=', Signs::EQUALS)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn signs_are_those_of_any_text(text in "[<>&$^~+_=%?;\\[*{}\n a-zé\u{202f}]{0,100}") {
            let signs = Signs::of(&text);
            prop_assert_eq!(signs.holds(Signs::ESCAPED), text.contains(['<', '>', '&']));
            prop_assert_eq!(signs.holds(Signs::BRACKET), text.contains('['));
            prop_assert_eq!(signs.holds(Signs::STAR), text.contains('*'));
            prop_assert_eq!(signs.holds(Signs::BRACE), text.contains(['{', '}']));
            prop_assert_eq!(signs.holds(Signs::LINE_END), text.contains('\n'));
            prop_assert_eq!(signs.holds(Signs::RARE), text.contains(['$', '%', '^', '~', '+', '_']));
            prop_assert_eq!(signs.holds(Signs::EQUALS), text.contains('='));
            prop_assert!(!signs.holds(Signs::JOINED));
        }

        #[test]
        fn a_sign_is_found_wherever_it_stands(before in 0_usize..70, after in 0_usize..70) {
            let text = ["a".repeat(before), "é".repeat(after)].join("[");
            prop_assert!(Signs::of(&text).holds(Signs::BRACKET));
        }
    }
}
