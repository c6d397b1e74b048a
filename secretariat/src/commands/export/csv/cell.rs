//! One cell: no spreadsheet runs what a stranger typed, with whichever separator the file is read.

use crate::text::printable::printable;

/// Excel shows longer numbers as 3.3E+11.
const LONGEST_NUMBER: usize = 11;

/// What a formula starts with (OWASP, "CSV Injection"): full-width, small and typographic forms too, which
/// spreadsheets with an Asian locale take for the signs of ASCII.
const SIGNS: [char; 13] =
    ['=', '+', '-', '@', '＝', '＋', '－', '＠', '﹦', '﹢', '﹣', '﹫', '\u{2212}'];

/// Where a cell may end for whoever reads the file with another separator, or without knowing quotes: then
/// what follows is a cell of its own. The other line breaks (CR, VT, FF, NEL) are control characters, which
/// [`printable`] replaces.
const ENDS: [char; 7] = ['\n', '\u{2028}', '\u{2029}', ',', ';', '\t', '|'];

/// A cell that a spreadsheet takes for text: after an apostrophe it runs no formula, keeps the plus sign of
/// +33, the zero of 06 and every digit of a long number.
///
/// Each part of it that another reader may take for a cell gets its own apostrophe: one before the whole
/// does not reach what stands after a line break or a separator.
pub(super) fn safe(cell: &str) -> String {
    let cell = printable(cell);
    let digits = cell.chars().all(|symbol| symbol.is_ascii_digit() || symbol == ' ');
    let loses_digits =
        digits && cell.len() > 1 && (cell.starts_with('0') || cell.len() > LONGEST_NUMBER);
    let mut safe = String::with_capacity(cell.len() + 1);
    if loses_digits || cell.starts_with(ENDS) {
        safe.push('\'');
    }
    for part in cell.split_inclusive(ENDS) {
        if starts_a_formula(part) {
            safe.push('\'');
        }
        safe.push_str(part);
    }
    safe
}

/// Spaces do not count where a cell starts, nor do quotes: another reader may take them for the file's own.
fn starts_a_formula(part: &str) -> bool {
    let is_no_text = |symbol: char| symbol.is_whitespace() || matches!(symbol, '"' | '\u{feff}');
    part.trim_start_matches(is_no_text).starts_with(SIGNS)
}

#[cfg(test)]
mod tests {
    use std::{io::Write, process};

    use proptest::prelude::*;

    use super::*;

