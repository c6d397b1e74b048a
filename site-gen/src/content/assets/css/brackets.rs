//! What is opened in a style sheet and never closed. Browsers close it at the end of the file, in silence.

use authoring::diagnostics::Diagnostic;

authoring::codes! {
    STYLE_DEEP = "style-deep" in "assets/site.css" {
        means: "More than 64 brackets stand in each other in a style sheet.",
        hurts: "Nothing of the style sheet can be read safely, and readers would get pages without \
            it.",
        wrong: "h2 { width: calc(((((((((((((((((((((((((((((((((((((((((\n\
            ((((((((((((((((((((((((((((((100%))))))))))))))))))))))))))))))\n\
            ))))))))))))))))))))))))))))))))))))))))); }",
        right: "h2 { width: calc(100%); }",
    }
    STYLE_SYNTAX = "style-syntax" in "assets/site.css" {
        means: "A bracket, string or comment of a style sheet is not closed, or something stands \
            where CSS does not allow it.",
        hurts: "Browsers pass over it in silence, and often over all that follows: readers would \
            get pages with half of their style.",
        wrong: "h2 { color: #146;",
        right: "h2 { color: #146; }",
    }
}

/// How deep brackets may stand in each other. The parser goes as deep as they do, and its thread's memory
/// ends after a few hundred; nobody writes ten.
const DEEPEST: usize = 64;

/// Brackets that are left open or close nothing, comments and strings without an end.
///
/// # Errors
///
/// They stand in each other so deep that the parser must not see them.
pub(super) fn diagnostics(text: &str) -> Result<Vec<Diagnostic>, Box<Diagnostic>> {
    let mut diagnostics = Vec::new();
    // What is closed by another one's half may still be open to the parser.
    let mut depth = 0;
    let mut open: Vec<(char, usize)> = Vec::new();
    let mut at = 0;
    while let Some(found) = text[at..].find(['{', '}', '(', ')', '[', ']', '"', '\'', '/', '\\']) {
        let start = at + found;
        let rest = &text[start..];
        let symbol = rest.chars().next().unwrap_or_default();
        at = start + 1;
        match symbol {
            '/' if rest.starts_with("/*") => {
                let Some(end) = rest.find("*/") else {
                    let help = "write */ at its end";
                    return Ok(vec![diagnostic(start, 2, "this comment is not closed", help)]);
                };
                at = start + end + 2;
            }
            '/' => {}
            '\\' => at += rest.chars().nth(1).map_or(0, char::len_utf8),
            '"' | '\'' => {
                let Some(length) = end_of_string(&rest[1..], symbol) else {
                    let help = format!("write {symbol} at its end, on the same line");
                    return Ok(vec![diagnostic(start, 1, "this string is not closed", &help)]);
                };
                at += length;
            }
            '(' if ends_with_url(&text[..start])
                && !rest[1..].trim_start().starts_with(['"', '\'']) =>
            {
                // Anything may stand in there, even what looks like a comment.
                match end_of_url(rest) {
                    Some(end) => at = start + end + 1,
                    None => open.push((symbol, start)),
                }
            }
            '{' | '(' | '[' if depth == DEEPEST => {
                let message = format!("more than {DEEPEST} brackets stand in each other here");
                return Err(Box::new(Diagnostic::new(
                    STYLE_DEEP,
                    start..start + 1,
                    message,
                    "write it flatter",
                )));
            }
            '{' | '(' | '[' => {
                depth += 1;
                open.push((symbol, start));
            }
            _ => match open.last() {
                Some((opened, _)) if closing(*opened) == symbol => {
                    depth -= 1;
                    open.pop();
                }
                Some((opened, place)) if open.iter().any(|(each, _)| closing(*each) == symbol) => {
                    let help = format!("write `{}` before `{symbol}`", closing(*opened));
                    diagnostics.push(diagnostic(
                        *place,
                        1,
                        &format!("`{opened}` is not closed"),
                        &help,
                    ));
                    while open.pop().is_some_and(|(each, _)| closing(each) != symbol) {}
                }
                _ => {
                    let message = format!("this `{symbol}` closes nothing");
                    diagnostics.push(diagnostic(start, 1, &message, "remove it"));
                }
            },
        }
    }
    for (opened, place) in open {
        let help = format!("write `{}` at its end", closing(opened));
        diagnostics.push(diagnostic(place, 1, &format!("`{opened}` is not closed"), &help));
    }
    Ok(diagnostics)
}

/// Whether a function of this name begins here; only its last letters are looked at.
fn ends_with_url(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len().checked_sub(3).is_some_and(|at| bytes[at..].eq_ignore_ascii_case(b"url"))
}

/// The bytes before the bracket that closes `url(…)` without quotes: an escaped one is a part of the name.
fn end_of_url(text: &str) -> Option<usize> {
    let mut symbols = text.char_indices();
    while let Some((at, symbol)) = symbols.next() {
        match symbol {
            '\\' => drop(symbols.next()),
            ')' => return Some(at),
            _ => {}
        }
    }
    None
}

/// The bytes up to and with the closing quote; `None` if the line ends first.
fn end_of_string(text: &str, quote: char) -> Option<usize> {
    let mut symbols = text.char_indices();
    while let Some((at, symbol)) = symbols.next() {
        match symbol {
            '\\' => {
                // An escaped line end continues the string; CR LF is one.
                let (next, escaped) = symbols.next()?;
                if escaped == '\r' && text[next + 1..].starts_with('\n') {
                    symbols.next();
                }
            }
            '\n' | '\r' => return None,
            _ if symbol == quote => return Some(at + 1),
            _ => {}
        }
    }
    None
}

fn closing(opened: char) -> char {
    match opened {
        '{' => '}',
        '(' => ')',
        _ => ']',
    }
}

fn diagnostic(start: usize, length: usize, message: &str, help: &str) -> Diagnostic {
    Diagnostic::new(STYLE_SYNTAX, start..start + length, message, help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: &[(usize, &str)]) {
        let diagnostics = diagnostics(text).unwrap_or_else(|diagnostic| vec![*diagnostic]);
        let found: Vec<_> = diagnostics
            .iter()
            .map(|diagnostic| (diagnostic.span.start, diagnostic.message.as_str()))
            .collect();
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn what_is_closed_is_passed_over() {
        check("a { b: url(/*x.png); c: \"}\" '\\'' } /* { */ [x=\"(\"] { }", &[]);
        check(r"a { b: url(a\(1\).svg); c: url( a\)b ) } d { e: URL(a\\) }", &[]);
        check("a::before { content: \"\\\r\n}\"; width: calc(1px / (2)) }\\{", &[]);
    }

    #[test]
    fn what_is_not_closed_is_said_where_it_opens() {
        check("a { b: c;", &[(2, "`{` is not closed")]);
        check("a { b: calc(1px; } c { }", &[(11, "`(` is not closed")]);
        check("a { } }", &[(6, "this `}` closes nothing")]);
        check("a { content: \"x; }\n", &[(13, "this string is not closed")]);
        check("/* a { }", &[(0, "this comment is not closed")]);
    }
}
