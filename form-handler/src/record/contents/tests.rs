use age::x25519::Identity;
use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::{
    crypto::{
        recipients::{Recipient, Recipients},
        seal::{open, seal},
        signing::listed::DatedKey,
    },
    record::{VERSION, digest},
};

fn key() -> SigningKey {
    "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=".parse().unwrap()
}

/// Listed too, from the day after.
fn next_key() -> SigningKey {
    "CAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg=".parse().unwrap()
}

fn keys() -> SigningKeys {
    let dated =
        |key: SigningKey, from: &str| DatedKey { key: key.public(), from: from.parse().unwrap() };
    SigningKeys::new(vec![dated(key(), "2021-06-01"), dated(next_key(), "2021-06-02")])
}

fn record() -> Record {
    let received_at: ReceivedAt = "2021-06-01T10:42:00Z".parse().unwrap();
    Record {
        reference: "BDP-3222-222S".parse().unwrap(),
        received_at,
        form: "f0".into(),
        keys: Vec::new(),
        quarantine: false,
        again: received_at,
        over_limit: false,
        digest: digest([0xab; 32]),
        sealed: Vec::new(),
        version: VERSION,
        expires: 1_654_080_120,
    }
}

fn contents() -> SealedContents {
    let answers = json!({ "siren": "732829320", "a": "b" });
    let warning = StoredWarning { field: "courriel".into(), message: "gmial.com ?".into() };
    let question = AskedQuestion {
        name: "a".into(),
        label: "Lettre".into(),
        choices: [("b".to_owned(), json!("Bé"))].into_iter().collect(),
    };
    let section = AskedSection { title: "Vous".into(), questions: vec![question] };
    SealedContents::of(
        &record(),
        answers.as_object().unwrap().clone(),
        vec![warning],
        vec![section],
    )
}

fn signed() -> String {
    String::from_utf8(contents().sign(&key())).unwrap()
}

/// What is sealed by a version 1 of this program.
const UNSIGNED: &str = r#"{"reference":"BDP-3222-222S","received_at":"2021-06-01T10:42:00Z","form":"f0","answers":{"siren":"732829320","a":"b"},"warnings":[]}"#;

#[track_caller]
fn check(what: &str, record: &Record, text: &str, expected: &str) {
    let read = SealedContents::read(text.as_bytes(), record, &keys());
    let said = match read {
        Ok((_, authorship)) => format!("{authorship:?}"),
        Err(distrusted) => distrusted.to_string(),
    };
    assert_eq!(said, expected, "{what}");
}