    /// What was typed, and the cell.
    const CELLS: [(&str, &str); 36] = [
        ("=1+1", "'=1+1"),
        ("+33 6 12 34 56 78", "'+33 6 12 34 56 78"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1+1", "'＝1+1"),
        ("＋1", "'＋1"),
        ("－1", "'－1"),
        ("＠A1", "'＠A1"),
        ("\u{2212}1", "'\u{2212}1"),
        ("  =1", "'  =1"),
        ("\u{a0}=1", "'\u{a0}=1"),
        ("\u{feff}=1", "'\u{feff}=1"),
        ("\"=1\"", "'\"=1\""),
        ("\n=1", "'\n'=1"),
        ("\ttab", "\u{fffd}tab"),
        // Each line, however it ends.
        ("a\n=1+1", "a\n'=1+1"),
        ("a\r\n=1+1", "a\u{fffd}\n'=1+1"),
        ("a\r=1+1", "a\u{fffd}=1+1"),
        ("a\u{2028}=1\u{2029}@b", "a\u{2028}'=1\u{2029}'@b"),
        ("a\u{b}=1\u{c}=1\u{85}=1", "a\u{fffd}=1\u{fffd}=1\u{fffd}=1"),
        ("a\n\n  ＝1", "a\n\n'  ＝1"),
        ("Objectifs :\n- recruter\n- exporter", "Objectifs :\n'- recruter\n'- exporter"),
        // After every separator, behind quotes too.
        ("x,=cmd|calc", "x,'=cmd|calc"),
        ("x; =1+1", "x;' =1+1"),
        ("x,-1+1|+2", "x,'-1+1|'+2"),
        ("x,\"=1\"", "x,'\"=1\""),
        ("pierre, - cmd|' /C calc'!A0", "pierre,' - cmd|' /C calc'!A0"),
        // What is left as it is, but for what a spreadsheet would mangle.
        ("Atelier = Lez, porte-à-porte; a+b", "Atelier = Lez, porte-à-porte; a+b"),
        ("2012-04-30", "2012-04-30"),
        ("1200000", "1200000"),
        ("0", "0"),
        ("0612345678", "'0612345678"),
        ("06 12 34 56 78", "'06 12 34 56 78"),
        ("330467000000", "'330467000000"),
        ("\u{1b}[31mX", "\u{fffd}[31mX"),
        ("", ""),
    ];

    #[test]
    fn only_what_a_spreadsheet_would_run_or_mangle_gets_an_apostrophe() {
        for (typed, expected) in CELLS {
            assert_eq!(safe(typed), expected, "{typed:?}");
        }
    }

    /// Python's own reader, which splits a file at whichever separator it is told, as spreadsheets do: it
    /// prints the cells that would run.
    const JUDGE: &str = r#"
import csv, io, sys
text = sys.stdin.buffer.read().decode()
count = 0
for newline in ("", None):
    for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
        for separator in ",;\t|":
            reader = csv.reader(io.StringIO(text, newline=newline), delimiter=separator, quoting=quoting)
            for cell in (cell for row in reader for cell in row):
                count += 1
                if cell.strip(' "\ufeff\xa0').startswith(tuple("=+-@\t\r＝＋－＠")):
                    print(repr(cell))
print("read" if count > 100 else "nothing")
"#;

    /// The cells as a file, judged.
    fn judged(cell: fn(&str) -> String) -> String {
        let mut file = Vec::new();
        for separator in [b';', b',', b'\t'] {
            let mut csv = csv::WriterBuilder::new().delimiter(separator).from_writer(&mut file);
            for (typed, _) in CELLS {
                csv.write_record(["BDP", &cell(typed), &cell(typed), "fin"]).unwrap();
            }
            csv.flush().unwrap();
        }
        let mut python = process::Command::new("python3")
            .args(["-X", "utf8", "-c", JUDGE])
            .stdin(process::Stdio::piped())
            .stdout(process::Stdio::piped())
            .spawn()
            .unwrap();
        python.stdin.take().unwrap().write_all(&file).unwrap();
        let output = python.wait_with_output().unwrap();
        assert!(output.status.success());
        String::from_utf8(output.stdout).unwrap()
    }

    #[test]
    fn another_reader_finds_no_formula_with_any_separator() {
        assert_eq!(judged(safe), "read\n");
        assert!(judged(printable).lines().count() > 20, "the judge sees formulas where they are");
    }

    proptest! {
        #[test]
        fn no_part_of_any_cell_ever_starts_like_a_formula(
            cell in "([=+@＝\"' ,;|\n\r\t\u{2028}a-]|\\PC){0,24}",
            separator in prop::sample::select(vec![b',', b';', b'\t', b'|']),
        ) {
            let mut file = Vec::new();
            let mut csv = csv::Writer::from_writer(&mut file);
            csv.write_record(["BDP", &safe(&cell)]).unwrap();
            csv.flush().unwrap();
            drop(csv);
            let mut reader = csv::ReaderBuilder::new()
                .delimiter(separator).has_headers(false).flexible(true).from_reader(&*file);
            for line in reader.byte_records() {
                for cell in &line.unwrap() {
                    let cell = String::from_utf8_lossy(cell);
                    prop_assert!(!cell.trim_start().starts_with(SIGNS), "{cell:?}");
                }
            }
        }
    }
}
