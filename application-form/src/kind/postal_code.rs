//! French postal codes, alone or in the last line of an address.

use std::ops::Range;

use super::affixes::{folded, is_dash, split_while, without_word};
use crate::message::{Part, Reason};

/// How many digits a code has.
const DIGITS: usize = 5;

/// Reads a French postal code: five digits. What stands before (a street with its number, `F-`), the town, and
/// CEDEX with its number are dropped, as in "12 rue Foch, F-34961 MONTPELLIER CEDEX 2".
///
/// # Errors
///
/// `WrongLength` where there is one number and it has not five digits, `Malformed` for anything else; it quotes what
/// stands in the way, and never a code that could be read.
pub fn read_postal_code(text: &str) -> Result<String, Reason> {
    let malformed = |part: &str| Err(Reason::Malformed(Part::new(part)));
    let (place, office) = split_at_cedex(without_country(text));
    let numbers = numbers(place);
    let mut codes = numbers.iter().filter(|number| digits(&place[(*number).clone()]) == DIGITS);
    let Some(code) = codes.next() else {
        return match numbers.as_slice() {
            [first, .., last] | [first @ last] if stands_alone(place, first.start..last.end) => {
                let found = digits(place);
                Err(Reason::WrongLength { number: None, expected: DIGITS, found })
            }
            // Words between its digits, as in `34O00`, or no digit at all.
            _ => malformed(text),
        };
    };
    let before = &place[..code.start];
    if let Some(country) = foreign_country(before) {
        return malformed(country);
    }
    if let Some(next) = numbers.iter().find(|number| number.start >= code.end) {
        return malformed(&place[next.start..]);
    }
    // Of the office after CEDEX, two digits.
    let (_, after_office) = split_while(office.trim_start(), |symbol| symbol.is_ascii_digit());
    let office_fits = office.trim_start().len() - after_office.len() <= 2;
    for part in [&place[code.end..], if office_fits { after_office } else { office }] {
        if let Some(number) = part.find(char::is_numeric) {
            return malformed(&part[number..]);
        }
    }
    Ok(place[code.clone()].chars().filter(char::is_ascii_digit).collect())
}

fn digits(text: &str) -> usize {
    text.chars().filter(char::is_ascii_digit).count()
}

/// Where numbers stand. Digits in groups, `34 000` or `34.000`, are one number as long as it is no longer than a code.
fn numbers(text: &str) -> Vec<Range<usize>> {
    let mut numbers: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    while let Some(at) = text[start..].find(|symbol: char| symbol.is_ascii_digit()) {
        let from = start + at;
        let (run, _) = split_while(&text[from..], |symbol| symbol.is_ascii_digit());
        start = from + run.len();
        match numbers.last_mut() {
            Some(last)
                if text[last.end..from].chars().all(is_separator)
                    && digits(&text[last.start..start]) <= DIGITS =>
            {
                last.end = start;
            }
            _ => numbers.push(from..start),
        }
    }
    numbers
}

/// What people write between the digits of one number.
fn is_separator(symbol: char) -> bool {
    symbol.is_whitespace() || is_dash(symbol) || matches!(symbol, '.' | ',')
}

/// Whether all that is in the range is a number, and no letter touches it.
fn stands_alone(text: &str, range: Range<usize>) -> bool {
    let touches = text[..range.start].ends_with(char::is_alphabetic)
        || text[range.end..].starts_with(char::is_alphabetic);
    !touches && text[range].chars().all(|symbol| symbol.is_ascii_digit() || is_separator(symbol))
}

/// The letters that touch the code, or a dash before it, where they are no word around it: `D-34117` is in Germany.
fn foreign_country(before: &str) -> Option<&str> {
    let end = before.trim_end_matches(|symbol: char| symbol.is_whitespace() || is_dash(symbol));
    let start = end.trim_end_matches(char::is_alphabetic).len();
    let (letters, between) = (&end[start..], &before[end.len()..]);
    let touches = between.is_empty() || (letters.len() <= 2 && between.contains(is_dash));
    let is_label = ["cp", "postal"].iter().any(|label| without_word(letters, label) == Some(""));
    (touches && !letters.is_empty() && !is_label).then_some(letters)
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
