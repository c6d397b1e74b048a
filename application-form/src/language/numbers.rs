//! Whole numbers as the French write them.

/// Narrow no-break space.
pub const NARROW: char = '\u{202f}';
/// No-break space.
pub const NO_BREAK: char = '\u{a0}';

/// Digits in groups of three with U+202F between them, U+2212 before a negative number: `300 000`.
pub fn thousands(n: i64) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut text = String::with_capacity(2 * digits.len() + 3);
    if n < 0 {
        text.push('−');
    }
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(NARROW);
        }
        text.push(digit);
    }
    text
}

/// Whole euros, with U+00A0 before the sign: `300 000 €`.
pub fn euros(n: i64) -> String {
    format!("{}{NO_BREAK}€", thousands(n))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_stand_in_threes() {
        assert_eq!(thousands(0), "0");
        assert_eq!(thousands(999), "999");
        assert_eq!(thousands(1_234_567), "1\u{202f}234\u{202f}567");
        assert_eq!(
            thousands(i64::MIN),
            "−9\u{202f}223\u{202f}372\u{202f}036\u{202f}854\u{202f}775\u{202f}808"
        );
        assert_eq!(euros(300_000), "300\u{202f}000\u{a0}€");
    }
}
