//! A site with several forms, one of which may be broken.

use std::fs;

use application_form::reference::Reference;
use form_handler::record::contents::SealedContents;

use crate::test_secretariat::{Ran, TestSecretariat, content, contents};

/// Another form of the same site, whose references begin with `CTC`.
const CONTACT: &str = include_str!("../../../tests/e2e/forms/contact.toml");

/// Both forms, an application of each, and the second's reference.
async fn site() -> (TestSecretariat, Reference) {
    let secretariat = TestSecretariat::new();
    let folder = secretariat.path("content");
    fs::create_dir_all(folder.join("forms")).unwrap();
    fs::copy(content().join("candidature.toml"), folder.join("candidature.toml")).unwrap();
    fs::write(folder.join("forms/contact.toml"), CONTACT).unwrap();
    fs::copy(secretariat.path("signing.toml"), folder.join("signing.toml")).unwrap();
    secretariat.receive(1).await;
    let message: serde_json::Map<_, _> =
        [("message".to_owned(), "Bonjour".into())].into_iter().collect();
    let reference = Reference::from_bytes("CTC", &[2; 32]);
    let contact = SealedContents { reference: reference.clone(), ..contents(2, &message) };
    secretariat.store_contents(contact).await;
    (secretariat, reference)
}

async fn run_in(secretariat: &TestSecretariat, line: &str) -> Ran {
    let line = format!(
        "{line} --identity {} --store sqlite:{} --content {}",
        secretariat.path("identity.txt").display(),
        secretariat.path("applications.db").display(),
        secretariat.path("content").display()
    );
    secretariat.run_exactly(&line).await
}

#[tokio::test]
async fn what_one_form_has_received_is_listed_shown_and_exported_alone() {
    let (secretariat, reference) = site().await;
    let run = async |line: &str| run_in(&secretariat, line).await;

    let all = run("list").await.done().out;
    assert_eq!((all.matches("BDP-").count(), all.matches("CTC-").count()), (1, 1), "{all}");
    let ours = run("list --form 2021-06").await.done().out;
    assert_eq!((ours.matches("BDP-").count(), ours.matches("CTC-").count()), (1, 0), "{ours}");
    let theirs = run("list --form contact").await.done().out;
    assert_eq!(
        (theirs.matches("BDP-").count(), theirs.matches("CTC-").count()),
        (0, 1),
        "{theirs}"
    );
    assert!(theirs.contains("Bonjour"), "{theirs}");

    let csv = run("export --format csv --form contact").await.done().out;
    assert!(csv.contains(";Your message;") && csv.contains("Bonjour"), "{csv}");
    assert!(!csv.contains("Ateliers du Lez"), "{csv}");

    let shown = run(&format!("show {reference} --form contact")).await.done().out;
    assert!(shown.contains(&reference.to_string()), "{shown}");
    let refused = run(&format!("show {reference} --form 2021-06")).await.failed();
    assert!(refused.contains("n'a pas été envoyée par le formulaire « 2021-06 »"));
    let unknown = run("list --form contacts").await.failed();
    insta::assert_snapshot!(unknown, @"
    erreur : aucun formulaire n'a l'identifiant « contacts »
    aide : formulaires du site : 2021-06, contact
    ");
}

#[tokio::test]
async fn a_form_that_is_broken_takes_nothing_from_the_others_and_is_named() {
    let (secretariat, reference) = site().await;
    let run = async |line: &str| run_in(&secretariat, line).await;
    let broken = secretariat.path("content/forms/visite.toml");
    fs::write(&broken, CONTACT.replace("kind = \"text\"", "kind = \"txt\"")).unwrap();
    let said = "erreur : le formulaire FOLDER/content/forms/visite.toml contient des erreurs, dès la ligne 11 : \
                « site-gen check » les montre\n";

    let listed = run("list --form contact").await.incomplete();
    assert!(listed.out.contains("CTC-") && listed.out.contains("Bonjour"), "{}", listed.out);
    assert_eq!(listed.notes, said);
    let file = secretariat.path("contact.csv");
    fs::write(&file, "before").unwrap();
    let line = format!("export --format csv --form contact --out {} --replace", file.display());
    let exported = run(&line).await.incomplete();
    assert_eq!(exported.notes, said);
    assert!(fs::read_to_string(&file).unwrap().contains("Bonjour"), "nothing was missing");

    // Who asks for no form by name, or for one application, is not told of what they do not look at.
    let all = run("list").await.done();
    assert!(all.out.contains("BDP-") && all.out.contains("CTC-"), "{}", all.out);
    let shown = run(&format!("show {reference} --form contact")).await.done();
    assert!(shown.out.contains(reference.as_str()) && shown.notes.is_empty(), "{}", shown.notes);

    // The form that was asked for may be the one that cannot be read.
    let refused = run("list --form visite").await.failed();
    insta::assert_snapshot!(refused, @"
    erreur : le formulaire FOLDER/content/forms/visite.toml contient des erreurs, dès la ligne 11 : « site-gen check » les montre
    aide : corrigez ce fichier, ou indiquez un autre dossier avec --content
    ");

    // Its own form is broken: its questions stand in the application, and the file is named.
    fs::write(secretariat.path("content/forms/contact.toml"), "id = ").unwrap();
    let shown = run(&format!("show {reference}")).await.done();
    assert!(shown.notes.contains("contact.toml contient des erreurs"), "{}", shown.notes);
    let ours = run("list --form 2021-06").await.incomplete();
    assert_eq!((ours.out.matches("BDP-").count(), ours.notes.lines().count()), (1, 2));
}
