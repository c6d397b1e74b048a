//! Stars and underscores of which more begin a text than end it: one of them is left as text.

use pulldown_cmark::{Event, TagEnd};

use crate::render::markdown::{
    block::{Block, Signs},
    mistakes::syntax::BOLD_LITERAL,
    output::Output,
};

/// Notes a star or an underscore right beside an italic or bold text: `**bold*` begins with more of them than it ends
/// with. One behind a bold text may well call a note, `**300 €***`.
pub(crate) fn find(output: &mut Output<'_, '_>, block: &Block<'_>) {
    if !block.signs.holds(Signs::STAR.and(Signs::RARE)) {
        return;
    }
    let bytes = output.text.as_bytes();
    let mut places = Vec::new();
    for pair in block.pieces.windows(2) {
        let (before, after) = (&pair[0], &pair[1]);
        let is_sign = |place: &usize| matches!(bytes.get(*place), Some(b'*' | b'_'));
        let place = match (&before.event, &after.event) {
            (Event::Text(_), Event::Start(tag)) if is_emphasis(tag.to_end()) => {
                let sign = before.span.end.checked_sub(1);
                sign.filter(|place| is_sign(place) && !is_power(&output.text[..*place]))
            }
            (Event::End(TagEnd::Emphasis), Event::Text(_)) => Some(after.span.start),
            _ => None,
        };
        // What its author escaped is meant.
        let is_meant = |place: usize| place > 0 && bytes[place - 1] == b'\\';
        if let Some(place) = place.filter(is_sign)
            && before.span.end == after.span.start
            && !is_meant(place)
        {
            places.push(place);
        }
    }
    for place in places {
        let help = "as many end a text as begin it: *italic*, **bold**; to show it, write \\*";
        output.error(BOLD_LITERAL, place..place + 1, "this sign is shown as it is", help);
    }
}

fn is_emphasis(tag: TagEnd) -> bool {
    matches!(tag, TagEnd::Emphasis | TagEnd::Strong)
}

/// Whether what stands before a sign makes a power of it, or a product: `2**(3)**4`.
fn is_power(before: &str) -> bool {
    let last = before.trim_end_matches(['*', '_']).chars().next_back();
    last.is_some_and(|last| last == ')' || last.is_alphanumeric())
}
