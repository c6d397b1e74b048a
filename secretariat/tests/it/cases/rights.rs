//! What a person may ask for.

use std::fs;

use serde_json::Value as Json;

use super::TestCases;

#[tokio::test]
async fn who_was_not_verified_gets_a_deadline_and_nothing_else() {
    let office = TestCases::with_applications(1).await;
    let out = office.secretariat.path("copy.json");
    for line in [
        "withdraw REF1".to_owned(),
        "amend REF1 --set effectif=46".into(),
        "restrict REF1".into(),
        "object REF1".into(),
        format!("access REF1 --out {}", out.display()),
        "erase REF1 --reason request".into(),
    ] {
        let said = office.run(&format!("{line} --verified no")).await.done().notes;

        let expected = "demande notée, et rien d'autre : vérifiez qui la fait, puis répondez avant le 2\u{a0}juillet 2021";
        assert!(said.contains(expected), "{line}: {said}");
        let case = office.case(1).await;
        assert_eq!(
            (&case["state"], &case["restricted"]),
            (&"received".into(), &false.into()),
            "{line}"
        );
        assert_eq!(case["corrections"].as_array().unwrap().len(), 0);
        assert!(!out.exists());
    }
    let tasks = office.run("today --format json").await.done().out;
    let tasks: Json = serde_json::from_str(&tasks).unwrap();
    let requests: Vec<_> =
        tasks.as_array().unwrap().iter().filter(|task| task["kind"] == "request").collect();
    assert_eq!(requests.len(), 6);
    assert!(requests.iter().all(|task| task["due"] == "2021-07-02"), "a month later: {requests:?}");

    office.act("withdraw REF1 --verified callback").await;
    let tasks = office.run("today").await.done().out;
    assert!(
        tasks.contains("demandes à traiter (4)"),
        "neither this one nor the objection: {tasks}"
    );
}

#[tokio::test]
async fn a_correction_is_read_as_the_form_reads_it() {
    let office = TestCases::with_applications(1).await;
    for (set, expected) in [
        ("effectif=douze", "effectif : Dans le nombre de salariés"),
        ("effectifs=46", "vouliez-vous dire effectif ?"),
        ("effectif", "attendu CHAMP=VALEUR"),
        ("date_creation=2030-01-01", "dans le futur"),
        ("departement=99", "departement"),
        ("effectif=46 --set effectif=47", "effectif est donné deux fois"),
        ("effectif=12", "rien ne change"),
    ] {
        let said = office.run(&format!("amend REF1 --set {set} --verified email")).await.failed();
        assert!(said.contains(expected), "{set}: {said}");
    }

    office.act("amend REF1 --set effectif=46 \"raison_sociale=Société nouvelle\" --set themes=numerique --verified callback").await;

    let case = office.case(1).await;
    assert_eq!(
        (&case["answers"]["effectif"], &case["firm"], &case["answers"]["themes"]),
        (&"46".into(), &"Société nouvelle".into(), &serde_json::json!(["numerique"]))
    );
    let effectif =
        case["corrections"].as_array().unwrap().iter().find(|each| each["field"] == "effectif");
    assert_eq!(
        effectif.unwrap().to_string(),
        r#"{"field":"effectif","before":"12","after":"46","on":"2021-06-02"}"#
    );
    assert!(office.run("list").await.done().out.contains("Société nouvelle"));
    office.act("undo REF1 --reason erreur").await;
    assert_eq!(office.case(1).await["firm"], "Société 1");
}

#[tokio::test]
async fn what_is_kept_and_used_for_nothing_else_is_in_no_list() {
    let office = TestCases::with_applications(2).await;
    office.act("restrict REF1 --verified letter").await;

    assert_eq!(office.listed("").await, [2]);
    let listed = office.run("list").await.done();
    assert!(!listed.out.contains("Société 1"), "{}", listed.out);
    assert!(listed.notes.contains("1 candidature(s) limitée(s)"), "{}", listed.notes);
    let said = office.run("decide REF1 --as retained --by Marie").await.failed();
    assert!(said.contains("est limitée"), "{said}");
    assert_eq!(office.case(1).await["restricted"], true);
    office.act("lift REF1 --verified letter").await;
    assert_eq!(office.listed("").await, [1, 2]);
    assert!(office.run("lift REF1 --verified letter").await.failed().contains("n'est pas limitée"));
}

#[tokio::test]
async fn an_objection_waits_for_a_decision() {
    let office = TestCases::with_applications(1).await;
    office.act("object REF1 --verified email").await;
    assert!(office.run("today").await.done().out.contains("demandes à traiter (1)"));

    office.act("decide REF1 --as declined --reason hors_cadre --by Marie").await;

    assert!(!office.run("today").await.done().out.contains("demandes à traiter"));
}

