//! Tables, each in a region of its own that scrolls on a narrow screen.

use std::{collections::BTreeMap, ops::Range};

use pulldown_cmark::Alignment;

use crate::render::markdown::output::Output;

authoring::codes! {
    TABLE_CELLS = "table-cells" {
        means: "A row of a table has more cells than the table has columns, or is a line of text right \
            below it, without any bar.",
        hurts: "The last cells are not shown, or a sentence stands in the first column: readers would \
            not see the price.",
        wrong: "| Étape | Durée |\n| --- | --- |\n| Audition | 45 minutes | Gratuit |",
        right: "| Étape | Durée | Prix |\n| --- | --- | --- |\n| Audition | 45 minutes | Gratuit |",
    }
}

/// The table being written, and the names of those before it.
#[derive(Default)]
pub(crate) struct Tables {
    alignments: Vec<Alignment>,
    column: usize,
    row: Row,
    first_column: FirstColumn,
    /// Whether each row is written with a bar, and no line without one was told of this table.
    has_bars: bool,
    /// Two regions of one name would be told apart by nobody. Each with the last number that was given to its
    /// like: below one heading may stand a thousand tables.
    labels: BTreeMap<String, usize>,
}

/// A cell of which the beginning is written.
pub(crate) struct Cell {
    /// Where in the HTML its tag begins.
    start: usize,
    /// Where what is in it begins.
    content: usize,
    /// Whether it is the name of its column or row.
    is_name: bool,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Row {
    #[default]
    Head,
    Body,
}

/// An empty corner says that the first column names the rows.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum FirstColumn {
    #[default]
    Data,
    Names,
}

impl Tables {
    /// Writes the beginning of a table that stands at `span`.
    pub(crate) fn start(
        &mut self,
        output: &mut Output<'_, '_>,
        alignments: Vec<Alignment>,
        span: &Range<usize>,
    ) {
        // The rows of a single column may have none.
        self.has_bars = alignments.len() > 1 || output.text[span.start..].starts_with('|');
        self.alignments = alignments;
        self.column = 0;
        self.row = Row::Head;
        self.first_column = FirstColumn::Data;
        let words = output.words.table;
        let label = match output.headings.last() {
            Some(heading) => format!("{words}{}", heading.text),
            None => words.trim_end_matches([':', ' ', '\u{a0}']).to_owned(),
        };
        let label = self.label(label);
        output.html.push_str("<div class=\"table\" role=\"region\" tabindex=\"0\"");
        output.attribute("aria-label", &label);
        output.html.push_str(">\n<table>\n");
    }

    /// Writes the beginning of a row below the head, which stands at `span`.
    pub(crate) fn start_row(&mut self, output: &mut Output<'_, '_>, span: &Range<usize>) {
        self.column = 0;
        output.html.push_str("<tr>");
        let row = &output.text[span.clone()];
        let (found, columns) = (cells(row), self.alignments.len());
        if found == 1 && self.has_bars && !row.contains('|') && !row.trim().is_empty() {
            self.has_bars = false;
            let help =
                "an empty line parts a table from the text below it; a row has bars: | … | … |";
            let end = span.start + row.trim_end().len();
            output.error(TABLE_CELLS, span.start..end, "this line is a row of the table", help);
        }
        if found > columns {
            let message = format!("this row has {found} cells, the table has {columns} columns");
            let help = "what is too much is not shown; a | inside a cell is written \\|";
            let end = span.start + output.text[span.clone()].trim_end().len();
            output.error(TABLE_CELLS, span.start..end, message, help);
        }
    }

    /// Writes the end of the head.
    pub(crate) fn end_head(&mut self, output: &mut Output<'_, '_>) {
        self.row = Row::Body;
        output.html.push_str("</tr>\n</thead>\n<tbody>\n");
    }

    /// Writes the beginning of a cell; what is in it follows.
    pub(crate) fn start_cell(&self, output: &mut Output<'_, '_>) -> Cell {
        let scope = match self.row {
            Row::Head => Some(" scope=\"col\""),
            Row::Body if self.column == 0 && self.first_column == FirstColumn::Names => {
                Some(" scope=\"row\"")
            }
            Row::Body => None,
        };
        let start = output.html.len();
        self.open_cell(output, scope);
        Cell { start, content: output.html.len(), is_name: scope.is_some() }
    }

    /// Writes the end of a cell.
    pub(crate) fn end_cell(&mut self, output: &mut Output<'_, '_>, mut cell: Cell) {
        if self.row == Row::Head && output.html[cell.content..].trim().is_empty() {
            // An empty one is the name of nothing, and is written again.
            let content = output.html.split_off(cell.content);
            output.html.truncate(cell.start);
            self.open_cell(output, None);
            output.html.push_str(&content);
            cell.is_name = false;
            if self.column == 0 {
                self.first_column = FirstColumn::Names;
            }
        }
        output.html.push_str(if cell.is_name { "</th>" } else { "</td>" });
        self.column += 1;
    }

    /// Writes the opening tag of a cell, which is a name if it has a scope.
    fn open_cell(&self, output: &mut Output<'_, '_>, scope: Option<&str>) {
        output.html.push_str(if scope.is_some() { "<th" } else { "<td" });
        output.html.push_str(scope.unwrap_or_default());
        // Classes, because the content security policy refuses style attributes.
        output.html.push_str(match self.alignments.get(self.column) {
            Some(Alignment::Left) => " class=\"left\">",
            Some(Alignment::Center) => " class=\"center\">",
            Some(Alignment::Right) => " class=\"right\">",
            _ => ">",
        });
    }

    fn label(&mut self, wanted: String) -> String {
        let Some(&last) = self.labels.get(&wanted) else {
            self.labels.insert(wanted.clone(), 1);
            return wanted;
        };
        let mut number = last;
        let label = loop {
            number += 1;
            let label = format!("{wanted} ({number})");
            if !self.labels.contains_key(&label) {
                break label;
            }
        };
        self.labels.insert(wanted, number);
        self.labels.insert(label.clone(), 1);
        label
    }
}

/// How many cells a row of a table is written with.
fn cells(row: &str) -> usize {
    let row = row.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let bytes = row.as_bytes();
    let is_bar = |at: usize| bytes[at] == b'|' && (at == 0 || bytes[at - 1] != b'\\');
    let bars = (0..bytes.len()).filter(|&at| is_bar(at)).count();
    let ends_with_one = bytes.len().checked_sub(1).is_some_and(is_bar);
    bars + usize::from(!ends_with_one)
}
