//! Lists whose numbers or letters begin no item here: `1- …`, `a) …`, `1° …`, and numbers that go on below a text.

use authoring::{config::is_unread, diagnostics::Diagnostic, typography::LINE};

use super::{
    line_starts::{begins_line, is_indented, is_space},
    span,
};
use crate::render::markdown::{block::Block, mistakes::syntax::LIST_LITERAL, output::Output};

pub(super) const NO_ITEM: &str = "this is text, not an item of a list";

/// What to do about an item whose line its author has begun too far to the right: it goes on with the text above.
pub(super) const INDENTED: &str =
    "it stands too far to the right: write it below the first letter of the text above";

/// What the lines of a block have begun with so far.
#[derive(Default)]
pub(super) struct Enumerations<'p> {
    /// The last one, and where it stands.
    last: Option<(Enumerator<'p>, usize)>,
    told: bool,
}

/// `1°`, `(a)` or `II.`, at the start of a line.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Enumerator<'p> {
    written: &'p str,
    kind: Kind,
    opens: bool,
    close: &'static str,
    /// 1 for `1`, `a` and `I`.
    number: u32,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Digits,
    Letter,
    Roman,
}

/// What may end a number, the longest first.
const AFTER_DIGITS: &[&str] =
    &["°)", "°/", "°-", "°", "º", ".-", ".)", " -", " –", " )", " :", ")", "/", "-", ":", ".", "o"];
const AFTER_LETTER: &[&str] = &[")", "/", "°"];
const AFTER_SMALL_LETTER: &[&str] = &[")", "/", "°", ".", "-"];
const AFTER_ROMAN: &[&str] = &[")", "/", "°", ".", " -", " –", "-"];

impl<'p> Enumerations<'p> {
    /// Notes the first number of a list, once the line at `start` shows that there is one. Nearly no line does.
    pub(super) fn look(&mut self, output: &mut Output<'_, '_>, block: &'p Block<'_>, start: usize) {
        let line = &block.prose[start..];
        let may_be = match line.as_bytes() {
            [b'0'..=b'9' | b'(' | b'I' | b'V' | b'X', ..] => true,
            [first, second, ..] => first.is_ascii_alphabetic() && !second.is_ascii_alphabetic(),
            _ => false,
        };
        if !may_be || self.told {
            return;
        }
        let Some(found) = Enumerator::read(line) else { return };
        let series = self.last.filter(|(last, _)| {
            found.number == last.number + 1
                && Enumerator { number: last.number, written: last.written, ..found } == *last
        });
        // The first of a list begins one wherever it stands, unless it stands too far to the right.
        let is_first = found.number == 1 && start > 0 && found.is_item(line);
        let tells = series.or((is_first || found.is_alone(line)).then_some((found, start)));
        if let Some((first, at)) = tells
            && let Some(span) = span(output, block, at, first.written, first.written.len())
        {
            self.told = true;
            let is_item = first.is_item(&block.prose[at..]);
            // What stands behind a break of the line, in a cell of a table, is no item and begins like one.
            let is_told = |told: &Diagnostic| told.code == LIST_LITERAL && told.span == span;
            if output.last_told(4).any(is_told) || is_item && !begins_line(output.text, span.start)
            {
                return;
            }
            let help = match first.kind {
                _ if is_item && is_indented(output.text, span.start) => INDENTED.to_owned(),
                _ if is_item => "write an empty line above it".to_owned(),
                Kind::Digits => format!("an item begins with a number, a dot and a space: {}. …", first.number),
                Kind::Letter | Kind::Roman => {
                    "an item begins with a number, a dot and a space, 1. …, or with a hyphen and a space, - …".to_owned()
                }
            };
            output.error(LIST_LITERAL, span, NO_ITEM, help);
        }
        self.last = Some((found, start));
    }
}

