//! Signs that would make a text bold, italic or struck, if a letter did not stand where its edge is a sign:
//! `**« Guide »**2024`. By the rules of `CommonMark` (6.2), nothing begins or ends there.

/// What to do about them.
pub(super) const GLUED: &str = "a letter stands right outside them, and another sign inside: move that sign out, or write \
     <strong>…</strong>, <em>…</em> or <del>…</del>";

/// The length of a text between two `sign`s that its inner edge keeps from being what its author meant: no power
/// or pattern, `2**(3)**4`, no name, `_(a)_b`.
pub(super) fn glued(before: &str, rest: &str, sign: &str) -> Option<usize> {
    let first = sign.chars().next()?;
    let inside = rest.strip_prefix(sign)?;
    if before.ends_with(first) || inside.starts_with(first) {
        return None;
    }
    // No text is so long that a wrong one may cost a long search for each of its signs.
    let near = &inside[..inside.floor_char_boundary(500.min(inside.len()))];
    let line = near.split(['\n', authoring::typography::LINE]).next().unwrap_or_default();
    let length = line.find(sign)?;
    let (text, after) = (&line[..length], &inside[length + sign.len()..]);
    let is_word = char::is_alphanumeric;
    let is_edge = |symbol: Option<char>| {
        symbol.is_some_and(|it| !it.is_alphanumeric() && !it.is_whitespace() && it != first)
    };
    let ends = is_edge(text.chars().next_back()) && after.starts_with(is_word);
    let begins = is_edge(text.chars().next()) && before.ends_with(is_word);
    let is_tight = !text.starts_with(char::is_whitespace) && !text.ends_with(char::is_whitespace);
    // Of code, brackets stand at the edge: `f(*args)*2`, `a*(b + c)*d`. A remark in them stands behind a space.
    let remark = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    let is_remark =
        remark.is_some() && !before.ends_with(is_word) && after.starts_with(char::is_alphabetic);
    let inside = remark.filter(|_| is_remark).unwrap_or(text);
    let is_code =
        inside.contains(['(', ')', '[', ']', '{', '}', '/', '\\', '=', ';', '`', '_', '*']);
    let is_quoted = text.starts_with(['«', '"', '“']) && text.ends_with(['»', '"', '”']);
    let length_of_word = if is_quoted { 1 } else { 3 };
    let mut words = text.split(|it: char| !it.is_alphabetic());
    let has_word = words.any(|it| it.chars().count() >= length_of_word);
    // Only what stands at the edge of a word may begin: `5*« a »*b` is none.
    let is_outside = begins || !before.ends_with(is_word);
    ((ends || begins)
        && is_outside
        && is_tight
        && !is_code
        && has_word
        && !after.starts_with(first))
    .then_some(length + 2 * sign.len())
}

/// Whether a text ends with a type of the language C: `char **argv` names what is at its address.
pub(super) fn is_pointer(before: &str) -> bool {
    const TYPES: [&str; 6] = ["char", "const", "FILE", "int", "unsigned", "void"];
    let last = before.trim_end().rsplit(|sign: char| !sign.is_alphanumeric() && sign != '_').next();
    last.is_some_and(|last| TYPES.contains(&last) || last.ends_with("_t"))
}
