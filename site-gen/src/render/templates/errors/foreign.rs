//! What other programs have between braces, and what stands in its place here.

use super::codes::{ExpressionCodes, VALUE_SYNTAX};

/// What is said of a template that the prose of a page includes, and what to do.
pub(super) const NO_INCLUDE: (&str, &str) = (
    "the text of a page includes no template",
    "a template stands around the text, and is named in the front matter: `template: …`; what several pages say \
     stands in content/data/",
);

/// What Tera says of a text that is no template where it stands, what is so, and what to do.
const NO_TEMPLATE: &[(&str, &str, &str)] = &[
    (
        "emplate inheritance",
        "the text of a page extends no template",
        "a template stands around the text, and is named in the front matter: template: …",
    ),
    (
        "locks not supported",
        "the text of a page has no blocks",
        "remove it: the text is a block of its template as a whole",
    ),
    (
        "uper() called outside",
        "`super()` stands outside a block",
        "it shows what the extended template has in the block of this name; elsewhere, remove it",
    ),
];

/// The same as [`NO_INCLUDE`] of the other tags of templates.
pub(super) fn no_template(message: &str) -> Option<(&'static str, &'static str)> {
    let known = NO_TEMPLATE.iter().find(|(part, ..)| message.contains(part));
    known.map(|&(_, message, help)| (message, help))
}

/// What is said of a tag that is a part of another, and what to do.
pub(super) fn part_of_another(tag: &str) -> Option<(String, String)> {
    let whole = match tag {
        "else" | "elif" => "{% if … %} or {% for … %}",
        "break" | "continue" => "{% for … %}",
        _ => return None,
    };
    let message = format!("`{tag}` stands alone");
    Some((message, format!("it stands between {whole} and its end: open that above, or remove it")))
}

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
        "unless" => "write {% if not … %} and {% endif %}",
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
