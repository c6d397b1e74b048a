//! Tables, each in a region of its own that scrolls on a narrow screen.

use std::{collections::BTreeSet, ops::Range};

use pulldown_cmark::Alignment;

use crate::render::markdown::output::Output;

authoring::codes! {
    TABLE_CELLS = "table-cells" {
        means: "A row of a table has more cells than the table has columns.",
        hurts: "The last cells are not shown: readers would not see the price.",
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
    /// Two regions of one name would be told apart by nobody.
    labels: BTreeSet<String>,
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
    /// Writes the beginning of a table.
    pub(crate) fn start(&mut self, output: &mut Output<'_, '_>, alignments: Vec<Alignment>) {
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
        let (found, columns) = (cells(&output.text[span.clone()]), self.alignments.len());
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

    /// Writes a cell: the HTML inside it, and its text without markup.
    pub(crate) fn write_cell(&mut self, output: &mut Output<'_, '_>, content: &str, text: &str) {
        let Self { column, row, first_column, .. } = *self;
        let is_empty = text.trim().is_empty() && content.trim().is_empty();
        let scope = match row {
            Row::Head if is_empty => None,
            Row::Head => Some("col"),
            Row::Body if column == 0 && first_column == FirstColumn::Names => Some("row"),
            Row::Body => None,
        };
        if row == Row::Head && column == 0 && is_empty {
            self.first_column = FirstColumn::Names;
        }
        let class = match self.alignments.get(column) {
            Some(Alignment::Left) => Some("left"),
            Some(Alignment::Center) => Some("center"),
            Some(Alignment::Right) => Some("right"),
            _ => None,
        };
        self.column += 1;
        let element = if scope.is_some() { "th" } else { "td" };
        output.write(format_args!("<{element}"));
        // Classes, because the content security policy refuses style attributes.
        for (name, value) in [("scope", scope), ("class", class)] {
            if let Some(value) = value {
                output.attribute(name, value);
            }
        }
        output.write(format_args!(">{content}</{element}>"));
    }

    fn label(&mut self, wanted: String) -> String {
        let mut label = wanted.clone();
        let mut number = 2;
        while !self.labels.insert(label.clone()) {
            label = format!("{wanted} ({number})");
            number += 1;
        }
        label
    }
}

/// How many cells a row of a table is written with.
fn cells(row: &str) -> usize {
    let row = row.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let bars = row.match_indices('|').map(|(at, _)| at);
    let bars: Vec<usize> = bars.filter(|&at| !row[..at].ends_with('\\')).collect();
    let ends_with_one = bars.last().is_some_and(|&last| last + 1 == row.len());
    bars.len() + usize::from(!ends_with_one)
}
