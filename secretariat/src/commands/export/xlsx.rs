//! Applications for a spreadsheet, as one: a text is a text, so nothing runs and no zero is lost.

use std::io;

use jiff::{civil::DateTime, tz::TimeZone};
use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use super::{cell::Cell, table::Table};
use crate::text::{paris_time::PARIS, printable::printable};

/// In characters: a question, and a text that goes on below.
const WIDTH: f64 = 24.0;

/// Makes the file.
pub fn write(table: &Table) -> io::Result<Vec<u8>> {
    workbook(table).map_err(io::Error::other)
}

fn workbook(table: &Table) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("Candidatures")?;
    let bold = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
    for (column, title) in (0..).zip(&table.header) {
        sheet.write_string_with_format(0, column, printable(title), &bold)?;
        sheet.set_column_width(column, WIDTH)?;
    }
    for (row, cells) in (1..).zip(&table.rows) {
        for (column, cell) in (0..).zip(cells) {
            write_cell(sheet, row, column, cell)?;
        }
    }
    sheet.set_freeze_panes(1, 1)?;
    let last = u16::try_from(table.header.len().saturating_sub(1)).unwrap_or(u16::MAX);
    let rows = u32::try_from(table.rows.len()).unwrap_or(u32::MAX);
    sheet.autofilter(0, 0, rows, last)?;
    workbook.save_to_buffer()
}

fn write_cell(sheet: &mut Worksheet, row: u32, column: u16, cell: &Cell) -> Result<(), XlsxError> {
    let plain = Format::new().set_align(FormatAlign::Top);
    match cell {
        Cell::Text(text) => {
            let wrapped = plain.set_text_wrap();
            sheet.write_string_with_format(row, column, fitting(&printable(text)), &wrapped)?;
        }
        Cell::Number(number) => {
            #[expect(clippy::cast_precision_loss, reason = "a form's numbers are below 2^53")]
            let number = *number as f64;
            sheet.write_number_with_format(row, column, number, &plain.set_num_format("#,##0"))?;
        }
        Cell::Day(day) => {
            let format = plain.set_num_format("dd/mm/yyyy");
            write_time(sheet, row, column, day.at(0, 0, 0, 0), &format)?;
        }
        Cell::Time(time) => {
            let local = time.to_zoned_datetime(TimeZone::get(PARIS).unwrap_or(TimeZone::UTC));
            let format = plain.set_num_format("dd/mm/yyyy hh:mm");
            write_time(sheet, row, column, local.datetime(), &format)?;
        }
    }
    Ok(())
}

/// A text that a cell holds: of a longer one, which only notes of many years make, the beginning.
fn fitting(text: &str) -> String {
    const MOST: usize = 32_767;
    const MORE: &str = " […] la suite est dans l'export JSON";
    if text.encode_utf16().count() <= MOST {
        return text.to_owned();
    }
    let mut room = MOST - MORE.encode_utf16().count();
    let fits = |symbol: &char| {
        let left = room.checked_sub(symbol.len_utf16());
        room = left.unwrap_or(0);
        left.is_some()
    };
    text.chars().take_while(fits).chain(MORE.chars()).collect()
}

/// Spreadsheets know no day before 1900: a firm may be older, and its day is a text then.
fn write_time(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    time: DateTime,
    format: &Format,
) -> Result<(), XlsxError> {
    let known = u16::try_from(time.year()).ok().filter(|year| *year >= 1900).and_then(|year| {
        let day =
            ExcelDateTime::from_ymd(year, time.month().cast_unsigned(), time.day().cast_unsigned())
                .ok()?;
        day.and_hms(time.hour().cast_unsigned().into(), time.minute().cast_unsigned(), 0).ok()
    });
    match known {
        Some(time) => sheet.write_datetime_with_format(row, column, &time, format)?,
        None => sheet.write_string_with_format(row, column, time.date().to_string(), format)?,
    };
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_no_cell_holds_is_cut_and_says_so() {
        for (text, is_cut) in
            [("é".repeat(32_767), false), ("é".repeat(32_768), true), ("😀".repeat(16_384), true)]
        {
            let fitted = fitting(&text);
            assert!(fitted.encode_utf16().count() <= 32_767);
            assert_eq!(fitted.ends_with("l'export JSON"), is_cut);
            let cells = vec![vec![Cell::Text(text)]];
            assert!(write(&Table { header: vec!["a".into()], rows: cells }).is_ok());
        }
    }
}
