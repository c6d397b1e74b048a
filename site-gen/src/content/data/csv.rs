//! CSV: a list of tables, whose first line names the columns.

use authoring::diagnostics::{Diagnostic, Source};
use serde_json::Value as Json;

authoring::codes! {
    DATA_CSV_COLUMNS = "data-csv-columns" in "data/seances.csv" {
        means: "A line of CSV has more or fewer values than the first line names columns, or none at \
            all, or a quote in it is never closed.",
        hurts: "Nobody knows which value belongs to which column, and visitors may be sent to the \
            wrong place.",
        wrong: "jour,lieu\nlundi,Nîmes, salle B12",
        right: "jour,lieu\nlundi,\"Nîmes, salle B12\"",
    }
    DATA_CSV_HEADER = "data-csv-header" in "data/seances.csv" {
        means: "The first line of CSV names two columns alike or a column with values not at all, or has \
            no commas between its columns, but semicolons, as spreadsheets in French write them.",
        hurts: "Pages could not find the columns, and visitors would not learn on which day to \
            come where.",
        wrong: "jour;lieu\nlundi;Nîmes",
        right: "jour,lieu\nlundi,Nîmes",
    }
}

/// What spreadsheets write between columns besides commas.
const SEPARATORS: [(char, &str); 3] = [(';', "semicolons"), ('\t', "tabs"), ('|', "bars")];

const QUOTES: &str = "values with a comma stand in double quotes";

/// Reads a file.
pub(super) fn read(source: &Source) -> Result<Json, Box<Diagnostic>> {
    let text = source.text.trim_start_matches('\u{feff}');
    let mark = source.text.len() - text.len();
    let failed = |error: csv::Error| {
        let at = mark
            + error
                .position()
                .map_or(0, |position| usize::try_from(position.byte()).unwrap_or_default());
        let message = match error.kind() {
            csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
                let values = if *len == 1 { "value" } else { "values" };
                format!("this line has {len} {values}, the first line names {expected_len} columns")
            }
            _ => format!("this is not CSV: {error}"),
        };
        Box::new(source.error(DATA_CSV_COLUMNS, at..at, message).help(QUOTES))
    };
    if let Some(at) = open_quote(&source.text) {
        let diagnostic = source.error(DATA_CSV_COLUMNS, at..at + 1, "nothing closes this quote");
        let help = "a quote ends the value that one begins; within it, a quote is written twice";
        return Err(Box::new(diagnostic.help(help)));
    }
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let columns: Vec<String> =
        reader.headers().map_err(failed)?.iter().map(|name| name.trim().to_owned()).collect();
    check_columns(source, &columns)?;
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(failed)?;
        if record.iter().all(|value| value.trim().is_empty()) {
            let at = record.position().map_or(0, |it| usize::try_from(it.byte()).unwrap_or(0));
            let at = (mark + at).min(source.text.len());
            let message = "this line has no values";
            let help = "remove it: spreadsheets write it for an empty row";
            return Err(Box::new(source.error(DATA_CSV_COLUMNS, at..at + 1, message).help(help)));
        }
        check_nameless(source, &columns, &record)?;
        let row = columns.iter().cloned().zip(record.iter().map(Json::from));
        // Spreadsheets end each line with a comma for a column that holds nothing.
        rows.push(Json::Object(row.filter(|(name, _)| !name.is_empty()).collect()));
    }
    Ok(rows.into())
}

/// What the parser takes for columns without a word.
fn check_columns(source: &Source, columns: &[String]) -> Result<(), Box<Diagnostic>> {
    let line = source.text.lines().next().unwrap_or_default();
    let error = |at: usize, length: usize, message: &str, help: &str| {
        Err(Box::new(source.error(DATA_CSV_HEADER, at..at + length, message).help(help)))
    };
    let begin = line.len() - line.trim_start_matches('\u{feff}').len();
    if line[begin..].trim_end().len() == "sep=,".len() && line[begin..].starts_with("sep=") {
        let help =
            "remove this line, which only spreadsheets read, and have commas between the columns";
        return error(begin, "sep=,".len(), "this line names no columns", help);
    }
    let other = SEPARATORS.iter().find_map(|(sign, signs)| Some((line.find(*sign)?, sign, signs)));
    if let [only] = columns
        && let Some((at, sign, signs)) = other
        && only.contains(*sign)
    {
        let message = format!("commas stand between columns, not {signs}");
        let help = format!("save the table again with commas; {QUOTES}");
        return error(at, 1, &message, &help);
    }
    for (place, name) in columns.iter().enumerate() {
        if columns[..place].contains(name) && !name.is_empty() {
            let start = line.rfind(name.as_str()).unwrap_or_default();
            let message = format!("two columns are named `{name}`");
            return error(start, name.len(), &message, "give each its own name");
        }
    }
    Ok(())
}

