//! Applications of one firm, and what takes the place of what.

use super::TestCases;
use crate::test_secretariat::reference;

/// Answers that differ from an application's own.
type Changed = &'static [(&'static str, &'static str)];

/// What makes an application one of the firm of the first, or does not.
const SAME_FIRM: [(&str, Changed, bool); 5] = [
    ("SIREN", &[("siren", "000000101")], true),
    ("address", &[("courriel", "Contact1@Exemple.fr")], true),
    ("name and postal code", &[("raison_sociale", "SARL SOCIETE 1")], true),
    ("name elsewhere", &[("raison_sociale", "Société 1"), ("code_postal", "30000")], false),
    ("nothing", &[], false),
];

#[tokio::test]
async fn the_same_siren_address_or_name_and_place_is_the_same_firm() {
    for (what, changed, expected) in SAME_FIRM {
        let office = TestCases::with_applications(1).await;
        office.receive_as(2, changed).await;

        let case = office.case(1).await;

        let duplicates = case["duplicates"].as_array().unwrap();
        let found = duplicates.iter().any(|other| *other == reference(2).as_str());
        assert_eq!(found, expected, "{what}: {case}");
        assert_eq!(
            office.listed("--duplicates").await.len(),
            if expected { 2 } else { 0 },
            "{what}"
        );
        let today = office.run("today").await.done().out;
        assert_eq!(today.contains("plusieurs candidatures d'une entreprise"), expected, "{today}");
    }
}

#[tokio::test]
async fn what_replaces_another_has_its_rank() {
    let office = TestCases::with_applications(2).await;
    office.receive_as(3, &[("siren", "000000101")]).await;
    assert_eq!(office.listed("").await, [1, 2, 3]);

    office.act("replace REF1 --by REF3").await;

    assert_eq!(office.listed("--state received").await, [3, 2]);
    assert_eq!(office.state(1).await, "replaced");
    let history = office.case(3).await["history"].clone();
    assert!(history[0]["summary"].as_str().unwrap().starts_with("remplace "), "{history}");
    office.act("undo REF1 --reason erreur").await;
    assert_eq!(office.listed("").await, [1, 2, 3]);
}

#[tokio::test]
async fn an_application_on_paper_has_its_rank_from_the_day_it_arrived() {
    let office = TestCases::with_applications(2).await;

    office.act("note REF2 \"dossier papier\" --kind paper --on 2021-05-20").await;

    assert_eq!(office.listed("").await, [2, 1]);
}

#[tokio::test]
async fn only_an_application_of_the_same_firm_takes_the_place_of_another() {
    for (what, changed, is_same) in SAME_FIRM {
        let office = TestCases::with_applications(1).await;
        office.receive_as(2, changed).await;

        let ran = office.run("replace REF1 --by REF2").await;

        if is_same {
            let listed = ran.done().out;
            let replaced = format!("reçue → remplacée par {}", reference(2));
            assert!(listed.contains(&replaced), "{what}: {listed}");
            let listed = office.run("list").await.done().out;
            assert!(listed.contains(&format!("remplacée par {}", reference(2))), "{listed}");
        } else {
            let said = ran.failed();
            let expected = format!("{} et {} ne sont pas de la même", reference(1), reference(2));
            assert!(said.contains(&expected) && said.contains("--duplicates"), "{what}: {said}");
            assert_eq!(office.state(1).await, "received");
        }
    }
}

#[tokio::test]
async fn what_is_over_or_kept_apart_takes_nobodys_place() {
    for (before, expected) in [
        ("withdraw REF2 --verified email", "est retirée : elle ne peut pas en remplacer une autre"),
        ("replace REF2 --by REF3", "est remplacée : elle ne peut pas en remplacer une autre"),
        ("erase REF2 --reason request --verified email", "est effacée"),
        ("restrict REF2 --verified email", "est limitée"),
        ("restrict REF1 --verified email", "est limitée"),
    ] {
        let office = TestCases::with_applications(1).await;
        office.receive_as(2, &[("siren", "000000101")]).await;
        office.receive_as(3, &[("siren", "000000101")]).await;
        office.act(before).await;

        let said = office.run("replace REF1 --by REF2").await.failed();

        assert!(said.contains(expected), "{before}: {said}");
    }
}
