//! Comments in HTML that do not end where they were to.

use super::Html;
use crate::render::markdown::{
    html::{balance::COMMENT_NOT_CLOSED, tags::Tags},
    output::Output,
};

const OPEN: &str = "<!--";

/// Notes each in a piece of HTML: `<!-->`, which browsers end at once, and one in which another begins, which ends both.
pub(super) fn find(output: &mut Output<'_, '_>, piece: &Html) {
    let html = piece.text.as_str();
    if memchr::memmem::find(html.as_bytes(), OPEN.as_bytes()).is_none() {
        return;
    }
    // What stands in a script or a style sheet is no comment of HTML.
    let is_verbatim = |at: usize| {
        let mut tags = Tags::of(html).take_while(|tag| tag.span.start < at);
        tags.any(|tag| (tag.is("script") || tag.is("style")) && tag.text().contains(&at))
    };
    let mut at = 0;
    while let Some(start) = html[at..].find(OPEN).map(|found| at + found) {
        at = start + OPEN.len();
        if is_verbatim(start) {
            continue;
        }
        let inside = &html[at..];
        let early = [">", "->"].into_iter().find(|end| inside.starts_with(end));
        // The one that never ends is told with the tags.
        let end = early.map_or_else(|| inside.find("-->"), |_| Some(0));
        let inner = inside[..end.unwrap_or(0)].find(OPEN);
        let told = match (early, inner) {
            (Some(end), _) => (
                start..at + end.len(),
                "this comment ends where it begins",
                "what it says stands between <!-- and -->",
            ),
            (_, Some(inner)) => {
                let inner = at + inner;
                (
                    inner..inner + OPEN.len(),
                    "a comment begins in this comment, and the next --> ends both",
                    "end the first one before the second begins",
                )
            }
            _ => {
                at += end.unwrap_or(0);
                continue;
            }
        };
        at += end.unwrap_or(0);
        let (span, message, help) = told;
        let span = piece.place(span.start)..piece.place(span.end - 1) + 1;
        output.error(COMMENT_NOT_CLOSED, span, message, help);
    }
}
