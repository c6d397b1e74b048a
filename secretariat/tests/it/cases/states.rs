//! From which state which act leads where, as commands say it.

use super::TestCases;

/// Acts on one application, one after the other, and where each leads; `!` before one that is refused.
#[track_caller]
fn steps(lines: &str) -> Vec<(bool, String, String)> {
    let line = |line: &str| {
        let (act, state) = line.trim().rsplit_once(" > ").unwrap();
        let refused = act.strip_prefix("! ");
        (refused.is_some(), refused.unwrap_or(act).to_owned(), state.to_owned())
    };
    lines.trim().lines().map(line).collect()
}

#[tokio::test]
async fn an_application_goes_from_state_to_state_and_no_other_way() {
    for lines in [
        "decide REF1 --as retained --by Marie > retained
         ! decide REF1 --as declined --reason hors_cadre --by Marie > retained
         decide REF1 --as undecided --by Marie > received
         decide REF1 --as declined --reason hors_cadre --by Marie > declined
         ! decide REF1 --as retained --by Marie > declined
         undo REF1 --reason erreur > received",
        "decide REF1 --as clarify --reason projet --by Marie > clarify
         ! decide REF1 --as clarify --reason projet --by Marie > clarify
         decide REF1 --as waiting --reason date --by Marie > waiting
         decide REF1 --as retained --by Marie > retained
         withdraw REF1 --verified callback > withdrawn
         ! withdraw REF1 --verified callback > withdrawn
         ! decide REF1 --as retained --by Marie > withdrawn
         undo REF1 --reason erreur > retained
         undo REF1 --reason erreur > waiting",
        "! quarantine REF1 release --reason vue > received
         ! followup REF1 --skip jamais > received
         ! replace REF1 --by REF3 > received
         replace REF1 --by REF2 > replaced
         ! decide REF1 --as retained --by Marie > replaced
         undo REF1 --reason erreur > received
         ! replace REF1 --by REF1 > received
         ! replace REF1 --by REF9 > received
         erase REF1 --reason request --verified letter > erased
         ! undo REF1 --reason erreur > erased
         ! note REF1 texte > erased
         ! erase REF1 --reason request --verified letter > erased",
    ] {
        let office = TestCases::with_applications(1).await;
        office.receive_as(2, &[("siren", "000000101")]).await;
        office.receive(3).await;
        for (is_refused, act, state) in steps(lines) {
            let ran = office.run(&act).await;
            if is_refused {
                let _ = ran.failed();
            } else {
                let _ = ran.done();
            }
            assert_eq!(office.state(1).await, state, "{act}");
        }
    }
}

#[tokio::test]
async fn what_a_robot_may_have_sent_is_looked_at_before_anything_else() {
    let office = TestCases::new();
    let suspicious =
        form_handler::record::contents::SealedContents { quarantine: true, ..super::firm(1, &[]) };
    office.store(suspicious).await;

    assert_eq!(office.state(1).await, "quarantined");
    let said = office.run("decide REF1 --as retained --by Marie").await.failed();
    assert!(said.contains("est à vérifier") && said.contains("secretariat quarantine"), "{said}");
    office.act("quarantine REF1 discard --reason \"texte sans suite\"").await;
    assert_eq!(office.state(1).await, "discarded");
    office.act("undo REF1 --reason erreur").await;
    office.act("quarantine REF1 release --reason \"appelée, c'est elle\"").await;

    let case = office.case(1).await;
    assert_eq!((&case["state"], &case["quarantine"]), (&"received".into(), &true.into()));
    let listed = office.run("list").await.done().out;
    assert!(!listed.contains("quarantaine"), "a person has looked: {listed}");
}

#[tokio::test]
async fn a_decision_whose_letter_was_not_taken_is_taken_back_without_a_word() {
    let office = TestCases::with_applications(1).await;

    office.act("decide REF1 --as waiting --reason date --by Marie --by Paul --on 2021-06-01").await;

    let case = office.case(1).await;
    assert_eq!(
        case["decision"].to_string(),
        r#"{"outcome":"waiting","reason":"date","by":["Marie","Paul"],"on":"2021-06-01"}"#
    );
    assert_eq!(case["announced"], false);
    office.act("decide REF1 --as undecided --by Marie").await;
    let case = office.case(1).await;
    assert!(case["decision"].is_null(), "{case}");
    let summaries: Vec<_> = case["history"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| line["summary"].as_str().unwrap())
        .collect();
    assert_eq!(summaries, ["en attente (date)", "décision reprise"]);
}
