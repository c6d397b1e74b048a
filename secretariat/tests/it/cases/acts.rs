//! What acts have in common: all or nothing, nothing with --dry-run, reasons, and who was first.

use serde_json::Value as Json;

use super::TestCases;

#[tokio::test]
async fn several_are_decided_together_or_not_at_all() {
    let office = TestCases::with_applications(3).await;
    office.act("decide REF2 --as declined --reason hors_cadre --by Marie").await;

    let said = office.run("decide REF1 REF2 REF3 --as retained --by Marie").await.failed();

    assert!(said.contains("est non retenue"), "{said}");
    for (number, state) in [(1, "received"), (2, "declined"), (3, "received")] {
        assert_eq!(office.state(number).await, state);
    }
    let done = office.run("decide REF1 REF3 --as retained --by Marie").await.done().out;
    assert_eq!(done.lines().count(), 2, "each is named: {done}");
    assert_eq!(
        (office.state(1).await, office.state(3).await),
        ("retained".into(), "retained".into())
    );
    let said = office.run("decide REF1 REF1 --as undecided --by Marie").await.failed();
    assert!(said.contains("est nommée deux fois"), "{said}");
}

#[tokio::test]
async fn several_decisions_that_were_interrupted_count_for_nothing() {
    let office = TestCases::with_applications(2).await;
    office.act("decide REF1 REF2 --as retained --by Marie").await;
    // As if the program had stopped before its last act.
    office
        .secretariat
        .sql("DELETE FROM bodies WHERE body = (SELECT body FROM events WHERE seq = 2)");
    office.secretariat.sql("DELETE FROM events WHERE seq = 2");
    std::fs::remove_file(office.secretariat.path("journal-seen.json")).unwrap();

    let case = office.case(1).await;

    assert_eq!(case["state"], "received");
    let summary = case["history"][0]["summary"].as_str().unwrap();
    assert!(summary.contains("sans effet, décision groupée interrompue"), "{summary}");
}

#[tokio::test]
async fn a_dry_run_says_what_would_be_and_does_nothing() {
    let office = TestCases::with_applications(1).await;
    office.receive_as(2, &[("siren", "000000101")]).await;
    let out = office.secretariat.path("out.json");
    for line in [
        "decide REF1 REF2 --as retained --by Marie".to_owned(),
        "note REF1 appel --kind call".into(),
        "recuse-me REF1".into(),
        "replace REF1 --by REF2".into(),
        "withdraw REF1 --verified email".into(),
        "withdraw REF1 --verified no".into(),
        "amend REF1 --set effectif=46 --verified email".into(),
        "restrict REF1 --verified email".into(),
        "object REF1 --verified email".into(),
        format!("access REF1 --verified email --out {}", out.display()),
        format!("erase REF1 --reason other --verified email --out {}", out.display()),
    ] {
        let ran = office.run(&format!("{line} --dry-run --format json")).await.done();

        let done: Vec<Json> = serde_json::from_str(&ran.out).unwrap();
        assert!(done.iter().all(|done| done["seq"].is_null()), "{line}: {}", ran.out);
        assert_eq!(done[0]["from"], "received", "{line}");
        assert!(!out.exists(), "{line}");
        assert_eq!(
            office.run("journal list --format json").await.done().out.trim(),
            "[]",
            "{line}"
        );
        assert_eq!(office.state(1).await, "received");
    }
}

#[tokio::test]
async fn a_decision_gives_a_reason_that_content_lists() {
    let office = TestCases::with_applications(1).await;
    for (line, expected) in [
        ("decide REF1 --as declined --by Marie", "cette décision demande un motif"),
        (
            "decide REF1 --as declined --reason hors_cadr --by Marie",
            "vouliez-vous dire hors_cadre ?",
        ),
        ("decide REF1 --as waiting --reason hors_cadre --by Marie", "n'est pas un motif"),
        (
            "decide REF1 --as clarify --reason xyz --by Marie",
            "au choix : projet, attentes, critere",
        ),
    ] {
        let said = office.run(line).await.failed();
        assert!(said.contains(expected), "{line}\n{said}");
    }
    assert_eq!(office.state(1).await, "received");
}

#[tokio::test]
async fn who_steps_back_leaves_it_to_somebody_else() {
    let office = TestCases::with_applications(1).await;
    office.act("recuse-me REF1").await;

    let said = office.run("decide REF1 --as retained --by Marie").await.failed();

    assert!(said.contains("vous vous êtes déporté"), "{said}");
    office.act_as_colleague("decide REF1 --as retained --by Paul").await;
    assert_eq!(office.state(1).await, "retained");
    let history = office.case(1).await["history"].clone();
    assert_ne!(history[0]["by"], history[1]["by"]);
}

#[tokio::test]
async fn an_application_that_nobody_knows_is_refused_by_every_act() {
    let office = TestCases::with_applications(1).await;
    let out = office.secretariat.path("out.json");
    for line in [
        "decide REF9 --as retained --by Marie".to_owned(),
        "quarantine REF9 release --reason x".into(),
        "note REF9 x".into(),
        "undo REF9 --reason x".into(),
        "recuse-me REF9".into(),
        "replace REF9 --by REF1".into(),
        "withdraw REF9 --verified no".into(),
        "amend REF9 --set effectif=4 --verified email".into(),
        format!("access REF9 --verified email --out {}", out.display()),
        "erase REF9 --reason other --verified email".into(),
        "followup REF9 --skip x".into(),
    ] {
        let said = office.run(&line).await.failed();
        assert!(said.contains("aucune candidature ne porte la référence"), "{line}\n{said}");
    }
}
