//! Free text, counted as a person counts.

use serde::{Deserialize, Serialize};
use unicode_segmentation::UnicodeSegmentation;

use crate::message::Reason;

/// Whether a text may have several lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lines {
    /// A line break becomes a space.
    One,
    /// Line breaks are kept.
    Many,
}

/// Characters as a person counts them: grapheme clusters.
pub fn length(text: &str) -> usize {
    text.graphemes(true).count()
}

/// One grapheme can hold any number of code points; this many a character are more than any script needs.
const CODE_POINTS_PER_CHARACTER: usize = 4;

/// Reads a text of `min` to `max` characters.
///
/// # Errors
///
/// `TooShort` or `TooLong`.
pub fn read_text(text: &str, min: usize, max: usize, lines: Lines) -> Result<String, Reason> {
    let text = match lines {
        Lines::One => text.replace('\n', " "),
        Lines::Many => text.to_owned(),
    };
    let found = length(&text);
    let code_points = text.chars().count();
    if found < min {
        Err(Reason::TooShort { min, found })
    } else if found > max {
        Err(Reason::TooLong { max, found })
    } else if code_points > max * CODE_POINTS_PER_CHARACTER {
        // As many characters as so many code points would usually make.
        let found = code_points.div_ceil(CODE_POINTS_PER_CHARACTER);
        Err(Reason::TooLong { max, found })
    } else {
        Ok(text)
    }
}
