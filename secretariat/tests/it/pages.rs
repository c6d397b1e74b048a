//! The pages of the office: what a secretary sees, sends and gets.

use crate::{
    cases::TestCases,
    test_office::TestOffice,
    test_secretariat::{now, reference},
};

/// An answer that nothing may show, as a word that is nowhere else.
pub const NETWORK: &str = "reseau-marqueur";

/// Answers that judges never see.
pub const HIDDEN: [(&str, &str); 4] = [
    ("conflits", "Conflit-marqueur"),
    ("courriel", "courriel-marqueur@exemple.fr"),
    ("nom", "Nom-marqueur"),
    ("amenagement", "Besoin-marqueur"),
];

pub async fn two_firms() -> (TestCases, TestOffice) {
    let cases = TestCases::new();
    let marked: Vec<_> = HIDDEN.iter().copied().chain([("reseaux", NETWORK)]).collect();
    cases.receive_as(1, &marked).await;
    cases.receive_as(2, &[("raison_sociale", "Énergies d'Oc"), ("departement", "11")]).await;
    let office = TestOffice::open(&cases.secretariat, "", now);
    (cases, office)
}

pub fn case(number: u8) -> String {
    format!("/candidatures/{}", reference(number))
}

fn pages() -> Vec<String> {
    let [one, two] = [case(1), case(2)];
    let compare = format!("{one}/comparer/{}", reference(2));
    let why = format!("/auditions/pourquoi/{}", reference(1));
    let others = [
        "/",
        "/candidatures",
        "/candidatures/lecture",
        "/courriers",
        "/demandes",
        "/exporter",
        "/pairs",
        "/auditions",
        "/auditions/plan",
    ];
    let more = ["/sauvegarde", "/cles", "/journal", "/registre", "/quitter"];
    others
        .iter()
        .chain(&more)
        .map(|path| (*path).to_owned())
        .chain([one, two, compare, why])
        .collect()
}

#[tokio::test]
async fn no_address_and_no_title_names_anybody_and_no_page_what_must_not_count() {
    let (_cases, office) = two_firms().await;

    for path in pages() {
        let page = office.get(&path).expect(200);
        for name in ["Société", "Oc", "marqueur", "Durand"] {
            assert!(!page.title().contains(name), "{path}: {}", page.title());
        }
        assert!(!page.body.contains(NETWORK), "{path}");
        let links = page.body.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
        for link in links {
            assert!(!link.contains("Soci") && !link.contains("Durand"), "{path}: {link}");
            assert!(link.starts_with(['/', '#']) || link.starts_with("data:"), "{path}: {link}");
        }
        assert!(!page.body.contains("<script"), "{path}");
        for form in page.body.split("<form").skip(1) {
            let tag = form.split('>').next().unwrap();
            assert!(tag.contains("autocomplete=\"off\""), "{path}: {tag}");
            assert!(form.contains("name=\"jeton\""), "{path}: {tag}");
        }
    }
}

#[tokio::test]
async fn a_page_without_text_fields_goes_to_the_lock_and_no_other_does() {
    let (_cases, office) = two_firms().await;

    for path in pages() {
        let page = office.get(&path).expect(200);
        let (_, body) = page.body.split_once("<body>").unwrap();
        let has_text = ["<textarea", "type=\"text\"", "type=\"search\""];
        let has_text = has_text.iter().any(|field| body.contains(field));
        // The end is none of the office's pages: it needs no key.
        let stays = has_text || path == "/quitter";
        assert_eq!(page.header("refresh").is_none(), stays, "{path}");
    }
}

#[tokio::test]
async fn what_is_made_for_judges_leaves_out_what_they_must_not_see() {
    let (_cases, office) = two_firms().await;
    let whole = office.get(&case(1)).expect(200);

    let reading = office.get("/candidatures/lecture").expect(200);

    for (field, text) in HIDDEN {
        assert!(whole.body.contains(text), "the office reads {field}");
        assert!(!reading.body.contains(text), "judges read {field}");
    }
    assert!(reading.text().contains("Société 1"), "{}", reading.text());
    assert!(reading.text().contains("2 de 2"), "{}", reading.text());
}

