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
async fn what_is_above_the_limit_is_kept_with_a_mark_and_answered_the_same() {
    let service = TestService::new();
    let all = checked(&service, 12).await;

    for application in &all {
        let answered = service.send_from(HERE, application).await.expect_json(201);
        let [reference, received_at] =
            ["reference", "received_at"].map(|name| answered[name].clone());
        assert_eq!(received_at, "2021-06-01T08:42:00Z");
        assert!(reference.as_str().unwrap().starts_with("BDP-"));
        assert_eq!(answered.as_object().unwrap().len(), 2, "{answered}");
    }

    assert_eq!(service.records().await.iter().filter(|record| record.over_limit).count(), 2);
    service.send_from("192.0.2.8", &service.checked(answers()).await).await.expect_json(201);
    assert_eq!(service.records().await.iter().filter(|record| record.over_limit).count(), 2);
}

/// 30 to 59 with the real form's limit of 10; at which of them it ends, nobody can tell beforehand.
#[tokio::test]
async fn at_a_number_that_nobody_knows_everything_is_refused_for_the_rest_of_the_hour() {
    let service = TestService::new();
    let application = service.checked(answers()).await;
    let other = checked(&service, 1).await.remove(0);
    let mut sends = 0;
    while service.send_from(HERE, &application).await.0.status() == 201 {
        sends += 1;
        assert!(sends < 60, "it ends");
    }
    assert!(sends >= 30, "{sends}");

    for application in [&application, &other] {
        let refused = service.send_from(HERE, application).await;
        assert_eq!(refused.header("retry-after"), "1050", "the hour ends in 17 and a half minutes");
        assert_eq!(refused.header("cache-control"), "no-store");
        let json = refused.expect_json(429);
        assert_eq!(json["type"], "urn:bureau-des-pairs:problem:too-many");
        assert!(json["detail"].as_str().unwrap().contains("attendez 18\u{a0}min"), "{json}");
    }
    assert_eq!(service.records().await.len(), 1, "what is refused is not kept");
    service.send_from("192.0.2.8", &other).await.expect_json(201);
    service.hours_pass(1);
    service.send_from(HERE, &other).await.expect_json(201);
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
async fn the_same_again_counts_like_any_other() {
    let mut service = TestService::new();
    service.handler.bundle.definition.limits.sends_per_hour = 2;
    let all = checked(&service, 2).await;
    for _ in 0..2 {
        service.send_from(HERE, &all[0]).await.expect_json(201);
    }

    service.send_from(HERE, &all[1]).await.expect_json(201);

    let records = service.records().await;
    let marked: Vec<bool> = records.iter().map(|record| record.over_limit).collect();
    assert_eq!(marked.iter().filter(|marked| **marked).count(), 1, "the third send: {marked:?}");
}

#[tokio::test]
async fn what_was_kept_without_a_mark_gets_none_when_it_is_sent_again() {
    let mut service = TestService::new();
    let application = service.checked(answers()).await;
    service.send_from(HERE, &application).await.expect_json(201);
    service.handler.bundle.definition.limits.sends_per_hour = 1;

    for _ in 0..2 {
        service.send_from("192.0.2.66", &application).await.expect_json(201);
    }

    assert!(!service.records().await[0].over_limit, "a stranger marks nobody's application");
}

#[tokio::test]
async fn an_ipv6_network_and_those_around_it_count_as_one() {
    let mut service = TestService::new();
    service.handler.bundle.definition.limits.sends_per_hour = 1;
    let all = checked(&service, 2).await;
    service.send_from("2001:db8::1", &all[0]).await.expect_json(201);
    let marked = async |service: &TestService| {
        service.records().await.iter().filter(|record| record.over_limit).count()
    };

    service.send_from("2001:db8::2", &all[1]).await.expect_json(201);
    assert_eq!(marked(&service).await, 1, "one network of 64 bits");
    // Each from a network of its own, all in one of 56 bits, which may send four times as much.
    let more = checked(&service, 8).await;
    for (number, application) in more[2..].iter().enumerate() {
        let address = format!("2001:db8:0:{:x}::1", number + 1);
        service.send_from(&address, application).await.expect_json(201);
    }
    assert_eq!(marked(&service).await, 1 + 4, "8 sends, of which the first 4 are ordinary there");
    // And 24 at the most from that one, however many smaller ones it has.
    let mut refused = 0;
    for number in 0..25 {
        let address = format!("2001:db8:0:{:x}::1", 0x40 + number);
        let answered = service.send_from(&address, &all[0]).await;
        refused += usize::from(answered.0.status() == 429);
    }
    assert!(refused >= 25 + 8 - 24, "{refused}");
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
async fn one_application_sent_many_times_at_once_is_one_and_each_send_counts() {
    let service = Arc::new(TestService::new());
    let checked = service.checked(answers()).await;

    let mut sends = JoinSet::new();
    for _ in 0..100 {
        let (service, checked) = (Arc::clone(&service), checked.clone());
        sends.spawn(async move { service.send_from(HERE, &checked).await.0.status().as_u16() });
    }

    let answered = sends.join_all().await;
    let kept = answered.iter().filter(|status| **status == 201).count();
    assert!((30..60).contains(&kept), "{kept}");
    assert!(answered.iter().all(|status| matches!(status, 201 | 429)), "{answered:?}");
    assert_eq!(service.records().await.len(), 1);
}
