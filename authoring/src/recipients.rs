//! Reads `content/recipients.toml` and reports every mistake in it at once.

pub(crate) mod codes;

/// What is read of each, and what tells one key from another at a glance.
pub use form_handler::crypto::recipients::{ListedRecipient, fingerprint};
use form_handler::crypto::{recipients::is_development, signing::PublicKey};
use jiff::civil::Date;

use crate::{
    config::{FromValue, Node, Table, TableCodes, Value},
    diagnostics::{Diagnostic, Source},
    key_list::{Day, KeyList, KeyReader},
    recipients::codes::{
        FORM_RECIPIENTS, RECIPIENTS_DEVELOPMENT, RECIPIENTS_KEY, RECIPIENTS_KEYS,
        RECIPIENTS_SECRET, RECIPIENTS_SIGN, RECIPIENTS_TWICE,
    },
};

const LIST: KeyList = KeyList {
    table: "recipient",
    codes: TableCodes {
        missing: RECIPIENTS_KEYS,
        mistyped: RECIPIENTS_KEYS,
        unknown: RECIPIENTS_KEYS,
    },
    least: 2,
    too_few,
    twice: (
        RECIPIENTS_TWICE,
        |first| format!("this is also the key of {first}"),
        "each person has a key of their own, made on their own machine",
    ),
    development: (
        RECIPIENTS_DEVELOPMENT,
        "this is a development key, its identity is not protected",
        KEY_HELP,
    ),
};

/// What an age key looks like, for those who have not got one at hand.
const KEY_HELP: &str = "a key starts with `age1` and has 62 characters; `secretariat keys new` makes one and prints it";

/// And what a person signs with.
const SIGN_HELP: &str = "what a person signs with has 44 characters, the last of them `=`; `secretariat keys show` prints it beside her key";

/// Reads every `[[recipient]]`, in the order of the file, those who have left too: what they signed stays true. The
/// problems stand in the same order.
///
/// Placeholders, development keys and a list of fewer than two who have not left by `today` are only refused by
/// production.
pub fn read(source: &Source, today: Option<Date>) -> (Vec<ListedRecipient>, Vec<Diagnostic>) {
    let has_not_left = |table: &Table<'_>| {
        let until = table.node("until").and_then(|until| Day::from_value(&until.value));
        until.zip(today).is_none_or(|(Day(until), today)| today < until)
    };
    LIST.read(source, has_not_left, |reader, table| {
        let role = words(table, "role");
        let name = words(table, "name");
        let who = name.clone().unwrap_or_default();
        let key = reader.key(table, "key", |reader, node, text| read_key(reader, node, text, &who));
        let sign = match table.node("sign") {
            None => Some(None),
            Some(_) => {
                reader.key(table, "sign", |reader, node, text| read_sign(reader, node, text, &who))
            }
        };
        let until = match table.node("until") {
            None => Some(None),
            Some(_) => table.optional::<Day>("until").map(|Day(day)| Some(day.to_string())),
        };
        Some(ListedRecipient { role: role?, name: name?, key: key?, sign: sign?, until: until? })
    })
}

fn too_few(source: &Source, found: usize) -> Diagnostic {
    source
        .error(FORM_RECIPIENTS, 0..0, format!("applications are sealed to at least two keys, {found} listed here"))
        .help("add a [[recipient]] with role, name and key: losing the only key would lose everything")
}

/// A text that is not empty; a placeholder stands as its label in brackets.
fn words(table: &Table<'_>, key: &str) -> Option<String> {
    if let Some(Node { value: Value::Placeholder { label, proposed: None }, .. }) = table.node(key)
    {
        return Some(format!("[{label}]"));
    }
    let words: String = table.required(key)?;
    if words.trim().is_empty() {
        let help = format!("write it, or {key} = {{ placeholder = \"…\" }} while it is not known");
        table.error_at(RECIPIENTS_KEYS, key, format!("`{key}` is empty"), Some(help));
        return None;
    }
    Some(words.trim().to_owned())
}

fn read_key(
    reader: &mut KeyReader<'_, String>,
    node: &Node,
    text: &str,
    who: &str,
) -> Option<String> {
    refuse_secret(reader, node, text)?;
    let Ok(key) = text.parse::<age::x25519::Recipient>() else {
        reader.refuse(node, RECIPIENTS_KEY, &format!("`{text}` is not an age key"), KEY_HELP);
        return None;
    };
    let key = key.to_string();
    let development = is_development(&key);
    reader.admit(node, key, who, development)
}

fn read_sign(
    reader: &mut KeyReader<'_, String>,
    node: &Node,
    text: &str,
    who: &str,
) -> Option<String> {
    refuse_secret(reader, node, text)?;
    let Ok(key) = text.parse::<PublicKey>() else {
        let message = format!("`{text}` is not what a person signs with");
        reader.refuse(node, RECIPIENTS_SIGN, &message, SIGN_HELP);
        return None;
    };
    // Whether it is a development identity's, its key says.
    reader.admit(node, key.to_string(), who, false)
}

/// `None` if it is one, which is said without showing it.
fn refuse_secret(reader: &KeyReader<'_, String>, node: &Node, text: &str) -> Option<()> {
    if !text.to_ascii_uppercase().starts_with("AGE-SECRET-KEY-") {
        return Some(());
    }
    reader.refuse_secret(
        node,
        RECIPIENTS_SECRET,
        "this is a secret key, anyone who has it can open applications",
        "write the public key that goes with it, make sure that this file was never published, and if \
         it was, replace the key",
    );
    None
}

#[cfg(test)]
mod tests;
