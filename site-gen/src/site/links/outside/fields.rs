//! What a link asks a mail program or a telephone to fill in: `mailto:…?subject=…`.

use authoring::diagnostics::{Diagnostic, suggest};

use crate::{
    content::{directory::relative_path::decode, values::placeholder},
    site::links::{broken, mistakes::LINK_FIELD},
};

/// Those of RFC 6068 that mail programs fill in, and other headers of a message that its lists name. Without capitals.
const OF_MAIL: [&str; 8] =
    ["bcc", "body", "cc", "in-reply-to", "keywords", "references", "subject", "to"];
/// Of RFC 5724.
const OF_SMS: [&str; 1] = ["body"];

/// Those that a slip of the hand may be near: `reply-to` is a header, and none of `in-reply-to`.
const LONG: [&str; 2] = ["body", "subject"];

/// What else they are called.
const MEANT: [(&str, &str); 15] = [
    ("sujet", "subject"),
    ("objet", "subject"),
    ("titre", "subject"),
    ("title", "subject"),
    ("corps", "body"),
    ("contenu", "body"),
    ("content", "body"),
    ("message", "body"),
    ("texte", "body"),
    ("text", "body"),
    ("copie", "cc"),
    ("cci", "bcc"),
    ("à", "to"),
    ("a", "to"),
    ("destinataire", "to"),
];

/// The first field of a link that no program fills in, if there is one. A header of which nothing is known may be one
/// that a program reads.
pub(super) fn wrong_field(scheme: &str, rest: &str) -> Option<Box<Diagnostic>> {
    let (address, fields) = rest.split_once('?')?;
    // A placeholder is no field yet, and says so itself.
    if rest.contains(placeholder::is_mark) {
        return None;
    }
    let known: &[&str] = if scheme == "sms" { &OF_SMS } else { &OF_MAIL };
    let mut start = 0;
    for field in fields.split('&') {
        let (before, after) = (&fields[..start], &fields[start + field.len()..]);
        start += field.len() + 1;
        let whole =
            |field: &str| format!("did you mean `{scheme}:{address}?{before}{field}{after}`?");
        let Some((name, value)) = field.split_once('=') else {
            if field.is_empty() {
                continue;
            }
            let message = format!("`{}` is no field of a message", decode(field).trim());
            let help = match before.strip_suffix('&') {
                Some(before) => {
                    let text = [before, "%26", field, after].concat();
                    format!("an `&` inside a text is %26: {scheme}:{address}?{text}")
                }
                None => whole(&["subject=", field].concat()),
            };
            return Some(broken(LINK_FIELD, message, help));
        };
        let plain = decode(name).trim().to_lowercase();
        if !known.contains(&plain.as_str()) {
            let meant = MEANT.iter().find(|(other, _)| *other == plain).map(|(_, meant)| *meant);
            let meant = meant.or_else(|| suggest::nearest(&plain, LONG));
            if let Some(meant) = meant.filter(|meant| known.contains(meant)) {
                let message = format!("no program knows the field `{}`", decode(name).trim());
                return Some(broken(LINK_FIELD, message, whole(&[meant, "=", value].concat())));
            }
        }
        // A field behind another question mark is a part of the text before it.
        let second = value.match_indices('?').map(|(at, _)| at).find(|at| {
            let name = value[at + 1..].split_once('=').map(|(name, _)| name.to_lowercase());
            name.is_some_and(|name| known.contains(&name.as_str()))
        });
        if let Some(at) = second {
            let message = "a second `?` begins no field".to_owned();
            let help = whole(&[name, "=", &value[..at], "&", &value[at + 1..]].concat());
            return Some(broken(LINK_FIELD, message, help));
        }
    }
    None
}
