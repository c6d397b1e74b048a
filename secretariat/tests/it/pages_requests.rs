//! What a person asks about her own data, and what is noted of her, on the pages.

use crate::{
    pages::{NETWORK, case, two_firms},
    test_office::{Reply, TestOffice},
    test_secretariat::reference,
};

fn ask(office: &TestOffice, number: u8, what: &str, verified: &str) -> Reply {
    let reference = reference(number).to_string();
    let fields = [("ref", &*reference), ("quoi", what), ("verifie", verified), ("efface", "oui")];
    office.post("/demandes", &fields)
}

/// A part of the page, from one heading to the next.
fn part<'a>(page: &'a str, from: &str, to: &str) -> &'a str {
    let (_, rest) = page.split_once(from).unwrap_or_else(|| panic!("no {from} in {page}"));
    rest.split_once(to).map_or(rest, |(part, _)| part)
}

#[tokio::test]
async fn requests_are_noted_done_and_certified() {
    let (cases, office) = two_firms().await;
    let one = reference(1).to_string();

    let noted = ask(&office, 1, "withdraw", "no").expect(200).text();
    assert!(noted.contains("répondez avant le 2 juillet 2021"), "{noted}");
    let open = office.get("/demandes").expect(200).text();
    assert!(open.contains("En attente (1)") && open.contains(&one), "{open}");
    let copy = ask(&office, 1, "access", "callback").expect(200);
    assert!(copy.header("content-disposition").unwrap().starts_with("attachment"));
    assert!(copy.body.contains(NETWORK), "the person's own copy holds every answer");
    ask(&office, 1, "withdraw", "callback").expect(200);
    assert_eq!(cases.state(1).await, "withdrawn");
    let certificate = ask(&office, 1, "erasure", "in_person").expect(200);
    assert!(!certificate.body.contains("Société 1"), "{}", certificate.body);

    assert_eq!(cases.state(1).await, "erased");
    assert!(office.get("/demandes").expect(200).text().contains("Effacées (1)"));
    office.get("/candidatures/BDP-0000-0000").expect(404);
}

