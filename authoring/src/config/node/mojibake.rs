//! Text that was written in one encoding and read in another: `RÃ©union`, `câ€™est`, `R�union`. It is UTF-8 all the
//! same, and nothing else tells it from what its author meant.

use std::ops::Range;

use crate::diagnostics::Diagnostic;

crate::codes! {
    MOJIBAKE = "mojibake" in "data/lieu.toml" {
        means: "A text was saved in one encoding and read in another, which made two or three signs of each \
            letter with an accent, or one that stands for what was lost.",
        hurts: "Readers see `NÃ®mes` in the place of the name of the town.",
        wrong: "ville = \"NÃ®mes\"",
        right: r#"ville = "Nîmes""#,
    }
}

/// What the bytes 0x80 to 0x9F are in Windows-1252 (WHATWG, Encoding); `\0` is none there.
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The first such text, but for what `is_code` says of its byte: there it may be meant as it is.
pub fn find_mojibake(text: &str, is_code: impl Fn(usize) -> bool) -> Option<Diagnostic> {
    // The last byte of `Â` and `Ã`, the second of `€`, the last of U+FFFD: French has hardly any of them.
    let mut suspects = memchr::memchr3_iter(0x82, 0x83, 0xBD, text.as_bytes());
    let (span, meant) =
        suspects.find_map(|at| misread(text, at).filter(|(span, _)| !is_code(span.start)))?;
    let written = &text[span.clone()];
    let (message, help) = match meant {
        Some('\u{a0}') => (
            "a space that does not break was here, and was read in another encoding".to_owned(),
            "write a space in its place, or save the whole text again from where it was right, in UTF-8".to_owned(),
        ),
        Some(meant) => (
            format!("`{written}` was `{meant}` before it was read in another encoding"),
            format!(
                "write {meant}, or save the whole text again from where it was right, in UTF-8"
            ),
        ),
        None => (
            "a character was lost here, when the text was read in another encoding".to_owned(),
            "write it again".to_owned(),
        ),
    };
    Some(Diagnostic::new(MOJIBAKE, span, message, help))
}

/// What was misread around the byte `at`, and what it was; `None` of that if nobody can tell.
fn misread(text: &str, at: usize) -> Option<(Range<usize>, Option<char>)> {
    let bytes = text.as_bytes();
    let before = |count: usize| at.checked_sub(count).map(|start| &bytes[start..=at]);
    if before(2) == Some(&[0xEF, 0xBF, 0xBD]) {
        // In quotes, a text speaks of the character itself.
        let is_quoted = text[..at - 2].ends_with(['“', '"', '«', '(', '\u{a0}', '`'])
            && text[at + 1..].starts_with(['”', '"', '»', ')', '\u{a0}', '`']);
        return (!is_quoted).then_some((at - 2..at + 1, None));
    }
    // `â€` is the start of a dash, a quotation mark or an apostrophe.
    let euro = bytes.get(at + 1) == Some(&0xAC) && before(3) == Some(&[0xC3, 0xA2, 0xE2, 0x82]);
    let (start, first) = match before(1)? {
        [0xC3, 0x82] => (at - 1, vec![0xC2]),
        [0xC3, 0x83] => (at - 1, vec![0xC3]),
        _ if euro => (at - 3, vec![0xE2, 0x80]),
        _ => return None,
    };
    let rest = &text[if euro { at + 2 } else { at + 1 }..];
    let next = rest.chars().next()?;
    let previous = text[..start].chars().next_back();
    let end = text.len() - rest.len() + next.len_utf8();
    // A space that breaks no line, made an ordinary one since.
    if first == [0xC2] && next == ' ' {
        let is_behind =
            previous.is_some_and(|it| it.is_lowercase() || it.is_ascii_digit() || it == '»');
        return is_behind.then_some((start..end, Some('\u{a0}')));
    }
    let last = of_windows(next)?;
    // Portuguese in capitals: `MANHÃ…`, `« IRMÃ »`.
    let is_capital = previous.is_some_and(char::is_uppercase);
    if !euro && is_capital && "’”…–—»\u{a0}".contains(next) {
        return None;
    }
    let bytes: Vec<u8> = first.into_iter().chain([last]).collect();
    let meant = std::str::from_utf8(&bytes).ok().and_then(|it| it.chars().next());
    meant.map(|meant| (start..end, Some(meant)))
}

/// The byte that a character is in Windows-1252, if it is one that goes on with a letter of UTF-8.
fn of_windows(symbol: char) -> Option<u8> {
    let number = u32::from(symbol);
    let above = u8::try_from(number).ok().filter(|byte| (0x80..=0xBF).contains(byte));
    let known = WINDOWS.iter().position(|known| *known == symbol);
    above.or_else(|| known.and_then(|at| u8::try_from(0x80 + at).ok()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_misread_is_found_with_what_it_was() {
        for (text, expected) in [
            ("RÃ©union", "Ã© é"),
            ("Ã‰tÃ©", "Ã‰ É"),
            ("Ã\u{a0} NÃ®mes", "Ã\u{a0} à"),
            ("câ€™est", "â€™ ’"),
            ("a â€“ b", "â€“ –"),
            ("â€œ a", "â€œ “"),
            ("300Â\u{a0}€", "Â\u{a0} \u{a0}"),
            ("un motÂ : deux", "Â  \u{a0}"),
            ("Â« a", "Â« «"),
            ("12Â°", "Â° °"),
            ("R\u{fffd}union", "\u{fffd} ?"),
        ] {
            let (span, meant) = memchr::memchr3_iter(0x82, 0x83, 0xBD, text.as_bytes())
                .find_map(|at| misread(text, at))
                .unwrap_or_else(|| panic!("nothing in {text:?}"));
            assert_eq!(format!("{} {}", &text[span], meant.unwrap_or('?')), expected);
            assert!(find_mojibake(text, |_| false).is_some());
            assert!(find_mojibake(text, |_| true).is_none());
        }
    }

    #[test]
    fn what_is_meant_as_it_is_is_not() {
        for text in [
            "L'Âge d'or, SÃO PAULO, MANHÃ…, IRMÃ’S",
            "Réunion : 300\u{a0}€, ½, « Âme », À l'été",
            "la lettre Â et la lettre Ã",
            "â €, 5 €",
            "le caractère «\u{a0}\u{fffd}\u{a0}», “\u{fffd}” ou (\u{fffd})",
            "",
        ] {
            assert!(find_mojibake(text, |_| false).is_none(), "{text}");
        }
    }
}
