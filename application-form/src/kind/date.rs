//! A day typed in three boxes.

use std::str::FromStr;

use jiff::civil::Date;

use crate::{dates::Parts, message::Reason};

/// Reads day, month, year (in that order) as a day of `from_year` or later, up to `today` inclusive.
///
/// # Errors
///
/// `MissingParts` if one of the boxes is empty, `NotADate` (31 April, month 13, letters), `OutOfRange`
/// before `from_year`, `InTheFuture`.
pub fn read(parts: &[String], from_year: i16, today: Date) -> Result<Date, Reason> {
    let [day, month, year] = parts else { return Err(Reason::NotADate(Parts::ALL)) };
    let missing = Parts([day.is_empty(), month.is_empty(), year.is_empty()]);
    if !missing.is_empty() {
        return Err(Reason::MissingParts(missing));
    }
    let (day, month): (Option<i8>, Option<i8>) = (number(day, 2), number(month, 2));
    let year: Option<i16> = number(year, 4);
    let day = day.filter(|day| (1..=31).contains(day));
    let month = month.filter(|month| (1..=12).contains(month));
    let (Some(day), Some(month), Some(year)) = (day, month, year) else {
        return Err(Reason::NotADate(Parts([day.is_none(), month.is_none(), year.is_none()])));
    };
    // 31 April: a day that another month has.
    let no_such_day = |_| Reason::NotADate(Parts([true, false, false]));
    let date = Date::new(year, month, day).map_err(no_such_day)?;
    if date.year() < from_year {
        let year = |date: i16| u64::try_from(date).unwrap_or(0);
        return Err(Reason::OutOfRange { min: year(from_year), max: year(today.year()) });
    }
    if date > today { Err(Reason::InTheFuture) } else { Ok(date) }
}

fn number<N: FromStr>(text: &str, digits: usize) -> Option<N> {
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

    #[track_caller]
    fn check(typed: [&str; 3], expect: Result<Date, Reason>) {
        assert_eq!(read(&typed.map(str::to_owned), 1800, date(2021, 6, 1)), expect);
    }

    #[test]
    fn a_day_is_read_from_its_three_boxes() {
        check(["1", "3", "2015"], Ok(date(2015, 3, 1)));
        check(["01", "03", "2015"], Ok(date(2015, 3, 1)));
        check(["1", "6", "2021"], Ok(date(2021, 6, 1)));
        check(["1", "1", "1800"], Ok(date(1800, 1, 1)));
    }

    #[test]
    fn what_is_not_a_day_says_why() {
        let not_a_date = |day, month, year| Err(Reason::NotADate(Parts([day, month, year])));
        let missing = |day, month, year| Err(Reason::MissingParts(Parts([day, month, year])));
        check(["31", "4", "2015"], not_a_date(true, false, false));
        check(["29", "2", "2015"], not_a_date(true, false, false));
        check(["1", "13", "2015"], not_a_date(false, true, false));
        check(["un", "3", "2015"], not_a_date(true, false, false));
        check(["32", "0", "20150"], not_a_date(true, true, true));
        check(["1", "", "2015"], missing(false, true, false));
        check(["", "13", ""], missing(true, false, true));
        check(["2", "6", "2021"], Err(Reason::InTheFuture));
        check(["31", "12", "1799"], Err(Reason::OutOfRange { min: 1800, max: 2021 }));
        check(["1", "1", "15"], Err(Reason::OutOfRange { min: 1800, max: 2021 }));
    }

    #[test]
    fn the_anniversary_of_a_leap_day_is_the_first_of_march() {
        assert_eq!(anniversary(date(2020, 2, 29), 3), Some(date(2023, 3, 1)));
        assert_eq!(anniversary(date(2020, 2, 29), 4), Some(date(2024, 2, 29)));
        assert_eq!(anniversary(date(2018, 6, 1), 3), Some(date(2021, 6, 1)));
    }
}
