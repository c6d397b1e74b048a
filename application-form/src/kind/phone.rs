//! Telephone numbers.

use super::affixes::{folded, is_dash, split_at_digit, split_while, without_words};
use crate::message::{Part, Reason};

/// What is written before a number, or after it.
const LABELS: &[&str] = &[
    "telephones",
    "telephone",
    "tels",
    "tel.",
    "tel",
    "phone",
    "portable",
    "port.",
    "port",
    "mobile",
    "mob.",
    "mob",
    "cell.",
    "cell",
    "perso",
    "personnel",
    "gsm",
    "fixe",
    "ligne directe",
    "ligne",
    "directe",
    "direct",
    "bureau",
    "standard",
    "accueil",
    "domicile",
    "travail",
    "pro",
    "numero",
    "num.",
    "n°",
    "nº",
    "t.",
    "t",
    "m.",
    "p.",
    ":",
    "(",
    ")",
    ".",
    ",",
    ";",
    "-",
    "–",
    "/",
];

/// What stands before the number inside a firm.
const EXTENSIONS: &[&str] =
    &["poste", "n°", "extension", "extn", "ext.", "ext", "p.", "x", "#", ",", ";", "=", ":", "."];

/// The most digits of a number inside a firm.
const LONGEST_EXTENSION: usize = 6;

/// Fifteen digits, a label and an extension, each with more separators than anyone types.
const LONGEST_PHONE: usize = 80;

/// Reads one telephone number of `min` to `max` digits (ITU-T E.164 allows 15), kept as typed, with its label
/// and its extension.
///
/// # Errors
///
/// `Malformed` for no number, for a second one, and for words that are no label; `TooShort` or `TooLong` for
/// the number of digits.
pub fn read_phone(text: &str, min: usize, max: usize) -> Result<String, Reason> {
    let malformed = |part: &str| Err(Reason::Malformed(Part::new(part)));
    if text.chars().count() > LONGEST_PHONE {
        return malformed(text);
    }
    let Some((before, rest)) = split_at_digit(text) else { return malformed(text) };
    let before = without_words(before, LABELS).trim_end_matches(['+', '(']).trim();
    if !before.is_empty() {
        return malformed(before);
    }
    let (number, after) =
        split_while(rest, |symbol| symbol.is_ascii_digit() || is_separator(symbol));
    let found = digits(number);
    if found > max
        && let Some(second) = second_number(number, min)
    {
        return malformed(second);
    }
    let after = without_words(without_extension(after), LABELS).trim();
    if !after.is_empty() {
        return malformed(after);
    }
    match found {
        found if found < min => Err(Reason::TooShort { min, found }),
        found if found > max => Err(Reason::TooLong { max, found }),
        _ => Ok(text.replace('\n', " ")),
    }
}

fn is_separator(symbol: char) -> bool {
    symbol.is_whitespace()
        || is_dash(symbol)
        || matches!(symbol, '+' | '.' | '/' | '(' | ')' | '_' | '·' | '•')
}

/// What follows the extension, if there is one: `poste 12`, `;ext=12`.
fn without_extension(text: &str) -> &str {
    let rest = without_words(text, EXTENSIONS);
    let (extension, after) = split_while(rest, |symbol| symbol.is_ascii_digit());
    let is_introduced =
        text[..text.len() - rest.len()].chars().any(|it| folded(it) == '#' || it.is_alphabetic());
    let fits = (1..=LONGEST_EXTENSION).contains(&extension.len());
    if is_introduced && fits { after } else { text }
}

/// The second of two numbers of `min` digits or more that stand one after the other.
fn second_number(text: &str, min: usize) -> Option<&str> {
    // At a sign that seldom stands inside a number, after the ten digits of a French one, or where any group starts.
    let at_sign = text.match_indices(['/', '\n', '+']).map(|(at, _)| at);
    let starts = text.match_indices(|symbol: char| symbol.is_ascii_digit()).map(|(at, _)| at);
    let after_ten = starts.clone().filter(|&at| digits(&text[..at]) == 10);
    let of_groups = starts.filter(|&at| text[..at].ends_with(is_separator));
    let mut cuts = at_sign.chain(after_ten).chain(of_groups);
    let cut = cuts.find(|&at| digits(&text[..at]) >= min && digits(&text[at..]) >= min);
    cut.map(|at| text[at..].trim_matches(|symbol: char| is_separator(symbol) && symbol != '+'))
}

fn digits(text: &str) -> usize {
    text.bytes().filter(u8::is_ascii_digit).count()
}
