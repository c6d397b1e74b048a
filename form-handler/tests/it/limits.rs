//! How many applications one network may send in an hour.

use std::{net::IpAddr, sync::Arc};

use form_handler::rate_limit::{Network, RateLimit};
use tokio::task::JoinSet;

use crate::test_service::{Answers, TestService, answers};

const HERE: &str = "192.0.2.7";

/// The applications of so many different firms, checked.
async fn checked(service: &TestService, number: usize) -> Vec<Answers> {
    let mut all = Vec::new();
    for employees in 0..number {
        let answers = answers().with("effectif", &(employees + 3).to_string());
        all.push(service.checked(answers).await);
    }
    all
}

#[tokio::test]
async fn the_eleventh_application_of_an_hour_waits_for_the_next() {
    let service = TestService::new();
    let all = checked(&service, 11).await;
    let (last, first) = all.split_last().unwrap();
    for application in first {
        service.send_from(HERE, application).await.expect_json(201);
    }

    let refused = service.send_from(HERE, last).await;
    assert_eq!(refused.header("retry-after"), "1050", "the hour ends in 17 and a half minutes");
    assert_eq!(refused.header("cache-control"), "no-store");
    let json = refused.expect_json(429);
    assert_eq!(json["type"], "urn:bureau-des-pairs:problem:too-many");
    assert!(json["detail"].as_str().unwrap().contains("attendez 18\u{a0}min"), "{json}");
    assert_eq!(service.records().await.len(), 10);

    service.send_from("192.0.2.8", &first[0]).await.expect_json(201);
    service.hours_pass(1);
    service.send_from(HERE, last).await.expect_json(201);
    assert_eq!(service.records().await.len(), 11);
}

#[tokio::test]
async fn the_page_keeps_what_was_typed_and_can_be_sent_again() {
    let mut service = TestService::new();
    service.handler.bundle.definition.limits.sends_per_hour = 0;
    let checked = service.checked(answers()).await;
    let mut request = checked.request("envoi");
    let address: IpAddr = HERE.parse().unwrap();
    request.extensions_mut().insert(Network::from(address));

    let page = service.request(request).await.expect(429);

    assert!(page.contains("Trop d’envois"), "{page}");
    assert!(page.contains("attendez 18\u{a0}min, puis envoyez à nouveau"), "{page}");
    assert!(page.contains("value=\"Ateliers du Lez\"") && page.contains("name=\"token\""));
    assert!(!page.contains(HERE));
    assert!(service.records().await.is_empty());
}

#[tokio::test]
async fn an_identical_resend_is_free_even_when_nothing_else_passes() {
    let mut service = TestService::new();
    service.handler.bundle.definition.limits.sends_per_hour = 2;
    let all = checked(&service, 3).await;
    let first = service.send_from(HERE, &all[0]).await.expect_json(201);
    for _ in 0..5 {
        assert_eq!(service.send_from(HERE, &all[0]).await.expect_json(201), first);
    }

    let second = service.send_from(HERE, &all[1]).await.expect_json(201);
    service.send_from(HERE, &all[2]).await.expect_json(429);

    assert_eq!(service.send_from(HERE, &all[0]).await.expect_json(201), first);
    assert_eq!(service.send_from(HERE, &all[1]).await.expect_json(201), second);
    service.send_from(HERE, &all[2]).await.expect_json(429);
    assert_eq!(service.records().await.len(), 2);
}

#[tokio::test]
async fn one_ipv6_network_counts_as_one() {
    let mut service = TestService::new();
    service.handler.bundle.definition.limits.sends_per_hour = 1;
    let all = checked(&service, 2).await;
    service.send_from("2001:db8::1", &all[0]).await.expect_json(201);

    service.send_from("2001:db8::2", &all[1]).await.expect_json(429);
    service.send_from("2001:db8:0:1::2", &all[1]).await.expect_json(201);
}

#[tokio::test]
async fn whoever_is_not_known_or_not_limited_passes() {
    let mut service = TestService::new();
    service.handler.bundle.definition.limits.sends_per_hour = 0;
    let all = checked(&service, 2).await;
    service.post_json("envoi", &all[0]).await.expect_json(201);

    service.handler.rate_limit = RateLimit::Off;
    service.send_from(HERE, &all[1]).await.expect_json(201);
}

#[tokio::test]
async fn checking_never_counts() {
    let mut service = TestService::new();
    service.handler.bundle.definition.limits.sends_per_hour = 1;
    let all = checked(&service, 20).await;

    service.send_from(HERE, &all[0]).await.expect_json(201);
}

#[tokio::test]
async fn one_application_sent_a_hundred_times_at_once_takes_one_place() {
    let mut service = TestService::new();
    service.handler.bundle.definition.limits.sends_per_hour = 1;
    let checked = service.checked(answers()).await;
    let service = Arc::new(service);

    let mut sends = JoinSet::new();
    for _ in 0..100 {
        let (service, checked) = (Arc::clone(&service), checked.clone());
        sends.spawn(async move { service.send_from(HERE, &checked).await.expect_json(201) });
    }

    let receipts = sends.join_all().await;
    assert!(receipts.iter().all(|receipt| receipt == &receipts[0]));
    assert_eq!(service.records().await.len(), 1);
}

#[tokio::test]
async fn an_application_of_an_earlier_hour_takes_no_place_when_sent_again() {
    let mut service = TestService::new();
    service.handler.bundle.definition.limits.sends_per_hour = 1;
    let all = checked(&service, 2).await;
    let first = service.send_from(HERE, &all[0]).await.expect_json(201);
    service.hours_pass(1);

    assert_eq!(service.send_from(HERE, &all[0]).await.expect_json(201), first);
    service.send_from(HERE, &all[1]).await.expect_json(201);
    assert_eq!(service.send_from(HERE, &all[0]).await.expect_json(201), first);
}
