//! How much of a line is a sign, if it begins with one.

use authoring::config::is_unread;

use super::enclosed;

/// Whether a name in brackets or braces asks for a table of contents.
pub(super) fn is_toc(name: &str) -> bool {
    let name = name.trim_matches('_').to_ascii_lowercase();
    ["toc", "sommaire", "table des matières", "tableofcontents"].contains(&name.as_str())
}

/// Whether a sign at the start of a line may begin with this byte.
pub(super) fn may_begin(byte: u8) -> bool {
    matches!(
        byte,
        b':' | b'!' | b'?' | b'/' | b'=' | b'.' | b'[' | b'*' | b'{' | b'#' | b'+' | b'-' | b'<' | b'@'
            // Of the first bytes of characters that are no letters.
            | 0xC2 | 0xE2 | 0xEF
    )
}

/// How often a line begins with one sign.
pub(super) fn run(line: &str, sign: char) -> usize {
    line.len() - line.trim_start_matches(sign).len()
}

/// The sign with which a line begins, if a space follows it.
pub(super) fn spaced(_: &str, line: &str) -> Option<usize> {
    let sign = line.find(is_space)?;
    let is_sign = sign > 0 && line[..sign].chars().count() <= 2;
    (is_sign && line[sign..].contains(|symbol: char| !symbol.is_whitespace())).then_some(sign)
}

/// The signs with which a line begins, if a name or a title follows them, as in `!!! note` and `???+ "Title"`.
pub(super) fn named(_: &str, line: &str) -> Option<usize> {
    let signs = run(line, line.chars().next()?);
    let after = line[signs..].trim_start_matches(['+', '!']);
    let name = after.strip_prefix(' ').unwrap_or(after);
    let word =
        &name[..name.len() - name.trim_start_matches(|it: char| it.is_ascii_lowercase()).len()];
    let is_named = if name.len() < after.len() {
        !word.is_empty() || name.starts_with('"')
    } else {
        KINDS.contains(&word)
    };
    (signs >= 3 && is_named && (signs == 3 || line.starts_with('/'))).then_some(signs)
}

/// The kinds of boxes that other programs know.
const KINDS: [&str; 18] = [
    "note",
    "tip",
    "info",
    "warning",
    "danger",
    "abstract",
    "success",
    "question",
    "failure",
    "bug",
    "example",
    "quote",
    "caution",
    "important",
    "attention",
    "hint",
    "error",
    "todo",
];

/// `::name{…}` or `::name[…]`.
pub(super) fn directive(_: &str, line: &str) -> Option<usize> {
    let name = line.strip_prefix("::")?;
    let length = name.bytes().take_while(|byte| byte.is_ascii_lowercase() || *byte == b'-').count();
    (length > 0 && name[length..].starts_with(['{', '['])).then_some("::".len() + length)
}

/// `[!NOTE]`, alone in its line, where no quotation begins with it.
pub(super) fn notice(_: &str, line: &str) -> Option<usize> {
    let length = enclosed(line, "[!", "]")?;
    let kind = line["[!".len()..length - "]".len()].to_ascii_uppercase();
    ["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"]
        .contains(&&*kind)
        .then_some(length)
        .filter(|length| *length == line.trim_end().len())
}

/// A sign of a list that a letter follows.
pub(super) fn joined(_: &str, line: &str) -> Option<usize> {
    line[1..].starts_with(char::is_alphabetic).then_some(1)
}

/// `[ ] …`, with any sign or space in it that other programs take.
pub(super) fn tick_box(_: &str, line: &str) -> Option<usize> {
    let (inside, after) = line.strip_prefix('[')?.split_once(']')?;
    let is_box = matches!(
        inside.trim_matches(is_space),
        "" | "x" | "X" | "v" | "V" | "✓" | "✔" | "-" | "/" | "~"
    );
    let is_short = inside.chars().count() <= 3;
    let is_joined = matches!(inside, " " | "x" | "X") && after.starts_with(char::is_alphabetic);
    let is_spaced = after
        .strip_prefix(is_space)
        .is_some_and(|text| !text.is_empty() && !text.starts_with(['(', '[']));
    (is_box && is_short && (is_spaced || is_joined)).then_some(inside.len() + "[]".len())
}

/// `[name]:`, but for the text of a footnote.
pub(super) fn definition(_: &str, line: &str) -> Option<usize> {
    enclosed(line, "[", "]:").filter(|_| !line.starts_with("[^"))
}

/// `[name] :`, as French has it; likewise.
pub(super) fn spaced_definition(_: &str, line: &str) -> Option<usize> {
    let name = enclosed(line, "[", "]").filter(|_| !line.starts_with("[^"))?;
    let colon = line[name..].trim_start_matches(is_space);
    (colon.len() < line.len() - name && colon.starts_with(':'))
        .then(|| line.len() - colon.len() + ":".len())
}

/// Whether nothing but blanks, and the signs of quotations, stands in the line before a place.
pub(super) fn is_indented(text: &str, place: usize) -> bool {
    let before = text[..place].rsplit('\n').next().unwrap_or_default();
    before.ends_with([' ', '\t']) && before.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'>'))
}

/// Whether a place begins its line, but for blanks and the signs of quotations.
pub(super) fn begins_line(text: &str, place: usize) -> bool {
    text[..place].is_empty() || text[..place].ends_with('\n') || is_indented(text, place)
}

/// A space of any kind that a line holds, or what its author takes for one.
pub(super) fn is_space(symbol: char) -> bool {
    symbol == ' ' || symbol == '\t' || is_unread(symbol)
}
