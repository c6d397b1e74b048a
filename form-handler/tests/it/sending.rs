//! Sending: once, twice, too late, edited, after a rotation, into a broken store.

use form_handler::crypto::{
    recipients::Recipients,
    token::{PreviousSecret, Secrets},
};
use jiff::SignedDuration;

use crate::test_service::{TestService, answers, secret};

#[tokio::test]
async fn the_same_application_is_stored_once_however_often_it_is_sent() {
    let service = TestService::new();
    let first_check = service.checked(answers()).await;
    let first = service.post_json("envoi", &first_check).await.expect_json(201);
    service.hours_pass(1);

    let again = service.post_json("envoi", &first_check).await.expect_json(201);
    let checked_again = service.checked(answers().with("siren", "732829320")).await;
    let second_check = service.post_json("envoi", &checked_again).await.expect_json(201);

    for resent in [again, second_check] {
        assert_eq!(resent["reference"], first["reference"]);
        assert_eq!(resent["received_at"], "2021-06-01T09:42:00Z", "of this send");
    }
    let records = service.records().await;
    let [record] = records.as_slice() else { panic!("{records:?}") };
    assert_eq!(record.received_at.to_string(), "2021-06-01T08:42:00Z", "the first one's stays");
    assert_eq!(record.again.to_string(), "2021-06-01T09:42:00Z");
}

#[tokio::test]
async fn two_applications_of_one_firm_are_both_kept_and_nothing_tells() {
    let service = TestService::new();
    for project in ["a", "b"] {
        let answers = answers().with("projet", &project.repeat(200));
        let checked = service.checked(answers).await;
        let sent = service.post_json("envoi", &checked).await.expect_json(201);
        assert_eq!(sent.as_object().unwrap().len(), 2, "{sent}");
    }
    assert_eq!(service.records().await.len(), 2);
}

#[tokio::test]
async fn answers_that_changed_since_the_check_are_not_stored() {
    let service = TestService::new();
    let checked = service.checked(answers()).await;

    for edited in [
        checked.clone().with("effectif", "13"),
        checked.clone().with("effectif", "2"),
        checked.clone().with("nom", ""),
        checked.clone().with("token", "1.2.3.4"),
        answers(),
    ] {
        let page = service.post("envoi", &edited).await.expect(409);
        assert!(page.contains("value=\"Ateliers du Lez\""), "the form is filled in");
    }
    assert!(service.records().await.is_empty());
}

#[tokio::test]
async fn a_check_page_older_than_a_day_or_of_another_form_is_too_old() {
    let service = TestService::new();
    let checked = service.checked(answers()).await;
    service.hours_pass(24);
    service.post("envoi", &checked).await.expect(303);
    service.hours_pass(1);

    let page = service.post("envoi", &checked).await.expect(410);
    assert!(page.contains("value=\"Ateliers du Lez\""));
    let json = service.post_json("envoi", &checked).await.expect_json(410);
    assert_eq!(json["type"], "urn:bureau-des-pairs:problem:too-old");

    let mut changed = TestService::new();
    let checked = changed.checked(answers()).await;
    changed.handler.bundle.form_hash = "0".repeat(64);
    changed.post("envoi", &checked).await.expect(410);
    assert!(changed.records().await.is_empty());
}

#[tokio::test]
async fn a_check_page_from_before_a_rotation_is_sent_once_under_its_own_reference() {
    let mut service = TestService::new();
    let checked = service.checked(answers()).await;
    let before = service.post_json("envoi", &checked).await.expect_json(201);

    let until = service.now() + SignedDuration::from_hours(24);
    let previous = Some(PreviousSecret { secret: secret('a'), until });
    service.handler.secrets = Secrets { current: secret('b'), previous };
    let after = service.post_json("envoi", &checked).await.expect_json(201);
    assert_eq!(before, after);
    assert_eq!(service.records().await.len(), 1);

    service.handler.secrets = Secrets { current: secret('b'), previous: None };
    service.post("envoi", &checked).await.expect(409);
}

#[tokio::test]
async fn a_clash_of_different_answers_takes_the_next_derivation() {
    let service = TestService::new();
    let checked = service.checked(answers()).await;
    service.post("envoi", &checked).await.expect(303);
    let [mut rival] = service.records().await.try_into().unwrap();

    // Another application has the reference that these answers derive first.
    let other_service = TestService::new();
    rival.digest = "of other answers".into();
    form_handler::store::Store::store(&other_service.handler.store, &rival, service.now())
        .await
        .unwrap();
    let checked = other_service.checked(answers()).await;
    let sent = other_service.post_json("envoi", &checked).await.expect_json(201);

    assert_ne!(sent["reference"], rival.reference.as_str());
    assert_eq!(other_service.records().await.len(), 2);
}

#[tokio::test]
async fn nothing_is_sealed_to_somebody_who_left_while_the_service_runs() {
    let mut service = TestService::new();
    let mut recipients: Vec<_> = service.handler.recipients.iter().cloned().collect();
    recipients[1].until = Some("2021-06-02".parse().unwrap());
    service.handler.recipients = Recipients::new(recipients).unwrap();
    let everyone = service.handler.recipients.fingerprints();

    for (hours, opened_by) in [(0, &everyone[..]), (24, &everyone[..1])] {
        service.hours_pass(hours);
        let answers = answers().with("projet", &hours.to_string().repeat(200));
        let checked = service.checked(answers).await;
        let sent = service.post_json("envoi", &checked).await.expect_json(201);
        let reference = sent["reference"].as_str().unwrap().to_owned();

        let records = service.records().await;
        let record = records.iter().find(|record| record.reference.as_str() == reference).unwrap();
        assert_eq!(record.keys, opened_by);
        service.open_record(record);
    }
}
