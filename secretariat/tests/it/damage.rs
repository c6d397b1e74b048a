//! A database that is damaged, or not whole: what can be read is shown, and nothing is missing without a word.

use std::fs;

use crate::test_secretariat::{TestSecretariat, reference};

const PAGE: usize = 4096;

#[tokio::test]
async fn each_damaged_page_leaves_the_others_and_says_what_it_took() {
    let secretariat = TestSecretariat::new();
    for number in 1..=4 {
        secretariat.receive(number).await;
    }
    let path = secretariat.path("applications.db");
    let whole = fs::read(&path).unwrap();
    let listed = |out: &str| (1..=4).filter(|n| out.contains(reference(*n).as_str())).count();

    let mut readable = 0;
    // The first page says what the file is: without it nothing opens.
    for page in 1..whole.len() / PAGE {
        let mut damaged = whole.clone();
        damaged[page * PAGE..][..PAGE].fill(0xa5);
        fs::write(&path, damaged).unwrap();

        for command in ["list", "export --format json"] {
            let ran = secretariat.run(command).await;
            let Some(ran) = ran.unless_failed() else { continue };
            let ran = ran.incomplete();
            readable += listed(&ran.out);
            assert!(ran.notes.contains("endommagée"), "{page} {command}: {}", ran.notes);
            assert!(!ran.notes.contains("aucune candidature"), "{page} {command}: {}", ran.notes);
        }
    }
    assert!(readable > 0);

    fs::write(&path, whole).unwrap();
    assert_eq!(listed(&secretariat.run("list").await.done().out), 4);
}

#[tokio::test]
async fn a_checksum_that_is_wrong_is_said_although_the_application_opens() {
    let secretariat = TestSecretariat::new();
    secretariat.receive(1).await;
    secretariat.sql("UPDATE applications SET checksum = zeroblob(32)");

    let listed = secretariat.run("list").await.incomplete();

    assert!(listed.out.contains("Ateliers du Lez"), "{}", listed.out);
    let said = format!("erreur : {} : elle est endommagée dans la base", reference(1));
    assert!(listed.notes.contains(&said), "{}", listed.notes);
}

/// Made by the last release before schema 2, without what was in its log.
#[tokio::test]
async fn an_empty_file_of_an_earlier_release_is_not_simply_none() {
    let secretariat = TestSecretariat::new();
    let earlier = include_bytes!("../../../form-handler/tests/databases/schema-1.db");
    fs::write(secretariat.path("applications.db"), earlier).unwrap();
    secretariat.sql("DELETE FROM applications");

    let listed = secretariat.run("list").await.done();

    assert!(listed.notes.contains("s'il a été copié seul"), "{}", listed.notes);
}
