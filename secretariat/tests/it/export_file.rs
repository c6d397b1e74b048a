//! `export --out`: whole, for its owner alone, and never by accident in the place of another file.

use std::{fs, path::Path};

use form_handler::crypto::private_file::{Mended, mend};

use crate::test_secretariat::{TestSecretariat, reference};

/// Everything in a folder, by name.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[tokio::test]
async fn a_file_gets_what_the_output_would_and_only_its_owner_reads_it() {
    for format in ["csv", "json"] {
        let secretariat = TestSecretariat::new();
        secretariat.receive(1).await;
        let file = secretariat.path("exports/all");
        let line = format!("export --format {format}");
        let shown = secretariat.run(&line).await.done().out;

        let ran = secretariat.run(&format!("{line} --out {}", file.display())).await.done();

        assert_eq!(ran.out, "1 candidature(s) dans FOLDER/exports/all\n");
        assert_eq!(fs::read_to_string(&file).unwrap(), shown);
        assert_eq!(mend(&file).unwrap(), Mended::No, "others could read it");
        assert_eq!(names(file.parent().unwrap()), ["all"]);
    }
}

#[tokio::test]
async fn a_file_is_replaced_only_when_it_is_asked_for() {
    let secretariat = TestSecretariat::new();
    secretariat.receive(1).await;
    let file = secretariat.path("exports/all");
    fs::create_dir(file.parent().unwrap()).unwrap();
    fs::write(&file, "old").unwrap();
    let line = format!("export --format csv --out {}", file.display());

    let said = secretariat.run(&line).await.failed();

    assert!(said.contains("FOLDER/exports/all existe déjà"), "{said}");
    assert!(said.contains("--replace"), "{said}");
    assert_eq!(fs::read_to_string(&file).unwrap(), "old");

    let _ = secretariat.run(&format!("{line} --replace")).await.done();

    assert!(fs::read_to_string(&file).unwrap().contains(reference(1).as_str()));
    assert_eq!(mend(&file).unwrap(), Mended::No, "others could read it");
    assert_eq!(names(file.parent().unwrap()), ["all"]);
}

type MakeItFail = fn(&TestSecretariat);

#[tokio::test]
async fn an_export_that_fails_or_lacks_something_leaves_the_old_one_and_nothing_beside_it() {
    let failures: [(&str, MakeItFail); 4] = [
        ("il manque des candidatures : FOLDER/exports/all n'a pas été remplacé", |secretariat| {
            secretariat.sql("UPDATE applications SET sealed = x'00'");
        }),
        ("pas de clé secrète", |secretariat| {
            fs::remove_file(secretariat.path("identity.txt")).unwrap();
        }),
        ("n'existe pas", |secretariat| {
            fs::remove_file(secretariat.path("applications.db")).unwrap();
        }),
        // As a full disk, or a folder without the right to write, would: what is there is not replaced.
        ("impossible d'écrire FOLDER/exports/all : c'est un dossier", |secretariat| {
            fs::remove_file(secretariat.path("exports/all")).unwrap();
            fs::create_dir(secretariat.path("exports/all")).unwrap();
        }),
    ];
    for (expected, make_it_fail) in failures {
        let secretariat = TestSecretariat::new();
        secretariat.receive(1).await;
        let file = secretariat.path("exports/all");
        fs::create_dir(file.parent().unwrap()).unwrap();
        fs::write(&file, "old").unwrap();
        make_it_fail(&secretariat);

        let line = format!("export --format csv --replace --out {}", file.display());
        let said = secretariat.run(&line).await.failed();

        assert!(said.contains(expected), "{said}");
        if file.is_file() {
            assert_eq!(fs::read_to_string(&file).unwrap(), "old");
        }
        assert_eq!(names(file.parent().unwrap()), ["all"]);
    }
}

#[tokio::test]
async fn what_opens_is_written_to_a_new_file_and_the_rest_reported() {
    let secretariat = TestSecretariat::new();
    secretariat.receive(1).await;
    secretariat.receive(2).await;
    secretariat
        .sql(&format!("UPDATE applications SET form = 'x' WHERE reference = '{}'", reference(2)));
    let file = secretariat.path("all.csv");

    let line = format!("export --format csv --out {}", file.display());
    let ran = secretariat.run(&line).await.incomplete();

    assert_eq!(ran.out, "1 candidature(s) dans FOLDER/all.csv\n");
    assert!(ran.notes.contains("elle a été altérée"), "{}", ran.notes);
    assert!(fs::read_to_string(&file).unwrap().contains(reference(1).as_str()));
}
