//! What these tests receive: applications as the service has signed them.

use application_form::reference::Reference;
use form_handler::{
    crypto::signing::SigningKey,
    record::{
        ReceivedAt, VERSION,
        contents::{SealedContents, StoredWarning, asked},
        digest,
    },
};
use jiff::Timestamp;
use serde_json::{Map, Value as Json, json};

use crate::test_secretariat::definition;

pub fn reference(number: u8) -> Reference {
    Reference::from_bytes("BDP", &[number; 32])
}

/// Received at 10:00 UTC and as many minutes, with one warning.
pub fn contents(number: u8, answers: &Map<String, Json>) -> SealedContents {
    let received = format!("2021-06-01T10:{number:02}:30Z").parse().unwrap();
    SealedContents {
        version: VERSION,
        expires: "2022-06-01T10:00:00Z".parse::<Timestamp>().unwrap().as_second(),
        quarantine: false,
        digest: digest([number; 32]),
        sections: asked(&definition()),
        reference: reference(number),
        received_at: ReceivedAt::at(received),
        form: definition().hash(),
        answers: answers.clone(),
        warnings: vec![StoredWarning {
            field: "courriel".into(),
            message: "Vouliez-vous écrire gmail.com ?".into(),
        }],
    }
}

/// The service's key, which everyone knows.
pub fn signing_key() -> SigningKey {
    "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=".parse().unwrap()
}

pub fn answers() -> Map<String, Json> {
    let answers = json!({
        "raison_sociale": "Ateliers du Lez",
        "siren": "732829320",
        "date_creation": "2012-04-30",
        "chiffre_affaires": "1200000",
        "effectif": "12",
        "departement": "34",
        "themes": ["numerique", "energetique"],
        "projet": "Première ligne\nDeuxième ligne",
        "habilite": "oui",
        "courriel": "ada@gmial.com",
        "telephone": "+33 6 12 34 56 78",
    });
    answers.as_object().unwrap().clone()
}

pub fn with(name: &str, answer: &str) -> Map<String, Json> {
    let mut answers = answers();
    answers.insert(name.to_owned(), answer.into());
    answers
}
