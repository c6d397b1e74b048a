//! Who came, and what the peers think.

use std::fs;

use serde_json::json;

use super::{opinion, planned};
use crate::hearings::{changed, peer};

#[tokio::test]
async fn a_firm_is_heard_or_absent_and_advised_once_its_letter_is_sent() {
    let office = planned().await;
    let file = office.file("avis.json", &opinion().to_string());
    let write = format!("opinion REF2 --from {file}");
    let refused = office.run(&write).await.failed();
    assert!(refused.contains("est programmée"), "{refused}");

    office.act("attend REF1 absent").await;
    office.act("attend REF2 present").await;
    assert_eq!((office.state(1).await, office.state(2).await), ("absent".into(), "heard".into()));
    let refused = office.run("attend REF2 absent").await.failed();
    assert!(refused.contains("est entendue"), "{refused}");
    let today = office.run("today").await.done().out;
    assert!(today.contains("avis à rédiger (1)"), "{today}");
    office.act(&write).await;
    let again = changed(&opinion(), "text", json!("Avis-corrigé : commencez plus petit."));
    let again = office.file("avis.json", &again.to_string());
    office.act(&format!("opinion REF2 --from {again}")).await;
    let today = office.run("today").await.done().out;
    assert!(today.contains("avis à envoyer (1)"), "{today}");
    let copy = office.cases.secretariat.path("copie.json");
    office.act(&format!("access REF2 --verified letter --out {}", copy.display())).await;
    office.letter("opinion", 2, "sent").await;

    assert_eq!(office.state(2).await, "advised");
    let copy = fs::read_to_string(copy).unwrap();
    assert!(copy.contains("Avis-corrigé") && !copy.contains("Avis-marqueur"), "{copy}");
    assert!(
        !copy.contains("\"p2\"") && !copy.contains("Dominique"),
        "nobody learns who left: {copy}"
    );
    let refused = office.run(&format!("opinion REF2 --from {again}")).await.failed();
    assert!(refused.contains("avis rendu"), "{refused}");
    let refused = office.run(&format!("opinion REF1 --from {again}")).await.failed();
    assert!(refused.contains("est absente"), "{refused}");
    office.act("decide REF1 --as retained --by Marie").await;
    assert_eq!(office.state(1).await, "retained", "an absent firm may be heard another time");
}

/// A field, a value that it must not have, and what is said.
#[tokio::test]
async fn every_mistake_of_an_opinion_is_said_and_nothing_is_written() {
    let office = planned().await;
    office.act("attend REF2 present").await;
    office.act("exclude REF2 p4").await;
    office.add("peers", &peer("p5")).await;
    for (field, value, said) in [
        ("present", json!([]), "present : attendu une liste d'un texte au moins"),
        ("present", json!(["p9"]), "aucun pair n'a l'identifiant « p9 »"),
        ("present", json!(["p1", 3]), "present[1] : attendu un texte d'une ligne"),
        ("present", json!(["p4"]), "le pair p4 ne doit pas siéger"),
        ("present", json!(["p1", "p3", "p5"]), "le pair p5 ne siège pas à l'audition a1"),
        ("recused", json!(["p5"]), "le pair p5 ne siège pas à l'audition a1"),
        ("present", json!(["p1"]), "1 pair(s) présent(s) : un avis en demande au moins 2"),
        ("present", json!(["p3", "p3"]), "1 pair(s) présent(s) : un avis en demande au moins 2"),
        ("present", json!(["p2"]), "le pair p2 est noté présent, et en dehors"),
        ("recused", json!(["p3"]), "le pair p3 est noté présent, et en dehors"),
        ("recused", json!("p3"), "recused : "),
        ("asked", json!("  "), "asked : attendu un texte de 1 à 8000"),
        ("opinion", json!("confirm"), "opinion : "),
        ("opinion", json!("confirm"), "confirme"),
        ("text", json!(null), "text : "),
        ("text", json!("x".repeat(8001)), "text : attendu un texte de 1 à 8000"),
        ("networks", json!(["a\nb"]), "networks[0] : attendu un texte d'une ligne"),
        ("next", json!(7), "next : "),
        ("oral_on", json!("17 juin"), "oral_on : attendu un jour comme 2021-06-17"),
        ("approved_by", json!([]), "approved_by : attendu une liste d'un texte au moins"),
        ("aproved_by", json!(["x"]), "vouliez-vous dire « approved_by »"),
    ] {
        let file = office.file("avis.json", &changed(&opinion(), field, value.clone()).to_string());

        let refused = office.run(&format!("opinion REF2 --from {file}")).await.failed();

        assert!(refused.contains(said), "{field} {value}: {refused}");
    }
    // Whoever has left the room for this firm was not there, even if the file leaves that out.
    let file = changed(&changed(&opinion(), "present", json!(["p2"])), "recused", json!([]));
    let file = office.file("avis.json", &file.to_string());
    let refused = office.run(&format!("opinion REF2 --from {file}")).await.failed();
    assert!(refused.contains("le pair p2 s'est retiré pour"), "{refused}");
    let history = office.cases.case(2).await["history"].to_string();
    assert!(!history.contains("avis rédigé"), "{history}");
}

