use std::fs;

use form_handler::record::contents::{AskedQuestion, SealedContents};

use crate::test_secretariat::{TestSecretariat, answers, contents, definition, reference, with};

fn label(name: &str) -> String {
    definition().field(name).unwrap().label.clone()
}

#[tokio::test]
async fn an_application_is_shown_as_its_sender_read_it_back() {
    let secretariat = TestSecretariat::new();
    secretariat.receive(1).await;

    let shown = secretariat.run(&format!("show {}", reference(1))).await.done();

    for (name, answer) in [
        ("raison_sociale", "Ateliers du Lez"),
        ("siren", "732\u{a0}829\u{a0}320"),
        ("date_creation", "30\u{a0}avril 2012"),
        ("chiffre_affaires", "1\u{202f}200\u{202f}000\u{a0}€"),
        ("departement", "Hérault (34)"),
        ("projet", "Première ligne\n    Deuxième ligne"),
        ("telephone", "+33 6 12 34 56 78"),
        ("conflits", "(pas de réponse)"),
    ] {
        let expected = format!("\n{}\n    {answer}\n", label(name));
        let loose = |text: &str| text.replace(['\u{a0}', '\u{202f}'], " ");
        assert!(loose(&shown.out).contains(&loose(&expected)), "{expected}\n{}", shown.out);
    }
    assert_eq!(shown.notes, "");
    let head = shown.out.split("\n\n==").next().unwrap();
    let hash = definition().hash();
    insta::assert_snapshot!(head.replace(&hash[..11], "HASH").replace('\u{a0}', " "), @"
    Candidature BDP-DN7G-TUPV

    Reçue le     1er juin 2021 à 12 h 01 (heure de Paris)
    Effacée le   1er juin 2022
    Quarantaine  non
    Signature    valable : le service l'a écrite, et personne ne l'a changée depuis
    Formulaire   HASH…
    ");
    let warning = format!("- {} : Vouliez-vous écrire gmail.com ?", label("courriel"));
    assert!(shown.out.ends_with(&format!("== À vérifier ==\n\n{warning}\n")), "{}", shown.out);
}

#[tokio::test]
async fn questions_stand_in_the_order_of_the_form() {
    let secretariat = TestSecretariat::new();
    secretariat.receive(1).await;

    let shown = secretariat.run(&format!("show {}", reference(1))).await.done().out;

    let places: Vec<_> = definition()
        .fields()
        .map(|field| shown.find(&format!("\n{}\n", field.label)).expect(&field.label))
        .collect();
    assert!(places.is_sorted());
}

#[tokio::test]
async fn a_reference_is_read_however_it_is_typed() {
    let secretariat = TestSecretariat::new();
    secretariat.receive(1).await;

    let typed = reference(1).to_string().to_lowercase().replace('-', "");

    assert!(secretariat.run(&format!("show {typed}")).await.done().out.contains("Ateliers du Lez"));
}

#[tokio::test]
async fn a_quarantined_application_says_so() {
    let secretariat = TestSecretariat::new();
    secretariat
        .store_contents(SealedContents { quarantine: true, ..contents(1, &answers()) })
        .await;

    let shown = secretariat.run(&format!("show {}", reference(1))).await.done().out;

    assert!(shown.contains("\nQuarantaine  oui : "), "{shown}");
}

#[tokio::test]
async fn another_version_of_the_form_is_shown_in_its_own_words() {
    let secretariat = TestSecretariat::new();
    let mut answers = with("departement", "34");
    answers.insert("telecopie".into(), "0467000000".into());
    let mut contents = SealedContents { form: "0ther".into(), ..contents(1, &answers) };
    let asked = &mut contents.sections[0].questions;
    asked[0].label = "Raison sociale".into();
    asked.push(AskedQuestion {
        name: "telecopie".into(),
        label: "Télécopie".into(),
        choices: serde_json::Map::new(),
    });
    let departements = contents.sections.iter_mut().flat_map(|section| &mut section.questions);
    let [departement] =
        &mut departements.filter(|each| each.name == "departement").collect::<Vec<_>>()[..]
    else {
        panic!("the form asks for it once");
    };
    departement.choices["34"] = "L'Hérault".into();
    secretariat.store_contents(contents).await;

    let shown = secretariat.run(&format!("show {}", reference(1))).await.done().out;

    for expected in [
        "\nRaison sociale\n    Ateliers du Lez\n",
        "\nTélécopie\n    0467000000\n",
        "\n    L'Hérault\n",
    ] {
        assert!(shown.contains(expected), "{expected}\n{shown}");
    }
    assert!(!shown.contains("une autre version du formulaire"), "{shown}");
}

#[tokio::test]
async fn without_the_content_answers_are_shown_as_they_are_stored() {
    let secretariat = TestSecretariat::new();
    secretariat.receive(1).await;
    fs::create_dir(secretariat.path("content")).unwrap();
    for (text, said) in [(None, "est illisible"), (Some("id = "), "contient des erreurs")] {
        if let Some(text) = text {
            fs::write(secretariat.path("content/candidature.toml"), text).unwrap();
        }
        let line = format!(
            "show {} --identity {} --store sqlite:{} --content {}",
            reference(1),
            secretariat.path("identity.txt").display(),
            secretariat.path("applications.db").display(),
            secretariat.path("content").display()
        );

        let shown = secretariat.run_exactly(&line).await.done();

        let siren = format!("\n{}\n    732829320\n", label("siren"));
        assert!(shown.out.contains(&siren), "{}", shown.out);
        assert!(shown.notes.contains("FOLDER/content/candidature.toml"), "{}", shown.notes);
        assert!(shown.notes.contains(said), "{}", shown.notes);
    }
}

#[tokio::test]
async fn what_steers_a_terminal_is_not_printed() {
    let secretariat = TestSecretariat::new();
    secretariat.store(secretariat.record(1, &with("projet", "a\u{1b}[2Jb\u{202e}c"))).await;

    let shown = secretariat.run(&format!("show {}", reference(1))).await.done().out;

    assert!(!shown.contains(['\u{1b}', '\u{202e}']), "{shown:?}");
    assert!(shown.contains("a�[2Jb�c"), "{shown}");
}
