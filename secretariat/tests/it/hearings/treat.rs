//! What is settled about an application before it is planned.

use serde_json::json;

use super::{TestHearings, hearing};
use crate::cases::TestCases;

async fn with_questions() -> TestHearings {
    let cases = TestCases::new();
    cases.receive(1).await;
    cases.receive_as(2, &[("conflits", "Dominique Pain"), ("amenagement", "plain-pied")]).await;
    TestHearings::of(cases, 2).await
}

#[tokio::test]
async fn an_answer_is_open_until_a_person_has_treated_it() {
    let office = with_questions().await;
    let states = async |number| {
        let case = office.cases.case(number).await;
        (
            case["exclusions"].as_str().unwrap().to_owned(),
            case["needs"].as_str().unwrap().to_owned(),
        )
    };
    let is = |exclusions: &str, needs: &str| (exclusions.to_owned(), needs.to_owned());
    assert_eq!(states(1).await, is("none", "none"));
    assert_eq!(states(2).await, is("open", "open"));

    for (line, expected) in [
        ("exclude REF2 none", is("treated", "open")),
        ("undo REF2 --reason erreur", is("open", "open")),
        ("exclude REF2 p2 p1", is("treated", "open")),
        ("needs REF2 --set", is("treated", "set")),
        ("needs REF2 --set boucle", is("treated", "set")),
        ("needs REF2 --set=", is("treated", "set")),
        ("needs REF2 --set boucle,plain_pied", is("treated", "set")),
        // Another answer is treated anew.
        ("amend REF2 --set conflits=Personne --verified callback", is("open", "set")),
        ("exclude REF2 none", is("treated", "set")),
        ("amend REF2 --set amenagement= --verified callback", is("treated", "set")),
    ] {
        office.act(line).await;
        assert_eq!(states(2).await, expected, "{line}");
    }
    let history = office.cases.case(2).await["history"].to_string();
    assert!(history.contains("à prévoir : plain_pied, boucle"), "{history}");
    // Whoever is named is named in no summary.
    assert!(!history.contains("Dominique"), "{history}");
}

#[tokio::test]
async fn what_is_not_known_is_refused_with_what_is() {
    let office = with_questions().await;
    for (line, said) in [
        ("exclude REF2 p5", "aucun pair n'a l'identifiant « p5 »"),
        (
            "exclude REF2 none p1",
            "« none » veut dire qu'aucun pair n'est concerné : donnez-le seul",
        ),
        ("exclude REF3 p1", "aucune candidature ne porte la référence"),
        ("recuse REF2 p9", "vouliez-vous dire"),
        ("needs REF2 --set plain-pied", "vouliez-vous dire plain_pied ?"),
        ("needs REF2 --set autre", "au choix : plain_pied, boucle, lsf, visio"),
        ("dates REF2 --cannot a1", "aucune audition n'a l'identifiant « a1 »"),
        ("hearings cancel a1", "aucune audition n'a l'identifiant « a1 »"),
        ("hearings hold a1 yes", "aucune audition n'a l'identifiant « a1 »"),
        ("peers days p7 --set 2021-06-17=yes", "aucun pair n'a l'identifiant « p7 »"),
    ] {
        let ran = office.run(line).await.failed();
        assert!(ran.contains(said), "{line}: {ran}");
        assert!(!ran.contains("écarté"), "nothing was: {line}: {ran}");
    }
    office
        .add("hearings", &json!([hearing("a1", "2021-06-17"), hearing("a2", "2021-07-01")]))
        .await;
    let ran = office.run("dates REF2 --cannot a1 --prefers a2,a1").await.failed();
    assert!(ran.contains("audition a1 : l'entreprise ne peut pas y venir et la préfère"), "{ran}");
    let history = office.cases.case(2).await["history"].as_array().unwrap().len();
    assert_eq!(history, 1, "only the decision");
}

/// Nobody has done anything with it: what the program proposes is shown all the same.
#[tokio::test]
async fn what_is_proposed_of_a_firm_is_shown_before_anything_is_done() {
    let cases = TestCases::new();
    cases.receive_as(1, &[("conflits", "Dominique Pain")]).await;
    let office = TestHearings::of(cases, 0).await;

    let shown = office.run("show REF1").await.done().out;

    assert!(shown.contains("Conflit ?    pair p1 (« dominique »"), "{shown}");
}

#[tokio::test]
async fn nothing_is_done_when_it_is_only_looked_at() {
    let office = with_questions().await;
    let before = office.json("journal list").await;

    for line in ["exclude REF2 p1", "recuse REF2 p1", "needs REF2 --set boucle"] {
        let done = office.json(&format!("{line} --dry-run")).await;
        assert_eq!(done[0]["seq"], json!(null), "{line}");
    }

    assert_eq!(office.json("journal list").await, before);
}
