//! Reads `content/signing.toml` and reports every mistake in it at once.

pub(crate) mod codes;

use form_handler::crypto::signing::PublicKey;
/// What is read of each.
pub use form_handler::crypto::signing::listed::ListedSigningKey;

use crate::{
    config::{Node, TableCodes, Value},
    diagnostics::{Diagnostic, Source},
    key_list::{Day, KeyList, every},
    signing::codes::{FORM_SIGNING, SIGNING_DEVELOPMENT, SIGNING_KEY, SIGNING_KEYS, SIGNING_TWICE},
};

const LIST: KeyList = KeyList {
    table: "key",
    codes: TableCodes { missing: SIGNING_KEYS, mistyped: SIGNING_KEYS, unknown: SIGNING_KEYS },
    least: 1,
    too_few: none,
    twice: (
        SIGNING_TWICE,
        |_| "this key is listed above".to_owned(),
        "a key holds from its first day on: remove one of the two",
    ),
    development: (
        SIGNING_DEVELOPMENT,
        "this is a development key, its other half is not protected",
        KEY_HELP,
    ),
};

/// What to do without a key at hand.
const KEY_HELP: &str = "a public key has 44 characters, the last of them `=`; `secretariat keys signing --out \
                        FILE` makes a key and prints the lines to paste";

/// Reads every `[[key]]`, in the order of the file. The problems stand in the same order.
///
/// Placeholders, development keys and an empty list are only refused by production.
pub fn read(source: &Source) -> (Vec<ListedSigningKey>, Vec<Diagnostic>) {
    LIST.read(source, every, |reader, table| {
        let public = reader.key(table, "public", |reader, node, text| {
            let Ok(key) = text.parse::<PublicKey>() else {
                let message = format!("`{text}` is not a public key for signatures");
                reader.refuse(node, SIGNING_KEY, &message, KEY_HELP);
                return None;
            };
            reader.admit(node, key, "", key.is_development()).map(|key| key.to_string())
        });
        let from = match table.node("from") {
            Some(Node { value: Value::Placeholder { .. }, .. }) => Some(None),
            _ => table.required::<Day>("from").map(|Day(day)| Some(day.to_string())),
        };
        Some(ListedSigningKey { public: public?, from: from? })
    })
}

fn none(source: &Source, _found: usize) -> Diagnostic {
    source
        .error(FORM_SIGNING, 0..0, "no key is listed by which applications are signed")
        .help(format!("add a [[key]] with public and from: {KEY_HELP}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Severity;

    const KEY: &str = "6kpsY+KcUgq+9VB7Ey7F+ZVHdq6+vnuSQh7qaRRG0iw=";
    const OTHER: &str = "PUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw=";

    fn diagnostics(text: &str) -> String {
        let (_, diagnostics) = read(&Source::new("content/signing.toml", text));
        let lines: Vec<String> = diagnostics
            .iter()
            .map(|diagnostic| format!("{:?} {diagnostic}", diagnostic.severity))
            .collect();
        lines.join("\n")
    }

    #[test]
    fn keys_are_read_in_the_order_of_the_file() {
        let text = format!(
            "[[key]]\npublic = \"{KEY}\"\nfrom = 2026-11-28\n\
             [[key]]\npublic = {{ placeholder = \"la clé\" }}\nfrom = {{ placeholder = \"le jour\" }}\n"
        );

        let (listed, diagnostics) = read(&Source::new("content/signing.toml", text));

        let expected = |public: Option<&str>, from: Option<&str>| ListedSigningKey {
            public: public.map(Into::into),
            from: from.map(Into::into),
        };
        assert_eq!(listed, [expected(Some(KEY), Some("2026-11-28")), expected(None, None)]);
        assert_eq!(diagnostics.len(), 2);
        assert!(diagnostics.iter().all(|diagnostic| diagnostic.severity == Severity::Placeholder));
    }

    #[test]
    fn every_mistake_is_reported_at_its_place() {
        let text = format!(
            "[[key]]\npublik = \"{KEY}\"\nfrom = \"28/11/2026\"\n\n\
             [[key]]\npublic = \"{KEY}\"\nfrom = 2026-11-28T10:00:00\n\n\
             [[key]]\npublic = \"age1abc\"\n\n\
             [[key]]\npublic = \"{OTHER}\"\nfrom = 2026-11-28\n\n\
             [[key]]\npublic = \"{OTHER}\"\nfrom = 2026-11-29\n"
        );

        insta::assert_snapshot!(diagnostics(&text), @r#"
        Error content/signing.toml:1:1: `public` is missing
          | [[key]]
          | ^^^^^^^
          = help: add public = "…"
          = code: signing-keys
        Error content/signing.toml:2:1: unknown key `publik`
          | publik = "6kpsY+KcUgq+9VB7Ey7F+ZVHdq6+vnuSQh7qaRRG0iw="
          | ^^^^^^
          = help: did you mean `public`?
          = code: signing-keys
        Error content/signing.toml:3:8: `from` should be a day without an hour, this is a text
          | from = "28/11/2026"
          |        ^^^^^^^^^^^^
          = help: for example from = 2026-11-28
          = code: signing-keys
        Error content/signing.toml:7:8: `from` should be a day without an hour, this is a date
          | from = 2026-11-28T10:00:00
          |        ^^^^^^^^^^^^^^^^^^^
          = help: for example from = 2026-11-28
          = code: signing-keys
        Error content/signing.toml:9:1: `from` is missing
          | [[key]]
          | ^^^^^^^
          = help: add from = 2026-11-28
          = code: signing-keys
        Error content/signing.toml:10:10: `age1abc` is not a public key for signatures
          | public = "age1abc"
          |          ^^^^^^^^^
          = help: a public key has 44 characters, the last of them `=`; `secretariat keys signing --out FILE` makes a key and prints the lines to paste
          = code: signing-key
        Error content/signing.toml:17:10: this key is listed above
          | public = "PUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw="
          |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          = help: a key holds from its first day on: remove one of the two
          = code: signing-twice
        "#);
    }

    #[test]
    fn an_empty_list_is_listed_for_production_to_refuse() {
        let diagnostics = diagnostics("");

        let expected = "Placeholder content/signing.toml:1:1: no key is listed";
        assert!(diagnostics.starts_with(expected), "{diagnostics}");
    }
}
