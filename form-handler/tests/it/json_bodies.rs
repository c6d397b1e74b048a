//! A body in JSON says what a url-encoded one says: same limits, same errors, same answers.

use bytes::Bytes;
use http::Request;
use serde_json::{Value as Json, json};

use crate::test_service::{TestService, answers};

fn request(step: &str, body: impl Into<Bytes>) -> Request<Bytes> {
    Request::post(format!("/candidature/{step}"))
        .header("content-type", "application/json; charset=utf-8")
        .header("accept", "application/json")
        .header("origin", "https://bureau.example")
        .body(body.into())
        .unwrap()
}

/// The usual answers, as the service answers them.
async fn sound(service: &TestService) -> Json {
    service.post_json("verification", &answers()).await.expect_json(200)["answers"].clone()
}

#[tokio::test]
async fn what_was_answered_can_be_sent_as_it_is() {
    let service = TestService::new();
    let mut body = sound(&service).await;
    assert_eq!(body["date_creation"], "2015-03-27");

    let checked = service.request(request("verification", body.to_string())).await.expect_json(200);
    assert_eq!(checked["answers"], body);
    body["token"] = checked["token"].clone();
    let stored = service.request(request("envoi", body.to_string())).await.expect_json(201);

    // The same application, sent by a browser, has the same reference.
    let typed = service.checked(answers()).await;
    let again = service.post_json("envoi", &typed).await.expect_json(201);
    assert_eq!(stored["reference"], again["reference"]);
    assert_eq!(service.records().await.len(), 1);
}

#[tokio::test]
async fn mistakes_are_those_of_a_form() {
    let service = TestService::new();
    let sound = sound(&service).await;
    for (name, value, reason) in [
        ("siren", json!("732829321"), "check_digit"),
        ("effectif", json!(""), "missing"),
        ("effectif", json!(["12"]), "repeated_field"),
        ("effectif", json!([]), "repeated_field"),
        ("date_creation", json!("2015-02-30"), "not_a_date"),
        ("date_creation", json!(["2015-02-27"]), "repeated_field"),
        ("departement", json!("75"), "unknown_choice"),
        ("themes", json!([]), "missing"),
        ("themes", json!("numerique,autre"), "unknown_choice"),
        ("reseaux", json!(["aucun", "digital_113"]), "conflicting_choices"),
        ("inconnu", json!("x"), "unknown_field"),
        ("inconnu", json!([]), "unknown_field"),
    ] {
        let mut body = sound.clone();
        body[name] = value.clone();
        let answer = service.request(request("verification", body.to_string())).await;
        let errors = answer.expect_json(422)["errors"].clone();
        assert_eq!(errors[0]["reason"], reason, "{name} = {value}: {errors}");
    }
    let twice = sound.to_string().replacen('{', "{\"effectif\":\"12\",", 1);
    let errors = service.request(request("verification", twice)).await.expect_json(422);
    assert_eq!(errors["errors"][0]["reason"], "repeated_field", "{errors}");
    let alone = sound.to_string().replace("[\"numerique\"]", "\"numerique\"");
    service.request(request("verification", alone)).await.expect(200);
}

/// A program may say a date in one, as it is answered, or in the three parts of the form, and not in both.
#[tokio::test]
async fn a_date_is_given_once_in_one_or_in_parts() {
    let service = TestService::new();
    let sound = sound(&service).await;
    let (day, month, year) = ("date_creation_jour", "date_creation_mois", "date_creation_annee");
    let parts = [(day, "27"), (month, "3"), (year, "2015")];
    let one = [("date_creation", "2015-03-27")];
    let blank = [(day, ""), (month, " "), (year, "\u{a0}")];
    for (given, reason) in [
        (one.to_vec(), None),
        (parts.to_vec(), None),
        ([&one[..], &blank].concat(), None),
        ([&parts[..], &[("date_creation", " ")]].concat(), None),
        ([&one[..], &parts].concat(), Some("repeated_field")),
        ([&one[..], &[(year, "2015")]].concat(), Some("repeated_field")),
        (blank.to_vec(), Some("missing")),
        (vec![("date_creation", "")], Some("missing")),
        (vec![("date_creation", "27-3")], Some("missing")),
        (vec![("date_creation", "2015-3-")], Some("missing")),
        (vec![("date_creation", " 2015-03-27 ")], None),
        (vec![("date_creation", "27 mars 2015")], None),
        (vec![("date_creation", "2015-02-30")], Some("not_a_date")),
        (vec![("date_creation", "hier")], Some("missing")),
    ] {
        let mut body = sound.clone();
        body.as_object_mut().unwrap().remove("date_creation");
        for (name, text) in &given {
            body[*name] = json!(text);
        }
        let status = if reason.is_some() { 422 } else { 200 };
        let answer = service.request(request("verification", body.to_string())).await;
        let answer = answer.expect_json(status);
        match reason {
            None => assert_eq!(answer["answers"]["date_creation"], "2015-03-27", "{given:?}"),
            Some(reason) => {
                assert_eq!(answer["errors"][0]["field"], "date_creation", "{given:?}: {answer}");
                assert_eq!(answer["errors"][0]["reason"], reason, "{given:?}: {answer}");
            }
        }
    }
}

#[tokio::test]
async fn what_is_no_object_of_texts_is_unreadable_and_limits_are_the_same() {
    let service = TestService::new();
    let deep = "[".repeat(100_000);
    for body in [
        "",
        "[]",
        "null",
        "{\"nom\":1}",
        "{\"nom\":null}",
        "{\"nom\":[[\"x\"]]}",
        "{}x",
        "{\"nom\":\"\\ud800\"}",
        &deep,
    ] {
        service.request(request("verification", body.to_owned())).await.expect(400);
    }
    service.request(request("verification", b"{\"nom\":\"\xff\"}".to_vec())).await.expect(400);

    let limit = 256 * 1024;
    let padded = |length: usize| format!("{{}}{}", " ".repeat(length - 2));
    service.request(request("verification", padded(limit))).await.expect(422);
    service.request(request("verification", padded(limit + 1))).await.expect(413);
    let mut elsewhere = request("verification", "{}");
    elsewhere.headers_mut().insert("sec-fetch-site", "cross-site".parse().unwrap());
    service.request(elsewhere).await.expect(403);
    let mut plain = request("verification", "{}");
    plain.headers_mut().insert("content-type", "application/jsonp".parse().unwrap());
    service.request(plain).await.expect(415);
    assert!(service.records().await.is_empty());
}