#[tokio::test]
async fn every_word_for_an_opinion_is_taken_and_what_may_be_left_out_is() {
    for word in ["confirme", "adapte", "renonce", "partage", "autre"] {
        let office = planned().await;
        office.act("attend REF2 present").await;
        let mut short = changed(&opinion(), "opinion", json!(word));
        for field in ["next", "oral_on"] {
            short[field] = json!(null);
        }
        let file = office.file("avis.json", &short.to_string());

        office.act(&format!("opinion REF2 --from {file}")).await;

        let history = office.cases.case(2).await["history"].to_string();
        assert!(history.contains("avis rédigé"), "{word}: {history}");
    }
}

/// Who heard the firm, and whether that is enough: three must, and p2 has left the room for the second firm only.
#[tokio::test]
async fn enough_of_the_panel_have_heard_the_firm() {
    let office = planned().await;
    for firm in [1, 2] {
        office.act(&format!("attend REF{firm} present")).await;
    }
    for (firm, present, recused, said) in [
        (
            1,
            json!(["p1", "p3"]),
            json!([]),
            Some("2 pair(s) présent(s) : un avis en demande au moins 3"),
        ),
        // What is written in the file alone was not known to the plan.
        (
            1,
            json!(["p1", "p3"]),
            json!(["p2"]),
            Some("2 pair(s) présent(s) : un avis en demande au moins 3"),
        ),
        (1, json!(["p1", "p2", "p3"]), json!([]), None),
        (2, json!(["p1", "p3"]), json!(["p2"]), None),
    ] {
        let opinion = changed(&changed(&opinion(), "present", present), "recused", recused);
        let file = office.file("avis.json", &opinion.to_string());

        let ran = office.run(&format!("opinion REF{firm} --from {file}")).await;

        match said {
            Some(said) => assert!(ran.failed().contains(said), "{opinion}"),
            None => drop(ran.done()),
        }
    }
}

/// What the letter says that somebody is sending is what was noted.
#[tokio::test]
async fn an_opinion_is_not_written_again_while_somebody_sends_it() {
    let office = planned().await;
    office.act("attend REF2 present").await;
    let file = office.file("avis.json", &opinion().to_string());
    let write = format!("opinion REF2 --from {file}");
    office.act(&write).await;
    office.act(&write).await;
    office.act("outbox take opinion-REF2").await;

    let said = office.run(&write).await.failed();

    assert!(said.contains("déjà pris, par Marie") && said.contains("outbox release"), "{said}");
    office.act("outbox release opinion-REF2").await;
    office.act(&write).await;
}

/// It is 2 June 2021; the hearing was the day before.
#[tokio::test]
async fn an_opinion_is_told_after_the_hearing_and_not_tomorrow() {
    let office = planned().await;
    office.act("attend REF2 present").await;
    for (day, said) in [
        ("2001-01-01", "c'est avant l'arrivée de la candidature"),
        ("2021-05-31", "c'est avant"),
        ("2021-06-01", ""),
        ("2021-06-02", ""),
        ("2021-06-03", "n'est pas encore arrivé"),
    ] {
        let file = changed(&opinion(), "oral_on", json!(day)).to_string();
        let file = office.file("avis.json", &file);
        let ran = office.run(&format!("opinion REF2 --from {file}")).await;
        if said.is_empty() {
            let _ = ran.done();
        } else {
            let notes = ran.failed();
            assert!(notes.contains(said), "{day}: {notes}");
        }
    }
}

#[tokio::test]
async fn an_opinion_that_comes_back_was_not_given() {
    let office = planned().await;
    office.act("attend REF2 present").await;
    let file = office.file("avis.json", &opinion().to_string());
    office.act(&format!("opinion REF2 --from {file}")).await;
    for again in ["boîte pleine", "adresse inconnue"] {
        office.act("outbox take opinion-REF2").await;
        office.act("outbox sent opinion-REF2").await;
        assert_eq!(office.state(2).await, "advised");

        office.act(&format!("outbox returned opinion-REF2 --reason \"{again}\"")).await;

        assert_eq!(office.state(2).await, "heard");
        assert_eq!(office.waits("returned").await, ["REF2"]);
        assert_eq!(office.waits("send_opinion").await, [""; 0], "otherwise than before");
        // It may be written again, and said otherwise.
        office.act(&format!("opinion REF2 --from {file}")).await;
    }
    office.act("outbox take opinion-REF2").await;
    office.act("outbox sent opinion-REF2").await;
    office.act("followup REF2 --skip \"sans nouvelles\"").await;
    office.act("outbox returned opinion-REF2 --reason ailleurs").await;
    assert_eq!(office.state(2).await, "followed", "somebody has reached it since");
}
