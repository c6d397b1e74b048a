//! A template as the HTML it would be without its values.

use std::ops::Range;

use crate::render::markdown::{self, Reference};

/// What a template points to; a target that holds a value is not known here.
pub fn references(template: &str) -> Vec<Reference<'static>> {
    let mut references = markdown::references(&blank(template));
    references.retain(|reference| !reference.target.contains(VALUE));
    references
}

/// Stands for what only rendering knows.
pub const VALUE: char = '\u{1}';

/// A template with its expressions and tags made unreadable, byte by byte: what is left is HTML.
pub fn blank(template: &str) -> String {
    let mut html = template.as_bytes().to_vec();
    for span in values(template) {
        html[span].fill(VALUE as u8);
    }
    String::from_utf8(html).expect("whole expressions are replaced by ASCII")
}

/// `{{ … }}`, `{% … %}`, `{# … #}`.
pub fn values(template: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + template[at..].find('{')?;
            let close = match template.as_bytes().get(start + 1)? {
                b'{' => "}}",
                b'%' => "%}",
                b'#' => "#}",
                _ => {
                    at = start + 1;
                    continue;
                }
            };
            let end =
                template[start + 2..].find(close).map_or(template.len(), |end| start + 2 + end + 2);
            at = end;
            return Some(start..end);
        }
    })
}
