//! Characters by their names, as HTML writes them: `&nbsp;`.

use authoring::diagnostics::suggest;

/// `&nbsp` without its semicolon; what has one has been read already.
pub(super) fn unended(_: &str, rest: &str) -> Option<usize> {
    let name = &rest["&".len()..];
    let number = name.strip_prefix('#').map_or(0, |digits| run_of_digits(digits) + "#".len());
    if number > 1 {
        return (!name[number..].starts_with(';')).then_some("&".len() + number);
    }
    let length = CHARACTERS.into_iter().find(|known| name.starts_with(known))?.len();
    // A longer word, or the next part of an address.
    let goes_on = |after: char| after.is_alphabetic() || after == '=' || after == ';';
    (!name[length..].starts_with(goes_on)).then_some("&".len() + length)
}

fn run_of_digits(text: &str) -> usize {
    text.len() - text.trim_start_matches(|symbol: char| symbol.is_ascii_digit()).len()
}

/// `&nsbp;`: a name that is nearly one.
pub(super) fn misspelt(_: &str, rest: &str) -> Option<usize> {
    let name = &rest["&".len()..];
    let length = name.bytes().take(12).take_while(u8::is_ascii_alphanumeric).count();
    let is_near = length > 2
        && name[length..].starts_with(';')
        && suggest::nearest(&name[..length].to_ascii_lowercase(), CHARACTERS).is_some();
    is_near.then_some("&".len() + length + ";".len())
}

/// The characters that are named most.
const CHARACTERS: [&str; 38] = [
    "nbsp", "amp", "lt", "gt", "quot", "apos", "eacute", "egrave", "ecirc", "euml", "agrave",
    "acirc", "ccedil", "icirc", "iuml", "ocirc", "ugrave", "ucirc", "oelig", "aelig", "laquo",
    "raquo", "rsquo", "lsquo", "ldquo", "rdquo", "hellip", "ndash", "mdash", "euro", "copy", "reg",
    "deg", "times", "bull", "middot", "shy", "thinsp",
];
