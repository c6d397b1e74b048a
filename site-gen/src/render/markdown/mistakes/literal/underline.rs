//! Lines of hyphens that make a heading of the paragraph above them.

use std::ops::Range;

use crate::render::markdown::output::Output;

authoring::codes! {
    HEADING_UNDERLINE = "heading-underline" {
        means: "A line of hyphens stands right below a paragraph, which makes a heading of all of it.",
        hurts: "Readers see a sentence in the size of a heading, and whoever goes from heading to heading with a \
            screen reader has to listen to it.",
        wrong: "Les auditions sont gratuites,\net se tiennent à Nîmes.\n---\n\nElles durent une heure.",
        right: "Les auditions sont gratuites,\net se tiennent à Nîmes.\n\n---\n\nElles durent une heure.",
    }
}

/// Notes the line below the heading at `span`, if that is a sentence or stands on several lines.
pub(crate) fn find(output: &mut Output<'_, '_>, span: &Range<usize>) {
    let written = output.text[span.clone()].trim_end();
    // Nearly every one.
    if written.starts_with('#') {
        return;
    }
    let Some((above, line)) = written.rsplit_once('\n') else { return };
    let sign = line.trim_matches([' ', '\t', '>']);
    let is_rule = !sign.is_empty() && sign.bytes().all(|byte| byte == b'-');
    let above = above.trim_end();
    let is_sentence = above.ends_with('.') && above.split_whitespace().count() > 5;
    let goes_on = above.ends_with([',', ';']);
    if is_rule && (is_sentence || goes_on || above.contains('\n')) {
        let start = span.start + written.len() - line.trim_start_matches([' ', '\t', '>']).len();
        let message = "this line makes a heading of the paragraph above it";
        let help = "write an empty line between them; a heading is written ## …";
        output.error(HEADING_UNDERLINE, start..start + sign.len(), message, help);
    }
}
