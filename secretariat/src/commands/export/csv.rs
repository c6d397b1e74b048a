//! Applications for a spreadsheet, which must neither run nor mangle what strangers typed.

use std::io::{self, Write};

use csv::{Terminator, WriterBuilder};

use super::{cell::Cell, table::Table};
use crate::text::paris_time;

mod cell;

use cell::safe;

/// Without it, Excel takes UTF-8 for the alphabet of 1990.
const BOM: &[u8] = "\u{feff}".as_bytes();

/// Writes a header and one line per application.
///
/// CRLF between lines, as RFC 4180 says; line breaks inside an answer stay, in quotes.
pub fn write(table: &Table, separator: u8, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(BOM)?;
    let mut csv =
        WriterBuilder::new().delimiter(separator).terminator(Terminator::CRLF).from_writer(out);
    csv.write_record(table.header.iter().map(|title| safe(title)))?;
    for row in &table.rows {
        csv.write_record(row.iter().map(|cell| safe(&text(cell))))?;
    }
    csv.flush()
}

fn text(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => text.clone(),
        Cell::Number(number) => number.to_string(),
        Cell::Day(day) => day.to_string(),
        Cell::Time(time) => paris_time::sortable(*time),
    }
}
