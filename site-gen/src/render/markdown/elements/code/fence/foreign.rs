//! What fences say in other programs.

use std::{collections::BTreeSet, ops::RangeInclusive};

/// Words for it in Zola, Hugo, `MkDocs`, Docusaurus, Astro, `VitePress` and Sphinx, in small letters, and ours.
const WORDS: [(&str, &str); 20] = [
    ("emphasize-lines", "mark"),
    ("file", "title"),
    ("filename", "title"),
    ("firstnumber", "numbers"),
    ("highlight", "mark"),
    ("hl_lines", "mark"),
    ("line-numbers", "numbers"),
    ("linenos", "numbers"),
    ("linenostart", "numbers"),
    ("linenums", "numbers"),
    ("lineno-start", "numbers"),
    ("mark", "mark"),
    ("name", "title"),
    ("number-lines", "numbers"),
    ("numberlines", "numbers"),
    ("numbers", "numbers"),
    ("showlinenumbers", "numbers"),
    ("startfrom", "numbers"),
    ("startlinenumber", "numbers"),
    ("title", "title"),
];

/// Zola's word for lines that readers do not see; we have none.
const HIDDEN: &str = "hide_lines";

/// The same in our words; `None` if none of it can be told.
pub(crate) fn meant(text: &str) -> Option<String> {
    meant_without(text, &BTreeSet::new())
}

/// The same for a block without these lines, counted from 1.
pub(crate) fn meant_without(text: &str, hidden: &BTreeSet<usize>) -> Option<String> {
    let (mut numbers, mut marks, mut title) = (None, Vec::new(), None);
    let mut first_line = 1;
    let mut is_hidden = false;
    for part in parts(text) {
        let (name, value) = named(&part);
        // `{1,3-5}`, and what follows the first of several: `hl_lines=1 3-5`.
        if value.is_empty() && is_lines(name) {
            if !is_hidden {
                marks.push(name.to_owned());
            }
            continue;
        }
        is_hidden = name == HIDDEN;
        let lower = name.to_lowercase();
        let word = WORDS.iter().find(|(word, _)| *word == lower).map(|(_, word)| *word);
        match word {
            Some("numbers") if ["false", "none"].contains(&value) => {}
            Some("numbers") => match value.parse::<usize>() {
                Ok(first) if first != 1 => {
                    first_line = first;
                    numbers = Some(format!("numbers={first}"));
                }
                _ => drop(numbers.get_or_insert_with(|| "numbers".to_owned())),
            },
            Some("mark") => {
                let lines = value.split([',', ' ']).filter(|lines| is_lines(lines));
                marks.extend(lines.map(str::to_owned));
            }
            Some("title") if !value.is_empty() => title = Some(format!("title=\"{value}\"")),
            _ => {}
        }
    }
    // There, the first line is 1 whatever its number; here, lines are called by their numbers.
    let marks = marks.iter().filter_map(|lines| moved(lines, first_line, hidden));
    let marks: Vec<String> = marks.collect();
    let marks = (!marks.is_empty()).then(|| format!("mark=\"{}\"", marks.join(", ")));
    let meant: Vec<String> = [numbers, marks, title].into_iter().flatten().collect();
    (!meant.is_empty()).then(|| meant.join(" "))
}

/// Which lines of a block readers do not see, counted from 1; `count` is how many it has.
pub(crate) fn hidden(text: &str, count: usize) -> BTreeSet<usize> {
    let mut hidden = BTreeSet::new();
    let mut is_hidden = false;
    for part in parts(text) {
        let (name, value) = named(&part);
        let is_bare = value.is_empty() && is_lines(name);
        is_hidden = if is_bare { is_hidden } else { name == HIDDEN };
        if is_hidden {
            let lines = if is_bare { name } else { value };
            let lines = lines.split([',', ' ']).filter_map(range);
            hidden.extend(lines.flat_map(|it| (*it.start()).max(1)..=count.min(*it.end())));
        }
    }
    hidden
}

/// The words of other programs that say nothing in ours, as they are written.
pub(crate) fn unknown(text: &str) -> Vec<String> {
    let mut unknown = Vec::new();
    for part in parts(text) {
        let name = part.split('=').next().unwrap_or_default();
        let name = name.trim_matches(['{', '}', '.', ':', '[', ']', '"', '\'']);
        let is_known = WORDS.iter().any(|(word, _)| *word == name.to_lowercase());
        if !name.is_empty() && !is_known && !is_lines(name) {
            unknown.push(name.to_owned());
        }
    }
    unknown
}

/// Lines of a block, `3` or `5-7`, as they are called where the first has that number and some are gone; `None` if all are.
fn moved(lines: &str, first: usize, gone: &BTreeSet<usize>) -> Option<String> {
    let Some(range) = range(lines) else { return Some(lines.to_owned()) };
    let number = |line: usize| line.saturating_add(first).saturating_sub(1);
    let start = number(*range.start()) - gone.range(..range.start()).count();
    let end = number(*range.end()).saturating_sub(gone.range(..=range.end()).count());
    if range.is_empty() {
        Some(lines.to_owned())
    } else if start > end {
        None
    } else if range.start() == range.end() {
        Some(start.to_string())
    } else {
        Some(format!("{start}-{end}"))
    }
}

/// `3`, or `5-7`.
fn range(lines: &str) -> Option<RangeInclusive<usize>> {
    let (start, end) = lines.split_once('-').unwrap_or((lines, lines));
    Some(start.parse().ok()?..=end.parse().ok()?)
}

/// A word and what it says, if anything, without what encloses them.
fn named(part: &str) -> (&str, &str) {
    let (name, value) = part.split_once('=').unwrap_or((part, ""));
    let value = value.trim_matches(['"', '\'', '[', ']']);
    (name.trim_matches(['{', '}', '.', ':', '[', ']', '"', '\'']), value)
}

fn is_lines(text: &str) -> bool {
    text.starts_with(|sign: char| sign.is_ascii_digit())
        && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
}

/// What commas and spaces outside quotes divide, without braces.
fn parts(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut quote = None;
    for sign in text.chars() {
        match quote {
            Some(open) if sign == open => quote = None,
            None if ['"', '\''].contains(&sign) => quote = Some(sign),
            None if [',', ' ', '{', '}'].contains(&sign) => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        parts.last_mut().expect("there is a first one").push(sign);
    }
    parts.retain(|part| !part.is_empty());
    parts
}
