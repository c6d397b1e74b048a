//! What a fence says besides its language: ```` ```rust numbers=10 mark="11, 13-14" title="src/main.rs" ````.

pub(crate) mod foreign;

use std::ops::{Range, RangeInclusive};

use authoring::diagnostics::{Diagnostic, suggest};

use super::highlight::{self, Language};
use crate::render::markdown::output::Output;

authoring::codes! {
    CODE_LANGUAGE = "code-language" {
        means: "A block of code is in a language that nobody knows here.",
        hurts: "Its readers would see it in one colour, and take longer to find their way in it.",
        wrong: "```rsut\nfn main() {}\n```",
        right: "```rust\nfn main() {}\n```",
    }
    CODE_FENCE = "code-fence" {
        means: "The fence of a block of code says something that means nothing here, such as what another program \
            reads there.",
        hurts: "Nothing comes of it: its readers would look for the line that the text speaks of.",
        wrong: "```rust,linenos,hl_lines=1\nfn main() {}\n```",
        right: "```rust numbers mark=1\nfn main() {}\n```",
    }
    CODE_LINES = "code-lines" {
        means: "The fence of a block of code marks lines that the block does not have.",
        hurts: "Readers would not see which line the text speaks of.",
        wrong: "```rust mark=3\nfn main() {}\n```",
        right: "```rust mark=1\nfn main() {}\n```",
    }
}

/// The words that a fence may have after its language.
const WORDS: [&str; 3] = ["numbers", "mark", "title"];

/// A fence, read.
#[derive(Default)]
pub(super) struct Fence {
    /// As it is written; empty without one.
    pub(super) language_name: String,
    /// `None` for one that is not known, and without one.
    pub(super) language: Option<Language>,
    /// The number of the first line, where the lines are numbered.
    pub(super) numbers: Option<usize>,
    /// The lines that are marked, as they are numbered, and where that is said.
    marks: Vec<(RangeInclusive<usize>, Range<usize>)>,
    pub(super) title: Option<String>,
}

/// A word of a fence, and the bytes that it takes in there.
struct Word<'f> {
    name: &'f str,
    /// Without its quotes.
    value: Option<&'f str>,
    /// Whether what opens quotes closes them.
    is_closed: bool,
    span: Range<usize>,
}

impl Fence {
    /// Reads one; `start` is the byte of the Markdown at which it begins, after its signs. What is wrong is noted.
    pub(super) fn read(output: &mut Output<'_, '_>, info: &str, start: usize) -> Self {
        let end = info.find(|sign: char| sign.is_whitespace() || ",{:".contains(sign));
        let (name, rest) = info.split_at(end.unwrap_or(info.len()));
        let language = highlight::language(name).filter(|_| !name.is_empty());
        if language.is_none() && !name.is_empty() {
            let help = highlight::meant(name).map_or_else(
                || "write its usual name or the ending of its files, or `text` for none".to_owned(),
                |near| format!("did you mean `{near}`?"),
            );
            let message = format!("`{name}` is no language that is known here");
            output.error(CODE_LANGUAGE, start..start + name.len(), message, help);
        }
        let mut fence = Self { language_name: name.to_owned(), language, ..Self::default() };
        let at = start + name.len();
        let words = words(rest);
        let is_ours = words.iter().all(|word| WORDS.contains(&word.name));
        if (!is_ours || rest.starts_with([',', '{', ':']))
            && let Some(meant) = foreign::meant(rest).filter(|meant| meant != rest.trim())
        {
            let said = rest.trim();
            let span = at + rest.len() - rest.trim_start().len();
            let meant = [name, &meant].join(" ");
            let help = format!("write ```{}", meant.trim());
            let message = format!("`{said}` means nothing here");
            output.error(CODE_FENCE, span..span + said.len(), message, help);
            return fence;
        }
        for Word { name, value, is_closed, span } in words {
            let span = at + span.start..at + span.end;
            if !is_closed {
                let help = format!("a text stands between two of them: {name}=\"…\"");
                output.error(CODE_FENCE, span, format!("the quotes of `{name}` are open"), help);
                continue;
            }
            if let Err(found) = fence.take(name, value, &span) {
                output.report(*found);
            }
        }
        fence
    }

