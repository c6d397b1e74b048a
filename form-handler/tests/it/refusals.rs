//! What is not a submission of this site's form.

use bytes::Bytes;
use http::Request;

use crate::test_service::{Answers, TestService, answers};

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
        service.request(request).await.expect(status);
    }
    assert!(service.records().await.is_empty());
}

fn from_elsewhere(mut request: Request<Bytes>) -> Request<Bytes> {
    request.headers_mut().insert("origin", "https://elsewhere.example".parse().unwrap());
    request
}

fn of_type(mut request: Request<Bytes>, media_type: &str) -> Request<Bytes> {
    request.headers_mut().insert("content-type", media_type.parse().unwrap());
    request
}

/// The settings of a browser, an extension or a proxy are behind most of these: nobody types that again.
#[tokio::test]
async fn what_is_refused_and_can_be_read_comes_back_in_the_form() {
    let service = TestService::new();
    let checked = service.checked(answers()).await;
    let long =
        |bytes: usize| answers().with("conflits", &"a".repeat(bytes)).request("verification");
    let mut no_type = answers().request("modification");
    no_type.headers_mut().remove("content-type");

    for (refused, status, advice) in [
        (from_elsewhere(answers().request("verification")), 403, "un autre navigateur"),
        (from_elsewhere(checked.request("envoi")), 403, "un autre navigateur"),
        (of_type(answers().request("verification"), "text/plain"), 415, "un autre navigateur"),
        (of_type(checked.request("envoi"), "application/octet-stream"), 415, "un autre navigateur"),
        (no_type, 415, "un autre navigateur"),
        (long(86 * 1024), 413, "Raccourcissez"),
        (long(150 * 1024), 413, "Raccourcissez"),
    ] {
        let answered = service.request(refused).await;

        assert_eq!(answered.header("cache-control"), "private, no-cache");
        let page = answered.expect(status);
        assert!(page.contains("action=\"/candidature/verification\""), "{page}");
        assert!(page.contains("value=\"Ateliers du Lez\""), "{page}");
        assert!(page.contains("Rien n’est enregistré"), "{page}");
        assert!(page.contains(advice) && page.contains("ci-dessous"), "{page}");
        assert!(page.starts_with("<title>Erreur : "), "{page}");
    }
    assert!(service.records().await.is_empty());
}

#[tokio::test]
async fn what_is_refused_and_cannot_be_read_leads_back_to_the_form() {
    let service = TestService::new();
    let with_body = |body: Vec<u8>| {
        let mut request = answers().request("verification");
        *request.body_mut() = body.into();
        request
    };
    let multipart = "--x\r\nContent-Disposition: form-data; name=\"nom\"\r\n\r\nDurand\r\n--x--";
    let three_bytes_each = vec![b'%'; 200 * 1024];

    for (refused, status) in [
        (from_elsewhere(with_body(Vec::new())), 403),
        (from_elsewhere(with_body(b"nom=%ff".to_vec())), 403),
        (of_type(with_body(multipart.into()), "multipart/form-data; boundary=x"), 415),
        (of_type(with_body(b"Bonjour".to_vec()), "text/plain"), 415),
        (answers().with("projet", &"a".repeat(200 * 1024)).request("envoi"), 413),
        (with_body([three_bytes_each.clone(), three_bytes_each].concat()), 413),
        (with_body(b"nom=%zz".to_vec()), 400),
    ] {
        let answered = service.request(refused).await;

        assert_eq!(answered.header("cache-control"), "no-store");
        let page = answered.expect(status);
        assert!(page.contains("href=\"/candidater/\"") && !page.contains("<form"), "{page}");
        assert!(page.contains("Rien n’est enregistré"), "{page}");
        assert!(page.contains("Précédent"), "{page}");
    }
    assert!(service.records().await.is_empty());
}

#[tokio::test]
async fn a_browser_that_hides_the_origin_of_our_own_page_is_believed() {
    let service = TestService::new();
    let hidden = |answers: &Answers, step: &str| {
        let mut request = answers.request(step);
        request.headers_mut().insert("origin", "null".parse().unwrap());
        request.headers_mut().insert("sec-fetch-site", "same-origin".parse().unwrap());
        request
    };
    let checked = service.checked(answers()).await;

    service.request(hidden(&answers(), "verification")).await.expect(200);
    service.request(hidden(&checked, "modification")).await.expect(200);
    service.request(hidden(&checked, "envoi")).await.expect(303);

    assert_eq!(service.records().await.len(), 1);
}