/// What is done with an application, and what the page then says of it under "En attente" and under "Faites".
type Asked = (&'static [(&'static str, &'static str)], &'static str, &'static str);

const CORRECTED: &str = "effectif";

#[tokio::test]
async fn what_was_asked_for_stands_there_until_it_is_done_and_afterwards_too() {
    let table: [Asked; 9] = [
        (
            &[("access", "no")],
            "accès · demandé le 2 juin 2021, pas encore vérifié · avant le 2 juillet 2021",
            "Aucune",
        ),
        (
            &[("access", "no"), ("access", "callback")],
            "Aucune",
            "accès · demandé le 2 juin 2021, dû avant le 2 juillet 2021, fait le 2 juin 2021, vérifié par rappel · par Marie",
        ),
        (
            &[("access", "email")],
            "Aucune",
            "accès · demandé et fait le 2 juin 2021, vérifié par courriel · par Marie",
        ),
        (
            &[(CORRECTED, "no")],
            "rectification · demandé le 2 juin 2021, pas encore vérifié",
            "Aucune",
        ),
        (
            &[(CORRECTED, "letter")],
            "Aucune",
            "rectification · demandé et fait le 2 juin 2021, vérifié par courrier",
        ),
        (
            &[("restrict", "in_person"), ("lift", "in_person")],
            "Aucune",
            "fin de la limitation · demandé et fait le 2 juin 2021, vérifié en personne",
        ),
        (
            &[("object", "callback")],
            "opposition · demandé le 2 juin 2021, vérifié par rappel · avant le 2 juillet 2021",
            "Aucune",
        ),
        (
            &[("object", "callback"), ("withdraw", "callback")],
            "Aucune",
            "retrait de la candidature · demandé et fait",
        ),
        (
            &[("object", "callback"), ("decision", "")],
            "Aucune",
            "opposition · demandé le 2 juin 2021, dû avant le 2 juillet 2021, fait le 2 juin 2021, vérifié par rappel · par Marie",
        ),
    ];
    for (acts, open, done) in table {
        let (_cases, office) = two_firms().await;
        for (what, verified) in acts {
            let answered = match *what {
                CORRECTED => {
                    let fields = [("champ", CORRECTED), ("valeur", "46"), ("verifie", verified)];
                    office.post(&format!("{}/corriger", case(1)), &fields)
                }
                "decision" => {
                    let fields = [("decision", "retained"), ("par", "Marie")];
                    office.post(&format!("{}/decider", case(1)), &fields)
                }
                _ => ask(&office, 1, what, verified),
            };
            assert!([200, 303].contains(&answered.status), "{acts:?}: {}", answered.text());
        }

        let page = office.get("/demandes").expect(200).text();

        let waits = part(&page, "En attente (", "Enregistrer une demande");
        assert!(waits.contains(open), "{acts:?}: {waits}");
        let was_done = part(&page, "Faites (", "Effacées (");
        assert!(was_done.contains(done), "{acts:?}: {was_done}");
    }
}

#[tokio::test]
async fn what_is_taken_back_is_not_done() {
    let (_cases, office) = two_firms().await;
    ask(&office, 1, "withdraw", "callback").expect(200);
    assert!(office.get("/demandes").expect(200).text().contains("Faites (1)"));

    office.post(&format!("{}/reprendre", case(1)), &[("motif_libre", "erreur")]).expect(303);

    assert!(office.get("/demandes").expect(200).text().contains("Faites (0)"));
}

#[tokio::test]
async fn a_certificate_is_given_again_as_it_was() {
    let (_cases, office) = two_firms().await;
    ask(&office, 1, "access", "callback").expect(200);
    let first = ask(&office, 1, "erasure", "in_person").expect(200);

    let page = office.get("/demandes").expect(200);
    let (_, rest) = page.body.split_once("/demandes/attestations/").unwrap();
    let seq = rest.split('"').next().unwrap();
    let again = office.get(&format!("/demandes/attestations/{seq}")).expect(200);

    assert_eq!(again.body, first.body);
    assert_eq!(again.header("content-disposition"), first.header("content-disposition"));
    let erased = part(&page.text(), "Effacées (1)", "rien").to_owned();
    let said = "effacée le 2 juin 2021, vérifié en personne · par Marie · attestation";
    assert!(erased.contains(reference(1).as_str()) && erased.contains(said), "{erased}");
    // The access is an act of another kind; nothing has these numbers.
    for other in ["0", "99", "x", "-1"] {
        office.get(&format!("/demandes/attestations/{other}")).expect(404);
    }
}

#[tokio::test]
async fn a_note_says_what_its_kind_calls_for() {
    let (cases, office) = two_firms().await;
    let text = ("note", "Bilan 2020");
    let [from, on] = [("de", "Jeanne Durand"), ("le", "1/6/2021")];
    let (document, paper) = (("genre", "document"), ("genre", "paper"));
    let destroyed = ("detruire", "01/06/2022");

    for (fields, missing) in [
        (vec![document, text, on, destroyed], "« Envoyé par »"),
        (vec![document, text, from, destroyed], "« Reçu le »"),
        (vec![document, text, from, on], "« À détruire le »"),
        (vec![document, from, on, destroyed], "« Note »"),
        (vec![document, text, from, on, ("detruire", "bientôt")], "10/06/2021"),
        (vec![paper, text], "« Arrivée le »"),
    ] {
        let refused = office.post(&format!("{}/noter", case(1)), &fields).expect(422).text();
        assert!(refused.replace('\u{202f}', " ").contains(missing), "{fields:?}: {refused}");
    }
    assert_eq!(cases.case(1).await["history"].as_array().unwrap().len(), 0);
    for fields in [vec![document, text, from, on, destroyed], vec![paper, text, on]] {
        office.post(&format!("{}/noter", case(1)), &fields).expect(303);
    }

    let page = office.get(&case(1)).expect(200).text();
    let said = "document reçu, de Jeanne Durand, du 1er juin 2021, à détruire le 1er juin 2022";
    assert!(page.contains(said), "{page}");
}
