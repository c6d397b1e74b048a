//! Postal codes, electronic addresses and telephone numbers.

use super::text::length;
use crate::message::Reason;

/// Reads a French postal code: five digits. With `CEDEX`, as in "34961 MONTPELLIER CEDEX 2", the town and
/// the office are dropped.
///
/// # Errors
///
/// `WrongLength` for another number of digits, `Malformed` for anything else.
pub fn read_postal_code(text: &str) -> Result<String, Reason> {
    let upper = text.to_uppercase();
    let (code, office) = upper.split_once("CEDEX").unwrap_or((&upper, ""));
    let is_town = |symbol: char| symbol.is_alphabetic() || matches!(symbol, '-' | '\'' | '’');
    let code = if upper.contains("CEDEX") {
        code.trim_end_matches(|symbol: char| is_town(symbol) || symbol.is_whitespace())
    } else {
        code
    };
    let code: String = code.chars().filter(|symbol| !symbol.is_whitespace()).collect();
    let office_fits =
        office.chars().all(|symbol| symbol.is_ascii_digit() || symbol.is_whitespace());
    if !office_fits || !code.chars().all(|symbol| symbol.is_ascii_digit()) || code.is_empty() {
        Err(Reason::Malformed)
    } else if code.len() == 5 {
        Ok(code)
    } else {
        Err(Reason::WrongLength { expected: 5, found: code.len() })
    }
}

/// Reads an electronic address of at most `max` characters (RFC 5321 allows 254 in all): something, one
/// `@`, and a domain with a dot. Only a message sent there could tell more.
///
/// # Errors
///
/// `TooLong` or `Malformed`.
pub fn read_email(text: &str, max: usize) -> Result<String, Reason> {
    let found = length(text);
    if found > max || text.chars().count() > max {
        return Err(Reason::TooLong { max, found: found.max(text.chars().count()) });
    }
    let stray = |symbol: char| symbol.is_whitespace() || "<>()[]\\,;:\"".contains(symbol);
    match text.split_once('@') {
        Some((local, domain))
            if !local.is_empty()
                && !text.contains(stray)
                && !domain.contains('@')
                && domain.contains('.')
                && domain.split('.').all(|label| !label.is_empty()) =>
        {
            Ok(text.to_owned())
        }
        _ => Err(Reason::Malformed),
    }
}

/// Fifteen digits, each with more separators than anyone types.
const LONGEST_PHONE: usize = 60;

/// Reads a telephone number of `min` to `max` digits (ITU-T E.164 allows 15), kept as typed.
///
/// # Errors
///
/// `Malformed` for letters, `TooShort` or `TooLong` for the number of digits.
pub fn read_phone(text: &str, min: usize, max: usize) -> Result<String, Reason> {
    let is_separator = |symbol: char| {
        symbol.is_whitespace()
            || matches!(symbol, '+' | '.' | '-' | '/' | '(' | ')' | '\u{2010}'..='\u{2013}')
    };
    let fits = |symbol: char| symbol.is_ascii_digit() || is_separator(symbol);
    if !text.chars().all(fits) || text.chars().count() > LONGEST_PHONE {
        return Err(Reason::Malformed);
    }
    match text.bytes().filter(u8::is_ascii_digit).count() {
        found if found < min => Err(Reason::TooShort { min, found }),
        found if found > max => Err(Reason::TooLong { max, found }),
        _ => Ok(text.replace('\n', " ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_postal_code_is_five_digits_with_or_without_cedex() {
        for text in
            ["34961", "34961 CEDEX 2", "34 961 Cedex", "34961cedex02", "34961 Montpellier Cedex 2"]
        {
            assert_eq!(read_postal_code(text).unwrap(), "34961", "{text}");
        }
        let short = Reason::WrongLength { expected: 5, found: 4 };
        assert_eq!(read_postal_code("3400"), Err(short));
        for text in ["2A004", "34000 Montpellier", "CEDEX", "34961 CEDEX A"] {
            assert_eq!(read_postal_code(text), Err(Reason::Malformed), "{text}");
        }
    }

    #[test]
    fn an_address_has_one_at_sign_and_a_dot_in_its_domain() {
        for text in ["ada@exemple.fr", "prénom.nom+x@sous.exemple.fr"] {
            assert_eq!(read_email(text, 254).unwrap(), text);
        }
        for text in [
            "ada",
            "ada@",
            "@exemple.fr",
            "ada@exemple",
            "a@b@c.fr",
            "a b@c.fr",
            "ada@exemple..fr",
            "ada@.fr",
        ] {
            assert_eq!(read_email(text, 254), Err(Reason::Malformed), "{text}");
        }
        let long = format!("{}@exemple.fr", "a".repeat(250));
        assert_eq!(read_email(&long, 254), Err(Reason::TooLong { max: 254, found: 261 }));
    }

    #[test]
    fn a_telephone_number_is_kept_as_typed() {
        for text in ["+33 (0)4 67 00 00 00", "04.67.00.00.00", "04-67/00 00 00"] {
            assert_eq!(read_phone(text, 8, 15).unwrap(), text);
        }
        assert_eq!(read_phone("04 67", 8, 15), Err(Reason::TooShort { min: 8, found: 4 }));
        assert_eq!(
            read_phone("1234567890123456", 8, 15),
            Err(Reason::TooLong { max: 15, found: 16 })
        );
        assert_eq!(read_phone("poste 12345678", 8, 15), Err(Reason::Malformed));
        let dashes = format!("12345678{}", "-".repeat(100));
        assert_eq!(read_phone(&dashes, 8, 15), Err(Reason::Malformed));
    }
}
