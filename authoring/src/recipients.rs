//! Reads `content/recipients.toml` and reports every mistake in it at once.

pub(crate) mod codes;

use form_handler::crypto::recipients::{ListedRecipient, is_development};

use crate::{
    config::{Node, Table, TableCodes, Value},
    diagnostics::{Diagnostic, Source},
    key_list::{KeyList, KeyReader},
    recipients::codes::{
        FORM_RECIPIENTS, RECIPIENTS_DEVELOPMENT, RECIPIENTS_KEY, RECIPIENTS_KEYS,
        RECIPIENTS_SECRET, RECIPIENTS_TWICE,
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

/// Reads every `[[recipient]]`, in the order of the file. The problems stand in the same order.
///
/// Placeholders, development keys and a list of fewer than two are only refused by production.
pub fn read(source: &Source) -> (Vec<ListedRecipient>, Vec<Diagnostic>) {
    LIST.read(source, |reader, table| {
        let role = words(table, "role");
        let name = words(table, "name");
        let who = name.clone().unwrap_or_default();
        let key = reader.key(table, "key", |reader, node, text| read_key(reader, node, text, &who));
        Some(ListedRecipient { role: role?, name: name?, key: key? })
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
    if text.to_ascii_uppercase().starts_with("AGE-SECRET-KEY-") {
        reader.refuse_secret(
            node,
            RECIPIENTS_SECRET,
            "this is a secret key, anyone who has it can open applications",
            "write the public key that goes with it, make sure that this file was never published, and if \
             it was, replace the key",
        );
        return None;
    }
    let Ok(key) = text.parse::<age::x25519::Recipient>() else {
        reader.refuse(node, RECIPIENTS_KEY, &format!("`{text}` is not an age key"), KEY_HELP);
        return None;
    };
    let key = key.to_string();
    let development = is_development(&key);
    reader.admit(node, key, who, development)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A development key whose identity nobody has kept.
    const DEVELOPMENT: &str = "age1devzu00e5utuy3fevqsmvyj5jzx5wwlyr845444n7amvmxgdys2qrydzlu";
    use crate::diagnostics::Severity;

    const KEY: &str = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj";
    const OTHER: &str = "age1lggyhqrw2nlhcxprm67z43rta597azn8gknawjehu9d9dl0jq3yqqvfafg";

    fn diagnostics(text: &str) -> String {
        let (_, diagnostics) = read(&Source::new("content/recipients.toml", text));
        let lines: Vec<String> = diagnostics
            .iter()
            .map(|diagnostic| format!("{:?} {diagnostic}", diagnostic.severity))
            .collect();
        lines.join("\n")
    }

    #[test]
    fn recipients_are_read_in_the_order_of_the_file() {
        let text = format!(
            "[[recipient]]\nrole = \"secrétariat\"\nname = \"Ada\"\nkey = \"{KEY}\"\n\
             [[recipient]]\nrole = \"jury\"\nname = {{ placeholder = \"son nom\" }}\n\
             key = {{ placeholder = \"sa clé\" }}\n"
        );

        let (listed, diagnostics) = read(&Source::new("content/recipients.toml", text));

        let expected = |role: &str, name: &str, key: Option<&str>| ListedRecipient {
            role: role.into(),
            name: name.into(),
            key: key.map(Into::into),
        };
        assert_eq!(
            listed,
            [expected("secrétariat", "Ada", Some(KEY)), expected("jury", "[son nom]", None)]
        );
        assert_eq!(diagnostics.len(), 2);
        assert!(diagnostics.iter().all(|diagnostic| diagnostic.severity == Severity::Placeholder));
    }

    #[test]
    fn every_mistake_is_reported_at_its_place() {
        let text = format!(
            "[[recipient]]\nrole = \"jury\"\nname = \"Ada\"\nkey = \"{KEY}\"\n\n\
             [[recipient]]\nrolle = \"jury\"\nname = \" \"\nkey = \"{OTHER}x\"\n\n\
             [[recipient]]\nrole = \"jury\"\nname = \"Cléo\"\nkey = \"{KEY}\"\n\n\
             [[recipient]]\nrole = \"jury\"\nname = \"Dan\"\nkey = \"{DEVELOPMENT}\"\n"
        );

        insta::assert_snapshot!(diagnostics(&text), @r#"
        Error content/recipients.toml:6:1: `role` is missing
          | [[recipient]]
          | ^^^^^^^^^^^^^
          = help: add role = "…"
          = code: recipients-keys
        Error content/recipients.toml:7:1: unknown key `rolle`
          | rolle = "jury"
          | ^^^^^
          = help: did you mean `role`?
          = code: recipients-keys
        Error content/recipients.toml:8:8: `name` is empty
          | name = " "
          |        ^^^
          = help: write it, or name = { placeholder = "…" } while it is not known
          = code: recipients-keys
        Error content/recipients.toml:9:7: `age1lggyhqrw2nlhcxprm67z43rta597azn8gknawjehu9d9dl0jq3yqqvfafgx` is not an age key
          | key = "age1lggyhqrw2nlhcxprm67z43rta597azn8gknawjehu9d9dl0jq3yqqvfafgx"
          |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          = help: a key starts with `age1` and has 62 characters; `secretariat keys new` makes one and prints it
          = code: recipients-key
        Error content/recipients.toml:14:7: this is also the key of Ada
          | key = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj"
          |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          = help: each person has a key of their own, made on their own machine
          = code: recipients-twice
        Placeholder content/recipients.toml:19:7: this is a development key, its identity is not protected
          | key = "age1devzu00e5utuy3fevqsmvyj5jzx5wwlyr845444n7amvmxgdys2qrydzlu"
          |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          = help: a key starts with `age1` and has 62 characters; `secretariat keys new` makes one and prints it
          = code: recipients-development
        "#);
    }

    #[test]
    fn a_secret_key_is_refused_without_being_shown() {
        let text = "[[recipient]]\nrole = \"jury\"\nname = \"Ada\"\nkey = \"AGE-SECRET-KEY-1GQ9778VQXMMJVE8SK7J6VT8UJ4HDQAJUVSFCWCM02D8GEWQ72PVQ2Y5J33\"\n";

        let diagnostics = diagnostics(text);

        assert!(diagnostics.contains(":4:7: this is a secret key"), "{diagnostics}");
        assert!(!diagnostics.contains("GQ9778"), "{diagnostics}");
    }

    #[test]
    fn a_list_of_one_is_listed_for_production_to_refuse() {
        let one = format!("[[recipient]]\nrole = \"jury\"\nname = \"Ada\"\nkey = \"{KEY}\"\n");

        for (text, found) in [("", "0 listed"), (&one, "1 listed")] {
            let diagnostics = diagnostics(text);
            assert!(
                diagnostics.starts_with("Placeholder content/recipients.toml:1:1"),
                "{diagnostics}"
            );
            assert!(diagnostics.contains(found), "{diagnostics}");
        }
    }
}
