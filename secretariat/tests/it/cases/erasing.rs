//! Erasing, and what comes back.

use std::fs;

use form_handler::{
    record::{ReceivedAt, Record, contents::SealedContents},
    store::{Store, journal::body::SealedHash, sqlite::SqliteStore},
};
use serde_json::Value as Json;

use super::TestCases;
use crate::test_secretariat::{now, reference};

#[tokio::test]
async fn an_erasure_takes_the_application_and_what_was_said_of_it_and_is_proven() {
    let office = TestCases::with_applications(2).await;
    let record = office.receive(3).await;
    office.act("note REF3 \"a rappelé\"").await;
    office.act("decide REF2 REF3 --as declined --reason hors_cadre --by Marie").await;
    let [json, html] = ["proof.json", "proof.html"].map(|name| office.secretariat.path(name));

    let done = office
        .run(&format!(
            "erase REF3 --reason request --verified letter --out {} --out {}",
            json.display(),
            html.display()
        ))
        .await
        .done();

    assert!(done.out.contains("avec le contenu de 2 acte(s)"), "{}", done.out);
    assert!(done.out.contains("les sauvegardes, jusqu'au 7\u{a0}juillet 2021"), "{}", done.out);
    let proof: Json = serde_json::from_str(&fs::read_to_string(&json).unwrap()).unwrap();
    assert_eq!(proof["reference"], reference(3).as_str());
    assert_eq!(proof["sha256"], SealedHash::of(&record.sealed).to_string());
    assert_eq!((&proof["ground"], &proof["seq"]), (&"request".into(), &4.into()));
    assert_eq!(
        (&proof["acts"], &proof["shared_acts"]),
        (&serde_json::json!([0, 2]), &serde_json::json!([3]))
    );
    assert_eq!(proof["hash"].as_str().unwrap().len(), 64);
    let html = fs::read_to_string(html).unwrap();
    for text in [&html, &proof.to_string()] {
        for gone in ["Société", "Durand", "a rappelé", "Marie"] {
            assert!(!text.contains(gone), "{gone} in {text}");
        }
    }
    let store = SqliteStore::open(&office.secretariat.path("applications.db")).unwrap();
    assert!(store.find(&reference(3), now()).await.unwrap().is_none());
    let bodies = rusqlite::Connection::open(office.secretariat.path("applications.db")).unwrap();
    let bodies: u32 =
        bodies.query_row("SELECT count(*) FROM bodies", (), |row| row.get(0)).unwrap();
    assert_eq!(bodies, 3, "the other's decision, what names both, and the erasure");
    assert_eq!(office.listed("").await, [1, 2]);
    assert_eq!(office.listed("--state erased").await, [3]);
    assert_eq!(office.state(2).await, "declined", "the act on both still counts");
    office.act("journal verify").await;
}

#[tokio::test]
async fn what_comes_back_from_a_backup_is_hidden_and_can_be_erased_again() {
    let office = TestCases::with_applications(2).await;
    let record = office.receive(3).await;
    office.act("erase REF3 --reason mistake --verified callback").await;

    office.secretariat.store(record.clone()).await;

    assert_eq!(office.listed("").await, [1, 2]);
    let listed = office.run("list").await.done();
    assert!(
        listed.notes.contains("a été effacée et se trouve de nouveau dans la base"),
        "{}",
        listed.notes
    );
    assert_eq!(office.state(3).await, "erased");
    // Another store, which knows nothing of it: this machine still does.
    office.secretariat.sql("DELETE FROM erased; DELETE FROM events; DELETE FROM bodies;");
    fs::remove_file(office.secretariat.path("journal-seen.json")).unwrap();
    assert_eq!(office.listed("").await, [1, 2]);

    office.act("erase REF3 --reason mistake --verified callback").await;
    assert_eq!(office.run("list").await.done().notes, "");
}

#[tokio::test]
async fn the_same_answers_sent_again_are_another_application() {
    let office = TestCases::new();
    let record = office.receive(1).await;
    office.act("decide REF1 --as retained --by Marie").await;
    office.act("erase REF1 --reason request --verified letter").await;
    let later: ReceivedAt = "2021-06-01T12:00:00Z".parse().unwrap();
    let again = SealedContents { received_at: later, ..super::firm(1, &[]) };

    office.store(again).await;

    let case = office.case(1).await;
    assert_eq!((&case["state"], &case["firm"]), (&"received".into(), &"Société 1".into()));
    assert_eq!(case["history"].as_array().unwrap().len(), 0, "{case}");
    // The one that was erased comes back in its place: nobody can tell it from what was erased.
    office.secretariat.sql("DELETE FROM applications");
    office.secretariat.store(Record { again: later, ..record }).await;
    assert_eq!(office.state(1).await, "erased");
}

#[tokio::test]
async fn an_erasure_that_was_stopped_in_the_middle_is_seen_and_ended_by_the_next_one() {
    let office = TestCases::with_applications(1).await;
    let record = office.receive(2).await;
    office.act("erase REF2 --reason request --verified letter").await;
    // As if the program had stopped right after its act.
    office.secretariat.sql("DELETE FROM erased");
    fs::remove_file(office.secretariat.path("erased.txt")).unwrap();
    office.secretariat.store(record).await;

    let listed = office.run("list").await.done();

    assert!(!listed.out.contains(reference(2).as_str()), "{}", listed.out);
    assert!(listed.notes.contains("se trouve de nouveau dans la base"), "{}", listed.notes);
    let done = office.run("erase REF2 --reason request --verified letter").await.done().out;
    assert!(done.contains("effacée (acte n° 0)"), "it is the same erasure: {done}");
    assert_eq!(office.run("list").await.done().notes, "");
    let store = SqliteStore::open(&office.secretariat.path("applications.db")).unwrap();
    assert!(store.find(&reference(2), now()).await.unwrap().is_none());
}
