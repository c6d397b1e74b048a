//! Conflicts that the program proposes, and a person confirms or dismisses.

use serde_json::{Value as Json, json};

use super::{TestHearings, changed, peer};
use crate::cases::TestCases;

impl TestHearings {
    /// The suggestions that wait, as `show` names them.
    async fn proposed(&self) -> Vec<String> {
        let shown = self.run("show REF1").await.done().out;
        let lines = shown.lines().filter_map(|line| line.strip_prefix("Conflit ?    pair "));
        lines.map(str::to_owned).collect()
    }

    async fn edit_peer(&self, peer: &Json) {
        let file = self.file("peer.json", &peer.to_string());
        self.act(&format!("peers edit --from {file}")).await;
    }
}

/// One firm, retained, which says this about who must not sit; and the peer p1 changed so.
async fn office(answers: &[(&str, &str)], field: &str, value: Json) -> TestHearings {
    let cases = TestCases::new();
    cases.receive_as(1, answers).await;
    let office = TestHearings::of(cases, 1).await;
    let other =
        ["p2", "p3", "p4"].map(|id| changed(&peer(id), "name", json!(format!("Sacha {id}"))));
    for peer in &other {
        office.edit_peer(peer).await;
    }
    office.edit_peer(&changed(&peer("p1"), field, value)).await;
    office
}

#[tokio::test]
async fn a_peer_who_may_have_to_do_with_a_firm_is_proposed_with_what_was_compared() {
    let nobody: [(&str, &str); 0] = [];
    for (answers, field, value, said) in [
        (
            &[("conflits", "PAIN dominique")][..],
            "name",
            json!("Dominique Péin"),
            Some("« dominique »"),
        ),
        (
            &[("conflits", "le cabinet Marchant")],
            "firm",
            json!("Marchand & Cie"),
            Some("« marchant » dans la réponse, « marchand »"),
        ),
        (
            &[("conflits", "Étangs de Thau")],
            "links",
            json!(["client : Les Etangs"]),
            Some("« etangs »"),
        ),
        (
            &[("raison_sociale", "Ateliers du Lez")],
            "links",
            json!(["fournisseur : ATELIERS DU LEZ"]),
            Some("« ateliers » dans le nom"),
        ),
        (&nobody, "siren", json!("732829320"), None),
        (&[("siren", "732829320")], "siren", json!("732829320"), Some("même SIREN")),
        (
            &[("secteur", "finance")],
            "department",
            json!("34"),
            Some("même secteur et même département"),
        ),
        (&[("secteur", "finance")], "department", json!("30"), None),
        (&nobody, "email", json!("moi@exemple.fr"), Some("même domaine")),
        (&nobody, "email", json!("contact1@gmail.com"), None),
        // The same network is no conflict.
        (&[("reseaux", "Réseau p1")], "network", json!("Réseau p1"), None),
    ] {
        let office = office(answers, field, value).await;

        let proposed = office.proposed().await;

        match said {
            None => assert!(proposed.is_empty(), "{field}: {proposed:?}"),
            Some(said) => {
                assert_eq!(proposed.len(), 1, "{field}: {proposed:?}");
                assert!(proposed[0].starts_with("p1 ("), "{proposed:?}");
                assert!(proposed[0].contains(said), "{said}: {proposed:?}");
            }
        }
    }
}

#[tokio::test]
async fn a_dismissal_stays_until_the_answer_or_the_peer_changes() {
    let office = office(&[("conflits", "Dominique Pain")], "name", json!("Dominique Pain")).await;
    let is_open = async || !office.proposed().await.is_empty();
    let exclusions = async || office.cases.case(1).await["exclusions"].as_str().unwrap().to_owned();
    assert!(is_open().await);
    for (line, open, state) in [
        ("exclude REF1 none", false, "treated"),
        ("peers days p1 --set 2021-09-01=yes", false, "treated"),
        ("amend REF1 --set \"conflits=Dominique Pain, du Lez\" --verified callback", true, "open"),
        ("exclude REF1 p1", false, "treated"),
        ("exclude REF1 none", false, "treated"),
    ] {
        office.act(line).await;
        assert_eq!((is_open().await, exclusions().await), (open, state.to_owned()), "{line}");
    }

    // Whoever the peer is now was not looked at.
    office.edit_peer(&changed(&peer("p1"), "name", json!("Dominique Paing"))).await;

    assert_eq!((is_open().await, exclusions().await), (true, "open".to_owned()));
    let today = office.json("today").await.to_string();
    assert!(today.contains("\"exclusions\""), "{today}");
}

#[tokio::test]
async fn what_a_person_says_to_a_suggestion_is_told_before_it_is_done() {
    let office = office(&[("siren", "732829320")], "siren", json!("732829320")).await;
    assert_eq!(office.cases.case(1).await["exclusions"], "none", "the firm has asked for nothing");
    assert!(office.json("today").await.to_string().contains("\"conflicts\""));

    let dismissed = office.run("exclude REF1 none --dry-run").await.done().notes;
    let confirmed = office.run("exclude REF1 p1").await.done().notes;

    assert!(dismissed.contains("écarté : p1 (même SIREN)"), "{dismissed}");
    assert!(confirmed.contains("confirmé : p1 (même SIREN)"), "{confirmed}");
    assert!(!office.json("today").await.to_string().contains("\"conflicts\""));
}
