//! Electronic addresses.

use super::{
    affixes::{without_word, without_words},
    text::length,
};
use crate::message::{Part, Reason};

/// The most bytes before the `@`, and of one label of the domain (RFC 5321, 4.5.3.1; RFC 1035, 2.3.4).
const LONGEST_LOCAL: usize = 64;
const LONGEST_LABEL: usize = 63;

/// Reads an electronic address of at most `max` characters (RFC 5321 allows 254 in all). A name around it,
/// `mailto:` and a final dot or comma are dropped. Only a message sent there could tell more.
///
/// # Errors
///
/// `TooLong`, or `Malformed`: no address of that shape, several, or a domain that is none.
pub fn read_email(text: &str, max: usize) -> Result<String, Reason> {
    let address = without_envelope(text);
    let found = length(&address).max(address.chars().count());
    if found > max {
        return Err(Reason::TooLong { max, found });
    }
    let malformed = |part: &str| Err(Reason::Malformed(Part::new(part)));
    let stray = |symbol: char| symbol.is_whitespace() || "<>()[]\\,;:\"«»".contains(symbol);
    let Some((local, domain)) = address.split_once('@') else { return malformed(text) };
    if domain.contains('@') || address.contains(stray) {
        return malformed(text);
    }
    if !is_local(local) {
        return malformed(&format!("{local}@"));
    }
    if !is_domain(domain) {
        return malformed(&format!("@{domain}"));
    }
    Ok(address)
}

/// What is written around an address.
const LABELS: &[&str] = &[
    "adresse electronique",
    "adresse e-mail",
    "adresse email",
    "adresse mail",
    "adresse",
    "contact",
    "courriel",
    "e-mail",
    "email",
    "mail",
    "mel",
    "mailto",
];

/// Those that are no one's name, so that they need no colon.
const WORDS: &[&str] = &[
    "adresse electronique",
    "adresse e-mail",
    "adresse email",
    "adresse mail",
    "courriel",
    "e-mail",
    "email",
    "mail",
];

/// The address in `Jeanne Durand <jeanne@x.fr>`, `mailto:jeanne@x.fr?subject=…`, `jeanne@x.fr.`
fn without_envelope(text: &str) -> String {
    let address = without_name(text.trim()).unwrap_or(text);
    let (label, labelled) = address.split_once(':').unwrap_or(("", address));
    let address = if without_words(label, LABELS).is_empty() { labelled } else { address };
    // Without a colon, it is a label if an address of its own follows: `mail@x.fr` is one as it stands.
    let rest = without_words(address, WORDS);
    let follows = address[..address.len() - rest.len()].ends_with(char::is_whitespace);
    let address = if follows && !rest.starts_with('@') { rest } else { address };
    let is_link = without_word(label.trim(), "mailto") == Some("");
    let address = if is_link { address.split('?').next().unwrap_or_default() } else { address };
    let address = address.trim().trim_matches(['"', '\'', '«', '»', '“', '”', '<', '>']);
    let address = address.trim().trim_end_matches(['.', ',', ';', ':', '!']);
    // A telephone's keyboard puts a space after a word or a dot, and there is none in an address.
    match address.split_once('@') {
        Some((local, domain)) => format!("{}@{}", local.trim_end(), joined(domain)),
        None => address.to_owned(),
    }
}

/// A domain without the spaces at its dots.
fn joined(domain: &str) -> String {
    domain.split('.').map(str::trim).collect::<Vec<_>>().join(".")
}

/// The address with a name beside it, in brackets or before brackets; `None` if there is no other address, or
/// no name.
fn without_name(text: &str) -> Option<&str> {
    if let Some((name, rest)) = text.split_once('<') {
        let (address, after) = rest.split_once('>')?;
        // Mail programs give an address as the name of one that has none.
        let name = name.trim().trim_matches(['"', '\'']);
        let is_alone = !name.contains('@') || name.eq_ignore_ascii_case(address.trim());
        return (is_alone && !after.contains(['@', '<'])).then_some(address);
    }
    let (address, name) = text.strip_suffix(')')?.split_once(" (")?;
    (!name.contains('@')).then_some(address)
}

/// RFC 5321's `Dot-string`, with letters of any script (RFC 6531).
fn is_local(local: &str) -> bool {
    let fits = |symbol: char| {
        symbol.is_alphanumeric() || !symbol.is_ascii() || "!#$%&'*+-/=?^_`{|}~".contains(symbol)
    };
    local.len() <= LONGEST_LOCAL
        && local.split('.').all(|atom| !atom.is_empty() && atom.chars().all(fits))
}

/// A name of at least two labels, the last of at least two letters; so no address of a machine.
fn is_domain(domain: &str) -> bool {
    let fits = |symbol: char| symbol.is_alphanumeric() || symbol == '-' || is_mark(symbol);
    let is_label = |label: &str| {
        (1..=LONGEST_LABEL).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(fits)
    };
    let Some((_, last)) = domain.rsplit_once('.') else { return false };
    let is_encoded =
        last.len() > 4 && last.get(..4).is_some_and(|it| it.eq_ignore_ascii_case("xn--"));
    let letters = last.chars().filter(|&symbol| !is_mark(symbol));
    let last_fits =
        is_encoded || (letters.clone().count() >= 2 && letters.clone().all(char::is_alphabetic));
    domain.split('.').all(is_label) && last_fits
}

/// The vowel signs and such of other scripts, which are no letters.
fn is_mark(symbol: char) -> bool {
    unicode_normalization::char::is_combining_mark(symbol)
}