#[test]
fn contents_are_sealed_in_this_text_and_in_the_order_of_the_form() {
    insta::assert_snapshot!(signed(), @r#"{"version":2,"reference":"BDP-3222-222S","received_at":"2021-06-01T10:42:00Z","form":"f0","expires":1654080120,"quarantine":false,"digest":"abababababababababababababababababababababababababababababababab","answers":{"siren":"732829320","a":"b"},"warnings":[{"field":"courriel","message":"gmial.com ?"}],"sections":[{"title":"Vous","questions":[{"name":"a","label":"Lettre","choices":{"b":"Bé"}}]}],"signed_by":"6kpsY+KcUgq+9VB7Ey7F+ZVHdq6+vnuSQh7qaRRG0iw=","signature":"pWjEoTbhvGlsyxYOfUWSNxG/D0PKSe5YrCKFbAGce8nYj7BzRQj98pxvUMyy6jBZdhvi8OBdfcHh694FGE7CBg=="}"#);

    let (read, authorship) = SealedContents::read(signed().as_bytes(), &record(), &keys()).unwrap();
    assert_eq!((read, authorship), (contents(), Authorship::Signed));
}

#[test]
fn a_clear_field_that_was_altered_is_named() {
    let differs = |name: &str| format!("inside the seal {name} differs from the record");
    let later = "2021-06-01T10:43:00Z".parse().unwrap();
    for (name, altered) in [
        ("version", Record { version: 1, ..record() }),
        ("reference", Record { reference: "BDP-2222-2222".parse().unwrap(), ..record() }),
        ("received_at", Record { received_at: later, ..record() }),
        ("form", Record { form: "f1".into(), ..record() }),
        ("expires", Record { expires: record().expires + 1, ..record() }),
        ("quarantine", Record { quarantine: true, ..record() }),
        ("digest", Record { digest: digest([0xac; 32]), ..record() }),
    ] {
        check(name, &altered, &signed(), &differs(name));
    }
    // Another application's seal, and both of their clear fields as they were.
    let other = Record { reference: "BDP-2222-2222".parse().unwrap(), ..record() };
    let other = Record { form: "f1".into(), digest: digest([0xac; 32]), ..other };
    check("swapped", &other, &signed(), &differs("reference, form, digest"));
    // Whom it is sealed to, and what further sends change, is not compared.
    let key: age::x25519::Recipient = Identity::generate().to_public();
    let keys = vec![crate::crypto::recipients::fingerprint(&key)];
    let changed = Record { keys, again: later, over_limit: true, ..record() };
    check("what changes", &changed, &signed(), "Signed");
}

#[test]
fn whatever_was_altered_inside_is_named() {
    let next = next_key().public().to_string();
    let own = key().public().to_string();
    let signature = "inside the seal signature differs from the record";
    for (what, from, to, expected) in [
        (
            "version",
            "\"version\":2",
            "\"version\":3",
            "inside the seal version, signature differs from the record",
        ),
        (
            "reference",
            "BDP-3222-222S",
            "BDP-2222-2222",
            "inside the seal reference, signature differs from the record",
        ),
        (
            "received_at",
            "T10:42",
            "T10:43",
            "inside the seal received_at, signature differs from the record",
        ),
        ("form", "\"f0\"", "\"f1\"", "inside the seal form, signature differs from the record"),
        (
            "expires",
            "1654080120",
            "1654080121",
            "inside the seal expires, signature differs from the record",
        ),
        (
            "quarantine",
            "false",
            "true",
            "inside the seal quarantine, signature differs from the record",
        ),
        (
            "digest",
            "\"digest\":\"ab",
            "\"digest\":\"ac",
            "inside the seal digest, signature differs from the record",
        ),
        ("answers", "732829320", "356000000", signature),
        ("warnings", "gmial.com ?", "gmail.com ?", signature),
        ("labels of questions", "Lettre", "Chiffre", signature),
        ("labels of choices", "Bé", "Cé", signature),
        ("titles of sections", "Vous", "Nous", signature),
        ("its key", own.as_str(), next.as_str(), signature),
    ] {
        let altered = signed().replacen(from, to, 1);
        assert_ne!(altered, signed(), "{what}");
        check(what, &record(), &altered, expected);
    }
    let at = signed().len() - 20;
    let symbol = if signed().as_bytes()[at] == b'A' { "B" } else { "A" };
    let mut altered = signed();
    altered.replace_range(at..=at, symbol);
    check("its signature", &record(), &altered, signature);
}

#[test]
fn a_signature_by_a_key_that_nobody_has_yet_or_that_nobody_knows_is_none() {
    let stranger: SigningKey = "CQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk=".parse().unwrap();
    let by = |key: &SigningKey| String::from_utf8(contents().sign(key)).unwrap();

    let unknown = format!("the contents are signed by an unknown key, {}", stranger.public());
    check("a stranger", &record(), &by(&stranger), &unknown);
    let later = "the contents are signed by a key that holds from 2021-06-02 on";
    check("a later key", &record(), &by(&next_key()), later);
    // A rotation makes no record wrong, before or after.
    let after = Record { received_at: "2021-06-02T00:00:00Z".parse().unwrap(), ..record() };
    let contents = SealedContents { received_at: after.received_at, ..contents() };
    for key in [key(), next_key()] {
        let text = String::from_utf8(contents.sign(&key)).unwrap();
        check("after the rotation", &after, &text, "Signed");
    }
}

#[test]
fn without_a_signature_it_is_unsigned_in_version_1_and_altered_in_any_later_one() {
    let first = Record { version: 1, ..record() };
    let signed = signed();
    let cut = format!("{}}}", &signed[..signed.find(SIGNATURE).unwrap()]);

    check("version 1", &first, UNSIGNED, "Unsigned");
    let differs = |names: &str| format!("inside the seal {names} differs from the record");
    let later = Record { received_at: "2021-06-01T10:43:00Z".parse().unwrap(), ..first.clone() };
    check("version 1, altered", &later, UNSIGNED, &differs("received_at"));
    check("version 1 in version 2", &record(), UNSIGNED, &differs("version, signature"));
    check("cut", &record(), &cut, &differs("signature"));
    check("cut, and said to be version 1", &first, &cut, &differs("version"));
    let (contents, _) = SealedContents::read(UNSIGNED.as_bytes(), &first, &keys()).unwrap();
    assert_eq!(contents.answers["siren"], "732829320");
    assert!(contents.sections.is_empty());
}

#[test]
fn what_is_no_application_is_none_signed_or_not() {
    for text in ["", "{}", "[]", "no JSON"] {
        let read = SealedContents::read(text.as_bytes(), &record(), &keys());
        assert!(matches!(read, Err(Distrusted::NotContents(_))), "{text}: {read:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn whatever_is_signed_verifies_after_it_was_sealed_again(answer: String, name: String) {
        let answers = json!({ name: answer }).as_object().unwrap().clone();
        let contents = SealedContents { answers, ..contents() };
        let [identity, other] = [(), ()].map(|()| Identity::generate());
        let to = |identities: [&Identity; 2]| {
            let recipient = |identity: &Identity| Recipient {
                role: "jury".into(),
                name: "Ada".into(),
                key: identity.to_public(),
                until: None,
            };
            Recipients::new(identities.map(recipient).into()).unwrap()
        };
        let boxed = |identity: &Identity| vec![Box::new(identity.clone()) as Box<dyn age::Identity>];

        let sealed = seal(&contents.sign(&key()), &to([&identity, &other])).unwrap();
        let text = open(&sealed, &boxed(&identity)).unwrap();
        let again = seal(&text, &to([&other, &Identity::generate()])).unwrap();
        let text = open(&again, &boxed(&other)).unwrap();

        let (read, authorship) = SealedContents::read(&text, &record(), &keys()).unwrap();
        prop_assert_eq!((read, authorship), (contents, Authorship::Signed));
    }
}
