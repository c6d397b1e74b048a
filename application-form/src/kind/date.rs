//! A day typed in three boxes.

use jiff::civil::Date;

use crate::definition::Reason;

/// Reads day, month, year (in that order) as a day of `from_year` or later, up to `today` inclusive.
///
/// # Errors
///
/// `Missing` if one of the boxes is empty, `NotADate` (31 April, month 13, letters), `OutOfRange` before
/// `from_year`, `InTheFuture`.
pub fn read(parts: &[String], from_year: i16, today: Date) -> Result<Date, Reason> {
    if parts.iter().any(String::is_empty) {
        return Err(Reason::Missing);
    }
    let [day, month, year] = parts else { return Err(Reason::NotADate) };
    let year: i16 = number(year, 4)?;
    let month: i16 = number(month, 2)?;
    let day: i16 = number(day, 2)?;
    let to_i8 = |part: i16| i8::try_from(part).map_err(|_| Reason::NotADate);
    let date = Date::new(year, to_i8(month)?, to_i8(day)?).map_err(|_| Reason::NotADate)?;
    if date.year() < from_year {
        let year = |date: i16| u64::try_from(date).unwrap_or(0);
        return Err(Reason::OutOfRange { min: year(from_year), max: year(today.year()) });
    }
    if date > today { Err(Reason::InTheFuture) } else { Ok(date) }
}

fn number(text: &str, digits: usize) -> Result<i16, Reason> {
    if text.len() <= digits && text.bytes().all(|byte| byte.is_ascii_digit()) {
        text.parse().map_err(|_| Reason::NotADate)
    } else {
        Err(Reason::NotADate)
    }
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
        check(["31", "4", "2015"], Err(Reason::NotADate));
        check(["29", "2", "2015"], Err(Reason::NotADate));
        check(["1", "13", "2015"], Err(Reason::NotADate));
        check(["un", "3", "2015"], Err(Reason::NotADate));
        check(["1", "", "2015"], Err(Reason::Missing));
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
