//! Plans on the store: proposed, accepted, and what a cancellation leaves.

use std::sync::OnceLock;

use serde_json::{Value as Json, json};

use super::{TestHearings, changed, hearing};
use crate::{
    cases::{TestCases, firm},
    kept::Kept,
    test_secretariat::reference,
};

mod begun;

/// Two possible hearings: at most one of them can be filled by seven firms.
pub async fn seven_firms() -> TestHearings {
    static KEPT: OnceLock<Kept> = OnceLock::new();
    TestHearings::kept(&KEPT, async || {
        let cases = TestCases::new();
        for number in 1..=7 {
            let sector = ["industrie", "commerce", "numerique", "autre"][usize::from(number % 4)];
            cases.receive_as(number, &[("secteur", sector)]).await;
        }
        let office = TestHearings::of(cases, 7).await;
        let hearings = json!([hearing("a1", "2021-06-17"), hearing("a2", "2021-07-01")]);
        office.add("hearings", &hearings).await;
        office
    })
    .await
}

/// Who is heard, slot by slot, as the numbers of the firms; 0: the slot is empty.
pub fn heard(plan: &Json, hearing: &str) -> Vec<u8> {
    let hearings = plan["hearings"].as_array().unwrap();
    let slots = hearings.iter().find(|each| each["id"] == hearing).unwrap()["slots"].as_array();
    let mut heard = Vec::new();
    for slot in slots.unwrap() {
        let n = usize::try_from(slot["n"].as_u64().unwrap()).unwrap();
        heard.resize(heard.len().max(n), 0);
        heard[n - 1] = (1..=20).find(|number| slot["ref"] == reference(*number).as_str()).unwrap();
    }
    heard
}

impl TestHearings {
    /// Every firm's state, and its place.
    pub async fn places(&self, count: u8) -> Vec<(String, Option<(String, u64)>)> {
        let mut places = Vec::new();
        for number in 1..=count {
            let case = self.cases.case(number).await;
            let place = &case["hearing"];
            let id = place["id"].as_str().map(str::to_owned);
            let state = case["state"].as_str().unwrap().to_owned();
            places.push((state, id.zip(place["slot"].as_u64())));
        }
        places
    }
}

#[tokio::test]
async fn the_oldest_are_proposed_and_scheduled_once_it_is_accepted() {
    let office = seven_firms().await;

    let plan = office.json("plan propose").await;

    assert_eq!(heard(&plan, "a1"), [1, 2, 3, 4, 5, 6]);
    assert_eq!(heard(&plan, "a2"), [0u8; 0]);
    assert_eq!(plan["values"]["nombre"], 6);
    assert_eq!(plan["unplaced"][0]["ref"], reference(7).as_str());
    assert_eq!(office.cases.state(1).await, "retained", "nothing is done yet");

    // Anybody can check it from outside.
    let problem = office.run("plan propose --problem").await.done().out;
    let [problem, plan] = [("problem.json", problem), ("plan.json", plan.to_string())]
        .map(|(name, text)| office.file(name, &text));
    let words = format!("plan check {problem} {plan} --all-sets");
    let checked = office.cases.secretariat.run_exactly(&words).await.done().out;
    assert_eq!(checked, "{\"ok\":true,\"broken\":[],\"sets\":4}\n");

    let done = office.json(&format!("plan accept {plan}")).await;

    assert_eq!(done.as_array().unwrap().len(), 6);
    assert_eq!((&done[0]["from"], &done[0]["to"]), (&json!("retained"), &json!("scheduled")));
    let case = office.cases.case(2).await;
    assert_eq!(
        case["hearing"].to_string(),
        r#"{"id":"a1","starts":"2021-06-17T09:00","slot":2,"answer":null}"#
    );
    let listed = office.json("list --state scheduled").await;
    assert_eq!(listed[1]["hearing"], case["hearing"]);
    assert_eq!(office.cases.state(7).await, "retained");
    let said = office.run(&format!("plan accept {plan}")).await.failed();
    assert!(said.contains("ce plan répond à un autre problème"), "{said}");
}

/// What somebody does, and in which state the firm is then: its place is free, and nobody else moves.
/// What is known of the firms, and how many are heard.
#[tokio::test]
async fn who_cannot_be_heard_waits_with_a_reason() {
    let marked = ["conflits", "amenagement"].map(|field| (field, "à voir"));
    for (lines, why, placed) in [
        (vec![], "full", 6),
        (vec!["recuse REF7 p1"], "quorum", 6),
        (vec!["exclude REF7 p1"], "excluded", 6),
        (vec!["needs REF7 --set boucle"], "access", 6),
        (vec!["dates REF7 --cannot a1"], "unavailable", 6),
        (vec!["restrict REF1 --verified callback"], "", 6),
        (vec!["hearings hold a1 no", "hearings hold a2 no"], "not_held", 0),
        (vec!["exclude REF1 p1", "exclude REF2 p1", "exclude REF3 p1"], "not_held", 0),
    ] {
        let office = seven_firms().await;
        for line in &lines {
            office.act(line).await;
        }

        let plan = office.json("plan propose").await;

        assert_eq!(plan["values"]["nombre"], placed, "{lines:?}");
        let unplaced = plan["unplaced"].as_array().unwrap();
        let last = unplaced.iter().find(|each| each["ref"] == reference(7).as_str());
        let found = last.map_or("", |each| each["why"][0]["code"].as_str().unwrap());
        assert_eq!(found, why, "{lines:?}");
    }
    for (field, answer) in marked {
        let cases = TestCases::new();
        cases.receive_as(1, &[(field, answer)]).await;
        let office = TestHearings::of(cases, 1).await;
        office.add("hearings", &hearing("a1", "2021-06-17")).await;
        let plan = office.json("plan propose").await;
        assert_eq!(plan["unplaced"][0]["why"][0]["code"], "untreated", "{field}");
    }
}