impl<'p> Enumerator<'p> {
    fn read(line: &'p str) -> Option<Self> {
        let inside = line.strip_prefix('(').unwrap_or(line);
        let opens = inside.len() < line.len();
        let length = |is_part: fn(&u8) -> bool| inside.bytes().take(5).take_while(is_part).count();
        let (digits, romans) = (length(u8::is_ascii_digit), length(|byte| b"IVX".contains(byte)));
        let (kind, length, after) = match (digits, romans, inside.bytes().next()) {
            (1..=3, ..) => (Kind::Digits, digits, AFTER_DIGITS),
            (0, 1..=4, _) => (Kind::Roman, romans, AFTER_ROMAN),
            (0, 0, Some(b'a'..=b'z')) => (Kind::Letter, 1, AFTER_SMALL_LETTER),
            (0, 0, Some(b'A'..=b'Z')) => (Kind::Letter, 1, AFTER_LETTER),
            _ => return None,
        };
        let (name, rest) = inside.split_at(length);
        let close = after.iter().copied().find(|close| rest.starts_with(close))?;
        let text = &rest[close.len()..];
        // Of `1.a` alone in its line, the next line tells whether it is an item; `1.x` is a version.
        let is_letter = |text: &str| text.chars().count() == 1 && !text.eq_ignore_ascii_case("x");
        let is_lone = || is_letter(text.split(['\n', LINE]).next().unwrap_or_default().trim_end());
        let may_join = kind == Kind::Digits
            && (!matches!(close, "." | ":" | "o") || close == "." && is_lone());
        let begins = |symbol: char| is_space(symbol) || may_join && symbol.is_alphabetic();
        let is_degree = close == "°" && is_measured(text.trim_start_matches(is_space));
        if !text.starts_with(begins) || is_degree || opens && !close.ends_with(')') {
            return None;
        }
        let number = match kind {
            Kind::Digits => name.parse().ok()?,
            Kind::Letter => u32::from(name.to_ascii_lowercase().bytes().next()? - b'a') + 1,
            Kind::Roman => roman(name),
        };
        let written = &line[..usize::from(opens) + length + close.len()];
        Some(Self { written, kind, opens, close, number })
    }

    /// Whether it is written as Markdown has it: `1. a`.
    fn is_item(&self, line: &str) -> bool {
        let text = &line[self.written.len()..];
        self.kind == Kind::Digits
            && matches!(self.close, "." | ")")
            && !self.opens
            && text.starts_with([' ', '\t'])
    }

    /// Whether no second one is needed to know it: an ordinal is no number of degrees, and a space that does not
    /// break makes no item.
    fn is_alone(&self, line: &str) -> bool {
        let text = &line[self.written.len()..];
        match (self.kind, self.close) {
            (Kind::Digits, "°)" | "°/" | "°-" | "º") => true,
            (Kind::Digits, "°") => self.number == 1 && text.starts_with(is_space),
            (Kind::Digits, "." | ")") => !self.opens && text.starts_with(is_unread),
            _ => false,
        }
    }
}

/// Whether what follows a number and `°` makes degrees of it: `45° 30'`, `20° C`, `1° de plus`.
fn is_measured(text: &str) -> bool {
    let word = text.split(|symbol: char| !symbol.is_alphanumeric()).next().unwrap_or_default();
    text.starts_with(|first: char| first.is_ascii_digit())
        || ["C", "F", "K", "N", "S", "E", "O", "W", "d", "de", "à"].contains(&word)
}

/// What a number in Roman digits, up to 39, is worth.
fn roman(digits: &str) -> u32 {
    let worth = |digit: char| match digit {
        'I' => 1,
        'V' => 5,
        _ => 10,
    };
    // From its end: what is less than what follows it is taken away.
    let (sum, _) = digits.chars().rev().map(worth).fold((0_u32, 0), |(sum, last), own| {
        (if own < last { sum.saturating_sub(own) } else { sum + own }, own)
    });
    sum
}
