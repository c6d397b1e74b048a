//! The SIREN, France's nine-digit company number.

use std::{fmt, str::FromStr};

use super::affixes::{is_dash, split_at_digit, split_while, without_word, without_words};
use crate::{
    language::{Language, company_numbers::CompanyNumber},
    message::{Part, Reason},
};

/// A company's SIREN: nine digits, of which the last is a Luhn check digit (ISO/IEC 7812-1), not all zero.
///
/// Having one means the number is well formed, not that the company exists; only the INSEE register can
/// tell that.
///
/// A SIRET (fourteen digits, the establishment's number) is read too: its first nine are the SIREN; and a
/// French VAT number, `FR` and a key of two digits before the SIREN. So is what letterheads print around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Siren([u8; 9]);

/// Why a text is not a [`Siren`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SirenError {
    /// As many digits as no such number has, once separators are removed.
    #[error("a {} has {} digits, this one has {found}", number.name(Language::English), number.digits())]
    #[expect(missing_docs, reason = "said above")]
    Length { number: CompanyNumber, found: usize },
    /// Something other than digits, separators and what letterheads print around them.
    #[error("`{0}` is no part of a SIREN")]
    Unreadable(String),
    /// Nine zeros pass the check, and are nobody's number.
    #[error("nobody has the number 000 000 000")]
    Zero,
    /// The check digit or the key disagrees: almost always one digit mistyped.
    #[error("the check digit does not match the others")]
    Checksum,
}

/// Reads an answer.
///
/// # Errors
///
/// `WrongLength`, `CheckDigit`, or `Malformed` for what is no such number; it quotes what stands in the way.
pub fn read(text: &str) -> Result<Siren, Reason> {
    text.parse().map_err(|error| match error {
        SirenError::Length { number, found } => {
            Reason::WrongLength { number: Some(number), expected: number.digits(), found }
        }
        SirenError::Unreadable(part) => Reason::Malformed(Part::new(&part)),
        SirenError::Zero => Reason::Malformed(Part::new(text)),
        SirenError::Checksum => Reason::CheckDigit,
    })
}

/// La Poste has more establishments than Luhn leaves numbers for: the digits of theirs add up to a
/// multiple of five instead (INSEE). Its head office still follows Luhn.
const LA_POSTE: [u8; 9] = [3, 5, 6, 0, 0, 0, 0, 0, 0];

impl FromStr for Siren {
    type Err = SirenError;

    fn from_str(text: &str) -> Result<Self, SirenError> {
        let unreadable = |part: &str| Err(SirenError::Unreadable(part.to_owned()));
        let Some((before, rest)) = split_at_digit(without_letterhead(text)) else {
            return unreadable(text);
        };
        let before = before.trim_matches(is_separator);
        let is_vat = before.eq_ignore_ascii_case("fr");
        // The class of the trade register alone: `B 732 829 320`.
        if !is_vat && !matches!(before, "" | "A" | "B" | "C" | "D") {
            return unreadable(before);
        }
        let (number, after) =
            split_while(rest, |symbol| symbol.is_ascii_digit() || is_separator(symbol));
        let after = without_letterhead(after);
        if !after.is_empty() {
            return unreadable(after);
        }
        let digits: Vec<u8> =
            number.bytes().filter(u8::is_ascii_digit).map(|digit| digit - b'0').collect();
        let (key, digits) = match (digits.len(), is_vat) {
            (11, true) => digits.split_at(2),
            _ => digits.split_at(0),
        };
        let (siren, siret) = match digits.len() {
            9 | 14 => digits.split_at(9),
            // One that is cut short, or has a digit too many, is told as what it is nearest to.
            found if is_vat => {
                return Err(SirenError::Length { number: CompanyNumber::Vat, found });
            }
            found @ 12.. => return Err(SirenError::Length { number: CompanyNumber::Siret, found }),
            found => return Err(SirenError::Length { number: CompanyNumber::Siren, found }),
        };
        let siren: [u8; 9] = siren.try_into().expect("split at nine");
        if siren == [0; 9] {
            return Err(SirenError::Zero);
        }
        let of_la_poste = siren == LA_POSTE
            && digits.iter().copied().map(u32::from).sum::<u32>().is_multiple_of(5);
        let siret_holds = siret.is_empty() || luhn_holds(digits) || of_la_poste;
        let key_holds = key.is_empty() || number_of(key) == vat_key(&siren);
        let holds = luhn_holds(&siren) && siret_holds && key_holds;
        if holds { Ok(Self(siren)) } else { Err(SirenError::Checksum) }
    }
}

/// The words that letterheads and forms print around the number.
const LABELS: &[&str] = &[
    "immatriculee",
    "immatricule",
    "inscrite",
    "inscrit",
    "enregistree",
    "au",
    "sous",
    "le",
    "la",
    "de",
    "du",
    "d'",
    "numero",
    "num.",
    "num",
    "n°",
    "nº",
    "n.",
    "no.",
    "no",
    "n",
    "siege",
    "siren",
    "siret",
    "insee",
    "rne",
    "tva",
    "vat",
    "intracommunautaire",
    "intracom.",
    "intracom",
    "identification",
    "identifiant",
    "entreprise",
    "societe",
    ":",
    "=",
    "/",
    "(",
    ")",
    ".",
    ",",
    ";",
    "|",
    "•",
    "·",
    "-",
    "–",
    "—",
];

/// The trade register, whose town and class (`Montpellier B`) follow.
const REGISTERS: &[&str] = &["rcs", "r.c.s.", "r.c.s"];

/// What is left of the text beside the number once labels, register and activity code are taken off.
fn without_letterhead(text: &str) -> &str {
    let mut rest = text;
    loop {
        rest = without_words(rest, LABELS);
        let after = |word: &str| without_word(rest, word);
        rest = if let Some(after) = REGISTERS.iter().find_map(|word| after(word)) {
            split_while(after, |symbol| {
                symbol.is_alphabetic()
                    || symbol.is_whitespace()
                    || matches!(symbol, '-' | '\'' | '’')
            })
            .1
            // Of `n°`, whose letter went with the town.
            .trim_start_matches(['°', 'º'])
        } else if let Some(after) = after("rm") {
            // The trade register of craftsmen, with its department: `RM 34`.
            split_while(after.trim_start(), |symbol| symbol.is_ascii_digit()).1
        } else if let Some(after) =
            ["code ape", "code naf", "ape", "naf"].into_iter().find_map(after)
        {
            // The code of an activity: `APE 62.01Z`.
            let after = after.trim_start_matches([' ', ':', '\u{a0}']);
            split_while(after, |symbol| symbol.is_ascii_alphanumeric() || symbol == '.').1
        } else {
            break;
        };
    }
    rest
}

/// What letterheads and keyboards put between the digits.
fn is_separator(symbol: char) -> bool {
    symbol.is_whitespace() || is_dash(symbol) || matches!(symbol, '.' | '/')
}

/// The key of a French VAT number: (12 + 3 × (SIREN modulo 97)) modulo 97.
fn vat_key(siren: &[u8; 9]) -> u32 {
    (12 + 3 * (number_of(siren) % 97)) % 97
}

/// Of at most nine digits.
fn number_of(digits: &[u8]) -> u32 {
    digits.iter().fold(0, |number, &digit| number * 10 + u32::from(digit))
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
