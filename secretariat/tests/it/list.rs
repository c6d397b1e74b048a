use std::fs;
#[cfg(unix)]
use std::os::unix::fs::PermissionsExt;

use form_handler::record::{Record, contents::SealedContents};
use secretariat::context::ProgressDisplay;

use crate::test_secretariat::{TestSecretariat, answers, contents, new_identity, reference, with};

#[tokio::test]
async fn applications_are_listed_the_oldest_first_with_who_applies() {
    let secretariat = TestSecretariat::new();
    secretariat.receive(7).await;
    let first = contents(3, &with("raison_sociale", "Société des Étangs"));
    secretariat.store_contents(SealedContents { quarantine: true, ..first }).await;

    let listed = secretariat.run("list").await.done();

    insta::assert_snapshot!(listed.out, @"
    référence      reçue le          effacée le  à vérifier   raison_sociale      siren
    BDP-4WJD-DH2P  01/06/2021 12:03  01/06/2022  quarantaine  Société des Étangs  732829320
    BDP-HDA8-JUQB  01/06/2021 12:07  01/06/2022  -            Ateliers du Lez     732829320
    ");
    assert_eq!(listed.notes, "");
}

#[tokio::test]
async fn what_was_sent_above_the_limit_is_to_be_verified() {
    let secretariat = TestSecretariat::new();
    let record = secretariat.record(7, &answers());
    secretariat.store(Record { over_limit: true, ..record.clone() }).await;
    let first = contents(3, &answers());
    let both = TestSecretariat::record_for(
        &[&secretariat.own, &secretariat.other],
        &SealedContents { quarantine: true, ..first },
    );
    secretariat.store(Record { over_limit: true, ..both }).await;

    let listed = secretariat.run("list").await.done().out;

    assert!(listed.contains("  au-delà de la limite  "), "{listed}");
    assert!(listed.contains("  quarantaine, au-delà de la limite  "), "{listed}");
    let shown = secretariat.run(&format!("show {}", record.reference)).await.done().out;
    assert!(shown.contains("À vérifier   envoyée au-delà de la limite"), "{shown}");
}

#[tokio::test]
async fn an_empty_store_is_a_header_and_a_remark() {
    let listed = TestSecretariat::new().run("list").await.done();

    assert_eq!(listed.out, "référence  reçue le  effacée le  à vérifier\n");
    assert_eq!(listed.notes, "aucune candidature\n");
}

#[cfg(unix)]
#[tokio::test]
async fn a_database_that_others_could_read_is_taken_from_them_with_a_word() {
    let secretariat = TestSecretariat::new();
    secretariat.receive(1).await;
    let path = secretariat.path("applications.db");
    let readable = || {
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    };

    for command in ["list", "export --format json", &format!("show {}", reference(1))] {
        readable();
        let said = secretariat.run(command).await.done().notes;
        assert!(said.contains("pouvaient lire FOLDER/applications.db"), "{command}: {said}");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(secretariat.run(command).await.done().notes, "", "{command}");
    }
}

#[tokio::test]
async fn what_has_expired_is_not_listed() {
    let secretariat = TestSecretariat::new();
    let expires = crate::test_secretariat::now().as_second();
    secretariat.store_contents(SealedContents { expires, ..contents(1, &answers()) }).await;

    let listed = secretariat.run("list").await.done();

    assert_eq!(listed.out.lines().count(), 1);
}

#[tokio::test]
async fn a_protected_identity_opens_once_its_passphrase_is_given() {
    let mut secretariat = TestSecretariat::new();
    secretariat.receive(1).await;
    secretariat.write_protected_identity("identity.txt", &secretariat.own, "sésame");
    secretariat.passphrases = vec!["sésame"];

    let listed = secretariat.run("list").await.done();

    assert!(listed.out.contains("Ateliers du Lez"), "{}", listed.out);
}

#[tokio::test]
async fn one_altered_application_is_reported_and_the_others_are_listed() {
    let secretariat = TestSecretariat::new();
    for number in 1..=4 {
        secretariat.receive(number).await;
    }
    let stranger = TestSecretariat::record_for(
        &[&new_identity(), &secretariat.other],
        &contents(5, &answers()),
    );
    secretariat.store(stranger).await;
    secretariat.sql(&format!(
        "UPDATE applications SET sealed = (SELECT sealed FROM applications WHERE reference = '{}')
         WHERE reference = '{}'",
        reference(1),
        reference(2)
    ));
    secretariat.sql(&format!(
        "UPDATE applications SET sealed = x'00' WHERE reference = '{}'",
        reference(3)
    ));
    secretariat
        .sql(&format!("UPDATE applications SET version = 3 WHERE reference = '{}'", reference(4)));

    let listed = secretariat.run("list").await.incomplete();

    insta::assert_snapshot!(listed.out, @"
    référence      reçue le          effacée le  à vérifier  raison_sociale   siren
    BDP-DN7G-TUPV  01/06/2021 12:01  01/06/2022  -           Ateliers du Lez  732829320
    BDP-R9DX-KPCC  01/06/2021 12:02  01/06/2022  -           (altérée)
    BDP-4WJD-DH2P  01/06/2021 12:03  01/06/2022  -           (endommagée)
    BDP-T5XA-Y6DM  01/06/2021 12:05  01/06/2022  -           (fermée)
    ");
    let known = secretariat.fingerprints();
    let other = known.split(", ").last().unwrap();
    let notes = listed.notes.replace(other, "OTHER");
    for said in [
        format!(
            "erreur : {} : elle a été altérée, ce qui est scellé à l'intérieur diffère : la référence, l'heure de réception, l'empreinte des réponses",
            reference(2)
        ),
        format!("erreur : {} : elle est endommagée, rien ne l'ouvrira", reference(3)),
        format!("erreur : {} : elle a été écrite par une version plus récente", reference(4)),
        format!("erreur : {} : elle est fermée pour d'autres clés que la vôtre", reference(5)),
        "OTHER)".to_owned(),
        "aide : ne vous fiez pas à cette candidature".to_owned(),
    ] {
        assert!(notes.contains(&said), "{said}\n{notes}");
    }
}

#[tokio::test]
async fn what_steers_a_terminal_is_not_printed() {
    let secretariat = TestSecretariat::new();
    secretariat.store(secretariat.record(1, &with("raison_sociale", "a\u{1b}]0;b\u{7}\nc"))).await;

    let listed = secretariat.run("list").await.done();

    assert!(listed.out.contains("a�]0;b� c"), "{}", listed.out);
}

#[tokio::test]
async fn a_long_listing_shows_its_progress_on_a_terminal_only() {
    let mut secretariat = TestSecretariat::new();
    let store =
        form_handler::store::sqlite::SqliteStore::open(&secretariat.path("applications.db"))
            .unwrap();
    for number in 0..=200 {
        use form_handler::store::Store;
        let record = form_handler::store::contract::sample(number, crate::test_secretariat::now());
        store.store(&record, crate::test_secretariat::now()).await.unwrap();
    }

    assert!(!secretariat.run("list").await.incomplete().notes.contains("lues"));
    secretariat.progress = ProgressDisplay::Shown;
    let notes = secretariat.run("list").await.incomplete().notes;
    assert!(notes.contains("\r200 candidatures lues…"), "{notes:?}");
    assert!(notes.contains("\r\u{1b}[K"));
}

#[tokio::test]
async fn an_explicit_identity_that_does_not_open_is_an_error() {
    let secretariat = TestSecretariat::new();
    secretariat.receive(1).await;
    fs::write(secretariat.path("identity.txt"), "nothing").unwrap();

    let said = secretariat.run("list").await.failed();

    assert!(
        said.contains("FOLDER/identity.txt, ligne 1 : ce n'est pas une clé secrète age"),
        "{said}"
    );
}
