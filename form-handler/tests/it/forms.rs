//! Several forms in one service: each at its own addresses, one of them with a question that not everyone is asked.

use std::sync::Arc;

use authoring::{diagnostics::Source, form::read};
use bytes::Bytes;
use form_handler::{handler::Handler, service, store::sqlite::SqliteStore};
use http::Request;

use crate::test_service::{Answered, TestService, answers};

const CONTACT: &str = r#"id = "contact"
language = "en"
prefix = "CTC"
page = "/contact/"
[[fields]]
name = "subject"
kind = "choice"
label = "Subject"
choices = [{ value = "visit", label = "A visit" }, { value = "other", label = "Something else" }]
[[fields]]
name = "which"
kind = "text"
label = "What is it about?"
when = { field = "subject", is = ["other"] }
[limits]
check_page_hours = 1
sends_per_hour = 2
"#;

/// Both forms over one store.
fn site() -> (Vec<Arc<Handler<SqliteStore>>>, TestService) {
    let ours = TestService::new();
    let (definition, problems) = read(&Source::new("content/forms/contact.toml", CONTACT));
    let definition = definition.unwrap_or_else(|| panic!("{problems:#?}"));
    let mut theirs = TestService::over(ours.handler.store.clone()).handler;
    theirs.bundle.form_hash = definition.hash();
    theirs.bundle.definition = definition;
    let store = ours.handler.store.clone();
    let ours_too = TestService::over(store).handler;
    (vec![Arc::new(ours_too), Arc::new(theirs)], ours)
}

async fn post(
    site: &[Arc<Handler<SqliteStore>>],
    path: &str,
    accept: &str,
    body: &str,
) -> Answered {
    let handler = service::find(site, path).expect("a form owns the address");
    let request = Request::post(path)
        .header("content-type", "application/x-www-form-urlencoded")
        .header("origin", "https://bureau.example")
        .header("accept", accept)
        .body(Bytes::from(body.to_owned()))
        .unwrap();
    Answered(service::answer(handler, request).await)
}

#[tokio::test]
async fn each_form_answers_at_its_own_addresses_and_is_stored_under_its_own_prefix() {
    let (site, ours) = site();
    assert!(service::find(&site, "/contact/").is_none(), "there the form's page stands");
    assert!(service::find(&site, "/contact/autre").is_none());

    let json = "application/json";
    let checked =
        post(&site, "/contact/verification", json, "subject=visit").await.expect_json(200);
    let token = checked["token"].as_str().unwrap();
    let sent = format!("subject=visit&token={token}");
    let stored = post(&site, "/contact/envoi", json, &sent).await.expect_json(201);
    let reference = stored["reference"].as_str().unwrap().to_owned();
    assert!(reference.starts_with("CTC-"), "{reference}");
    let checked = ours.checked(answers()).await;
    let other = ours.post_json("envoi", &checked).await.expect_json(201);
    assert!(other["reference"].as_str().unwrap().starts_with("BDP-"));
    assert_eq!(ours.records().await.len(), 2);

    // A reference is confirmed by its own form alone, and a proof is of one form.
    for (path, status) in [("contact", 200), ("candidature", 404)] {
        let path = format!("/{path}/recue/{reference}");
        let request = Request::get(&path).body(Bytes::new()).unwrap();
        let handler = service::find(&site, &path).unwrap();
        Answered(service::answer(handler, request).await).expect(status);
    }
    ours.post_json("envoi", &answers().with("token", token)).await.expect(410);
}

#[tokio::test]
async fn one_more_question_is_asked_on_the_same_page_without_any_script() {
    let (site, _) = site();
    let html = "text/html";

    let page = post(&site, "/contact/verification", html, "subject=other").await.expect(200);
    assert!(page.contains("One more question") && page.contains("What is it about?"), "{page}");
    assert!(page.contains("name=\"asked\" value=\"which\"") && !page.contains("Error"), "{page}");

    let left = "subject=other&which=&asked=which";
    let page = post(&site, "/contact/verification", html, left).await.expect(422);
    assert!(page.contains("<title>Error: Form"), "{page}");

    let given = "subject=other&which=A+grant&asked=which";
    let page = post(&site, "/contact/verification", html, given).await.expect(200);
    assert!(page.contains("A grant") && page.contains("Send my answers"), "{page}");

    let changed = "subject=visit&which=A+grant&asked=which";
    let page = post(&site, "/contact/verification", html, changed).await.expect(200);
    assert!(!page.contains("A grant") && !page.contains("What is it about?"), "{page}");

    let json = post(&site, "/contact/verification", "application/json", "subject=other").await;
    let errors = json.expect_json(422)["errors"].clone();
    assert_eq!((&errors[0]["field"], &errors[0]["reason"]), (&"which".into(), &"missing".into()));
    assert_eq!(errors.as_array().unwrap().len(), 1);
}
