//! From the form to the record, as a director goes.

use serde_json::json;

use crate::test_service::{TestService, answers};

#[tokio::test]
async fn nothing_is_stored_until_the_answers_were_checked_and_sent() {
    let service = TestService::new();

    let check = service.post("verification", &answers()).await.expect(200);
    assert!(check.contains("Ateliers du Lez"));
    assert!(service.records().await.is_empty());

    let checked = service.checked(answers()).await;
    let sent = service.post("envoi", &checked).await;
    let location = sent.header("location").to_owned();
    sent.expect(303);

    let [record] = service.records().await.try_into().unwrap();
    assert_eq!(location, format!("/candidature/recue/{}", record.reference));
    let page = service.get(&location).await.expect(200);
    assert!(page.contains(record.reference.as_str()));
    assert!(!page.contains("Ateliers"), "the received page names no firm");
    let contents = service.open_record(&record);
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
    let service = TestService::new();
    let wrong = answers().with("siren", "123").with("nom", "").with("effectif", "2");

    let page = service.post("verification", &wrong).await.expect(422);
    let json = service.post_json("verification", &wrong).await.expect_json(422);

    assert!(page.contains("<title>Erreur : "), "{page}");
    assert!(page.contains("value=\"Ateliers du Lez\""), "values are kept");
    assert_eq!(json["errors"][0]["field"], "siren");
    assert_eq!(json["errors"][0]["reason"], "wrong_length");
    assert_eq!(json["errors"][1]["field"], "nom");
    assert_eq!(json["errors"].as_array().unwrap().len(), 2, "a stop is not an error: {json}");
    assert!(service.records().await.is_empty());
}

#[tokio::test]
async fn a_stop_gives_every_reason_and_stores_nothing() {
    let service = TestService::new();
    let young = answers().with("date_creation_annee", "2020").with("departement", "autre");

    let page = service.post("verification", &young).await.expect(200);
    let json = service.post_json("verification", &young).await.expect_json(200);

    assert!(page.contains("28\u{a0}mars 2023"), "{page}");
    assert_eq!(json["outcome"], "stop");
    assert_eq!(json["reasons"][0]["rule"], "anciennete");
    assert_eq!(json["reasons"][1]["rule"], "territoire");
    assert!(service.records().await.is_empty());
}

#[tokio::test]
async fn modifying_gives_the_form_back_as_it_was_filled_in() {
    let service = TestService::new();
    let checked = service.checked(answers().with("chiffre_affaires", "1,25 M€")).await;

    let form = service.post("modification", &checked).await.expect(200);

    assert!(form.contains("value=\"1,25 M€\""));
    assert!(form.contains("value=\"Camille\""));
    assert!(!form.contains("name=\"token\""), "what is changed must be checked again");
    assert!(!form.contains("error"));
}

#[tokio::test]
async fn warnings_are_shown_and_kept_with_the_application() {
    let service = TestService::new();
    let doubtful = answers().with("courriel", "camille@gmial.com").with("code_postal", "75001");

    let json = service.post_json("verification", &doubtful).await.expect_json(200);
    let sent = service.checked(doubtful).await;
    service.post("envoi", &sent).await.expect(303);

    assert_eq!(json["warnings"][0]["field"], "code_postal");
    assert_eq!(json["warnings"][1]["field"], "courriel");
    let [record] = service.records().await.try_into().unwrap();
    assert_eq!(service.open_record(&record).warnings.len(), 2);
}

#[tokio::test]
async fn a_filled_robot_field_is_kept_apart_and_confirmed_alike() {
    let service = TestService::new();
    let robot = service.checked(answers().with("complement", "x")).await;

    let sent = service.post_json("envoi", &robot).await.expect_json(201);

    let [record] = service.records().await.try_into().unwrap();
    assert!(record.quarantine);
    assert_eq!(sent["reference"], record.reference.as_str());
    assert_eq!(sent["received_at"], "2021-06-01T08:42:00Z");
}

#[tokio::test]
async fn a_reload_or_a_bookmark_of_the_check_leads_to_the_form() {
    let service = TestService::new();

    let answered = service.get("/candidature/verification").await;

    assert_eq!(answered.header("location"), "/candidater/");
    answered.expect(303);
}

#[tokio::test]
async fn a_suggested_address_is_taken_in_one_press_and_checked_again() {
    let service = TestService::new();
    let doubtful = answers().with("courriel", "camille@gmial.com");
    let json = service.post_json("verification", &doubtful).await.expect_json(200);
    assert_eq!(json["warnings"][0]["suggestion"], "camille@gmail.com");
    let press =
        doubtful.with("token", json["token"].as_str().unwrap()).with("suggestion", "courriel");

    // The button of the page, which a text browser sends to its form's own address; and a program.
    let page = service.post("modification", &press).await.expect(200);
    let json = service.post_json("verification", &press).await.expect_json(200);

    assert!(page.contains("name=\"courriel\" value=\"camille@gmail.com\""), "{page}");
    assert!(!page.contains("gmial.com") && !page.contains("name=\"suggestion\""), "{page}");
    assert_eq!(json["answers"]["courriel"], "camille@gmail.com");
    assert_eq!(json["warnings"], json!([]));
    let taken = answers().with("courriel", "camille@gmail.com");
    let sent = taken.with("token", json["token"].as_str().unwrap());
    service.post("envoi", &sent).await.expect(303);
    let [record] = service.records().await.try_into().unwrap();
    assert_eq!(service.open_record(&record).answers["courriel"], "camille@gmail.com");
}

#[tokio::test]
async fn a_suggestion_that_there_is_not_changes_nothing() {
    let service = TestService::new();

    for asked in ["courriel", "nom", "inconnu", ""] {
        let check = service.post("modification", &answers().with("suggestion", asked)).await;

        let page = check.expect(200);
        assert!(page.contains("name=\"courriel\" value=\"camille.durand@exemple.fr\""), "{page}");
    }
    let wrong = answers().with("suggestion", "courriel").with("nom", "");
    let form = service.post("modification", &wrong).await.expect(422);
    assert!(!form.contains("name=\"suggestion\""), "{form}");
}

#[tokio::test]
async fn a_stop_says_which_values_it_judged() {
    let service = TestService::new();
    let far = answers().with("chiffre_affaires", "12.50 k€").with("departement", "autre");

    let json = service.post_json("verification", &far).await.expect_json(200);

    let judged = [json["reasons"][0]["answers"].clone(), json["reasons"][1]["answers"].clone()];
    let amount = json!([{ "field": "chiffre_affaires", "answer": "12\u{202f}500\u{a0}€" }]);
    let place = json!([
        { "field": "departement", "answer": "Autre" },
        { "field": "code_postal", "answer": "34000" },
    ]);
    assert_eq!(judged, [amount, place]);
    let said = json["reasons"][1]["contradiction"].as_str().unwrap();
    assert!(said.contains("Hérault (34)"), "{said}");
    assert!(json["reasons"][0].get("contradiction").is_none(), "{json}");
}

#[tokio::test]
async fn a_robot_field_sent_twice_stays_filled_through_the_check_page() {
    let service = TestService::new();
    let twice = answers().with("complement", "").and("complement", "y");

    let check = service.post("verification", &twice).await.expect(200);

    assert!(check.contains("name=\"complement\" value=\"x\""), "{check}");
}
