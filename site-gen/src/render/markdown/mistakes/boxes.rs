//! Boxes of other programs, between lines of signs.

use crate::render::markdown::output::Output;

authoring::codes! {
    CONTAINER_LITERAL = "container-literal" {
        means: "A line begins with `:::`, `!!!` or another sign that opens a box in other programs.",
        hurts: "Readers see the signs, and the notice looks like the paragraphs around it.",
        wrong: "::: tip\nVenez à deux à l'audition.",
        right: "> [!TIP]\n> Venez à deux à l'audition.",
    }
}

/// What makes a box here.
pub(super) const NOTICE: &str =
    "a box is a quotation that begins with a line > [!NOTE] or > [!TIP]";

/// The same, of a box whose end is a line of its own.
pub(super) const NOTICE_WITH_END: &str = "a box is a quotation that begins with a line > [!NOTE] or > [!TIP]; remove the line that ends it here";

pub(super) const NO_BOX: &str = "these signs make no box";

/// What opens a box, and ends it.
pub(super) const COLONS: &str = ":::";

/// Whether a line of colons ends a box of which is told where it begins; any other line with a text begins one.
pub(super) fn is_end_of_told(output: &mut Output<'_, '_>, line: &str) -> bool {
    let is_bare = line.trim_matches([':', ' ', '\t', '\r']).is_empty();
    let ends = is_bare && output.open_boxes > 0;
    if is_bare {
        output.open_boxes -= usize::from(ends);
    } else {
        output.open_boxes += 1;
    }
    ends
}
