//! What other programs have between braces, and what stands in its place here.

use super::codes::{ExpressionCodes, VALUE_SYNTAX};

/// What is said of a template that the prose of a page includes, and what to do.
pub(super) const NO_INCLUDE: (&str, &str) = (
    "the text of a page includes no template",
    "a template stands around the text, and is named in the front matter: `template: …`; what several pages say \
     stands in content/data/",
);

/// What to do about a function that nobody knows.
pub(super) fn no_function(codes: ExpressionCodes) -> String {
    let help = "a value is written without parentheses: {{ page.title }}";
    if codes.syntax != VALUE_SYNTAX {
        return help.to_owned();
    }
    format!("{help}; what functions of other programs show is written as Markdown or HTML")
}

/// What to write in the place of a tag of another program.
pub(super) fn instead_of(tag: &str) -> Option<String> {
    let help = match tag {
        "link" | "post_url" => "a link names the file of its page: [text](./page.md)",
        "highlight" | "code" => "code stands between two lines of three backticks",
        "elsif" | "elseif" => "another condition is {% elif … %}",
        "comment" => "a comment stands between <!-- and -->",
        "assign" | "capture" => "a value is named so: {% set name = … %}",
        _ => return None,
    };
    Some(help.to_owned())
}

/// Whether the tag around this byte of a text includes something.
pub(super) fn is_include(text: &str, at: usize) -> bool {
    let tag = text[..at].rfind("{%").map(|start| &text[start + "{%".len()..]);
    tag.is_some_and(|tag| tag.trim_start_matches('-').trim_start().starts_with("include"))
}
