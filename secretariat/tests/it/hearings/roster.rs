//! Peers and hearings: added, changed, forgotten, cancelled.

use serde_json::{Value as Json, json};

use super::{TestHearings, changed, hearing, peer};
use crate::cases::TestCases;

mod mistakes;
mod ids;

#[tokio::test]
async fn peers_and_hearings_are_listed_as_their_files_have_them() {
    let office = TestHearings::with_firms(0).await;
    let (one, other) = (hearing("a1", "2021-06-17"), hearing("a2", "2021-06-16"));

    office.add("hearings", &one).await;
    office.add("hearings", &json!([other])).await;

    assert_eq!(office.json("hearings list").await, json!([other, one]), "by when they begin");
    let peers: Vec<Json> = (1..=4).map(|number| peer(&format!("p{number}"))).collect();
    assert_eq!(office.json("peers list").await, json!(peers));
    let text = office.run("peers list").await.done().out.replace('\u{a0}', " ");
    assert!(text.contains("p1, Dominique p1, Réseau p1 ; 17 juin 2021 : oui"), "{text}");
}

#[tokio::test]
async fn what_is_edited_takes_the_place_of_what_was_known() {
    let office = TestHearings::with_firms(0).await;
    office.add("hearings", &hearing("a1", "2021-06-17")).await;
    let moved = hearing("a1", "2021-06-18");
    let other = changed(&peer("p1"), "name", json!("Claude"));
    let [hearings, peers] =
        [office.file("a1.json", &moved.to_string()), office.file("p1.json", &other.to_string())];

    office.act(&format!("hearings edit --from {hearings}")).await;
    office.act(&format!("peers edit --from {peers}")).await;
    office.act("peers days p1 --set 2021-07-01=no,2021-07-02=yes").await;
    office.act("hearings hold a1 yes").await;

    assert_eq!(office.json("hearings list").await[0], changed(&moved, "hold", json!("yes")));
    let peer = &office.json("peers list").await[0];
    assert_eq!(peer["name"], "Claude");
    let days = json!({"2021-06-17": "yes", "2021-07-01": "no", "2021-07-02": "yes"});
    assert_eq!(peer["days"], days);
}

#[tokio::test]
async fn a_peer_who_is_removed_is_in_no_body_and_the_journal_stays_whole() {
    let office = TestHearings::with_firms(1).await;
    office.act("peers days p1 --set 2021-07-02=yes").await;
    office.add("hearings", &hearing("a1", "2021-06-17")).await;
    let bodies = || {
        let path = office.cases.secretariat.path("applications.db");
        let store = rusqlite::Connection::open(path).unwrap();
        store.query_row("select count(*) from bodies", [], |row| row.get::<_, u32>(0)).unwrap()
    };
    let before = bodies();

    let planned = office.json("peers remove p1 --dry-run").await;
    assert_eq!(planned, json!([{"id": "p1", "type": "peer_removed", "seq": null}]));
    assert_eq!(bodies(), before);
    let done = office.json("peers remove p1").await;

    // Twice added or changed, and one that says that he is forgotten.
    assert_eq!(bodies(), before - 2 + 1, "{done}");
    assert_eq!(office.json("journal verify").await["ok"], true);
    assert_eq!(office.json("peers list").await.as_array().unwrap().len(), 3);
    let said = office.run("peers remove p1").await.failed();
    assert!(said.contains("aucun pair n'a l'identifiant « p1 »"), "{said}");
    office.act("note REF1 appelée").await;
}

/// As after a power cut between the act and the deletions that it announces.
#[tokio::test]
async fn a_removal_that_was_stopped_shows_and_is_ended_by_doing_it_again() {
    let office = TestHearings::with_firms(0).await;
    let path = office.cases.secretariat.path("applications.db");
    let copy = office.cases.secretariat.path("before.db");
    let before = rusqlite::Connection::open(&path).unwrap();
    before.execute("vacuum into ?1", [copy.display().to_string()]).unwrap();
    office.act("peers remove p1").await;
    office.cases.secretariat.sql(&format!(
        "attach '{}' as before; insert or ignore into bodies select * from before.bodies; detach before",
        copy.display()
    ));

    let today = office.run("today").await.done().notes;

    assert!(today.contains("le pair p1 a été effacé et se trouve de nouveau"), "{today}");
    assert_eq!(office.json("peers list").await.as_array().unwrap().len(), 3);
    office.act("peers remove p1").await;
    let today = office.run("today").await.done().notes;
    assert!(!today.contains("le pair p1"), "{today}");
}

/// A year after the last hearing, whichever was known first.
#[tokio::test]
async fn what_is_known_of_a_peer_goes_a_year_after_the_last_hearing() {
    let office = TestHearings::with_firms(0).await;
    let ends = |id: &str| {
        let path = office.cases.secretariat.path("applications.db");
        let store = rusqlite::Connection::open(path).unwrap();
        let mut all = store.prepare("select until from events order by seq").unwrap();
        let all = all.query_map([], |row| row.get::<_, String>(0)).unwrap();
        (id.to_owned(), all.map(Result::unwrap).collect::<Vec<_>>())
    };
    assert_eq!(
        ends("four peers, until July"),
        ("four peers, until July".into(), vec!["2022-07-31".to_owned(); 4])
    );

    office.add("hearings", &hearing("a1", "2021-10-05")).await;

    let (_, ends) = ends("three of them sit later");
    assert_eq!(ends[4..], vec!["2022-10-31".to_owned(); 4], "three peers and the hearing");
    assert_eq!(office.json("peers list").await.as_array().unwrap().len(), 4);
}

#[tokio::test]
async fn two_who_change_the_same_peer_at_once_do_not_undo_each_other() {
    use secretariat::{cases::office::record::Run, cli::words::DayAnswer};

    use crate::cases::together::open;

    let office = TestHearings::of(TestCases::new(), 0).await;
    let mut marie = open(&office.cases, "identity.txt").await;
    let day = |day: &str| [(day.parse().unwrap(), DayAnswer::Yes)].into();
    office.cases.act_as_colleague("peers days p1 --set 2021-07-02=yes").await;

    let refused = marie.set_days("p1", day("2021-07-03"), Run::Real).await.unwrap_err();

    let said = refused.to_string();
    assert!(said.contains("Paul a agi entre-temps sur le pair p1"), "{said}");
    marie.set_days("p1", day("2021-07-03"), Run::Real).await.unwrap();
    marie.set_days("p2", day("2021-07-03"), Run::Real).await.unwrap();
    assert_eq!(office.json("peers list").await[0]["days"].as_object().unwrap().len(), 4);
}
