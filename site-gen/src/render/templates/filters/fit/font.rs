//! The font of cards: which signs it has, and how wide they are.

use std::sync::LazyLock;

use skrifa::{FontRef, MetadataProvider as _, charmap::Charmap, raw::TableProvider as _};

use crate::content::theme;

/// Its units: so many are the size of its letters.
pub const PER_EM: u64 = 1_000;

/// How many of these are below the line.
pub const DEPTH: u64 = 308;

struct Font {
    signs: Charmap<'static>,
    font: FontRef<'static>,
}

static FONT: LazyLock<Font> = LazyLock::new(|| {
    let font = FontRef::new(theme::CARD_FONT).expect("it comes with this program");
    Font { signs: font.charmap(), font }
});

/// How wide a text is in one line, in its units; without what pairs of letters come nearer to each other.
pub fn width(text: &str) -> u64 {
    let widths = FONT.font.hmtx();
    let width = |sign: char| {
        let glyph = FONT.signs.map(sign)?;
        widths.as_ref().ok()?.advance(glyph)
    };
    // What it has not, it is told of.
    text.chars().map(|sign| width(sign).map_or(PER_EM, u64::from)).sum()
}

/// Whether it can show a sign: one that it has, or one that shows nothing.
pub fn has(sign: char) -> bool {
    sign.is_whitespace() || is_invisible(sign) || FONT.signs.map(sign).is_some()
}

/// Signs that only change others, or say where a word may be broken.
fn is_invisible(sign: char) -> bool {
    matches!(sign, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}
