//! Two lines that say where the links of one name lead: Markdown reads the first alone.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, RefDefs};

use crate::render::markdown::{output::Output, syntax};

authoring::codes! {
    LINK_TWICE = "link-twice" {
        means: "Two lines of a page say where the links of one name lead.",
        hurts: "Only the first counts: readers get to the old page, and never to the one that its author \
            wrote below.",
        wrong: "[Candidater][form]\n\n[form]: ./contact.md\n[form]: ./index.md",
        right: "[Candidater][form]\n\n[form]: ./index.md",
    }
}

/// Notes each definition of a name that is defined above it, and leads elsewhere.
pub(crate) fn find(output: &mut Output<'_, '_>, definitions: &RefDefs<'_>) {
    // Most texts have none.
    if definitions.iter().next().is_none() {
        return;
    }
    let mut again: Vec<(Range<usize>, String)> = Vec::new();
    let mut start = 0;
    for line in output.text.split_inclusive('\n') {
        let own = line.trim_start_matches([' ', '>']);
        let at = start + line.len() - own.len();
        start += line.len();
        if let Some((name, target)) = definition(own)
            && let Some(known) = definitions.get(name)
            && known.span.start < at
            && *target != *known.dest
        {
            again.push((at..at + own.trim_end().len(), name.to_owned()));
        }
    }
    if again.is_empty() {
        return;
    }
    // What is shown defines nothing.
    let shown: Vec<Range<usize>> = Parser::new_ext(output.text, syntax())
        .into_offset_iter()
        .filter(|(event, _)| matches!(event, Event::Text(_) | Event::Code(_) | Event::Html(_)))
        .map(|(_, span)| span)
        .collect();
    for (span, name) in again {
        let after = shown.partition_point(|each| each.start <= span.start + 1);
        let is_shown = after.checked_sub(1).is_some_and(|last| shown[last].end > span.start + 1);
        if !is_shown {
            let message = format!("another line above says where `[{name}]` leads");
            output.error(
                LINK_TWICE,
                span,
                message,
                "keep one of the two, or give one another name",
            );
        }
    }
}

/// The name and the target of a line that defines one, `[name]: target`.
fn definition(line: &str) -> Option<(&str, &str)> {
    let (name, rest) = line.strip_prefix('[')?.split_once("]:")?;
    let target = rest.split_whitespace().next()?;
    let is_name = !name.is_empty() && !name.starts_with('^') && !name.contains(['[', ']']);
    is_name.then(|| (name, target.trim_start_matches('<').trim_end_matches('>')))
}