/// A value below a column that the first line does not name: no page could ask for it.
fn check_nameless(
    source: &Source,
    columns: &[String],
    record: &csv::StringRecord,
) -> Result<(), Box<Diagnostic>> {
    let mut cells = columns.iter().zip(record);
    let Some((_, value)) = cells.find(|(name, value)| name.is_empty() && !value.trim().is_empty())
    else {
        return Ok(());
    };
    let start = record.position().map_or(0, |place| usize::try_from(place.byte()).unwrap_or(0));
    let start = start.min(source.text.len());
    let at =
        source.text.get(start..).and_then(|rest| rest.find(value)).map_or(start, |at| start + at);
    let message = "the first line names no column for this value";
    let diagnostic = source.error(DATA_CSV_HEADER, at..at + value.len(), message);
    Err(Box::new(diagnostic.help("give each column a name")))
}

/// Where a value begins with a quote that nothing closes: it would take in all that follows.
fn open_quote(text: &str) -> Option<usize> {
    let (mut open, mut start) = (None, 0);
    let (mut begins, mut has_closed) = (true, false);
    for (at, sign) in text.char_indices() {
        let is_behind_quote = std::mem::take(&mut has_closed);
        match (sign, open) {
            // One that is written twice closes, and opens again.
            ('"', None) if is_behind_quote => open = Some(start),
            ('"', None) if begins => {
                start = at;
                open = Some(at);
            }
            ('"', Some(_)) => {
                open = None;
                has_closed = true;
            }
            _ => {}
        }
        begins = matches!(sign, ',' | '\n' | '\r' | '\u{feff}');
    }
    open
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is wrong with a file: where, and in which words.
    fn told(text: &str) -> String {
        match read(&Source::new("a.csv", text)) {
            Ok(_) => String::new(),
            Err(each) => format!("{}:{}: {}", each.place.line, each.place.column, each.message),
        }
    }

    #[test]
    fn what_spreadsheets_write_otherwise_is_told() {
        for (text, expected) in [
            ("jour;lieu\nlundi;Nîmes\n", "1:5: commas stand between columns, not semicolons"),
            ("jour\tlieu\nlundi\tNîmes\n", "1:5: commas stand between columns, not tabs"),
            ("été|lieu\nx|Nîmes\n", "1:4: commas stand between columns, not bars"),
            ("\u{feff}a;b\tc\n", "1:3: commas stand between columns, not semicolons"),
            ("sep=,\na,b\n1,2\n", "1:1: this line names no columns"),
            ("\u{feff}sep=;\r\na;b\r\n", "1:2: this line names no columns"),
            ("a,b\n1,\"2\n", "2:3: nothing closes this quote"),
            ("a,b\n\"1,2\n3,4\n", "2:1: nothing closes this quote"),
            ("a,b\n\"1\"\",2\n", "2:1: nothing closes this quote"),
            ("a,,b\n1,2,3\n", "2:3: the first line names no column for this value"),
            ("a,b,\n1,2,\n3,4,x\n", "3:5: the first line names no column for this value"),
            ("a,b\n1\n", "2:1: this line has 1 value, the first line names 2 columns"),
            ("a,b,a\n1,2,3\n", "1:5: two columns are named `a`"),
            ("jour,a;b\nlundi,x\n", ""),
            ("jour,lieu\nlundi,Nîmes\tAlès|x;y\n", ""),
            ("jour\nlundi\n", ""),
            ("jour\t\nlundi\n", ""),
            ("a,b,,\n1,2,,\n", ""),
            ("a,b\n\"1\",\"2, \"\"3\"\"\"\n", ""),
            ("a,b\n\"1\n2\",\"\"\n", ""),
            ("a,b\nx\"y\",5\" z\n", ""),
            ("\u{feff}\"a\",b\n1,2\n", ""),
            ("", ""),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }

    #[test]
    fn a_column_without_a_name_and_values_is_left_out() {
        let read = read(&Source::new("a.csv", "a,b,\n1,2,\n")).unwrap();
        assert_eq!(read, serde_json::json!([{ "a": "1", "b": "2" }]));
    }
}
