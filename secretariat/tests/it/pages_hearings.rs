//! The pages of peers, hearings and plans.

use serde_json::json;

use crate::{
    cases::TestCases,
    hearings::{TestHearings, hearing},
    test_office::TestOffice,
    test_secretariat::{now, reference},
};

/// Seven retained firms, one of which asks for something, two possible hearings, and the office open.
async fn open() -> (TestHearings, TestOffice) {
    let cases = TestCases::new();
    for number in 1..=7 {
        let asked = if number == 7 { "Dominique Pain" } else { "" };
        cases.receive_as(number, &[("secteur", "autre"), ("conflits", asked)]).await;
    }
    let hearings = TestHearings::of(cases, 7).await;
    let entries = json!([hearing("a1", "2021-06-17"), hearing("a2", "2021-07-01")]);
    hearings.add("hearings", &entries).await;
    let office = TestOffice::open(&hearings.cases.secretariat, "", now);
    (hearings, office)
}

fn case(number: u8) -> String {
    format!("/candidatures/{}", reference(number))
}

#[tokio::test]
async fn a_peer_is_added_changed_and_forgotten() {
    let (hearings, office) = open().await;
    let peer = [
        ("nom_pair", "Camille Renard"),
        ("reseau", "Réseau"),
        ("secteur_pair", "finance"),
        ("departement_pair", "34"),
        ("jours", "17/06/2021 oui\n1/7/2021 si besoin\n02/07/2021"),
        ("liens", "client : Les Étangs\n"),
        ("signe", "01/06/2021"),
    ];

    office.post("/pairs", &peer).expect(303);

    let expected = json!({
        "id": "p5", "name": "Camille Renard", "network": "Réseau", "siren": null, "sector": "finance",
        "days": {"2021-06-17": "yes", "2021-07-01": "if_needed", "2021-07-02": "yes"}, "most": 1000,
        "links": ["client : Les Étangs"], "signed": "2021-06-01", "department": "34",
    });
    assert_eq!(hearings.json("peers list").await[4], expected);
    let page = office.get("/pairs").expect(200).text();
    assert!(page.contains("Camille Renard") && page.contains("Banque, assurance"), "{page}");
    let form = office.get("/pairs/p5").expect(200);
    assert!(form.body.contains("17/06/2021 oui\n01/07/2021 si besoin"), "{}", form.body);
    assert!(form.body.contains("value=\"34\" selected>Hérault"), "{}", form.body);
    assert!(!form.title().contains("Camille"), "{}", form.title());

    for (field, value, said) in [
        ("jours", "demain oui", "ne date s'écrit par exemple 17/06/2021"),
        ("jours", "17/06/2021 peut-être", "oui, si besoin ou non"),
        ("siren_pair", "12", "« SIREN » : attendu un SIREN"),
        ("au_plus", "beaucoup", "« Auditions au plus » est un nombre"),
        ("nom_pair", "", "emplissez « Nom »"),
    ] {
        let fields: Vec<_> = peer
            .iter()
            .copied()
            .filter(|(name, _)| *name != field)
            .chain([(field, value)])
            .collect();
        let again = office.post("/pairs/p5", &fields).expect(422);
        assert!(again.text().contains(said), "{said}: {}", again.text());
    }
    let _ = office.post("/pairs/p5/effacer", &[]).expect(422);
    office.post("/pairs/p5/effacer", &[("efface", "oui")]).expect(303);
    assert_eq!(hearings.json("peers list").await.as_array().unwrap().len(), 4);
}

