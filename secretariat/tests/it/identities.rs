//! `--identity`, once or more often.

use age::secrecy::ExposeSecret;

use crate::test_secretariat::{TestSecretariat, answers, contents, new_identity, reference};

#[tokio::test]
async fn each_of_several_identities_opens_what_is_sealed_to_it() {
    let mut secretariat = TestSecretariat::new();
    let older = new_identity();
    secretariat.write_protected_identity("older.txt", &older, "sésame");
    secretariat.receive(1).await;
    let former =
        TestSecretariat::record_for(&[&older, &secretariat.other], &contents(2, &answers()));
    secretariat.store(former).await;
    let both = format!("--identity {}", secretariat.path("older.txt").display());

    let _ = secretariat.run("export --format csv").await.incomplete();
    secretariat.passphrases = vec!["sésame"];
    for line in ["list".to_owned(), "export --format csv".into(), format!("show {}", reference(2))]
    {
        let ran = secretariat.run(&format!("{line} {both}")).await.done();
        assert!(ran.out.contains("Ateliers"), "{}", ran.out);
    }
    let keys = secretariat.run(&format!("keys show {both} {both}")).await;
    // Nobody is there for the second time.
    assert!(keys.failed().contains("est protégé par une phrase de passe"));
    let keys = secretariat.run(&format!("keys show {both}")).await.done();
    assert_eq!(keys.out.lines().count(), 2, "{}", keys.out);
}

#[tokio::test]
async fn one_that_is_named_and_not_there_is_an_error_beside_those_that_are() {
    let secretariat = TestSecretariat::new();
    let absent = format!("--identity {}", secretariat.path("absent.txt").display());

    let said = secretariat.run(&format!("list {absent}")).await.failed();

    assert!(said.contains("pas de clé secrète dans FOLDER/absent.txt"), "{said}");
}

#[tokio::test]
async fn the_same_key_twice_counts_once() {
    let secretariat = TestSecretariat::new();
    let own = format!("--identity {}", secretariat.path("identity.txt").display());

    let keys = secretariat.run(&format!("keys show {own}")).await.done();

    assert_eq!(keys.out.lines().count(), 1, "{}", keys.out);
}

#[tokio::test]
async fn a_file_saved_by_another_program_opens_as_well() {
    let mut secretariat = TestSecretariat::new();
    secretariat.receive(1).await;
    secretariat.passphrases = vec!["sésame"];
    let secret = secretariat.own.to_string();
    let text = format!("\u{feff}# created: once\r\n\r\n  {} \r\n", secret.expose_secret());
    let mut recipient = age::scrypt::Recipient::new("sésame".to_owned().into());
    recipient.set_work_factor(2);
    let armored = age::encrypt_and_armor(&recipient, text.as_bytes()).unwrap();
    let armored = format!("\u{feff}\r\n{}", armored.replace('\n', "\r\n"));
    let utf16 = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (name, bytes) in
        [("bom.txt", text.into_bytes()), ("utf16.txt", utf16), ("armored.txt", armored.into())]
    {
        std::fs::write(secretariat.path(name), bytes).unwrap();

        let line = format!("show {}", reference(1));
        let ran = secretariat.run_with(&line, &secretariat.path(name)).await.done();

        assert!(ran.out.contains("Ateliers"), "{name}: {}", ran.out);
    }
}
