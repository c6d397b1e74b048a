//! A day typed in three boxes, or pasted into one of them.

use std::str::FromStr;

use jiff::civil::Date;

use super::affixes::{folded, is_dash, without_words};
use crate::{
    language::{
        self,
        dates::{MONTHS, Parts},
    },
    message::{Part, Reason},
};

/// Reads day, month, year (in that order) as a day of `from_year` or later, up to `today` inclusive. Months may
/// be named, and the day be `1er`. The first box alone may hold the whole date, or two boxes the three parts of it.
///
/// # Errors
///
/// `MissingParts` if one of the boxes is empty, `NotADate` (31 April, month 13, words), `OutOfRange`
/// before `from_year`, `InTheFuture`.
pub fn read(parts: &[String], from_year: i16, today: Date) -> Result<Date, Reason> {
    let [day, month, year] = parts else {
        return Err(Reason::NotADate(Parts::ALL, Part::new(&parts.join(" "))));
    };
    let missing = [day.is_empty(), month.is_empty(), year.is_empty()];
    let together = [day.as_str(), month, year].join(" ").replace("  ", " ");
    let date = match missing {
        [false, false, false] => typed([day, month, year])?,
        [false, true, true] if pieces(day).len() > 2 || is_eight_digits(day) => pasted(day)?,
        // A day and its month in one box, or a month and its year; not a year first, after which either may follow.
        [false, true, false] | [false, false, true]
            if pieces(&together).len() > 2 && full_year(day).is_none() =>
        {
            pasted(&together)?
        }
        _ => return Err(Reason::MissingParts(Parts(missing))),
    };
    if date.year() < from_year {
        let year = |date: i16| u64::try_from(date).unwrap_or(0);
        return Err(Reason::OutOfRange { min: year(from_year), max: year(today.year()) });
    }
    if date > today { Err(Reason::InTheFuture(date)) } else { Ok(date) }
}

/// The day in three boxes.
fn typed(boxes: [&String; 3]) -> Result<Date, Reason> {
    let [day, month, year] = boxes;
    let read = [
        day_of(day).is_some_and(|day| (1..=31).contains(&day)),
        month_of(month).is_some_and(|month| (1..=12).contains(&month)),
        year_of(year).is_some(),
    ];
    let (Some(day), Some(month), Some(year), [true, true, true]) =
        (day_of(day), month_of(month), year_of(year), read)
    else {
        let faulty =
            boxes.into_iter().zip(read).filter(|(_, read)| !read).map(|(text, _)| text.as_str());
        let part = Part::new(&faulty.collect::<Vec<_>>().join(" "));
        return Err(Reason::NotADate(Parts(read.map(|read| !read)), part));
    };
    // 31 April: a day that another month has.
    let part = || Part::new(&boxes.map(String::as_str).join(" "));
    Date::new(year, month, day).map_err(|_| Reason::NotADate(Parts([true, false, false]), part()))
}

/// A whole date in one text: day, month, year, or year, month, day.
fn pasted(text: &str) -> Result<Date, Reason> {
    let (day, month, year) = match pieces(text)[..] {
        [_] => digits_alone(text).unwrap_or_default(),
        [year, month, day] if full_year(year).is_some() => (day, month, year),
        // `1 er mars 2020`
        [day, "er", month, year] | [day, month, year] => (day, month, year),
        _ => ("", "", ""),
    };
    let numbers = day_of(day).zip(month_of(month)).zip(full_year(year));
    numbers
        .and_then(|((day, month), year)| Date::new(year, month, day).ok())
        .ok_or_else(|| Reason::NotADate(Parts([true, false, false]), Part::new(text)))
}

/// Day, month and year of a date typed without anything between, as on a telephone: `12032020`; none if its first
/// four digits could be a year as well: then nobody knows.
fn digits_alone(text: &str) -> Option<(&str, &str, &str)> {
    let is_recent = |year: &str| ("1800".."2100").contains(&year);
    let text = Some(text).filter(|text| is_eight_digits(text))?;
    match (is_recent(&text[..4]), is_recent(&text[4..])) {
        (false, true) => Some((&text[..2], &text[2..4], &text[4..])),
        (true, false) => Some((&text[6..], &text[4..6], &text[..4])),
        _ => None,
    }
}

fn is_eight_digits(text: &str) -> bool {
    text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The parts of a date in one box, without the words around it.
fn pieces(text: &str) -> Vec<&str> {
    let is_between =
        |symbol: char| symbol.is_whitespace() || is_dash(symbol) || "/.,_".contains(symbol);
    let pieces = text.split(is_between).filter(|piece| !piece.is_empty());
    pieces.filter(|piece| !without_words(piece, AROUND).is_empty()).collect()
}

/// What is written around a date.
const AROUND: &[&str] = &[
    "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "le", "du", "depuis",
    "au", "en", "de", "an", "annee", ":",
];

/// `27`, `01`, `1er`, `le 27`, `27.`
fn day_of(text: &str) -> Option<i8> {
    let text = without_words(text, AROUND).trim_end_matches(['.', ',', '/']).trim_end();
    let number =
        ["er", "ER", "Er", "ᵉʳ"].into_iter().find_map(|ordinal| text.strip_suffix(ordinal));
    number_of(number.map_or(text, str::trim_end), 2).filter(|&day| number.is_none() || day == 1)
}

/// `3`, `03`, `mars`
fn month_of(text: &str) -> Option<i8> {
    let text = without_words(text, AROUND).trim_end_matches(['.', ',', '/']);
    number_of(text, 2).or_else(|| month_named(text))
}

/// The month of that name, or of the beginning of it that no other month has: `févr.`
fn month_named(text: &str) -> Option<i8> {
    let letters: String = text.chars().map(folded).collect();
    let is_meant = |name: &str| name.chars().map(folded).collect::<String>().starts_with(&letters);
    let months = MONTHS.iter().zip(language::MONTHS).zip(1..);
    let mut meant = months.filter(|((french, english), _)| is_meant(french) || is_meant(english));
    match (letters.len(), meant.next(), meant.next()) {
        (3.., Some((_, month)), None) => Some(month),
        _ => None,
    }
}

/// `2015`, not `15`
fn full_year(text: &str) -> Option<i16> {
    year_of(text).filter(|year| *year >= 1000)
}

/// `2015`
fn year_of(text: &str) -> Option<i16> {
    number_of(without_words(text, AROUND).trim_end_matches(['.', ',', '/']), 4)
}

fn number_of<N: FromStr>(text: &str, digits: usize) -> Option<N> {
    let fits = text.len() <= digits && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| fits)
}

/// The day of the anniversary of `date`, so many years later.
///
/// In a year without a 29 February it is 1 March: the first day on which the years have passed.
pub fn anniversary(date: Date, years: i16) -> Option<Date> {
    let year = date.year().checked_add(years)?;
    Date::new(year, date.month(), date.day()).or_else(|_| Date::new(year, 3, 1)).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_anniversary_of_a_leap_day_is_the_first_of_march() {
        assert_eq!(anniversary(date(2020, 2, 29), 3), Some(date(2023, 3, 1)));
        assert_eq!(anniversary(date(2020, 2, 29), 4), Some(date(2024, 2, 29)));
        assert_eq!(anniversary(date(2018, 6, 1), 3), Some(date(2021, 6, 1)));
    }
}
