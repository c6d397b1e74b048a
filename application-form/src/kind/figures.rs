//! The figures of a number: which digits are meant by dots, commas, spaces and a unit.

use super::affixes::{is_dash, split_at_digit, split_while, without_word, without_words};
use crate::message::{Part, Reason};

/// A number as it is written, before its rules are known.
pub(super) struct Figures<'a> {
    is_negative: bool,
    /// As typed, for a message.
    typed: &'a str,
    /// Digits, dots and commas.
    signs: String,
    /// Zeros of the unit.
    zeros: usize,
}

impl<'a> Figures<'a> {
    /// Reads one number with these words and one of these units (and its number of zeros) around it.
    ///
    /// # Errors
    ///
    /// What else is there.
    pub(super) fn read(
        text: &'a str,
        around: &[&str],
        units: &[(&str, usize)],
    ) -> Result<Self, Part> {
        let (before, rest) = split_at_digit(text).ok_or_else(|| Part::new(text))?;
        let mut zeros = None;
        let before = without_words_and_unit(before, around, units, &mut zeros).trim_end();
        let is_negative = before.chars().count() == 1 && before.starts_with(is_dash);
        if before.ends_with(['.', ',']) {
            return Err(Part::new(text));
        }
        if !before.is_empty() && !is_negative {
            return Err(Part::new(before));
        }
        let (typed, after) = split_while(rest, |symbol| {
            symbol.is_ascii_digit() || is_space(symbol) || matches!(symbol, '.' | ',')
        });
        let figures: String = typed.chars().filter(|&symbol| !is_space(symbol)).collect();
        let whole = figures.trim_end_matches(['.', ',']);
        // `300 000,-`: a dash in place of the cents.
        let has_stop = whole.len() < figures.len();
        let after = if has_stop { after.trim_start_matches(is_dash) } else { after };
        let after = without_words_and_unit(after, around, units, &mut zeros);
        match after.trim_start_matches(['.', ',', ';']).trim_start() {
            "" => Ok(Self {
                is_negative,
                typed: typed.trim(),
                signs: whole.to_owned(),
                zeros: zeros.unwrap_or(0),
            }),
            in_the_way => Err(Part::new(in_the_way)),
        }
    }

    /// The whole number, 0 to `max` inclusive.
    ///
    /// # Errors
    ///
    /// `NotWhole` for decimals and for what could be another number, `OutOfRange`.
    pub(super) fn value(&self, max: u64) -> Result<u64, Reason> {
        let out_of_range = Reason::OutOfRange { min: 0, max };
        if self.is_negative {
            return Err(out_of_range);
        }
        let digits = self.digits().ok_or_else(|| Reason::NotWhole(Part::new(self.typed)))?;
        match digits.trim_start_matches('0') {
            "" => Ok(0),
            digits => match digits.parse() {
                Ok(number) if number <= max => Ok(number),
                _ => Err(out_of_range),
            },
        }
    }

    /// The digits of the whole number, zeros of the unit included; `None` if it is not whole, or could be
    /// another one.
    fn digits(&self) -> Option<String> {
        let (whole, decimals) = self.split()?;
        let decimals = decimals.trim_end_matches('0');
        let zeros = self.zeros;
        // `0 850 k€`: a space is no decimal sign, and separates no thousands after a zero.
        if zeros == 3 && self.typed.strip_prefix('0').is_some_and(|rest| rest.starts_with(is_space))
        {
            return None;
        }
        (decimals.len() <= zeros).then(|| format!("{whole}{decimals:0<zeros$}"))
    }

    /// The digits before and after the decimal sign.
    fn split(&self) -> Option<(String, &str)> {
        let figures = self.signs.as_str();
        let Some(last) = figures.rfind(['.', ',']) else { return Some((figures.to_owned(), "")) };
        let (before, after) = (&figures[..last], &figures[last + 1..]);
        let sign = &figures[last..=last];
        let is_only_sign = !before.contains(['.', ',']);
        let is_another_sign = !is_only_sign && !before.contains(sign);
        let is_decimal = match self.zeros {
            // Cents that are none.
            0 => after.len() <= 2 && after.bytes().all(|digit| digit == b'0'),
            3 if after.len() == 3 => is_only_sign && before == "0",
            _ => is_only_sign || is_another_sign,
        };
        if !is_decimal {
            return Some((grouped(figures)?, ""));
        }
        Some((if is_only_sign { before.to_owned() } else { grouped(before)? }, after))
    }
}

/// The digits of a number in which one sign separates groups of exactly three. A first group of zero is a
/// decimal in disguise, and two different signs are one too many.
fn grouped(figures: &str) -> Option<String> {
    let sign = figures.find(['.', ',']).map(|at| &figures[at..=at])?;
    let groups: Vec<&str> = figures.split(sign).collect();
    let first_fits = (1..=3).contains(&groups[0].len()) && !groups[0].starts_with('0');
    let rest_fits = groups[1..]
        .iter()
        .all(|group| group.len() == 3 && group.bytes().all(|digit| digit.is_ascii_digit()));
    (first_fits && rest_fits).then(|| groups.concat())
}

/// Takes the words off, and one unit wherever it stands between them.
fn without_words_and_unit<'a>(
    text: &'a str,
    around: &[&str],
    units: &[(&str, usize)],
    zeros: &mut Option<usize>,
) -> &'a str {
    let rest = without_words(text, around);
    let unit = units.iter().find_map(|(unit, zeros)| Some((without_word(rest, unit)?, *zeros)));
    match unit {
        Some((after, found)) if zeros.is_none() => {
            *zeros = Some(found);
            without_words(after, around)
        }
        _ => rest,
    }
}

/// What stands between thousands and is no dot or comma.
fn is_space(symbol: char) -> bool {
    symbol.is_whitespace() || matches!(symbol, '\'' | '’' | '‘' | 'ʼ')
}
