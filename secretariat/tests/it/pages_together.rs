//! Two people at once: a page that was shown before somebody acted knows nothing of it, and says so.

use crate::{
    pages::{case, two_firms},
    test_office::TestOffice,
    test_secretariat::reference,
};

/// A colleague's act, and a form of a page that was shown before.
type Late = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

const LATE: [Late; 6] = [
    (
        "decide REF1 --as retained --by Paul",
        "/decider",
        &[("decision", "retained"), ("par", "Marie")],
    ),
    ("note REF1 \"A rappelé\"", "/noter", &[("genre", "call"), ("note", "Un long texte")]),
    ("note REF1 \"A rappelé\"", "/deporter", &[]),
    ("note REF1 \"A rappelé\"", "/reprendre", &[("motif_libre", "erreur")]),
    ("withdraw REF1 --verified callback", "/exclusions", &[]),
    (
        "note REF1 \"A rappelé\"",
        "/corriger",
        &[("champ", "effectif"), ("valeur", "46"), ("verifie", "callback")],
    ),
];

/// As a page of an application is shown: its forms know how far the journal had been read.
fn look(office: &mut TestOffice) {
    let page = office.get(&case(1)).expect(200);
    office.session.token = page.attribute("name=\"jeton\"", "value");
}

#[tokio::test]
async fn who_comes_second_is_told_who_did_what_and_loses_nothing() {
    for (colleague, form, fields) in LATE {
        let (cases, mut office) = two_firms().await;
        look(&mut office);
        cases.act_as_colleague(colleague).await;

        let refused = office.post(&format!("{}{form}", case(1)), fields).expect(422);

        let said = format!("Paul a agi entre-temps sur {}", reference(1));
        assert!(refused.text().contains(&said), "{form}: {}", refused.text());
        for (_, value) in fields {
            assert!(refused.body.contains(value), "{form}, {value}: {}", refused.body);
        }
        let history = cases.case(1).await["history"].as_array().unwrap().len();
        assert_eq!(history, 1, "{form}: only the colleague's");
    }
}

#[tokio::test]
async fn who_was_told_may_go_on_from_that_page() {
    let (cases, mut office) = two_firms().await;
    look(&mut office);
    cases.act_as_colleague("note REF1 \"A rappelé\"").await;
    let note = [("genre", "note"), ("note", "Un long texte")];
    let refused = office.post(&format!("{}/noter", case(1)), &note).expect(422);

    office.session.token = refused.attribute("name=\"jeton\"", "value");
    office.post(&format!("{}/noter", case(1)), &note).expect(303);

    assert_eq!(cases.case(1).await["history"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn what_one_has_done_oneself_and_what_is_done_elsewhere_is_in_nobodys_way() {
    let (cases, mut office) = two_firms().await;
    look(&mut office);
    cases.act_as_colleague("note REF2 \"A rappelé\"").await;

    // A file is saved from the page, which stays as it is: here, two forms of one page.
    let note = [("genre", "note"), ("note", "Un long texte")];
    for _ in 0..2 {
        office.post(&format!("{}/noter", case(1)), &note).expect(303);
    }

    assert_eq!(cases.case(1).await["history"].as_array().unwrap().len(), 2);
}
