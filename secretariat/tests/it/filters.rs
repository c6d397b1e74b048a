//! What somebody mistypes is told, and gives no empty list.

use crate::{cases::TestCases, test_secretariat::reference};

#[tokio::test]
async fn a_filter_that_nothing_could_pass_is_a_slip() {
    let office = TestCases::new();
    office.receive_as(1, &[("departement", "34"), ("secteur", "industrie")]).await;
    for (filter, expected) in [
        ("--department 340", "« 340 » n'est pas un département du formulaire"),
        ("--department Hérault", "vouliez-vous dire 34 (Hérault (34)) ?"),
        ("--department herault", "vouliez-vous dire 34 (Hérault (34)) ?"),
        ("--department zz", "au choix : "),
        ("--sector industri", "vouliez-vous dire industrie"),
        ("--sector Industrie", "vouliez-vous dire industrie"),
        ("--sector banque", "« banque » n'est pas un secteur du formulaire"),
    ] {
        for format in ["", " --format json"] {
            let said = office.run(&format!("list {filter}{format}")).await.failed();
            assert!(said.contains(expected), "{filter}: {said}");
        }
    }
    for (filter, listed) in [
        ("--department 34", vec![1]),
        ("--department 30", vec![]),
        ("--sector industrie", vec![1]),
        ("--sector commerce", vec![]),
        ("--state declined", vec![]),
    ] {
        assert_eq!(office.listed(filter).await, listed, "{filter}");
    }
}

#[tokio::test]
async fn what_an_earlier_form_offered_is_no_slip() {
    let office = TestCases::new();
    office.receive_as(1, &[("secteur", "ancien_secteur")]).await;

    assert_eq!(office.listed("--sector ancien_secteur").await, [1]);
}

#[tokio::test]
async fn one_that_was_replaced_says_by_which_wherever_its_state_is() {
    let office = TestCases::with_applications(1).await;
    office.receive_as(2, &[("siren", "000000101")]).await;
    office.act("replace REF1 --by REF2").await;

    let expected = format!("remplacée par {}", reference(2));
    for line in ["list", "show REF1", "list --state replaced", "export --format csv"] {
        let out = office.run(line).await.done().out;
        assert!(out.contains(&expected), "{line}: {out}");
    }
}
