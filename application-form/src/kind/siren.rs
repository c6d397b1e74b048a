//! The SIREN, France's nine-digit company number.

use std::{fmt, str::FromStr};

use crate::message::Reason;

/// A company's SIREN: nine digits, of which the last is a Luhn check digit (ISO/IEC 7812-1), not all zero.
///
/// Having one means the number is well formed, not that the company exists; only the INSEE register can
/// tell that.
///
/// A SIRET (fourteen digits, the establishment's number) is read too: its first nine are the SIREN.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Siren([u8; 9]);

/// Why a text is not a [`Siren`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SirenError {
    /// Neither 9 nor 14 digits, once separators are removed.
    #[error("a SIREN has 9 digits, this one has {0}")]
    Length(usize),
    /// Something other than a digit or a separator.
    #[error("`{0}` is not a digit")]
    NotADigit(char),
    /// Nine zeros pass the check, and are nobody's number.
    #[error("nobody has the number 000 000 000")]
    Zero,
    /// The check digit disagrees: almost always one digit mistyped.
    #[error("the last digit does not match the others")]
    Checksum,
}

impl From<SirenError> for Reason {
    fn from(error: SirenError) -> Self {
        match error {
            SirenError::Length(found) => Self::WrongLength { expected: 9, found },
            SirenError::NotADigit(_) | SirenError::Zero => Self::Malformed,
            SirenError::Checksum => Self::CheckDigit,
        }
    }
}

/// La Poste has more establishments than Luhn leaves numbers for: the digits of theirs add up to a
/// multiple of five instead (INSEE). Its head office still follows Luhn.
const LA_POSTE: [u8; 9] = [3, 5, 6, 0, 0, 0, 0, 0, 0];

impl FromStr for Siren {
    type Err = SirenError;

    fn from_str(text: &str) -> Result<Self, SirenError> {
        let mut digits = Vec::with_capacity(14);
        for symbol in text.chars().filter(|&symbol| !is_separator(symbol)) {
            match symbol.to_digit(10).and_then(|digit| u8::try_from(digit).ok()) {
                Some(digit) => digits.push(digit),
                None => return Err(SirenError::NotADigit(symbol)),
            }
        }
        let (siren, siret) = match digits.len() {
            9 | 14 => digits.split_at(9),
            found => return Err(SirenError::Length(found)),
        };
        let siren: [u8; 9] = siren.try_into().expect("split at nine");
        if siren == [0; 9] {
            return Err(SirenError::Zero);
        }
        let of_la_poste = siren == LA_POSTE
            && digits.iter().copied().map(u32::from).sum::<u32>().is_multiple_of(5);
        let siret_holds = siret.is_empty() || luhn_holds(&digits) || of_la_poste;
        if luhn_holds(&siren) && siret_holds { Ok(Self(siren)) } else { Err(SirenError::Checksum) }
    }
}

/// What letterheads and keyboards put between the digits.
fn is_separator(symbol: char) -> bool {
    symbol.is_whitespace() || matches!(symbol, '.' | '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

fn luhn_holds(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, &digit)| {
            let digit = u32::from(digit) << (place % 2);
            if digit > 9 { digit - 9 } else { digit }
        })
        .sum();
    sum.is_multiple_of(10)
}

impl Siren {
    /// In groups of three, with narrow no-break spaces, as letterheads print it.
    pub fn spaced(&self) -> String {
        let digits = self.to_string();
        [&digits[..3], &digits[3..6], &digits[6..]].join("\u{202f}")
    }
}

impl fmt::Display for Siren {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|digit| write!(f, "{digit}"))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expect: Result<&str, SirenError>) {
        assert_eq!(text.parse::<Siren>().map(|siren| siren.to_string()), expect.map(str::to_owned));
    }

    #[test]
    fn a_siren_is_read_with_or_without_separators() {
        check("732829320", Ok("732829320"));
        check(" 732 829\u{a0}32\u{202f}0", Ok("732829320"));
        check("732.829-320", Ok("732829320"));
        check("356000000", Ok("356000000"));
    }

    #[test]
    fn a_siret_gives_its_siren() {
        check("732 829 320 00074", Ok("732829320"));
        check("73282932000075", Err(SirenError::Checksum));
        // La Poste: its head office (Luhn), an establishment (sum of digits), and neither.
        check("35600000000048", Ok("356000000"));
        check("35600000012342", Err(SirenError::Checksum));
        check("35600000000006", Ok("356000000"));
    }

    #[test]
    fn what_is_not_a_siren_says_why() {
        check("73282932", Err(SirenError::Length(8)));
        check("732829321", Err(SirenError::Checksum));
        check("000000000", Err(SirenError::Zero));
        check("00000000000000", Err(SirenError::Zero));
        check("73282932O", Err(SirenError::NotADigit('O')));
        check("٧٣٢٨٢٩٣٢٠", Err(SirenError::NotADigit('٧')));
    }

    proptest! {
        /// The reason the check digit exists: no single typing error gets through.
        #[test]
        fn one_wrong_digit_is_always_caught(body in "[0-9]{8}", at in 0..9_usize, slip in 1..10_u8) {
            let good = (0..10)
                .map(|last| format!("{body}{last}"))
                .find(|text| luhn_holds(&text.bytes().map(|byte| byte - b'0').collect::<Vec<_>>()))
                .unwrap();
            prop_assume!(good != "000000000");
            let mut bad = good.clone().into_bytes();
            bad[at] = b'0' + (bad[at] - b'0' + slip) % 10;

            prop_assert!(good.parse::<Siren>().is_ok());
            prop_assert!(String::from_utf8(bad).unwrap().parse::<Siren>().is_err());
        }

        #[test]
        fn no_text_panics(text in any::<String>()) {
            let _ = text.parse::<Siren>();
        }
    }
}
