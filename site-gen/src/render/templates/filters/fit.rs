//! `fit`: a text in lines, as large as a box takes it. A drawing knows no lines; whoever writes the template of cards
//! would have to guess where each title breaks.

mod lines;
pub mod font;

use serde::Serialize;
use tera::{Error, Kwargs, State, TeraResult, Value};
use unicode_normalization::UnicodeNormalization as _;

use self::{
    font::{DEPTH, PER_EM},
    lines::{Cut, Dashes, balanced, break_lines, pieces},
};
use super::HELP;

/// The filter's name.
pub const NAME: &str = "fit";

/// From one baseline to the next, in hundredths of the size.
const STEP: u64 = 118;

/// A text in a box, in pixels from its upper left corner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fitted {
    /// Of the letters.
    pub size: u64,
    /// From the top of the box to below the last line.
    pub height: u64,
    /// From the top.
    pub lines: Vec<Line>,
}

/// One of its lines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Without what could be broken at its end.
    pub text: String,
    /// Where its letters stand.
    pub y: u64,
}

/// `{{ page.title | fit(width=1024, height=330, sizes=[76, 60, 48]) }}`.
pub(super) fn filter(value: Value, named: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    let example = "fit(width=1024, height=330, sizes=[76, 60, 48])";
    let told = |message: String| Error::message([message, format!("write {example}")].join(HELP));
    let number = |name: &str| {
        let found = named.get::<u64>(name).ok().flatten().filter(|it| (1..=10_000).contains(it));
        found.ok_or_else(|| told(format!("`fit` takes a `{name}` in pixels, a whole number")))
    };
    let (width, height) = (number("width")?, number("height")?);
    let sizes = named.get::<Vec<u64>>("sizes").ok().flatten().unwrap_or_default();
    if sizes.is_empty() || sizes.iter().any(|size| !(1..=1_000).contains(size)) {
        let message = "`fit` takes `sizes` in pixels, whole numbers, the largest first";
        return Err(told(message.to_owned()));
    }
    let text = value.as_str().unwrap_or_default();
    if text.is_empty() && !value.is_none() && !value.is_string() {
        let message = format!("`fit` takes a text, this is `{value}`");
        return Err(Error::message(
            [message, "name one, such as page.title".to_owned()].join(HELP),
        ));
    }
    Ok(Value::from_serializable(&fit(text, width, height, &sizes)))
}

/// The largest of the sizes, which follow each other down, at which a text goes into a box. If none is small enough, what
/// is too much at the last goes, with a `…` in its place, and a word that is wider than the box is cut.
pub fn fit(text: &str, width: u64, height: u64, sizes: &[u64]) -> Fitted {
    let text: String = text.nfc().collect();
    // Words with dashes stay whole as long as they can.
    let [words, pieces] = [Dashes::Keep, Dashes::Break].map(|dashes| pieces(&text, dashes));
    let last = sizes.last().copied().unwrap_or(1);
    for size in sizes {
        let width = width * PER_EM / size;
        for pieces in [&words, &pieces] {
            let lines = break_lines(pieces, width, Cut::Never);
            if let Some(lines) = lines.filter(|lines| height_of(lines.len(), *size) <= height) {
                return Fitted::of(balanced(pieces, width, lines), *size);
            }
        }
    }
    let width = width * PER_EM / last;
    let mut lines = break_lines(&pieces, width, Cut::AtWidth).unwrap_or_default();
    let most = (1..=lines.len()).rev().find(|count| height_of(*count, last) <= height).unwrap_or(1);
    if lines.len() > most {
        lines.truncate(most);
        lines::end(lines.last_mut().expect("one is left"), width);
    }
    Fitted::of(lines, last)
}

impl Fitted {
    fn of(lines: Vec<String>, size: u64) -> Self {
        let height = height_of(lines.len(), size);
        let lines = lines.into_iter().zip(0..);
        let lines = lines.map(|(text, at)| Line { text, y: size + at * size * STEP / 100 });
        Self { size, height, lines: lines.collect() }
    }
}

/// Of so many lines, with what hangs below the last.
fn height_of(lines: usize, size: u64) -> u64 {
    let steps = u64::try_from(lines).unwrap_or(u64::MAX).saturating_sub(1);
    size + steps.saturating_mul(size * STEP / 100) + size * DEPTH / PER_EM
}

#[cfg(test)]
mod tests;
