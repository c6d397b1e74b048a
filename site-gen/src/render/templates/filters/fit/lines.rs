//! Where a text is broken into lines.

use super::font::{PER_EM, width};

/// Where a line ends that goes on nowhere.
const ELLIPSIS: char = '…';

/// What stays together in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece<'t> {
    text: &'t str,
    /// Whether there is a space before it, unless it begins a line.
    is_apart: bool,
}

/// What becomes of a piece that is wider than a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cut {
    /// Then there are no lines.
    Never,
    /// It goes on in the next line.
    AtWidth,
}

/// Whether words are broken behind their dashes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dashes {
    Keep,
    Break,
}

/// Texts are broken at spaces that may be, and perhaps behind the dashes within words.
pub(super) fn pieces(text: &str, dashes: Dashes) -> Vec<Piece<'_>> {
    let may_break =
        |sign: char| sign.is_whitespace() && !matches!(sign, '\u{a0}' | '\u{2007}' | '\u{202f}');
    let mut pieces = Vec::new();
    for word in text.split(may_break).filter(|word| !word.is_empty()) {
        let mut is_apart = true;
        let mut start = 0;
        let may_end = |sign: char| dashes == Dashes::Break && matches!(sign, '-' | '–' | '/');
        for (at, _) in word.match_indices(may_end) {
            let end = at + word[at..].chars().next().map_or(1, char::len_utf8);
            let is_within = word[start..at].ends_with(char::is_alphanumeric)
                && word[end..].starts_with(char::is_alphanumeric);
            if is_within {
                pieces.push(Piece { text: &word[start..end], is_apart });
                (start, is_apart) = (end, false);
            }
        }
        pieces.push(Piece { text: &word[start..], is_apart });
    }
    pieces
}

/// Lines that are at most so wide, each as long as it can be; `None` if a piece is wider and may not be cut.
pub(super) fn break_lines(pieces: &[Piece<'_>], most: u64, cut: Cut) -> Option<Vec<String>> {
    let space = width(" ");
    let mut lines: Vec<String> = Vec::new();
    let mut used = 0;
    for Piece { text, is_apart } in pieces {
        let piece = width(text);
        if let Some(line) = lines.last_mut() {
            let before = if *is_apart { space } else { 0 };
            if used + before + piece <= most {
                line.extend(is_apart.then_some(' '));
                line.push_str(text);
                used += before + piece;
                continue;
            }
        }
        if piece <= most {
            lines.push((*text).to_owned());
            used = piece;
        } else if cut == Cut::AtWidth {
            let parts = cut_at(text, most);
            used = parts.last().map_or(0, |part| width(part));
            lines.extend(parts);
        } else {
            return None;
        }
    }
    Some(lines)
}

/// A word in parts of at most that width, of a sign at least, each but the last with a dash.
fn cut_at(word: &str, most: u64) -> Vec<String> {
    let dash = width("-");
    let mut parts = vec![String::new()];
    let mut used = 0;
    for sign in word.chars() {
        let wide = width(sign.encode_utf8(&mut [0; 4]));
        let last = parts.last_mut().expect("there is one");
        if used + wide + dash > most && !last.is_empty() {
            last.push('-');
            parts.push(sign.into());
            used = wide;
        } else {
            last.push(sign);
            used += wide;
        }
    }
    parts
}

/// As many lines, as even as can be: a word alone in the last line looks like a mistake.
pub(super) fn balanced(pieces: &[Piece<'_>], most: u64, lines: Vec<String>) -> Vec<String> {
    let (mut low, mut high, mut best) = (0, most, lines);
    while high - low > PER_EM / 10 {
        let middle = u64::midpoint(low, high);
        match break_lines(pieces, middle, Cut::Never) {
            Some(lines) if lines.len() <= best.len() => (high, best) = (middle, lines),
            _ => low = middle,
        }
    }
    best
}

/// Ends a line that would go on, in at most that width.
pub(super) fn end(line: &mut String, most: u64) {
    let sign = width(ELLIPSIS.encode_utf8(&mut [0; 4]));
    while !line.is_empty() && width(line) + sign > most {
        line.pop();
    }
    let is_end = |sign: char| sign.is_whitespace() || sign.is_ascii_punctuation() || sign == '…';
    line.truncate(line.trim_end_matches(is_end).len());
    line.push(ELLIPSIS);
}
