//! A hearing of today, before it begins and afterwards: it is 2 June 2021, 10:00 in Paris.

use serde_json::{Value as Json, json};

use super::super::{TestHearings, changed, hearing, plans::heard};
use crate::cases::TestCases;

/// Seven firms and a hearing at that hour of that day.
async fn with_hearing(starts: &str) -> TestHearings {
    let cases = TestCases::new();
    for number in 1..=7 {
        cases.receive_as(number, &[("secteur", "autre")]).await;
    }
    let office = TestHearings::of(cases, 7).await;
    office.add("hearings", &changed(&hearing("a1", &starts[..10]), "starts", json!(starts))).await;
    office
}

#[tokio::test]
async fn nobody_is_placed_where_it_has_begun() {
    for (starts, is_open) in [
        ("2021-06-01T23:59", false),
        ("2021-06-02T00:00", false),
        ("2021-06-02T09:59", false),
        // It begins now.
        ("2021-06-02T10:00", false),
        ("2021-06-02T10:01", true),
        ("2021-06-03T00:00", true),
    ] {
        let office = with_hearing(starts).await;

        let plan = office.json("plan propose").await;

        let placed = plan["hearings"].as_array().unwrap().len();
        assert_eq!(placed, usize::from(is_open), "{starts}: {plan}");
    }
}

/// Six have places at ten to ten, when one of them leaves: nobody takes that seat, and nobody else loses one.
#[tokio::test]
async fn whoever_leaves_once_it_has_begun_is_replaced_by_nobody() {
    let office = with_hearing("2021-06-02T12:00").await;
    office.add("hearings", &hearing("a2", "2021-07-01")).await;
    office.act("plan accept").await;
    let begun = changed(&hearing("a1", "2021-06-02"), "starts", json!("2021-06-02T09:50"));
    let file = office.file("begun.json", &begun.to_string());
    office.act(&format!("hearings edit --from {file}")).await;
    office.act("attend REF1 present").await;
    office.act("attend REF2 absent").await;
    office.act("withdraw REF3 --verified callback").await;
    let before = office.places(7).await;

    let plan = office.json("plan propose").await;
    office.act("plan accept").await;

    assert_eq!(heard(&plan, "a2"), [0u8; 0], "one firm alone makes no hearing");
    assert!(plan["hearings"].as_array().unwrap().iter().all(|each| each["id"] != "a1"), "{plan}");
    assert_eq!(office.places(7).await, before);
    let case: Json = office.cases.case(7).await;
    assert_eq!(case["state"], "retained");
}

#[tokio::test]
async fn nothing_is_asked_of_anybody_for_a_hearing_that_has_begun() {
    let office = with_hearing("2021-06-02T12:00").await;
    office.act("plan accept").await;
    office.act("convoke a1").await;
    for to in ["REF1", "p1"] {
        office.act(&format!("outbox take convocation-a1-{to}")).await;
        office.act(&format!("outbox sent convocation-a1-{to}")).await;
    }
    let at = |place: &str, time: &str| {
        let moved = changed(&hearing("a1", "2021-06-02"), "starts", json!(time));
        changed(&moved, "place", json!(place))
    };
    for (place, time, told) in [
        ("Salle du Peyrou, Montpellier", "2021-06-02T12:00", 0),
        ("Ailleurs", "2021-06-02T12:00", 2),
        // Sooner: whoever was asked to noon has to know.
        ("Ailleurs", "2021-06-02T09:00", 2),
    ] {
        let file = office.file("a1.json", &at(place, time).to_string());
        office.act(&format!("hearings edit --from {file}")).await;

        let letters = office.json("outbox list").await;
        let is_moved = |letter: &&Json| letter["letter"].as_str().unwrap().starts_with("moved");
        let moved = letters.as_array().unwrap().iter().filter(is_moved).count();
        assert_eq!(moved, told, "{place} {time}: {letters}");
    }
    for to in ["REF1", "p1"] {
        office.act(&format!("outbox take moved-a1-1-{to}")).await;
        office.act(&format!("outbox sent moved-a1-1-{to}")).await;
    }
    let file = office.file("a1.json", &at("Salle B", "2021-06-02T09:00").to_string());
    office.act(&format!("hearings edit --from {file}")).await;
    let letters = office.json("outbox list").await;
    let drafts = letters.as_array().unwrap().iter().filter(|letter| {
        letter["letter"].as_str().unwrap().starts_with("moved") && letter["state"] == "draft"
    });
    assert_eq!(drafts.count(), 0, "they are there already: {letters}");
}
