//! HTML that stands as text: a tag in which Markdown finds no tag, and one that stands so far to the right that it is
//! code.

use std::ops::Range;

use authoring::typography::LINE;

use crate::render::markdown::{
    block::Block,
    html::{
        balance::{Balance, COMMENT_NOT_CLOSED},
        elements::{end_of, is_void},
        raw_html::attributes::is_known,
    },
    output::Output,
};

authoring::codes! {
    HTML_LITERAL = "html-literal" {
        means: "A tag of HTML is text: its `>` or a quotation mark is missing, no space stands between two \
            attributes, or it stands so far to the right that it is code.",
        hurts: "Readers see the tag with its attributes, and no image.",
        wrong: "<img src=\"/assets/plan.svg\"alt=\"Le plan\">",
        right: "<img src=\"/assets/plan.svg\" alt=\"Le plan\">",
    }
}

/// Notes those of a block; what is to close their elements goes with them.
pub(crate) fn find(output: &mut Output<'_, '_>, balance: &mut Balance, block: &Block<'_>) {
    for at in memchr::memchr_iter(b'<', block.prose.as_bytes()) {
        let (before, rest) = (&block.prose[..at], &block.prose[at + 1..]);
        if rest.starts_with("!--")
            && let Some(place) = block.literal(output.text, at, "<!--")
        {
            let help = "write --> where it ends; to show the signs, write \\<!--";
            let span = place..place + "<!--".len();
            output.error(COMMENT_NOT_CLOSED, span, "this comment is never closed", help);
        }
        let Some(name) = meant(before, rest) else { continue };
        let Some(place) = block.literal(output.text, at, "<") else { continue };
        let line = output.text[place..].lines().next().unwrap_or_default().trim_end();
        let end = place + line.find('>').map_or(line.len(), |end| end + 1);
        let help = "a tag ends with >, its values stand between two quotation marks, and a space stands before \
            each attribute; to show the signs, write \\<";
        output.error(HTML_LITERAL, place..end, "this is text, not a tag", help);
        balance.expect(name);
    }
}

/// The name of the element, in lower case, if a text that follows `<` was meant as a tag: what compares two numbers
/// or names a type, `a <b c` and `List<data >`, has no attributes.
fn meant(before: &str, rest: &str) -> Option<String> {
    let length = rest.bytes().take(20).take_while(u8::is_ascii_alphanumeric).count();
    let (name, after) = (rest[..length].to_ascii_lowercase(), &rest[length..]);
    end_of(&name)?;
    let begins_word = !before.ends_with(char::is_alphanumeric);
    let is_alone = after.is_empty() || after.starts_with(['\n', LINE, '/']);
    let has_space = after.starts_with(' ');
    (has_space && begins_attribute(after.trim_start())
        || begins_word && is_void(&name) && (is_alone || has_space)
        || begins_word && is_alone && length > 2)
        .then_some(name)
}

/// Whether a text begins with `name="…"`, or with what its author took for that.
fn begins_attribute(text: &str) -> bool {
    let is_of_name = |byte: &u8| byte.is_ascii_alphabetic() || *byte == b'-';
    let length = text.bytes().take(40).take_while(is_of_name).count();
    let name = text[..length].to_ascii_lowercase();
    let is_name = is_known(&name) || name.len() > 4 && name.starts_with("on");
    is_name && text[length..].trim_start().starts_with(['=', ':', '"', '“', '«'])
}

/// Notes HTML among a block of code that stands at `span` and is one by its place alone, inside an element of HTML.
pub(super) fn find_in_code(
    output: &mut Output<'_, '_>,
    balance: &mut Balance,
    span: &Range<usize>,
) {
    let code = &output.text[span.clone()];
    let line = code.trim_start().lines().next().unwrap_or_default();
    let Some(tag) = line.strip_prefix('<').filter(|_| balance.is_open()) else { return };
    let name = tag.strip_prefix('/').unwrap_or(tag);
    let length = name.bytes().take(20).take_while(u8::is_ascii_alphanumeric).count();
    let name = name[..length].to_ascii_lowercase();
    if end_of(&name).is_some() {
        let place = span.start + code.len() - code.trim_start().len();
        let help =
            "four spaces below an empty line begin code: remove the spaces, or the empty line";
        let span = place..place + line.trim_end().len();
        output.error(HTML_LITERAL, span, "this is a block of code, not HTML", help);
        if tag.starts_with('/') {
            balance.end(output, &name);
        }
    }
}
