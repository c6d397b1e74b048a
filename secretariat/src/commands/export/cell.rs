//! What stands in a cell of an export.

use jiff::{Timestamp, civil::Date};

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// A text, which is nothing else whatever it looks like. Empty where nothing was answered.
    Text(String),
    /// A whole number; every one below 2^53 is kept by spreadsheets.
    Number(u64),
    /// A day.
    Day(Date),
    /// A time, shown as it is in Paris, to the minute.
    Time(Timestamp),
}
