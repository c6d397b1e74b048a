//! Applications of one firm, and what takes the place of what.

use super::TestCases;
use crate::test_secretariat::reference;

#[tokio::test]
async fn the_same_siren_address_or_name_and_place_is_the_same_firm() {
    for (what, changed, expected) in [
        ("SIREN", vec![("siren", "000000101")], true),
        ("address", vec![("courriel", "Contact1@Exemple.fr")], true),
        ("name and postal code", vec![("raison_sociale", "SARL SOCIETE 1")], true),
        ("name elsewhere", vec![("raison_sociale", "Société 1"), ("code_postal", "30000")], false),
        ("nothing", vec![], false),
    ] {
        let office = TestCases::with_applications(1).await;
        office.receive_as(2, &changed).await;

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
    let office = TestCases::with_applications(3).await;
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
