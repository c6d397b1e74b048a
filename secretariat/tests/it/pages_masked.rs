//! Applications that a reader sees only when she asks for them: one names her, or she has left it to others.

use crate::{
    cases::TestCases,
    pages::case,
    test_office::{Reply, TestOffice},
    test_secretariat::{now, reference},
};

/// What masks an application of the reader's, and what the pages say in the place of the firm.
struct Masked {
    answer: &'static str,
    act: Option<&'static str>,
    words: &'static str,
    question: &'static str,
}

const MASKED: [Masked; 2] = [
    Masked {
        answer: "Ni Paul, ni MARIÉ du bureau",
        act: None,
        words: "elle vous nomme",
        question: "Cette candidature vous nomme. L'ouvrir quand même ?",
    },
    Masked {
        answer: "",
        act: Some("deporter"),
        words: "vous vous déportez",
        question: "une autre personne décide. L'ouvrir quand même, pour la lire ?",
    },
];

/// The first is masked and has been decided; the second is the same firm's and is not.
async fn two_of_a_firm(masked: &Masked) -> (TestCases, TestOffice) {
    let cases = TestCases::new();
    let same = [("siren", "732829320"), ("conflits", masked.answer)];
    cases.receive_as(1, &same).await;
    cases.receive_as(2, &[("siren", "732829320"), ("raison_sociale", "Autre nom")]).await;
    cases.act_as_colleague("decide REF1 --as retained --by Paul").await;
    let office = TestOffice::open(&cases.secretariat, "", now);
    if let Some(act) = masked.act {
        office.post(&format!("{}/{act}", case(1)), &[]).expect(303);
    }
    (cases, office)
}

/// Every page that shows something of an application.
fn pages() -> Vec<String> {
    let (one, two) = (reference(1), reference(2));
    let of = |path: &str| path.replace("REF1", one.as_str()).replace("REF2", two.as_str());
    [
        "/",
        "/candidatures",
        "/candidatures/lecture",
        "/candidatures/REF1",
        "/candidatures/REF1/comparer/REF2",
        "/candidatures/REF2/comparer/REF1",
        "/courriers",
        "/courriers/decision-REF1",
        "/courriers/decision-REF1/papier",
        "/demandes",
        "/journal",
        "/auditions",
        "/auditions/plan",
        "/auditions/pourquoi/REF1",
        "/avis/REF1",
    ]
    .map(of)
    .to_vec()
}

fn shows(page: &Reply) -> bool {
    page.body.contains("Société 1") || page.body.contains("contact1@exemple.fr")
}

#[tokio::test]
async fn no_page_shows_a_masked_application_until_it_is_opened_all_the_same() {
    for masked in &MASKED {
        let (cases, office) = two_of_a_firm(masked).await;

        for path in pages() {
            let page = office.get(&path);
            assert!([200, 303].contains(&page.status), "{path}: {}", page.text());
            assert!(!shows(&page), "{}, {path}: {}", masked.words, page.text());
        }
        let listed = office.get("/candidatures").expect(200).text().to_lowercase();
        assert!(listed.contains(masked.words), "{listed}");
        let asked = office.get(&case(1)).expect(200).text();
        assert!(asked.contains(masked.question), "{asked}");
        assert!(asked.contains("une courtoisie, non un verrou"), "{asked}");

        office.post(&format!("{}/ouvrir", case(1)), &[]).expect(303);

        let page = office.get(&case(1)).expect(200);
        assert!(shows(&page), "{}: {}", masked.words, page.text());
        assert!(shows(&office.get(&pages()[4]).expect(200)), "{}", masked.words);
        let case = cases.case(1).await;
        assert_eq!(case["history"].as_array().unwrap().last().unwrap()["type"], "opened");
    }
}

#[tokio::test]
async fn whoever_steps_back_reads_and_decides_nothing_until_she_thinks_better_of_it() {
    let (cases, office) = two_of_a_firm(&MASKED[1]).await;
    let decided = [("decision", "undecided"), ("par", "Marie")];
    let step =
        |act: &str, fields: &[(&str, &str)]| office.post(&format!("{}/{act}", case(1)), fields);

    step("ouvrir", &[]).expect(303);
    let read = office.get(&case(1)).expect(200).text();
    assert!(
        read.contains("Vous vous êtes déporté(e)") && !read.contains("Enregistrer la décision")
    );
    step("decider", &decided).expect(422);
    // She steps back once more: what she has opened is closed again.
    let refused = step("deporter", &[]).expect(422);
    assert!(refused.text().contains("ous vous êtes déporté(e)"), "{}", refused.text());

    let (cases_2, office) = two_of_a_firm(&MASKED[1]).await;
    let masked = office.get(&case(1)).expect(200);
    assert!(masked.text().contains("Ne plus me déporter"), "{}", masked.text());
    office.post(&format!("{}/reprendre", case(1)), &[("motif_libre", "autre firme")]).expect(303);
    assert!(shows(&office.get(&case(1)).expect(200)));
    office.post(&format!("{}/decider", case(1)), &decided).expect(303);
    assert_eq!([cases.state(1).await, cases_2.state(1).await], ["retained", "received"]);
}

#[tokio::test]
async fn who_only_has_a_name_like_hers_is_not_meant() {
    let cases = TestCases::new();
    cases.receive_as(1, &[("conflits", "Ni Marielle")]).await;
    let office = TestOffice::open(&cases.secretariat, "", now);

    assert!(shows(&office.get(&case(1)).expect(200)));
}
