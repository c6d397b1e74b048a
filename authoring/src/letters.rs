//! Reads the letters of the office, `content/lettres/*.md`, and reports every mistake in them.
//!
//! ```text
//! ---
//! objet: Votre candidature est retenue
//! ---
//! Bonjour {{ prenom }} {{ nom }},
//! ```
//!
//! A letter becomes plain text, which is what mail programs take from any other: Markdown's signs go, lists stay lists,
//! and French typography comes. What the association has still to write is a placeholder, `objet: { placeholder: "…" }`
//! or, in the place of the text below, `texte: { placeholder: "…" }`.

pub(crate) mod codes;
pub mod kind;
mod names;
mod plain_text;

use std::ops::Range;

use crate::{
    config::{
        Node, Table, TableCodes, Value,
        front_matter::{FrontMatter, FrontMatterOf, Lost},
        note_placeholders,
    },
    diagnostics::{Diagnostic, Diagnostics, Source, suggest},
    typography::french,
};
use codes::{LETTER_FILE, LETTER_KEYS, LETTER_MARKDOWN, LETTER_MISSING, LETTER_NAME};
pub use kind::LetterKind;
use names::names;

/// Where the letters are, in the content folder.
pub const FOLDER: &str = "lettres/";

const CODES: TableCodes =
    TableCodes { missing: LETTER_KEYS, mistyped: LETTER_KEYS, unknown: LETTER_KEYS };

/// A letter as content has it: `{{ names }}` stand for what each addressee is told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LetterTemplate {
    subject: String,
    text: String,
    /// Whether the association has still to write the subject.
    pub is_subject_unwritten: bool,
    /// Whether the association has still to write the text.
    pub is_text_unwritten: bool,
}

/// A letter, without any name to be filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilledLetter {
    /// On one line.
    pub subject: String,
    /// Paragraphs, a blank line between two, none at the end.
    pub text: String,
}

impl LetterTemplate {
    /// One that is not there.
    pub fn missing(kind: LetterKind) -> Self {
        let file = kind.file_stem();
        let text = format!("[à compléter\u{a0}: {FOLDER}{file}.md]");
        Self { subject: text.clone(), text, is_subject_unwritten: true, is_text_unwritten: true }
    }

    /// With a value for each name; a name without one stands for nothing. A paragraph of which nothing is left goes.
    pub fn fill(&self, values: &[(&str, String)]) -> FilledLetter {
        let filled = |text: &str| {
            let (mut filled, mut done) = (String::with_capacity(text.len()), 0);
            for (span, name) in names(text, 0..text.len()) {
                let value = values.iter().find(|(known, _)| Ok(*known) == name);
                filled.push_str(&text[done..span.start]);
                filled.push_str(value.map_or("", |(_, value)| value.trim()));
                done = span.end;
            }
            filled.push_str(&text[done..]);
            filled
        };
        let subject = filled(&self.subject);
        let words = subject.split([' ', '\t', '\r', '\n']).filter(|word| !word.is_empty());
        let subject = words.collect::<Vec<_>>().join(" ");
        FilledLetter { subject, text: paragraphs(&filled(&self.text)) }
    }
}

/// The paragraphs of a text, a blank line between two.
fn paragraphs(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let paragraphs = lines.split(|line| line.is_empty()).filter(|lines| !lines.is_empty());
    paragraphs.map(|lines| lines.join("\n")).collect::<Vec<_>>().join("\n\n")
}