#[tokio::test]
async fn a_hearing_is_added_changed_and_cancelled() {
    let (hearings, office) = open().await;
    let added = [
        ("date", "24/06/2021"),
        ("heure", "9 h 30"),
        ("lieu", "Salle du Peyrou"),
        ("offre", "plain_pied"),
        ("pair", "p1"),
        ("pair", "p4"),
        ("tient", "no"),
        ("intervalle", "5"),
        ("pause_apres", "3"),
        ("pause_duree", "15"),
    ];

    office.post("/auditions", &added).expect(303);

    let listed = hearings.json("hearings list").await;
    assert_eq!(
        (&listed[1]["id"], &listed[1]["starts"]),
        (&json!("a3"), &json!("2021-06-24T09:30"))
    );
    assert_eq!(listed[1]["panel"], json!(["p1", "p4"]));
    let page = office.get("/auditions").expect(200).text().replace('\u{a0}', " ");
    assert!(page.contains("305 minutes pour 6 entreprises, jusqu'à 14 h 35"), "{page}");
    let night: Vec<_> =
        added.iter().copied().filter(|(name, _)| *name != "date" && *name != "heure").collect();
    let night = [&night[..], &[("date", "31/10/2021"), ("heure", "2:30")]].concat();
    let again = office.post("/auditions/a3", &night).expect(422);
    assert!(again.text().contains("2021-10-31T02:30 existe deux fois"), "{}", again.text());
    office.post("/auditions/a3/annuler", &[("annule", "oui")]).expect(303);
    assert_eq!(hearings.json("hearings list").await.as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn a_plan_is_compared_accepted_and_a_place_unlocked() {
    let (hearings, office) = open().await;
    let page = office.get("/auditions/plan").expect(200);
    let text = page.text();
    for expected in
        ["Société 1", "nouvelle", "ne se tient pas", "6 entreprise(s) sur 7 ont une place"]
    {
        assert!(text.contains(expected), "{expected}: {text}");
    }
    assert!(text.contains("le bureau doit d'abord traiter une de vos réponses"), "{text}");
    let [seen, problem] = ["vu", "probleme"].map(|name| {
        let field = page.body.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap();
        field.split('"').next().unwrap().to_owned()
    });
    let form = [("vu", seen.as_str()), ("probleme", problem.as_str())];

    // Somebody notes a call meanwhile: what was shown is older.
    hearings.act("note REF7 appelée").await;
    let refused = office.post("/auditions/plan/accepter", &form).expect(422);
    assert!(refused.text().contains("a agi entre-temps sur"), "{}", refused.text());
    assert_eq!(hearings.cases.state(1).await, "retained");
    let page = office.get("/auditions/plan").expect(200);
    let seen = page.body.split("name=\"vu\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    office.post("/auditions/plan/accepter", &[("vu", seen), form[1]]).expect(303);

    assert_eq!(hearings.cases.state(1).await, "scheduled");
    let listed = office.get("/auditions").expect(200).text();
    assert!(listed.contains("Société 1 · n'est pas encore convoquée"), "{listed}");
    let one = reference(1);
    let place = [("ref", one.as_str()), ("place", "libre")];
    office.post("/auditions/plan/place", &place).expect(303);
    let text = office.get("/auditions/plan").expect(200).text();
    assert!(text.contains("peut changer") && text.contains("Ce plan ne change rien"), "{text}");
}

#[tokio::test]
async fn a_supposition_shows_another_plan_and_changes_nothing() {
    let (hearings, office) = open().await;
    let before = hearings.json("journal list").await;
    for (question, said) in [
        ("place", "Et si une place de plus était offerte"),
        ("non:a1", "Et si l'audition du"),
        ("sans:a1:p1", "Dominique p1 ne siégeait pas"),
    ] {
        let page = office.post("/auditions/plan", &[("si", question)]).expect(200);
        let text = page.text();
        assert!(text.contains(said) && text.contains("rien n'est changé"), "{question}: {text}");
        assert!(!page.body.contains("/auditions/plan/accepter"), "{question}");
    }
    let _ = office.post("/auditions/plan", &[("si", "autre")]).expect(422);
    assert_eq!(hearings.json("journal list").await, before);
}

#[tokio::test]
async fn the_page_of_a_firm_says_why_and_settles_what_is_open() {
    let (hearings, office) = open().await;
    let why = |number: u8| format!("/auditions/pourquoi/{}", reference(number));
    let text = office.get(&why(7)).expect(200).text();
    assert!(text.contains("Votre entreprise n'a pas encore de date"), "{text}");
    assert!(text.contains("Par ancienneté : 7 sur 7"), "{text}");
    assert!(office.get(&why(1)).expect(200).text().contains("elle passe le 17"), "placed");
    let page = office.get(&case(7)).expect(200).text();
    assert!(
        page.contains("À rapprocher") && page.contains("« dominique » dans la réponse"),
        "{page}"
    );

    office.post(&format!("{}/exclusions", case(7)), &[("pair", "p4")]).expect(303);
    office.post(&format!("{}/besoins", case(7)), &[("besoin", "boucle")]).expect(303);
    office.post(&format!("{}/retrait", case(7)), &[("pair", "p2")]).expect(303);
    office
        .post(&format!("{}/dates", case(7)), &[("date-a1", "cannot"), ("date-a2", "")])
        .expect(303);

    let problem = hearings.run("plan propose --problem").await.done().out;
    let problem: serde_json::Value = serde_json::from_str(&problem).unwrap();
    let firm = &problem["firms"][6];
    let found = ["excludes", "needs", "recuses", "cannot"].map(|key| firm[key].to_string());
    assert_eq!(found, [r#"["p4"]"#, r#"["boucle"]"#, r#"["p2"]"#, r#"["a1"]"#]);
    assert_eq!(firm["treated"], true);
    let page = office.get(&case(7)).expect(200).text();
    assert!(page.contains("Ne siègent pas Dominique p4"), "{page}");
}
