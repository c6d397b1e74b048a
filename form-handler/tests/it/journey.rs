//! From the form to the record, as a director goes.

use serde_json::json;

use crate::office::{Office, answers};

#[tokio::test]
async fn nothing_is_stored_until_the_answers_were_checked_and_sent() {
    let office = Office::open();

    let check = office.post("verification", &answers()).await.expect(200);
    assert!(check.contains("Ateliers du Lez"));
    assert!(office.records().await.is_empty());

    let checked = office.checked(answers()).await;
    let sent = office.post("envoi", &checked).await;
    let location = sent.header("location").to_owned();
    sent.expect(303);

    let [record] = office.records().await.try_into().unwrap();
    assert_eq!(location, format!("/candidature/recue/{}", record.reference));
    let page = office.get(&location).await.expect(200);
    assert!(page.contains(record.reference.as_str()));
    assert!(!page.contains("Ateliers"), "the received page names no firm");
    let contents = office.open_record(&record);
    assert_eq!(contents.answers["siren"], "732829320");
    assert_eq!(contents.answers["chiffre_affaires"], "1250000");
    assert_eq!(contents.answers["date_creation"], "2015-03-27");
    assert_eq!(contents.answers["themes"], json!(["numerique"]));
    assert_eq!(record.received_at.to_string(), "2021-06-01T08:42:00Z");
    assert_eq!(record.keys.len(), 2);
    assert!(!record.quarantine);
}

#[tokio::test]
async fn every_mistake_is_reported_at_once_and_nothing_is_kept() {
    let office = Office::open();
    let wrong = answers().with("siren", "123").with("nom", "").with("effectif", "2");

    let page = office.post("verification", &wrong).await.expect(422);
    let json = office.post_json("verification", &wrong).await.expect_json(422);

    assert!(page.contains("<title>Erreur : "), "{page}");
    assert!(page.contains("value=\"Ateliers du Lez\""), "values are kept");
    assert_eq!(json["errors"][0]["field"], "siren");
    assert_eq!(json["errors"][0]["reason"], "wrong_length");
    assert_eq!(json["errors"][1]["field"], "nom");
    assert_eq!(json["errors"].as_array().unwrap().len(), 2, "a stop is not an error: {json}");
    assert!(office.records().await.is_empty());
}

#[tokio::test]
async fn a_stop_gives_every_reason_and_stores_nothing() {
    let office = Office::open();
    let young = answers().with("date_creation_annee", "2020").with("departement", "autre");

    let page = office.post("verification", &young).await.expect(200);
    let json = office.post_json("verification", &young).await.expect_json(200);

    assert!(page.contains("28\u{a0}mars 2023"), "{page}");
    assert_eq!(json["outcome"], "stop");
    assert_eq!(json["reasons"][0]["rule"], "anciennete");
    assert_eq!(json["reasons"][1]["rule"], "territoire");
    assert!(office.records().await.is_empty());
}

#[tokio::test]
async fn modifying_gives_the_form_back_as_it_was_filled_in() {
    let office = Office::open();
    let checked = office.checked(answers().with("chiffre_affaires", "1,25 M€")).await;

    let form = office.post("modification", &checked).await.expect(200);

    assert!(form.contains("value=\"1,25 M€\""));
    assert!(form.contains("value=\"Camille\""));
    assert!(!form.contains("name=\"token\""), "what is changed must be checked again");
    assert!(!form.contains("error"));
}

#[tokio::test]
async fn warnings_are_shown_and_kept_with_the_application() {
    let office = Office::open();
    let doubtful = answers().with("courriel", "camille@gmial.com").with("code_postal", "75001");

    let json = office.post_json("verification", &doubtful).await.expect_json(200);
    let sent = office.checked(doubtful).await;
    office.post("envoi", &sent).await.expect(303);

    assert_eq!(json["warnings"][0]["field"], "code_postal");
    assert_eq!(json["warnings"][1]["field"], "courriel");
    let [record] = office.records().await.try_into().unwrap();
    assert_eq!(office.open_record(&record).warnings.len(), 2);
}

#[tokio::test]
async fn a_filled_robot_field_is_kept_apart_and_confirmed_alike() {
    let office = Office::open();
    let robot = office.checked(answers().with("complement", "x")).await;

    let sent = office.post_json("envoi", &robot).await.expect_json(201);

    let [record] = office.records().await.try_into().unwrap();
    assert!(record.quarantine);
    assert_eq!(sent["reference"], record.reference.as_str());
    assert_eq!(sent["received_at"], "2021-06-01T08:42:00Z");
}

#[tokio::test]
async fn a_reload_or_a_bookmark_of_the_check_leads_to_the_form() {
    let office = Office::open();

    let answered = office.get("/candidature/verification").await;

    assert_eq!(answered.header("location"), "/candidater/");
    answered.expect(303);
}

#[tokio::test]
async fn a_robot_field_sent_twice_stays_filled_through_the_check_page() {
    let office = Office::open();
    let twice = answers().with("complement", "").and("complement", "y");

    let check = office.post("verification", &twice).await.expect(200);

    assert!(check.contains("name=\"complement\" value=\"x\""), "{check}");
}