/// Extensions of browsers add fields to forms: password managers, spelling checkers, translators.
#[tokio::test]
async fn a_name_that_the_form_does_not_have_is_dropped_for_people_and_told_to_programs() {
    let checked = TestService::new().checked(answers()).await;

    for name in
        ["couleur", "", "lpform_42", "Nom", "nom ", "date_creation", "token2", "données[]", "\0"]
    {
        let service = TestService::new();
        let added = |answers: &Answers| answers.clone().and(name, "<b>bleu</b>").and(name, "");

        for (step, sent, status) in [
            ("verification", answers(), 200),
            ("verification", answers().with("nom", ""), 422),
            ("verification", answers().with("effectif", "2"), 200),
            ("modification", checked.clone(), 200),
            ("envoi", answers(), 409),
        ] {
            let page = service.post(step, &added(&sent)).await.expect(status);
            assert!(!page.contains("bleu") && !page.contains("Le formulaire a changé"), "{page}");
        }
        assert!(service.records().await.is_empty());
        service.post("envoi", &added(&checked)).await.expect(303);
        let records = service.records().await;
        assert_eq!(records.len(), 1, "{name:?}");
        let kept = format!("{:?}", service.open_record(&records[0]).answers);
        assert!(!kept.contains("bleu"), "{kept}");

        let told = service.post_json("verification", &added(&answers())).await.expect_json(422);
        let error = &told["errors"][0];
        assert_eq!((&error["field"], &error["reason"]), (&name.into(), &"unknown_field".into()));
        service.post_json("envoi", &added(&checked)).await.expect(409);
    }
}

/// Which of the two is meant, only the applicant knows.
#[tokio::test]
async fn a_single_answer_that_comes_twice_is_asked_again() {
    let service = TestService::new();

    let page = service.post("verification", &answers().and("nom", "Martin")).await.expect(422);

    assert!(page.contains("Le formulaire a changé"), "{page}");
    assert!(page.contains("value=\"Durand\""), "{page}");
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
    let mut service = TestService::new();
    service.handler.bundle.definition.limits.body_bytes = 64 * 1024;
    // Three code points and eleven bytes a character: three times as many once a browser encodes them.
    let long = |characters| "👨\u{200d}🦰".repeat(characters);
    let mut body =
        String::from_utf8(answers().request("verification").into_body().to_vec()).unwrap();
    let start = body.find("projet=").unwrap();
    let end = start + body[start..].find('&').unwrap();
    body.replace_range(start..end, &format!("projet={}", long(2500)));
    assert!(body.len() < 32 * 1024, "as sent, it is far below the limit");
    let mut request = answers().request("verification");
    *request.body_mut() = body.into();

    service.request(request).await.expect(413);

    let checked = service.checked(answers().with("projet", &long(1500))).await;
    service.post("envoi", &checked).await.expect(303);
}

#[tokio::test]
async fn an_application_that_weighs_too_much_comes_back_filled_in_and_is_not_stored() {
    let service = TestService::new();
    let text = "👨\u{200d}🦰".repeat(4000);
    let heavy = answers().with("projet", &text);

    let page = service.post("verification", &heavy).await.expect(422);
    let told = service.post_json("verification", &heavy).await.expect_json(422);

    assert!(page.contains(&text) && page.contains("prennent trop de place"));
    assert_eq!(told["errors"][0]["reason"], "too_long");
    service.post("envoi", &heavy).await.expect(409);
    assert!(service.records().await.is_empty());
}

#[tokio::test]
async fn only_a_reference_whose_check_symbol_is_right_is_confirmed() {
    let service = TestService::new();

    service.get("/candidature/recue/BDP-3222-222S").await.expect(200);
    assert_eq!(service.get("/candidature/recue/BDP-3222-222T").await.expect(404), "page 404");
    service.get("/candidature/recue/ABC-3222-222S").await.expect(404);
    service.get("/candidature/recue/").await.expect(404);
    for (written, status) in [
        ("BDP-3222-222S/", 200),
        ("BDP%2D3222%2D222S", 200),
        ("BDP%2d3222%2d222S/", 200),
        ("BDP%E2%80%913222%E2%80%91222S", 200),
        ("bdp-3222-222s", 200),
        ("BDP%203222%20222S", 200),
        ("BDP%2D3222%2D222T", 404),
        ("BDP%FF3222-222S", 404),
        ("BDP%2", 404),
    ] {
        let page = service.get(&format!("/candidature/recue/{written}")).await.expect(status);
        assert_eq!(page.contains("BDP-3222-222S"), status == 200, "{written}");
    }
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
