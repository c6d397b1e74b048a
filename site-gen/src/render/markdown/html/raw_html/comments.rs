//! Comments in HTML that do not end where they were to.

use std::ops::Range;

use super::Html;
use crate::render::markdown::{
    html::{balance::COMMENT_NOT_CLOSED, tags::Tags},
    output::Output,
};

const OPEN: &str = "<!--";

/// Notes each in a piece of HTML: `<!-->`, which browsers end at once, and one in which another begins, which ends both.
pub(super) fn find(output: &mut Output<'_, '_>, piece: &Html) {
    let html = piece.text.as_str();
    // A search for a text costs more to begin than most HTML is long.
    if memchr::memchr(b'!', html.as_bytes()).is_none() {
        return;
    }
    // What stands in a script or a style sheet is no comment of HTML.
    let verbatim: Vec<Range<usize>> = Tags::of(html)
        .filter(|tag| tag.is("script") || tag.is("style"))
        .map(|tag| tag.text())
        .collect();
    let mut at = 0;
    while let Some(start) = html[at..].find(OPEN).map(|found| at + found) {
        at = start + OPEN.len();
        if verbatim.iter().any(|text| text.contains(&start)) {
            continue;
        }
        let inside = &html[at..];
        let early = [">", "->"].into_iter().find(|end| inside.starts_with(end));
        // The one that never ends is told with the tags, and is the last.
        let Some(end) = early.map_or_else(|| inside.find("-->"), |_| Some(0)) else { return };
        let inner = inside[..end].find(OPEN).map(|inner| at + inner);
        let told = match (early, inner) {
            (Some(end), _) => (
                start..at + end.len(),
                "this comment ends where it begins",
                "what it says stands between <!-- and -->",
            ),
            (_, Some(inner)) => (
                inner..inner + OPEN.len(),
                "a comment begins in this comment, and the next --> ends both",
                "end the first one before the second begins",
            ),
            _ => {
                at += end;
                continue;
            }
        };
        at += end;
        let (span, message, help) = told;
        let span = piece.place(span.start)..piece.place(span.end - 1) + 1;
        output.error(COMMENT_NOT_CLOSED, span, message, help);
    }
}