#[tokio::test]
async fn a_person_gets_a_copy_of_all_that_is_theirs_and_of_nothing_else() {
    let office = TestCases::new();
    let mut contents =
        super::firm(1, &[("conflits", "Monsieur Rival <b>"), ("siren", "000000102")]);
    contents.answers.insert("reseaux".into(), serde_json::json!(["digital_113"]));
    office.store(contents).await;
    office.receive(2).await;
    office.act("note REF1 \"a rappelé\" --kind call").await;
    office
        .act("decide REF1 --as declined --reason hors_cadre --by Marie --remark \"entre nous\"")
        .await;

    for name in ["copy.json", "copy.html"] {
        let out = office.secretariat.path(name);
        office.act(&format!("access REF1 --verified in_person --out {}", out.display())).await;
        let copy = fs::read_to_string(&out).unwrap();
        let expected = ["Société 1", "Rival", "a rappelé", "entre nous"];
        for own in expected {
            assert!(copy.contains(own), "{name}: {own}");
        }
        assert!(copy.contains("digital_113") || copy.contains("Digital 113"), "{name}: only here");
        assert!(!copy.contains("Société 2") && !copy.contains("<b>\n"), "{name}");
        let said = office
            .run(&format!("access REF1 --verified email --out {}", out.display()))
            .await
            .failed();
        assert!(said.contains("existe déjà"), "{said}");
    }
    let html = fs::read_to_string(office.secretariat.path("copy.html")).unwrap();
    assert!(html.contains("Monsieur Rival &lt;b&gt;"), "{html}");
}

/// Every text and number in a JSON.
fn leaves(json: &Json, found: &mut Vec<String>) {
    match json {
        Json::Null => {}
        Json::Array(items) => items.iter().for_each(|item| leaves(item, found)),
        Json::Object(members) => members.values().for_each(|member| leaves(member, found)),
        Json::String(text) => found.push(text.clone()),
        other => found.push(other.to_string()),
    }
}

#[tokio::test]
async fn the_copy_to_print_says_all_that_the_copy_for_programs_says() {
    let office = TestCases::new();
    let mut contents = super::firm(1, &[("conflits", "Monsieur Rival & fils")]);
    contents.answers.insert("reseaux".into(), serde_json::json!(["digital_113"]));
    office.store(contents).await;
    let lettre = office.secretariat.path("lettre.txt");
    fs::write(&lettre, "Madame,\n\nvoici ce que le bureau propose.").unwrap();
    for line in [
        "note REF1 \"bilan reçu\" --kind document --from \"Camille D.\" --on 2021-06-01 --destroy 2022-06-01",
        "note REF1 \"note reprise\" --kind call",
        "undo REF1 --reason \"mauvais dossier\"",
        "amend REF1 --set effectif=46 --verified callback",
        "decide REF1 --as waiting --reason date --by Marie --text \"à bientôt\" --remark \"avant le prêt\"",
        "decide REF1 --as undecided --by Marie --reason \"nouvelle date\"",
        "decide REF1 --as clarify --reason projet --by Marie --by Paul --text \"quel projet ?\" --remark \"entre nous\"",
        &format!("outbox edit decision-REF1 --from {}", lettre.display()),
        "outbox take decision-REF1",
        "outbox sent decision-REF1",
        "outbox returned decision-REF1 --reason \"adresse inconnue\"",
    ] {
        office.act(line).await;
    }
    let copy = async |name: &str| {
        let out = office.secretariat.path(name);
        office.act(&format!("access REF1 --verified in_person --out {}", out.display())).await;
        fs::read_to_string(&out).unwrap()
    };
    let json: Json = serde_json::from_str(&copy("copie.json").await).unwrap();
    let html = copy("copie.html").await;

    let mut facts = Vec::new();
    leaves(&json, &mut facts);
    assert!(facts.len() > 100, "{}", facts.len());
    for fact in &facts {
        let shown = fact.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let is_number = fact.parse::<u64>().is_ok() || fact == "false";
        assert!(html.contains(&shown) || is_number, "{fact:?} is not in {html}");
    }
    for own in [
        "adresse inconnue",
        "voici ce que le bureau propose",
        "mauvais dossier",
        "note reprise",
        "avant le prêt",
        "nouvelle date",
        "projet",
        "digital_113",
        "Rival &amp; fils",
        "Camille D.",
    ] {
        assert!(html.contains(own), "{own}: {html}");
    }
}
