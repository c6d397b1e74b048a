//! Amounts in euros and whole numbers, as people type them.

use crate::message::Reason;

/// Reads whole euros, 0 to `max` inclusive.
///
/// Spaces and `€` are ignored. Without a unit, a dot or comma only separates groups of exactly three
/// digits, and `,00` may follow; with `k€` or `M€` it is the decimal sign, and the result must be whole.
///
/// # Errors
///
/// `NotWhole` for cents and for groups that could mean either, `OutOfRange` for negative amounts and for
/// those over `max`, `Malformed` for anything that is not an amount.
pub fn read_amount(text: &str, max: u64) -> Result<u64, Reason> {
    let text: String = text.chars().filter(|symbol| !symbol.is_whitespace()).collect();
    let (text, negative) = without_sign(&text);
    let lower = text.to_lowercase();
    let (figures, scale) = match (lower.strip_suffix("k€"), lower.strip_suffix("m€")) {
        (Some(figures), _) => (figures, Some(3)),
        (_, Some(figures)) => (figures, Some(6)),
        _ => (lower.as_str(), None),
    };
    let figures = figures.replace('€', "");
    let is_figure = |symbol: char| symbol.is_ascii_digit() || matches!(symbol, '.' | ',');
    if !figures.chars().all(is_figure) || !figures.starts_with(|first: char| first.is_ascii_digit())
    {
        return Err(Reason::Malformed);
    }
    let digits = match scale {
        Some(zeros) => scaled(&figures, zeros)?,
        None => grouped(&figures)?,
    };
    bounded(&digits, negative, max)
}

/// Reads a whole number, 0 to `max` inclusive; spaces are ignored.
///
/// # Errors
///
/// `NotWhole`, or `OutOfRange` for a whole number that is negative or over `max`.
pub fn read_number(text: &str, max: u64) -> Result<u64, Reason> {
    let text: String = text.chars().filter(|symbol| !symbol.is_whitespace()).collect();
    let (text, negative) = without_sign(&text);
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Reason::NotWhole);
    }
    bounded(text, negative, max)
}

fn without_sign(text: &str) -> (&str, bool) {
    match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (rest, true),
        None => (text, false),
    }
}

fn bounded(digits: &str, negative: bool, max: u64) -> Result<u64, Reason> {
    let out_of_range = Reason::OutOfRange { min: 0, max };
    if negative {
        return Err(out_of_range);
    }
    match digits.trim_start_matches('0') {
        "" => Ok(0),
        digits => match digits.parse() {
            Ok(number) if number <= max => Ok(number),
            _ => Err(out_of_range),
        },
    }
}

/// Digits of an amount without a unit, where `1.234` can only mean a thousand and something.
fn grouped(figures: &str) -> Result<String, Reason> {
    let without_cents = figures.strip_suffix(",00").unwrap_or(figures);
    let separators: Vec<char> =
        without_cents.chars().filter(|symbol| !symbol.is_ascii_digit()).collect();
    let Some(&separator) = separators.first() else { return Ok(without_cents.to_owned()) };
    let groups: Vec<&str> = without_cents.split(separator).collect();
    // A first group of zero is a decimal in disguise, and two different signs are one too many.
    let first_fits = (1..=3).contains(&groups[0].len()) && !groups[0].starts_with('0');
    let rest_fits = groups[1..].iter().all(|group| group.len() == 3);
    let one_sign = separators.iter().all(|&other| other == separator);
    if first_fits && rest_fits && one_sign { Ok(groups.concat()) } else { Err(Reason::NotWhole) }
}

/// Digits of an amount in thousands (`zeros` = 3) or millions (6) of euros.
fn scaled(figures: &str, zeros: usize) -> Result<String, Reason> {
    let (whole, decimals) = figures.split_once(['.', ',']).unwrap_or((figures, ""));
    if decimals.contains(['.', ',']) {
        return Err(Reason::Malformed);
    }
    let decimals = decimals.trim_end_matches('0');
    if decimals.len() > zeros {
        return Err(Reason::NotWhole);
    }
    Ok(format!("{whole}{decimals:0<zeros$}"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::numbers::euros;

    const MAX: u64 = 1_000_000_000_000;
    const OUT: Result<u64, Reason> = Err(Reason::OutOfRange { min: 0, max: MAX });

    #[track_caller]
    fn check(text: &str, expect: Result<u64, Reason>) {
        assert_eq!(read_amount(text, MAX), expect, "{text}");
    }

    #[test]
    fn amounts_are_read_as_people_write_them() {
        for text in [
            "300000",
            "300 000",
            "300\u{a0}000 €",
            "300\u{202f}000\u{a0}€",
            "300.000",
            "300,000",
            "300.000,00",
            "300000,00 €",
            "€ 300000",
            "300 k€",
            "300 K€",
            "0,3 M€",
            "300,0 k€",
        ] {
            check(text, Ok(300_000));
        }
        check("1.234.567", Ok(1_234_567));
        check("1,2 M€", Ok(1_200_000));
        check("1,234 M€", Ok(1_234_000));
        check("1.2345678 k€", Err(Reason::NotWhole));
        check("0", Ok(0));
        check("1 000 000 000 000", Ok(MAX));
    }

    #[test]
    fn what_is_not_whole_euros_says_why() {
        check("300,5", Err(Reason::NotWhole));
        check("300.50", Err(Reason::NotWhole));
        check("300.00", Err(Reason::NotWhole));
        check("300000.00", Err(Reason::NotWhole));
        check("0.300", Err(Reason::NotWhole));
        check("1.23", Err(Reason::NotWhole));
        check("1234.567", Err(Reason::NotWhole));
        check("1.234,567", Err(Reason::NotWhole));
        check("1,2345678 M€", Err(Reason::NotWhole));
        check("-300000", OUT);
        check("-0", OUT);
        check("\u{2212}1 k€", OUT);
        check("1000000000001", OUT);
        check("99999999999999999999999999", OUT);
        check("beaucoup", Err(Reason::Malformed));
        check("300k", Err(Reason::Malformed));
        check("€", Err(Reason::Malformed));
        check(",5 M€", Err(Reason::Malformed));
        check("1.2.3 M€", Err(Reason::Malformed));
    }

    #[test]
    fn whole_numbers_have_no_sign_and_no_separator_but_spaces() {
        assert_eq!(read_number("1 234", 1_000_000), Ok(1234));
        assert_eq!(read_number("003", 1_000_000), Ok(3));
        for text in ["3,5", "3.0", "trois", "+3", "٣"] {
            assert_eq!(read_number(text, 1_000_000), Err(Reason::NotWhole), "{text}");
        }
        for text in ["-1", "1000001"] {
            let out = Err(Reason::OutOfRange { min: 0, max: 1_000_000 });
            assert_eq!(read_number(text, 1_000_000), out, "{text}");
        }
    }

    proptest! {
        #[test]
        fn an_amount_reads_back_as_it_is_shown(amount in 0..=MAX) {
            prop_assert_eq!(read_amount(&euros(i64::try_from(amount).unwrap()), MAX), Ok(amount));
            prop_assert_eq!(read_amount(&amount.to_string(), MAX), Ok(amount));
        }

        #[test]
        fn no_text_panics(text in any::<String>()) {
            let _ = read_amount(&text, MAX);
            let _ = read_number(&text, MAX);
        }
    }
}
