//! `*[PME]: petite ou moyenne entreprise`: what an abbreviation stands for, shown wherever it stands.

use std::{borrow::Cow, ops::Range};

use authoring::diagnostics::Diagnostic;
use htmlize::escape_attribute;

authoring::codes! {
    ABBREVIATION_UNUSED = "abbreviation-unused" {
        means: "A line explains an abbreviation that the page does not use, or that another line explains already.",
        hurts: "Its explanation reaches nobody: most probably, the word stands in the text in another way.",
        wrong: "*[PME]: petite ou moyenne entreprise\n\nLes P.M.E. du Gard.",
        right: "*[PME]: petite ou moyenne entreprise\n\nLes PME du Gard.",
    }
}

/// An abbreviation, as a page explains it.
pub(crate) struct Abbreviation<'t> {
    word: &'t str,
    meaning: &'t str,
    /// Bytes of the Markdown: the line.
    span: Range<usize>,
    is_used: bool,
}

/// Those that a text explains, and the text with blanks in the place of these lines: every byte keeps its place.
pub(crate) fn take(text: &str) -> (Cow<'_, str>, Vec<Abbreviation<'_>>) {
    if !text.contains("*[") {
        return (text.into(), Vec::new());
    }
    let mut found = Vec::new();
    let mut without = String::with_capacity(text.len());
    let mut fence = None;
    for line in text.split_inclusive('\n') {
        let start = without.len();
        let trimmed = line.trim();
        let signs = ["```", "~~~"].into_iter().find(|signs| trimmed.starts_with(signs));
        match (fence, signs) {
            (None, Some(signs)) => fence = Some(signs),
            (Some(open), Some(signs)) if open == signs => fence = None,
            _ => {}
        }
        match explained(line.trim_end()).filter(|_| fence.is_none()) {
            Some((word, meaning)) => {
                let length = line.trim_end().len();
                found.push(Abbreviation {
                    word,
                    meaning,
                    span: start..start + length,
                    is_used: false,
                });
                without.extend(std::iter::repeat_n(' ', length));
                without.push_str(&line[length..]);
            }
            None => without.push_str(line),
        }
    }
    // Of `PME` and `PME-PMI`, the longer one is looked for first.
    found.sort_by_key(|it| std::cmp::Reverse(it.word.len()));
    (without.into(), found)
}

fn explained(line: &str) -> Option<(&str, &str)> {
    let (word, meaning) = line.strip_prefix("*[")?.split_once("]:")?;
    let meaning = meaning.trim();
    (!word.trim().is_empty() && !word.contains(']') && !meaning.is_empty())
        .then_some((word.trim(), meaning))
}

/// The first abbreviation in a text from a byte on: where it stands, and the tag that opens it.
pub(crate) fn next(
    all: &mut [Abbreviation<'_>],
    text: &str,
    from: usize,
) -> Option<(Range<usize>, String)> {
    let is_letter = |sign: Option<char>| sign.is_some_and(char::is_alphanumeric);
    let mut first: Option<(usize, usize)> = None;
    for (number, abbreviation) in all.iter().enumerate() {
        let word = abbreviation.word;
        let mut places = text[from..].match_indices(word).map(|(at, _)| from + at);
        let whole = places.find(|at| {
            let (before, after) =
                (text[..*at].chars().next_back(), text[at + word.len()..].chars().next());
            !is_letter(before) && !is_letter(after)
        });
        // Of two at one place, the longer one came first.
        if let Some(at) = whole.filter(|at| first.is_none_or(|(known, _)| *at < known)) {
            first = Some((at, number));
        }
    }
    let (at, number) = first?;
    let abbreviation = &mut all[number];
    abbreviation.is_used = true;
    let tag = format!("<abbr title=\"{}\">", escape_attribute(abbreviation.meaning));
    Some((at..at + abbreviation.word.len(), tag))
}

/// What is wrong with those that nothing uses.
pub(crate) fn unused(all: &[Abbreviation<'_>]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (number, Abbreviation { word, span, is_used, .. }) in all.iter().enumerate() {
        let is_twice = all[..number].iter().any(|other| other.word == *word);
        let (message, help) = if is_twice {
            (format!("`{word}` is explained twice"), "keep one of the two")
        } else if *is_used {
            continue;
        } else {
            let help = "write it as the page does, or remove the line";
            (format!("`{word}` does not stand in this page"), help)
        };
        found.push(Diagnostic::new(ABBREVIATION_UNUSED, span.clone(), message, help));
    }
    found
}
