//! How deep YAML may be nested: everything that walks it does so on the stack.

use saphyr::Marker;
use saphyr_parser::{Event, Parser};

/// Deeper than anyone writes, shallower than any stack.
const DEEPEST: usize = 64;

/// Where a text is nested too deep, if anywhere.
pub(super) fn too_deep(text: &str) -> Option<Marker> {
    // Whatever opens a level takes one of these signs. Nearly no page has so many.
    let signs = text.bytes().filter(|byte| matches!(byte, b'[' | b'{' | b'-' | b':' | b'?'));
    if signs.count() < DEEPEST {
        return None;
    }
    let mut depth = 0_usize;
    // An error is said when the text is read for good.
    for (event, span) in Parser::new_from_str(text).map_while(Result::ok) {
        match event {
            Event::SequenceStart(..) | Event::MappingStart(..) => depth += 1,
            Event::SequenceEnd | Event::MappingEnd => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEPEST {
            return Some(span.start);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_depth_counts() {
        assert_eq!(too_deep(&"- a: [b]\n".repeat(1000)), None);
        assert_eq!(too_deep(&("- ".repeat(DEEPEST) + "a")), None);
        assert!(too_deep(&("- ".repeat(DEEPEST + 1) + "a")).is_some());
        assert!(too_deep(&"- ".repeat(100_000)).is_some());
    }
}