#[tokio::test]
async fn the_list_says_how_many_of_how_many_whatever_is_asked_for() {
    let (_cases, office) = two_firms().await;
    let search = |text| vec![("recherche", text)];

    for (fields, count, firm) in [
        (vec![], "2 de 2", "Énergies"),
        (search("energies"), "1 de 2", "Énergies"),
        (search("SOCIÉTÉ 1"), "1 de 2", "Société"),
        (search("000 000 101"), "1 de 2", "Société"),
        (search("marqueur@exemple"), "1 de 2", "Société"),
        (search(reference(2).as_str()), "1 de 2", "Énergies"),
        (search("personne"), "0 de 2", "Aucune candidature"),
        (vec![("departement", "11")], "1 de 2", "Énergies"),
        (vec![("etat", "received"), ("etat", "declined")], "2 de 2", "Société"),
        (vec![("etat", "declined")], "0 de 2", "Aucune candidature"),
        (vec![("theme", "numerique")], "2 de 2", "Société"),
        (vec![("theme", "autre")], "0 de 2", "Aucune candidature"),
        (vec![("doubles", "oui")], "0 de 2", "Aucune candidature"),
    ] {
        let list = office.post("/candidatures", &fields).expect(200).text();

        assert!(list.contains(count), "{fields:?}: {list}");
        assert!(list.contains(firm), "{fields:?}: {list}");
    }
    let list = office.get("/candidatures").expect(200).text();
    assert!(list.contains("Ne confirmez rien, même pas qu'une candidature existe."), "{list}");
}

