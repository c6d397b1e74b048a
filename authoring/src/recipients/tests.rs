use super::*;

/// A development key whose identity nobody has kept.
const DEVELOPMENT: &str = "age1devzu00e5utuy3fevqsmvyj5jzx5wwlyr845444n7amvmxgdys2qrydzlu";
use crate::diagnostics::Severity;

const KEY: &str = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj";
const OTHER: &str = "age1lggyhqrw2nlhcxprm67z43rta597azn8gknawjehu9d9dl0jq3yqqvfafg";

const SIGN: &str = "DyOXpcK4jMIw/ZBQf0nBpBqUz5dVTWWI+Mq8ngq75gA=";

fn today() -> Date {
    "2026-11-28".parse().unwrap()
}

fn diagnostics(text: &str) -> String {
    let (_, diagnostics) = read(&Source::new("content/recipients.toml", text), Some(today()));
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

    let (listed, diagnostics) = read(&Source::new("content/recipients.toml", text), Some(today()));

    let expected = |role: &str, name: &str, key: Option<&str>| ListedRecipient {
        role: role.into(),
        name: name.into(),
        key: key.map(Into::into),
        ..Default::default()
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

#[test]
fn what_a_person_signs_with_and_until_when_she_is_one_may_be_said() {
    let text = format!(
        "[[recipient]]\nrole = \"jury\"\nname = \"Ada\"\nkey = \"{KEY}\"\nsign = \"{SIGN}\"\nuntil = 2026-12-01\n\
         [[recipient]]\nrole = \"jury\"\nname = \"Cléo\"\nkey = \"{OTHER}\"\nsign = {{ placeholder = \"sa clé\" }}\n"
    );

    let (listed, diagnostics) = read(&Source::new("content/recipients.toml", text), Some(today()));

    let said: Vec<_> =
        listed.iter().map(|person| (person.sign.as_deref(), person.until.as_deref())).collect();
    assert_eq!(said, [(Some(SIGN), Some("2026-12-01")), (None, None)]);
    assert_eq!(diagnostics.len(), 1, "the placeholder: {diagnostics:?}");
}

#[test]
fn every_mistake_about_signing_and_leaving_is_reported_at_its_place() {
    let text = format!(
        "[[recipient]]\nrole = \"jury\"\nname = \"Ada\"\nkey = \"{KEY}\"\nsign = \"{SIGN}\"\nuntill = 2026-12-01\n\n\
         [[recipient]]\nrole = \"jury\"\nname = \"Cléo\"\nkey = \"{OTHER}\"\nsign = \"{SIGN}\"\nuntil = \"2026-12-01\"\n\n\
         [[recipient]]\nrole = \"jury\"\nname = \"Dan\"\nkey = \"{DEVELOPMENT}\"\nsign = \"{KEY}\"\nuntil = 2026-12-01T10:00:00\n"
    );

    insta::assert_snapshot!(diagnostics(&text), @r#"
    Error content/recipients.toml:6:1: unknown key `untill`
      | untill = 2026-12-01
      | ^^^^^^
      = help: did you mean `until`?
      = code: recipients-keys
    Error content/recipients.toml:12:8: this is also the key of Ada
      | sign = "DyOXpcK4jMIw/ZBQf0nBpBqUz5dVTWWI+Mq8ngq75gA="
      |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      = help: each person has a key of their own, made on their own machine
      = code: recipients-twice
    Error content/recipients.toml:13:9: `until` should be a day without an hour, this is a text
      | until = "2026-12-01"
      |         ^^^^^^^^^^^^
      = help: for example until = 2026-11-28
      = code: recipients-keys
    Placeholder content/recipients.toml:18:7: this is a development key, its identity is not protected
      | key = "age1devzu00e5utuy3fevqsmvyj5jzx5wwlyr845444n7amvmxgdys2qrydzlu"
      |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      = help: a key starts with `age1` and has 62 characters; `secretariat keys new` makes one and prints it
      = code: recipients-development
    Error content/recipients.toml:19:8: `age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj` is not what a person signs with
      | sign = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj"
      |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      = help: what a person signs with has 44 characters, the last of them `=`; `secretariat keys show` prints it beside her key
      = code: recipients-sign
    Error content/recipients.toml:20:9: `until` should be a day without an hour, this is a date
      | until = 2026-12-01T10:00:00
      |         ^^^^^^^^^^^^^^^^^^^
      = help: for example until = 2026-11-28
      = code: recipients-keys
    "#);
    let secret = "AGE-SECRET-KEY-1GQ9778VQXMMJVE8SK7J6VT8UJ4HDQAJUVSFCWCM02D8GEWQ72PVQ2Y5J33";
    let diagnostics = diagnostics(&text.replace(SIGN, secret));
    assert!(diagnostics.contains(":5:8: this is a secret key"), "{diagnostics}");
    assert!(!diagnostics.contains("GQ9778"), "{diagnostics}");
}

#[test]
fn who_has_left_is_listed_and_does_not_count() {
    let text = |until: &str| {
        format!(
            "[[recipient]]\nrole = \"jury\"\nname = \"Ada\"\nkey = \"{KEY}\"\nuntil = {until}\n\
             [[recipient]]\nrole = \"jury\"\nname = \"Cléo\"\nkey = \"{OTHER}\"\n"
        )
    };
    for (until, problems) in [("2026-11-29", 0), ("2026-11-28", 1), ("2020-01-01", 1)] {
        let source = Source::new("content/recipients.toml", text(until));

        let (listed, diagnostics) = read(&source, Some(today()));

        assert_eq!(listed.len(), 2, "{until}");
        assert_eq!(diagnostics.len(), problems, "{until}: {diagnostics:?}");
        assert!(read(&source, None).1.is_empty(), "nobody knows what day it is: {until}");
    }
}
