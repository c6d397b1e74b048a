//! Sending: once, twice, too late, edited, after a rotation, into a broken store.

use form_handler::crypto::token::Secrets;

use crate::office::{Office, answers, secret};

#[tokio::test]
async fn the_same_application_is_stored_once_however_often_it_is_sent() {
    let office = Office::open();
    let first_check = office.checked(answers()).await;
    let first = office.post_json("envoi", &first_check).await.expect_json(201);
    office.hours_pass(1);

    let again = office.post_json("envoi", &first_check).await.expect_json(201);
    let checked_again = office.checked(answers().with("siren", "732829320")).await;
    let second_check = office.post_json("envoi", &checked_again).await.expect_json(201);

    assert_eq!(first, again, "the first time of receipt stays");
    assert_eq!(first, second_check);
    assert_eq!(office.records().await.len(), 1);
}

#[tokio::test]
async fn two_applications_of_one_firm_are_both_kept_and_nothing_tells() {
    let office = Office::open();
    for project in ["a", "b"] {
        let answers = answers().with("projet", &project.repeat(200));
        let checked = office.checked(answers).await;
        let sent = office.post_json("envoi", &checked).await.expect_json(201);
        assert_eq!(sent.as_object().unwrap().len(), 2, "{sent}");
    }
    assert_eq!(office.records().await.len(), 2);
}

#[tokio::test]
async fn answers_that_changed_since_the_check_are_not_stored() {
    let office = Office::open();
    let checked = office.checked(answers()).await;

    for edited in [
        checked.clone().with("effectif", "13"),
        checked.clone().with("effectif", "2"),
        checked.clone().with("nom", ""),
        checked.clone().with("token", "1.2.3.4"),
        answers(),
    ] {
        let page = office.post("envoi", &edited).await.expect(409);
        assert!(page.contains("value=\"Ateliers du Lez\""), "the form is filled in");
    }
    assert!(office.records().await.is_empty());
}

#[tokio::test]
async fn a_check_page_older_than_a_day_or_of_another_form_is_too_old() {
    let office = Office::open();
    let checked = office.checked(answers()).await;
    office.hours_pass(24);
    office.post("envoi", &checked).await.expect(303);
    office.hours_pass(1);

    let page = office.post("envoi", &checked).await.expect(410);
    assert!(page.contains("value=\"Ateliers du Lez\""));
    let json = office.post_json("envoi", &checked).await.expect_json(410);
    assert_eq!(json["type"], "urn:bureau-des-pairs:problem:too-old");

    let mut changed = Office::open();
    let checked = changed.checked(answers()).await;
    changed.desk.bundle.form_hash = "0".repeat(64);
    changed.post("envoi", &checked).await.expect(410);
    assert!(changed.records().await.is_empty());
}

#[tokio::test]
async fn a_check_page_from_before_a_rotation_is_sent_once_under_its_own_reference() {
    let mut office = Office::open();
    let checked = office.checked(answers()).await;
    let before = office.post_json("envoi", &checked).await.expect_json(201);

    office.desk.secrets = Secrets { current: secret('b'), previous: Some(secret('a')) };
    let after = office.post_json("envoi", &checked).await.expect_json(201);
    assert_eq!(before, after);
    assert_eq!(office.records().await.len(), 1);

    office.desk.secrets = Secrets { current: secret('b'), previous: None };
    office.post("envoi", &checked).await.expect(409);
}

#[tokio::test]
async fn a_clash_of_different_answers_takes_the_next_derivation() {
    let office = Office::open();
    let checked = office.checked(answers()).await;
    office.post("envoi", &checked).await.expect(303);
    let [mut rival] = office.records().await.try_into().unwrap();

    // Another application has the reference that these answers derive first.
    let other_office = Office::open();
    rival.digest = "of other answers".into();
    form_handler::store::Store::keep(&other_office.desk.store, &rival, office.now()).await.unwrap();
    let checked = other_office.checked(answers()).await;
    let sent = other_office.post_json("envoi", &checked).await.expect_json(201);

    assert_ne!(sent["reference"], rival.reference.as_str());
    assert_eq!(other_office.records().await.len(), 2);
}