/// What a form does, by its address, and in which state the application is then.
type Acted = (&'static str, &'static [(&'static str, &'static str)], &'static str);

const DECIDED: [(&str, &str); 4] = [
    ("decision", "declined"),
    ("motif", "declined:hors_cadre"),
    ("par", "Marie, Paul"),
    ("le", "1/6/2021"),
];

#[tokio::test]
async fn every_form_does_what_the_command_does() {
    let acts: [Acted; 7] = [
        ("/decider", &DECIDED, "declined"),
        ("/decider", &[("decision", "undecided"), ("par", "Marie")], "received"),
        ("/decider", &[("decision", "retained"), ("par", "Marie")], "retained"),
        ("/reprendre", &[("motif_libre", "trop tôt")], "received"),
        ("/noter", &[("genre", "call"), ("note", "A rappelé")], "received"),
        (
            "/corriger",
            &[("champ", "effectif"), ("valeur", "46"), ("verifie", "callback")],
            "received",
        ),
        ("/corriger", &[("champ", "effectif"), ("valeur", "47"), ("verifie", "no")], "received"),
    ];
    let (cases, office) = two_firms().await;

    for (act, fields, state) in acts {
        let path = case(2);
        let done = office.post(&format!("{path}{act}"), fields);

        assert_eq!(done.status, 303, "{act} {fields:?}: {}", done.text());
        assert!(done.header("location").unwrap().ends_with(&path), "{act}");
        assert_eq!(cases.state(2).await, state, "{act} {fields:?}");
    }
    let shown = office.get(&case(2)).expect(200).text();
    for seen in ["A rappelé", "Corrigé le 2 juin 2021", "Avant : 12", "rectification, avant le"] {
        assert!(shown.contains(seen), "{seen}: {shown}");
    }
}

#[tokio::test]
async fn what_is_refused_stays_on_the_page_and_nothing_is_done() {
    let (cases, office) = two_firms().await;

    for (act, fields) in [
        ("/decider", vec![("decision", "declined"), ("par", "Marie"), ("texte", "Un long texte")]),
        ("/decider", vec![("decision", "retained"), ("texte", "Un long texte")]),
        ("/decider", vec![("decision", "?"), ("par", "Marie"), ("texte", "Un long texte")]),
        (
            "/decider",
            vec![
                ("decision", "retained"),
                ("par", "M"),
                ("le", "hier"),
                ("texte", "Un long texte"),
            ],
        ),
        ("/noter", vec![("genre", "?"), ("note", "Un long texte")]),
        (
            "/corriger",
            vec![("champ", "effectif"), ("valeur", "Un long texte"), ("verifie", "email")],
        ),
        ("/suivre", vec![("suivi", "Un long texte")]),
    ] {
        let refused = office.post(&format!("{}{act}", case(1)), &fields).expect(422);

        assert!(refused.text().contains("Rien n'a été fait"), "{act} {fields:?}");
        assert!(refused.body.contains("Un long texte"), "{act} {fields:?}");
        assert!(refused.header("refresh").is_none(), "{act}");
        assert_eq!(cases.state(1).await, "received", "{act} {fields:?}");
        let again = refused.attribute("form method", "action");
        assert!(again.ends_with(&format!("{}{act}", case(1))), "{again}");
    }
    assert!(office.get("/journal").expect(200).text().contains("Aucun acte"));
}

#[tokio::test]
async fn a_decision_without_its_reason_is_completed_where_it_is_refused() {
    let (cases, office) = two_firms().await;
    let [one, two] = [reference(1), reference(2)].map(|each| each.to_string());
    let lacking = [("decision", "declined"), ("par", "Marie, Paul"), ("texte", "Un long texte")];
    let on_one = format!("{}/decider", case(1));
    let both = [&[("ref", &*one), ("ref", &*two)], &lacking[..]].concat();

    for (path, fields) in [(&*on_one, lacking.to_vec()), ("/candidatures/decider", both)] {
        let refused = office.post(path, &fields).expect(422);

        let text = refused.text().replace('\u{202f}', " ");
        assert!(text.contains("Choisissez un motif pour « Non retenue »"), "{path}: {text}");
        assert!(!refused.body.contains("hors_cadre</"), "no code is for people: {path}");
        assert!(refused.body.contains("value=\"declined\" required checked"), "{path}");
        assert!(refused.body.contains("value=\"Marie, Paul\""), "{path}");
        assert!(refused.body.contains("Un long texte</textarea>"), "{path}");
        assert!(refused.attribute("form method", "action").ends_with(path));
        // What the page offers, and what it holds already.
        let completed = [&fields[..], &[("motif", "declined:hors_cadre")]].concat();
        assert_eq!(cases.state(1).await, "received", "{path}");
        office.post(path, &completed).expect(303);
        assert_eq!(cases.state(1).await, "declined", "{path}");
        cases.act("decide REF1 --as undecided --by Marie").await;
    }
    assert_eq!(cases.state(2).await, "declined");
}

#[tokio::test]
async fn a_decision_on_several_lists_them_before_its_button() {
    let (cases, office) = two_firms().await;
    let [one, two] = [reference(1), reference(2)].map(|each| each.to_string());
    let ticked = [("ref", &*one), ("ref", &*two)];

    let asked = office.post("/candidatures/decider", &ticked).expect(200);
    let text = asked.text();
    assert!(text.contains("ces 2 candidatures"), "{text}");
    assert!(text.contains(&one) && text.contains(&two), "{text}");
    assert_eq!(cases.state(1).await, "received");
    let decided: Vec<_> = ticked.into_iter().chain(DECIDED).collect();
    office.post("/candidatures/decider", &decided).expect(303);

    assert_eq!([cases.state(1).await, cases.state(2).await], ["declined", "declined"]);
    let none = office.post("/candidatures/decider", &[]).expect(200);
    assert!(none.text().contains("Aucune candidature n'est cochée"));
}
