//! Characters by their names, as HTML writes them: `&nbsp;`.

use authoring::diagnostics::suggest;

/// `&nbsp` without its semicolon; what has one has been read already.
pub(super) fn unended(_: &str, rest: &str) -> Option<usize> {
    let name = &rest["&".len()..];
    let number = name.strip_prefix('#').map_or(0, |digits| "#".len() + run_of_digits(digits));
    if number > "#".len() {
        return (!name[number..].starts_with(';')).then_some("&".len() + number);
    }
    // The longest, since `not` begins `notin`; capitals name capitals.
    let letters = name.bytes().take(12).take_while(u8::is_ascii_alphanumeric).count();
    let length = (2..=letters).rev().find(|&length| is_known(&name[..length]))?;
    // A longer word, or the next part of an address.
    let goes_on = |after: char| after.is_alphabetic() || after == '=' || after == ';';
    (!name[length..].starts_with(goes_on)).then_some("&".len() + length)
}

/// Whether a name is one of a character, as it is or with a capital: `eacute`, `Eacute`.
fn is_known(name: &str) -> bool {
    CHARACTERS.split(' ').any(|known| known == name)
        || name.starts_with(|first: char| first.is_ascii_uppercase())
            && CHARACTERS
                .split(' ')
                .any(|known| known.len() > 2 && known.eq_ignore_ascii_case(name))
}

/// How many bytes of a text are a number, in digits, or in sixteens behind an `x`.
fn run_of_digits(text: &str) -> usize {
    match text.strip_prefix(['x', 'X']) {
        Some(rest) => {
            let digits = rest.bytes().take_while(u8::is_ascii_hexdigit).count();
            if digits > 0 { "x".len() + digits } else { 0 }
        }
        None => text.bytes().take_while(u8::is_ascii_digit).count(),
    }
}

/// `&nsbp;`: a name that is nearly one.
pub(super) fn misspelt(_: &str, rest: &str) -> Option<usize> {
    let name = &rest["&".len()..];
    let length = name.bytes().take(12).take_while(u8::is_ascii_alphanumeric).count();
    // What has the right name has been read, or its author wrote `&amp;` for its sign.
    let is_near = length > 2
        && name[length..].starts_with(';')
        && !CHARACTERS.split(' ').any(|known| known == &name[..length])
        && suggest::nearest(&name[..length].to_ascii_lowercase(), CHARACTERS.split(' ')).is_some();
    is_near.then_some("&".len() + length + ";".len())
}

/// The characters of HTML 4, by their names, but for those that are words.
const CHARACTERS: &str = "nbsp amp lt gt quot apos \
    iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup1 sup2 sup3 acute micro \
    para middot cedil ordm raquo frac14 frac12 frac34 iquest times divide \
    agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde \
    ograve oacute ocirc otilde ouml oslash ugrave uacute ucirc uuml yacute thorn szlig yuml oelig scaron fnof circ tilde \
    ensp emsp thinsp zwnj zwj lrm rlm ndash mdash lsquo rsquo sbquo ldquo rdquo bdquo dagger bull hellip permil prime \
    lsaquo rsaquo oline frasl euro trade larr uarr rarr darr harr minus radic infin asymp ne equiv le ge loz \
    alpha beta gamma delta epsilon theta lambda pi sigma phi omega";
