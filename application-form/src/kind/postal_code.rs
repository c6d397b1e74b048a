//! French postal codes, alone or in the last line of an address.

use super::affixes::{folded, is_dash, split_at_digit, split_while, without_word};
use crate::message::{Part, Reason};

/// Reads a French postal code: five digits. The town, the country before (`F-`), and CEDEX with its number are
/// dropped, as in "F-34961 MONTPELLIER CEDEX 2".
///
/// # Errors
///
/// `WrongLength` for another number of digits, `Malformed` for anything else; it quotes what stands in the way.
pub fn read_postal_code(text: &str) -> Result<String, Reason> {
    let malformed = |part: &str| Err(Reason::Malformed(Part::new(part)));
    let (place, office) = split_at_cedex(without_country(text));
    let Some((before, rest)) = split_at_digit(place) else { return malformed(text) };
    let (code, after) =
        split_while(rest, |symbol| symbol.is_ascii_digit() || symbol.is_whitespace());
    let digits: String = code.chars().filter(char::is_ascii_digit).collect();
    // `34O00`, `2A004`
    let goes_on = after.starts_with(char::is_alphabetic) && !code.ends_with(char::is_whitespace);
    if (goes_on && digits.len() != 5) || before.ends_with(char::is_alphabetic) {
        return malformed(place);
    }
    // Of the office after CEDEX, two digits; of the town, none.
    let (_, after_office) = split_while(office.trim_start(), |symbol| symbol.is_ascii_digit());
    let office_fits = office.trim_start().len() - after_office.len() <= 2;
    for part in [after, if office_fits { after_office } else { office }] {
        if let Some(number) = part.find(char::is_numeric) {
            return malformed(&part[number..]);
        }
    }
    match digits.len() {
        5 => Ok(digits),
        found => Err(Reason::WrongLength { number: None, expected: 5, found }),
    }
}

/// Without the country that stands before the code: `F-34000`.
fn without_country(text: &str) -> &str {
    let text = text.trim_start();
    let after = ["fr", "f"].into_iter().find_map(|country| without_word(text, country));
    let code =
        after.map(|after| after.trim_start_matches(|it: char| it.is_whitespace() || is_dash(it)));
    code.filter(|code| code.starts_with(|first: char| first.is_ascii_digit())).unwrap_or(text)
}

/// What stands before and after CEDEX.
fn split_at_cedex(text: &str) -> (&str, &str) {
    let is_cedex = |&(at, _): &(usize, char)| {
        let mut letters = text[at..].chars().map(folded);
        "cedex".chars().all(|letter| letters.next() == Some(letter))
    };
    let Some((at, _)) = text.char_indices().find(is_cedex) else { return (text, "") };
    let letters = text[at..].chars().take("cedex".len());
    (&text[..at], &text[at + letters.map(char::len_utf8).sum::<usize>()..])
}
