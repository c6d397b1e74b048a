//! Braces that mean nothing there and would be values here.

use std::ops::Range;

use crate::render::interpolation::code;

/// Stands for a brace that is meant: that of a call.
pub(in crate::cli::import) const CALL: char = '\u{e000}';

/// The text with every `{{`, `{%` and `{# … #}` outside code shown as it is, and the calls as they are written.
pub(super) fn protect(text: &str) -> String {
    let code = code(text);
    let mut new = String::with_capacity(text.len());
    let mut done = 0;
    while let Some(at) = text[done..].find(['{', CALL]).map(|at| done + at) {
        new.push_str(&text[done..at]);
        let rest = &text[at..];
        done = at + rest.chars().next().map_or(1, char::len_utf8);
        if rest.starts_with(CALL) {
            new.push('{');
            // The brace behind it is the call's, too.
            if text[done..].starts_with('{') {
                new.push('{');
                done += 1;
            }
            continue;
        }
        let length = match rest.as_bytes().get(1) {
            Some(b'{') => length(rest, "}}"),
            Some(b'%') => length(rest, "%}"),
            Some(b'#') if is_remark(rest) => None,
            _ => {
                new.push('{');
                continue;
            }
        };
        if is_in(&code, at) {
            new.push('{');
        } else if let Some(length) = length.filter(|length| is_plain(&rest[..*length])) {
            new.push_str("{% raw %}");
            new.push_str(&rest[..length]);
            new.push_str("{% endraw %}");
            done = at + length;
        } else {
            new.push_str("&#123;");
        }
    }
    new.push_str(&text[done..]);
    new
}

/// Up to and with the sign that closes it on the same line, before another one opens.
fn length(text: &str, close: &str) -> Option<usize> {
    let inside = text[2..].trim_start_matches('{');
    let start = text.len() - inside.len();
    // A line may have ten megabytes, and a million of these.
    let ends = |at: &usize| inside[*at..].starts_with(close);
    let stops = inside.find(['\n', '{']).unwrap_or(inside.len());
    let end = inside[..stops].match_indices(&close[..1]).map(|(at, _)| at).find(ends)?;
    let end = start + end + close.len();
    // Of three braces in a row, the last one.
    Some(end + text[end..].bytes().take_while(|byte| *byte == b'}').count())
}

/// Whether nothing in it ends what shows it, nor is code or a call.
fn is_plain(text: &str) -> bool {
    !text.contains("endraw") && !text.contains(['`', CALL])
}

fn is_remark(text: &str) -> bool {
    let stops = text[2..].find(['\n', '{', '}']).map(|at| at + 2);
    stops.is_some_and(|end| end > 2 && text[end..].starts_with('}') && text[..end].ends_with('#'))
}

fn is_in(code: &[Range<usize>], at: usize) -> bool {
    let after = code.partition_point(|code| code.start <= at);
    code[..after].last().is_some_and(|code| at < code.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_value_is_shown_as_it_is() {
        for (text, protected) in [
            ("a {b} {#c}", "a {b} {#c}"),
            ("a {{ b }} c", "a {% raw %}{{ b }}{% endraw %} c"),
            (
                "a {% b %}c{% end %}",
                "a {% raw %}{% b %}{% endraw %}c{% raw %}{% end %}{% endraw %}",
            ),
            ("a `{{ b }}` c", "a `{{ b }}` c"),
            ("```\n{{ b }}\n```", "```\n{{ b }}\n```"),
            ("a {{ b", "a &#123;{ b"),
            ("a {# b #} c", "a &#123;# b #} c"),
            ("a {{{ b }}} c", "a {% raw %}{{{ b }}}{% endraw %} c"),
            ("\u{e000}{< b />}} {{ c }}", "{{< b />}} {% raw %}{{ c }}{% endraw %}"),
            ("{% endraw %}", "&#123;% endraw %}"),
        ] {
            assert_eq!(protect(text), protected, "{text}");
        }
    }
}