/// Reads one. What could not be read is left out.
pub fn read(kind: LetterKind, source: &Source) -> (LetterTemplate, Vec<Diagnostic>) {
    let diagnostics = Diagnostics::default();
    let of = FrontMatterOf { what: "letter", key: "objet" };
    let FrontMatter { root, fence, body, lost } = FrontMatter::read(source, of, &diagnostics);
    note_placeholders(source, &root, &diagnostics);
    let reader = Reader { kind, source, diagnostics: &diagnostics };
    let mut letter = LetterTemplate::default();
    if let Some(table) = Table::read(CODES, source, &diagnostics, &root) {
        let table = table.missing_at(fence.clone());
        let subject = if lost.holds("objet") { None } else { table.required::<String>("objet") };
        if let Some(node) = table.node("objet") {
            reader.note_names(node.span.clone());
            letter.subject = placeholder(node, &mut letter.is_subject_unwritten);
        }
        letter.subject.push_str(&french(&subject.unwrap_or_default()));
        let written = reader.text(body);
        match table.node("texte") {
            Some(node) => {
                letter.text = placeholder(node, &mut letter.is_text_unwritten);
                if letter.text.is_empty() || !written.is_empty() {
                    let help = "only a text that is still to be written stands here, as \
                        texte: { placeholder: \"…\" }, and nothing below the front matter";
                    let message = "`texte` holds the place of the text below the front matter";
                    table.error_at(LETTER_KEYS, "texte", message.to_owned(), Some(help.to_owned()));
                }
            }
            None if written.is_empty() && lost == Lost::Nothing => {
                let help = "write it below the front matter; as long as it is not known, add \
                    texte: { placeholder: \"…\" }";
                table.error(LETTER_KEYS, fence, "this letter has no text", Some(help.to_owned()));
            }
            None => {}
        }
        letter.text.push_str(&written);
        table.finish();
    }
    let mut diagnostics = diagnostics.into_vec();
    diagnostics.sort();
    (letter, diagnostics)
}

/// Every mistake in the files of the folder, which its author calls `typed`: their paths from there, and what can be
/// read of each. A site without any letter needs none.
pub fn check<'a>(
    typed: &str,
    files: impl IntoIterator<Item = (&'a str, Result<Source, Box<Diagnostic>>)>,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut missing = LetterKind::ALL.to_vec();
    for (file, source) in files {
        let stems = || LetterKind::ALL.iter().map(|kind| kind.file_stem());
        let stem = file.strip_suffix(".md").unwrap_or(file);
        let Some(kind) = LetterKind::of_file(file) else {
            let message = format!("no letter is called `{stem}`");
            let help = match suggest::nearest(stem, stems()) {
                Some(near) => format!("did you mean `{near}.md`?"),
                None => format!("letters here: {}", stems().collect::<Vec<_>>().join(", ")),
            };
            let path = format!("{typed}{file}");
            found.push(Diagnostic::whole_file(LETTER_FILE, path, message).help(help));
            continue;
        };
        missing.retain(|other| *other != kind);
        match source {
            Ok(source) => found.extend(read(kind, &source).1),
            Err(diagnostic) => found.push(*diagnostic),
        }
    }
    if missing.len() < LetterKind::ALL.len() || !found.is_empty() {
        found.extend(missing.into_iter().map(|kind| {
            let path = format!("{typed}{}.md", kind.file_stem());
            let message = format!("this letter is missing: {}", kind.purpose());
            let help = "write it; the office cannot send what no file says";
            Diagnostic::whole_file(LETTER_MISSING, path, message).help(help).placeholder()
        }));
    }
    found
}

/// A file that is being read.
struct Reader<'a> {
    kind: LetterKind,
    source: &'a Source,
    diagnostics: &'a Diagnostics,
}

impl Reader<'_> {
    /// The text below the front matter, which starts at that byte.
    fn text(&self, body: usize) -> String {
        let end = self.source.text.len();
        self.note_names(body..end);
        let (text, refused) = plain_text::of(&self.source.text[body..]);
        for (span, what) in refused {
            let span = body + span.start..body + span.end;
            let message = format!("a letter cannot show {what}");
            let help = "it goes out as plain text: write paragraphs and lists";
            self.diagnostics.push(self.source.error(LETTER_MARKDOWN, span, message).help(help));
        }
        text
    }

    /// Notes every name that this letter does not have.
    fn note_names(&self, within: Range<usize>) {
        for (span, name) in names(&self.source.text, within) {
            let known = self.kind.names();
            let error = match name {
                Ok(name) if known.contains(&name) => continue,
                Ok(name) => self
                    .source
                    .error(LETTER_NAME, span, format!("this letter has no `{name}`"))
                    .help(suggest::help(name, known.iter().copied())),
                Err(names::NotClosed) => self
                    .source
                    .error(LETTER_NAME, span, "no `}}` follows on the same line")
                    .help("write for example {{ entreprise }}"),
            };
            self.diagnostics.push(error);
        }
    }
}

/// What a placeholder shows; empty for anything else.
fn placeholder(node: &Node, is_unwritten: &mut bool) -> String {
    let Value::Placeholder { label, .. } = &node.value else { return String::new() };
    *is_unwritten = true;
    french(&format!("[à compléter : {label}]")).into_owned()
}

#[cfg(test)]
mod tests;
