//! What other programs have between braces, and what stands in its place here.

use std::ops::Range;

use authoring::diagnostics::{Code, Diagnostic};

use super::codes::{ExpressionCodes, VALUE_SYNTAX};

/// What is said of a template that the prose of a page includes.
pub(super) fn no_include(span: Range<usize>) -> Diagnostic {
    let help = "a template stands around the text, and is named in the front matter: `template: …`; what several pages \
        say stands in content/data/";
    Diagnostic::new(VALUE_SYNTAX, span, "the text of a page includes no template", help)
}

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

/// The same as [`no_include`] of the other tags of templates, if it is these of which Tera speaks.
pub(super) fn no_template(code: Code, span: &Range<usize>, message: &str) -> Option<Diagnostic> {
    let &(_, said, help) = NO_TEMPLATE.iter().find(|(part, ..)| message.contains(part))?;
    Some(Diagnostic::new(code, span.clone(), said, help))
}

/// What is said of a tag that is a part of another.
pub(super) fn part_of_another(code: Code, span: &Range<usize>, tag: &str) -> Option<Diagnostic> {
    let whole = match tag {
        "else" | "elif" => "{% if … %} or {% for … %}",
        "break" | "continue" => "{% for … %}",
        _ => return None,
    };
    let help = format!("it stands between {whole} and its end: open that above, or remove it");
    Some(Diagnostic::new(code, span.clone(), format!("`{tag}` stands alone"), help))
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
        "foreach" | "each" => "write {% for a in … %} and {% endfor %}",
        "assign" | "capture" | "let" | "var" => "a value is named so: {% set name = … %}",
        "macro" | "import" | "from" | "call" => {
            "what is written more than once is a component: {% component name() %}"
        }
        "hint" | "note" | "tip" | "warning" | "callout" | "admonition" | "alert" => {
            "a notice is a quotation that begins with a line > [!NOTE]"
        }
        "youtube" | "vimeo" | "embed" | "gist" | "tweet" | "figure" | "file" | "gallery" => {
            "write what it shows as Markdown: a link, [text](https://…), or an image, ![text](/assets/…)"
        }
        "tab" | "tabs" | "step" | "steps" | "stepper" => "write a heading for each of its parts",
        _ => return None,
    };
    Some(help.to_owned())
}

/// Whether the tag around this byte of a text includes something.
pub(super) fn is_include(text: &str, at: usize) -> bool {
    let tag = text[..at].rfind("{%").map(|start| &text[start + "{%".len()..]);
    tag.is_some_and(|tag| tag.trim_start_matches('-').trim_start().starts_with("include"))
}

/// Signs and words of other languages in an expression, by how the text goes on where Tera stumbles, or a sign before
/// that; what is said of each, and what to do.
const SIGNS: &[(&str, &str, &str)] = &[
    ("&&", "`&&` is no word of a template", "two conditions are joined by `and`: {% if a and b %}"),
    ("||", "`||` is no word of a template", "one of two conditions is `or`: {% if a or b %}"),
    (
        "??",
        "`??` is no word of a template",
        "what comes instead is a filter: {{ a | default(value=\"…\") }}",
    ),
    ("===", "`===` is no word of a template", "two signs compare: {% if a == b %}"),
    ("<>", "`<>` is no word of a template", "what is unequal is compared by !=: {% if a != b %}"),
    ("=<", "`=<` is no word of a template", "at most is written <=: {% if a <= b %}"),
    ("=>", "`=>` is no word of a template", "at least is written >=: {% if a >= b %}"),
    ("->", "`->` is no word of a template", "a dot leads to a part of a value: {{ page.title }}"),
    ("!", "`!` is no word of a template", "a condition is turned round by `not`: {% if not a %}"),
    (
        "?",
        "`?` is no word of a template",
        "one of two values is chosen by `if`: {{ a if b else c }}",
    ),
    (";", "`;` ends nothing in a template", "remove it: the braces end an expression"),
    (
        "then ",
        "`then` is no word of a template",
        "remove it: the text follows the tag, {% if a %}…{% endif %}",
    ),
    (
        "\u{a0}",
        "this space does not break, and is no space to a program",
        "write an ordinary space in its place",
    ),
    (
        "\u{202f}",
        "this space does not break, and is no space to a program",
        "write an ordinary space in its place",
    ),
    (
        "\\}",
        "a backslash ends no expression",
        "to show the braces, write {% raw %}{{ … }}{% endraw %}",
    ),
    ("\\_", "`\\_` is no part of a name", "write the name without the backslash"),
    ("«", "these are no quotation marks to a program", "text stands in straight quotes: \"…\""),
    ("»", "these are no quotation marks to a program", "text stands in straight quotes: \"…\""),
    ("“", "these are no quotation marks to a program", "text stands in straight quotes: \"…\""),
    ("”", "these are no quotation marks to a program", "text stands in straight quotes: \"…\""),
    ("‘", "these are no quotation marks to a program", "text stands in straight quotes: \"…\""),
    ("’", "these are no quotation marks to a program", "text stands in straight quotes: \"…\""),
];

/// What is said of the sign of another language that stands at the start of `span`, where Tera stumbles, or around it.
pub(super) fn sign(code: Code, text: &str, span: &Range<usize>) -> Option<Diagnostic> {
    let at = span.start;
    // Tera may have read its first sign, or its first two, as one of its own.
    let starts = [at.checked_sub(2), at.checked_sub(1), Some(at)].into_iter().flatten();
    starts.filter_map(|start| Some((start, text.get(start..)?))).find_map(|(start, rest)| {
        let &(sign, said, help) = SIGNS.iter().find(|(begins, ..)| rest.starts_with(begins))?;
        let is_met = start + sign.len() > at;
        is_met.then(|| Diagnostic::new(code, start..span.end, said, help))
    })
}

/// Whether `if` stands behind `else` where Tera stumbles.
pub(super) fn is_else_if(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default().trim_end();
    before.ends_with("else") && text.get(at..).is_some_and(|rest| rest.starts_with("if"))
}

/// What nothing is called in other languages.
pub(super) fn nothing(name: &str) -> Option<String> {
    ["null", "nil", "None", "NULL", "undefined"].contains(&name).then(|| {
        "nothing is called none: {% if a == none %}; whether a value is there is asked so: {% if a is defined %}"
            .to_owned()
    })
}

/// What to do about a name that a component does not see, though all templates do, if that is why `root` is not
/// known at byte `at` of a text.
pub(super) fn not_taken(text: &str, at: usize, root: &str) -> Option<String> {
    let before = text.get(..at)?;
    let tag = before.rfind("{% component ")?;
    let is_inside = !before[tag..].contains("{% endcomponent");
    let is_common = ["site", "data", "form", "page"].contains(&root);
    (is_inside && is_common).then(|| {
        format!("a component sees what it takes: write @{root} behind its parameters, (…, @{root})")
    })
}
