//! What the office does after Send, from outside: acts typed as commands, on a store that the service has written.

use std::fs;

use age::x25519::Identity;
use form_handler::{
    record::{Record, contents::SealedContents},
    store::journal::author::Author,
};
use serde_json::Value as Json;

use crate::test_secretariat::{Ran, TestSecretariat, content, contents, reference, with};

mod acts;
mod duplicates;
mod erasing;
mod journal;
mod listing;
mod marker;
mod over_https;
mod rights;
mod states;
pub mod together;

/// A secretariat whose recipients sign: hers is the first key, and a colleague has the other.
pub struct TestCases {
    pub secretariat: TestSecretariat,
}

impl TestCases {
    /// With the real form and the real reasons, and nothing received yet.
    pub fn new() -> Self {
        let secretariat = TestSecretariat::new();
        let folder = secretariat.path("content");
        fs::create_dir(&folder).unwrap();
        for name in ["candidature.toml", "secretariat.toml", "site.toml"] {
            fs::copy(content().join(name), folder.join(name)).unwrap();
        }
        fs::create_dir(folder.join("lettres")).unwrap();
        for letter in fs::read_dir(content().join("lettres")).unwrap() {
            let letter = letter.unwrap();
            fs::copy(letter.path(), folder.join("lettres").join(letter.file_name())).unwrap();
        }
        let office = Self { secretariat };
        let people = [("Marie", office.own()), ("Paul", office.colleague())];
        office.write_recipients(&people.map(|(name, key)| person(name, key, key)));
        office.secretariat.write_signing_keys(
            "content/signing.toml",
            &[(&crate::applications::signing_key(), "2021-01-01")],
        );
        office.secretariat.write_identity("colleague/identity.txt", office.colleague());
        office
    }

    /// The same, with so many applications of as many firms.
    pub async fn with_applications(count: u8) -> Self {
        let office = Self::new();
        for number in 1..=count {
            office.receive(number).await;
        }
        office
    }

    pub fn own(&self) -> &Identity {
        &self.secretariat.own
    }

    pub fn colleague(&self) -> &Identity {
        &self.secretariat.other
    }

    pub fn write_recipients(&self, tables: &[String]) {
        fs::write(self.secretariat.path("content/recipients.toml"), tables.concat()).unwrap();
    }

    /// An application of a firm of its own.
    pub async fn receive(&self, number: u8) -> Record {
        self.receive_as(number, &[]).await
    }

    /// The same, but for these answers.
    pub async fn receive_as(&self, number: u8, changed: &[(&str, &str)]) -> Record {
        self.store(firm(number, changed)).await
    }

    pub async fn store(&self, contents: SealedContents) -> Record {
        self.secretariat.store_contents(contents).await
    }

    /// What Marie types; `REF1` and so on stand for references.
    pub async fn run(&self, line: &str) -> Ran {
        self.run_as("identity.txt", line).await
    }

    /// What Paul types, on his own machine.
    pub async fn run_as_colleague(&self, line: &str) -> Ran {
        self.run_as("colleague/identity.txt", line).await
    }

    /// What Marie types, and gets done.
    pub async fn act(&self, line: &str) {
        let _ = self.run(line).await.done();
    }

    /// What Paul types, and gets done.
    pub async fn act_as_colleague(&self, line: &str) {
        let _ = self.run_as_colleague(line).await.done();
    }

    pub async fn run_as(&self, identity: &str, line: &str) -> Ran {
        let [identity, store, content] =
            [identity, "applications.db", "content"].map(|name| self.secretariat.path(name));
        let mut words: Vec<String> = split(line);
        for word in &mut words {
            for number in (1..=9).rev() {
                *word = word.replace(&format!("REF{number}"), reference(number).as_str());
            }
        }
        words.extend([
            "--identity".to_owned(),
            identity.display().to_string(),
            format!("--store=sqlite:{}", store.display()),
            format!("--content={}", content.display()),
        ]);
        self.secretariat.run_words(&words).await
    }

    /// `show --format json`.
    pub async fn case(&self, number: u8) -> Json {
        let shown = self.run(&format!("show REF{number} --format json")).await.done();
        serde_json::from_str(&shown.out).unwrap()
    }

    pub async fn state(&self, number: u8) -> String {
        self.case(number).await["state"].as_str().unwrap().to_owned()
    }

    /// `list --format json`, the references as numbers.
    pub async fn listed(&self, filters: &str) -> Vec<u8> {
        let listed = self.run(&format!("list --format json {filters}")).await.done();
        let cases: Vec<Json> = serde_json::from_str(&listed.out).unwrap();
        let number = |case: &Json| {
            (1..=u8::MAX).find(|number| case["reference"] == reference(*number).as_str()).unwrap()
        };
        cases.iter().map(number).collect()
    }
}

/// An application of a firm of its own, but for these answers.
pub fn firm(number: u8, changed: &[(&str, &str)]) -> SealedContents {
    let mut answers = with("raison_sociale", &format!("Société {number}"));
    for (name, answer) in [
        ("siren", format!("{:09}", 100 + u32::from(number))),
        ("courriel", format!("contact{number}@exemple.fr")),
        ("code_postal", "34000".to_owned()),
        ("secteur", "industrie".to_owned()),
        ("prenom", "Camille".to_owned()),
        ("nom", format!("Durand{number}")),
    ] {
        answers.insert(name.to_owned(), answer.into());
    }
    for (name, answer) in changed {
        answers.insert((*name).to_owned(), (*answer).into());
    }
    contents(number, &answers)
}

/// A table of `recipients.toml`.
pub fn person(name: &str, key: &Identity, signs: &Identity) -> String {
    format!(
        "[[recipient]]\nrole = \"secrétariat\"\nname = \"{name}\"\nkey = \"{}\"\nsign = \"{}\"\n",
        key.to_public(),
        Author::of(signs).public()
    )
}

/// Words as a shell takes them apart, quotes only around whole words or after `=`.
pub fn split(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let (mut word, mut quoted) = (String::new(), false);
    for symbol in line.chars() {
        match symbol {
            '"' => quoted = !quoted,
            ' ' if !quoted => {
                words.extend(Some(std::mem::take(&mut word)).filter(|word| !word.is_empty()));
            }
            symbol => word.push(symbol),
        }
    }
    words.extend(Some(word).filter(|word| !word.is_empty()));
    words
}
