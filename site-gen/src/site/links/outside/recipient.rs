//! Whom a link writes to or calls.

use authoring::diagnostics::Diagnostic;

use crate::{
    content::{config::links::is_name, directory::relative_path::decode, values::placeholder},
    site::links::{broken, mistakes::LINK_WITHOUT_SCHEME},
};

/// What is wrong with the addresses after `mailto:`, if anything.
pub(super) fn no_recipient(rest: &str) -> Option<Box<Diagnostic>> {
    let (addresses, fields) = rest.split_once('?').unwrap_or((rest, ""));
    let is_list = |list: &str| list.split(',').all(is_address);
    // A placeholder is no address yet, and says so itself.
    let is_fine = rest.contains(placeholder::is_mark)
        || is_list(addresses)
        // Whoever has something to send on chooses to whom.
        || addresses.is_empty() && ["@", "body=", "subject="].iter().any(|it| fields.contains(it));
    if is_fine {
        return None;
    }
    let bare = without_scheme(addresses, "mailto").replace(';', ",");
    let bare = bare.trim_start_matches('/').trim_end_matches([',', '.']);
    let inside = bare.split_once('<').map_or(bare, |(_, inside)| inside);
    let meant = inside.split('>').next().unwrap_or(inside);
    let help = if let Some((address, fields)) = addresses.split_once('&')
        && is_list(address)
        && fields.contains('=')
    {
        format!("did you mean `mailto:{address}?{fields}`? The first field stands behind a `?`")
    } else if is_list(meant) {
        let fields = &rest[addresses.len()..];
        format!("did you mean `mailto:{meant}{fields}`?")
    } else {
        "an address has an @: mailto:name@host.example".to_owned()
    };
    Some(broken(LINK_WITHOUT_SCHEME, "nobody can be written to here".to_owned(), help))
}

/// As RFC 6068 has them, and with letters of all alphabets.
fn is_address(address: &str) -> bool {
    let address = decode(address);
    let Some((name, host)) = address.trim().rsplit_once('@') else { return false };
    let is_of_name = |sign: char| sign.is_alphanumeric() || "!#$%&'*+-.=?^_`{|}~".contains(sign);
    let is_host = host.starts_with('[') && host.ends_with(']')
        || is_name(host) && !host.starts_with('.') && !host.ends_with('.') && !host.contains("..");
    !name.is_empty() && name.chars().all(is_of_name) && is_host
}

/// What is wrong with the number after `tel:` or `sms:`, if anything: RFC 3966 says how it is written.
pub(super) fn no_number(scheme: &str, rest: &str) -> Option<Box<Diagnostic>> {
    // A placeholder is no number yet, and says so itself.
    if rest.contains(placeholder::is_mark) {
        return None;
    }
    // The zero of those who call from inside the country: a telephone dials it with the others.
    let zero = if rest.contains("(0)") { "(0)" } else { "0" };
    let has_zero = rest
        .strip_prefix("+33")
        .is_some_and(|own| own.trim_start_matches(is_between).starts_with('0'));
    if has_zero || rest.starts_with('+') && rest.contains("(0)") {
        let help = format!("did you mean `{scheme}:{}`?", rest.replacen(zero, "", 1));
        let message = "a telephone dials this zero behind the country's number";
        return Some(broken(LINK_WITHOUT_SCHEME, message.to_owned(), help));
    }
    if is_number(scheme, rest) {
        return None;
    }
    let bare = without_scheme(without_scheme(rest, "tel"), "sms").trim_start_matches('/');
    let digits = bare.trim_start_matches('+');
    let meant = if digits.len() < bare.len() { format!("+{digits}") } else { bare.to_owned() };
    let help = if is_number(scheme, &meant) && meant != rest {
        format!("did you mean `{scheme}:{meant}`?")
    } else {
        format!("a number is written in digits: {scheme}:+33…")
    };
    Some(broken(LINK_WITHOUT_SCHEME, "nobody can be called here".to_owned(), help))
}

fn is_number(scheme: &str, rest: &str) -> bool {
    let end = rest.find(['?', ';', '&']).unwrap_or(rest.len());
    // A message may be written first, and its reader asked for.
    let asks = scheme == "sms" && end == 0 && rest.len() > 1;
    let number = decode(&rest[..end]);
    let is_one = |number: &str| {
        let number = number.trim_start();
        let number = number.strip_prefix('+').unwrap_or(number);
        let is_of_number =
            |sign: char| sign.is_ascii_digit() || sign.is_whitespace() || "-.()*#".contains(sign);
        number.contains(|sign: char| sign.is_ascii_digit()) && number.chars().all(is_of_number)
    };
    // To wait while it is dialled, or between several numbers.
    asks || number.split(',').filter(|part| !part.is_empty()).all(is_one)
        && number.contains(|sign: char| sign.is_ascii_digit())
}

/// What may stand between the digits of a number.
fn is_between(sign: char) -> bool {
    matches!(sign, ' ' | '-' | '.' | '\u{a0}')
}

/// What follows the same scheme again.
fn without_scheme<'t>(rest: &'t str, scheme: &str) -> &'t str {
    let after = rest.get(..scheme.len()).filter(|start| start.eq_ignore_ascii_case(scheme));
    after.and_then(|_| rest[scheme.len()..].strip_prefix(':')).unwrap_or(rest)
}
