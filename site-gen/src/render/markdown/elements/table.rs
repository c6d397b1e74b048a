//! Tables, each in a region of its own that scrolls on a narrow screen.

use std::{collections::BTreeSet, ops::Range};

use pulldown_cmark::Alignment;

use crate::render::markdown::writer::Writer;

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

impl Writer<'_, '_> {
    pub(crate) fn start_table(&mut self, alignments: Vec<Alignment>) {
        self.tables.alignments = alignments;
        self.tables.column = 0;
        self.tables.row = Row::Head;
        self.tables.first_column = FirstColumn::Data;
        let words = self.words.table;
        let label = match self.headings.last() {
            Some(heading) => format!("{words}{}", heading.text),
            None => words.trim_end_matches([':', ' ', '\u{a0}']).to_owned(),
        };
        let label = self.tables.label(label);
        self.out.push_str("<div class=\"table\" role=\"region\" tabindex=\"0\"");
        self.attribute("aria-label", &label);
        self.out.push_str(">\n<table>\n");
    }

    pub(crate) fn start_row(&mut self, span: &Range<usize>) {
        self.tables.column = 0;
        self.out.push_str("<tr>");
        let (found, columns) = (cells(&self.text[span.clone()]), self.tables.alignments.len());
        if found > columns {
            let message = format!("this row has {found} cells, the table has {columns} columns");
            let help = "what is too much is not shown; a | inside a cell is written \\|";
            let end = span.start + self.text[span.clone()].trim_end().len();
            self.error(TABLE_CELLS, span.start..end, message, help);
        }
    }

    pub(crate) fn end_head(&mut self) {
        self.tables.row = Row::Body;
        self.out.push_str("</tr>\n</thead>\n<tbody>\n");
    }

    pub(crate) fn write_cell(&mut self) {
        let (content, text) = self.flush_apart();
        let Tables { column, row, first_column, .. } = self.tables;
        let is_empty = text.trim().is_empty() && content.trim().is_empty();
        let scope = match row {
            Row::Head if is_empty => None,
            Row::Head => Some("col"),
            Row::Body if column == 0 && first_column == FirstColumn::Names => Some("row"),
            Row::Body => None,
        };
        if row == Row::Head && column == 0 && is_empty {
            self.tables.first_column = FirstColumn::Names;
        }
        let class = match self.tables.alignments.get(column) {
            Some(Alignment::Left) => Some("left"),
            Some(Alignment::Center) => Some("center"),
            Some(Alignment::Right) => Some("right"),
            _ => None,
        };
        self.tables.column += 1;
        let element = if scope.is_some() { "th" } else { "td" };
        self.write(format_args!("<{element}"));
        // Classes, because the content security policy refuses style attributes.
        for (name, value) in [("scope", scope), ("class", class)] {
            if let Some(value) = value {
                self.attribute(name, value);
            }
        }
        self.write(format_args!(">{content}</{element}>"));
    }
}
