//! What is not a submission of this site's form.

use bytes::Bytes;
use http::Request;

use crate::test_service::{TestService, answers};

#[tokio::test]
async fn each_refusal_has_its_status_in_html_and_in_json() {
    let service = TestService::new();
    let too_large = answers().with("projet", &"a".repeat(256 * 1024));
    let mut cross_site = answers().request("verification");
    cross_site.headers_mut().insert("sec-fetch-site", "cross-site".parse().unwrap());
    let mut plain = answers().request("envoi");
    plain.headers_mut().insert("content-type", "text/plain".parse().unwrap());
    let mut unreadable = answers().request("verification");
    *unreadable.body_mut() = Bytes::from_static(b"nom=%ff");

    for (request, status) in [
        (cross_site, 403),
        (plain, 415),
        (too_large.request("modification"), 413),
        (unreadable, 400),
        (Request::put("/candidature/verification").body(Bytes::new()).unwrap(), 405),
        (Request::get("/candidature/envoi").body(Bytes::new()).unwrap(), 405),
        (Request::get("/candidature/autre").body(Bytes::new()).unwrap(), 404),
    ] {
        let mut json = request.clone();
        json.headers_mut().insert("accept", "application/json".parse().unwrap());
        let json = service.request(json).await;
        assert_eq!(json.header("content-type"), "application/problem+json");
        let json = json.expect_json(status);
        assert_eq!(json["status"], status, "{json}");
        assert!(json["type"].is_string() && json["title"].is_string(), "{json}");
        let html = service.request(request).await;
        assert_eq!(html.header("cache-control"), "no-store");
        html.expect(status);
    }
    assert!(service.records().await.is_empty());
}

/// Whoever opens the sending address by hand may have sent an application before.
#[tokio::test]
async fn an_address_that_only_receives_says_nothing_of_what_was_sent_before() {
    let service = TestService::new();
    let checked = service.checked(answers()).await;
    service.post("envoi", &checked).await.expect(303);

    let page = service.get("/candidature/envoi").await.expect(405);

    assert!(page.contains("L’ouvrir n’envoie rien"), "{page}");
    assert!(!page.contains("enregistré"), "one application is: {page}");
    assert_eq!(service.records().await.len(), 1);
}

#[tokio::test]
async fn a_body_of_exactly_the_limit_is_read() {
    let service = TestService::new();
    let mut request = answers().request("verification");
    let mut body = request.body().to_vec();
    body.resize(256 * 1024, b'&');
    *request.body_mut() = body.clone().into();
    service.request(request.clone()).await.expect(200);

    body.push(b'&');
    *request.body_mut() = body.into();
    service.request(request).await.expect(413);
}

/// Whatever a check page shows can be sent from it; otherwise it is not shown.
#[tokio::test]
async fn answers_that_a_browser_could_not_send_again_are_refused_at_once() {
    let service = TestService::new();
    // Three code points and eleven bytes a character: three times as many once a browser encodes them.
    let long = |characters| "👨\u{200d}🦰".repeat(characters);
    let mut body =
        String::from_utf8(answers().request("verification").into_body().to_vec()).unwrap();
    for (name, characters) in [("projet", 4000), ("motivation", 2000), ("attentes", 2000)] {
        let start = body.find(&format!("{name}=")).unwrap();
        let end = start + body[start..].find('&').unwrap();
        body.replace_range(start..end, &format!("{name}={}", long(characters)));
    }
    assert!(body.len() < 100 * 1024, "as sent, it is far below the limit");
    let mut request = answers().request("verification");
    *request.body_mut() = body.into();

    service.request(request).await.expect(413);

    let shorter = answers().with("projet", &long(4000)).with("motivation", &long(1500));
    let checked = service.checked(shorter).await;
    service.post("envoi", &checked).await.expect(303);
}

#[tokio::test]
async fn only_a_reference_whose_check_symbol_is_right_is_confirmed() {
    let service = TestService::new();

    service.get("/candidature/recue/BDP-3222-222S").await.expect(200);
    assert_eq!(service.get("/candidature/recue/BDP-3222-222T").await.expect(404), "page 404");
    service.get("/candidature/recue/ABC-3222-222S").await.expect(404);
    service.get("/candidature/recue/").await.expect(404);
}

#[tokio::test]
async fn every_answer_carries_the_sites_headers_and_its_own_caching() {
    let service = TestService::new();
    let checked = service.checked(answers()).await;

    for (answered, caching) in [
        (service.post("verification", &answers()).await, "private, no-cache"),
        (service.post("verification", &answers().with("nom", "")).await, "private, no-cache"),
        (service.post("verification", &answers().with("effectif", "0")).await, "private, no-cache"),
        (service.post("envoi", &answers()).await, "private, no-cache"),
        (service.post("envoi", &checked).await, "no-store"),
        (service.get("/candidature/recue/BDP-3222-222S").await, "no-store"),
    ] {
        assert_eq!(answered.header("cache-control"), caching);
        assert_eq!(answered.header("content-security-policy"), "default-src 'none'");
        assert_eq!(answered.header("x-robots-tag"), "noindex");
    }
}