    /// Takes what a word says.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    fn take(
        &mut self,
        name: &str,
        value: Option<&str>,
        span: &Range<usize>,
    ) -> Result<(), Box<Diagnostic>> {
        let wrong = |message: String, help: &str| {
            Err(Box::new(Diagnostic::new(CODE_FENCE, span.clone(), message, help)))
        };
        match (name, value) {
            ("numbers", None) => self.numbers = Some(1),
            ("numbers", Some(value)) => match value.parse() {
                Ok(first) if first < 1_000_000 => self.numbers = Some(first),
                _ => {
                    let help = "numbers=10 begins with 10, `numbers` alone with 1";
                    return wrong(format!("`{value}` is the number of no line"), help);
                }
            },
            ("mark", Some(value)) => {
                let parts = value.split([',', ' ']).filter(|part| !part.is_empty());
                for part in parts {
                    let Some(lines) = range(part) else {
                        let help = "lines are named by their numbers: mark=\"3, 5-7\"";
                        return wrong(format!("`{part}` names no lines"), help);
                    };
                    self.marks.push((lines, span.clone()));
                }
            }
            ("title", Some(value)) if !value.trim().is_empty() => {
                self.title = Some(value.trim().to_owned());
            }
            ("mark", None) => {
                return wrong("`mark` names no lines".to_owned(), "write mark=\"3, 5-7\"");
            }
            ("title", _) => return wrong("`title` is empty".to_owned(), "write title=\"…\""),
            (other, _) => {
                let help = suggest::help(other, WORDS);
                return wrong(format!("a fence has no word `{other}`"), &help);
            }
        }
        Ok(())
    }

    /// The number of the first line.
    pub(super) fn first(&self) -> usize {
        self.numbers.unwrap_or(1)
    }

    /// Whether each line is an element of its own.
    pub(super) fn has_lines(&self) -> bool {
        self.numbers.is_some() || !self.marks.is_empty()
    }

    /// Whether a line is marked, by its number.
    pub(super) fn marks(&self, number: usize) -> bool {
        self.marks.iter().any(|(lines, _)| lines.contains(&number))
    }

    /// Notes the marks that are on no line, of so many.
    pub(super) fn check_marks(&self, output: &mut Output<'_, '_>, count: usize) {
        let known = self.first()..self.first() + count;
        for (lines, span) in &self.marks {
            let Some(missing) =
                [lines.start(), lines.end()].into_iter().find(|it| !known.contains(it))
            else {
                continue;
            };
            let help = match count {
                0 => "the block is empty: remove `mark`".to_owned(),
                _ => format!("its lines are {} to {}", known.start, known.end - 1),
            };
            output.error(
                CODE_LINES,
                span.clone(),
                format!("this block has no line {missing}"),
                help,
            );
        }
    }
}

/// `3` or `5-7`.
fn range(text: &str) -> Option<RangeInclusive<usize>> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    let (first, last) = (first.parse().ok()?, last.parse().ok()?);
    (first <= last).then_some(first..=last)
}

/// The words of a fence: `name`, `name=value` and `name="a value"`, with spaces between.
fn words(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut at = 0;
    loop {
        at += text[at..].len() - text[at..].trim_start().len();
        if at == text.len() {
            return words;
        }
        let start = at;
        let rest = &text[start..];
        let name = &rest
            [..rest.find(|sign: char| sign.is_whitespace() || sign == '=').unwrap_or(rest.len())];
        at += name.len();
        let (mut value, mut is_closed) = (None, true);
        if let Some(rest) = text[at..].strip_prefix('=') {
            at += 1;
            let quote = rest.chars().next().filter(|sign| ['"', '\''].contains(sign));
            let inside = &rest[quote.map_or(0, char::len_utf8)..];
            let end = match quote {
                Some(quote) => inside.find(quote),
                None => inside.find(char::is_whitespace),
            };
            let written = &inside[..end.unwrap_or(inside.len())];
            value = Some(written);
            is_closed = quote.is_none() || end.is_some();
            let quotes = quote.map_or(0, |_| 1 + usize::from(end.is_some()));
            at += written.len() + quotes;
        }
        words.push(Word { name, value, is_closed, span: start..at });
    }
}

#[cfg(test)]
mod tests;