/// So many firms, whether all are of one sector, how many are heard, and why the youngest is not.
#[tokio::test]
async fn no_firm_four_firms_and_one_sector_make_no_hearing() {
    for (count, is_one_sector, placed, why) in
        [(0, true, 0, ""), (4, false, 0, "not_held"), (5, false, 5, ""), (7, true, 0, "not_held")]
    {
        let cases = TestCases::new();
        for number in 1..=count {
            let sector = if is_one_sector { "industrie" } else { "autre" };
            cases.receive_as(number, &[("secteur", sector)]).await;
        }
        let office = TestHearings::of(cases, count).await;
        office.add("hearings", &hearing("a1", "2021-06-17")).await;

        let plan = office.json("plan propose").await;

        assert_eq!(plan["values"]["nombre"], placed, "{count}");
        let last = plan["unplaced"].as_array().unwrap().last();
        let found = last.map_or("", |last| last["why"][0]["code"].as_str().unwrap());
        assert_eq!(found, why, "{count}");
    }
}

#[tokio::test]
async fn a_peer_whom_all_exclude_sits_for_nobody() {
    let office = seven_firms().await;
    for number in 1..=7 {
        office.act(&format!("exclude REF{number} p1")).await;
    }
    let plan = office.json("plan propose").await;
    assert_eq!(plan["values"]["nombre"], 0);

    let another = changed(&hearing("a1", "2021-06-17"), "panel", json!(["p2", "p3", "p4"]));
    let file = office.file("a1.json", &another.to_string());
    office.act(&format!("hearings edit --from {file}")).await;

    assert_eq!(heard(&office.json("plan propose").await, "a1"), [1, 2, 3, 4, 5, 6]);
    // Whoever is forgotten sits no more: two are too few.
    office.act("peers remove p4").await;
    assert_eq!(office.json("plan propose").await["values"]["nombre"], 0);
}

#[tokio::test]
async fn firms_of_one_minute_come_by_reference_and_that_is_said() {
    let cases = TestCases::new();
    let minute = firm(1, &[]).received_at;
    for number in 1..=6 {
        let sector = if number % 2 == 0 { "autre" } else { "commerce" };
        let mut contents = firm(number, &[("secteur", sector)]);
        contents.received_at = minute;
        cases.store(contents).await;
    }
    let office = TestHearings::of(cases, 6).await;
    office.add("hearings", &hearing("a1", "2021-06-17")).await;

    let ran = office.run("plan propose --format json").await.done();

    let plan: Json = serde_json::from_str(&ran.out).unwrap();
    let mut references: Vec<String> = (1..=6).map(|each| reference(each).to_string()).collect();
    references.sort();
    assert_eq!(plan["ties"], json!([references]));
    assert!(ran.notes.contains("reçues à la même minute"), "{}", ran.notes);
}

#[tokio::test]
async fn nine_hearings_left_open_are_too_many() {
    let office = TestHearings::with_firms(0).await;
    let hearings: Vec<Json> =
        (1..=9).map(|day| hearing(&format!("a{day}"), &format!("2021-07-{day:02}"))).collect();
    office.add("hearings", &json!(hearings)).await;

    let said = office.run("plan propose").await.failed();

    assert!(said.contains("hearings (hold: auto) : il y en a 9, et le maximum est 8"), "{said}");
    office.act("hearings hold a9 no").await;
    let _ = office.run("plan propose").await.done();
}

#[tokio::test]
async fn panels_come_from_the_days_that_peers_gave() {
    let office = seven_firms().await;
    office.act("peers days p1 --set 2021-06-17=no,2021-07-01=yes").await;

    let panels = office.json("plan panels --max 3").await;

    assert_eq!(
        panels["hearings"][0],
        json!({"id": "a1", "panel": ["p2", "p3", "p4"], "missing": 0})
    );
    let second = &panels["hearings"][1];
    assert_eq!(second["missing"], 0, "p1, and two who come if needed: {second}");
    office.act("plan panels --max 3 --accept").await;
    let listed = office.json("hearings list").await;
    assert_eq!(listed[0]["panel"], json!(["p2", "p3", "p4"]));
    // Who was convened is not changed.
    office.act("plan accept").await;
    let panels = office.json("plan panels --max 3").await;
    assert_eq!(panels["hearings"].as_array().unwrap().len(), 1, "{panels}");
}

#[tokio::test]
async fn a_proposal_reads_in_sentences_and_no_firm_hears_of_another() {
    let office = seven_firms().await;
    office.act("needs REF7 --set boucle").await;

    let text = office.run("plan propose").await.done().out.replace('\u{a0}', " ");

    for expected in [
        "a1 (17 juin 2021) : se tient",
        "  1. 09:00  BDP-",
        "Société 1 (nouvelle)",
        "a2 (1er juillet 2021) : ne se tient pas",
        "Votre entreprise n'a pas encore de date : les 17 juin 2021 et 1er juillet 2021, la salle ne convient pas à ce que vous avez demandé.",
        "6 entreprise(s) sur 7 ont une place : 6 de plus que le plan accepté",
        "stabilité : aucune place acceptée ne change",
    ] {
        assert!(text.contains(expected), "{expected}\n{text}");
    }
    let director: Vec<&str> =
        text.lines().filter(|line| line.contains("Votre entreprise")).collect();
    assert!(director.iter().all(|line| !line.contains("BDP-") && !line.contains("Société")));
}
