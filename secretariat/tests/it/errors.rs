//! Every clear error: what is wrong and what to do, and nothing on stdout.

use std::fs;

use crate::test_secretariat::{TestSecretariat, reference};

#[tokio::test]
async fn a_wrong_key_names_the_keys_that_would_open() {
    let secretariat = TestSecretariat::new();
    secretariat.receive(1).await;
    secretariat.write_identity("wrong.txt", &crate::test_secretariat::new_identity());

    let said = secretariat
        .run_with(&format!("show {}", reference(1)), &secretariat.path("wrong.txt"))
        .await
        .failed();

    assert!(said.contains(&format!("(empreintes : {})", secretariat.fingerprints())), "{said}");
    assert!(said.contains("aide : « secretariat keys show »"), "{said}");
}

#[tokio::test]
async fn a_ciphertext_moved_to_another_record_is_noticed() {
    let secretariat = TestSecretariat::new();
    secretariat.receive(1).await;
    secretariat.receive(2).await;
    secretariat.sql(&format!(
        "UPDATE applications SET sealed = (SELECT sealed FROM applications WHERE reference = '{}')",
        reference(1)
    ));

    assert!(
        secretariat.run(&format!("show {}", reference(1))).await.done().out.contains("Ateliers")
    );
    let said = secretariat.run(&format!("show {}", reference(2))).await.failed();
    assert!(said.contains("diffère : la référence, l'heure de réception"), "{said}");
    assert!(!said.contains("Ateliers"), "nothing of what is inside is shown");
}

#[tokio::test]
async fn a_time_or_a_form_changed_in_the_record_is_noticed() {
    for (change, named) in [
        ("received_at = '2021-05-01T00:00:00Z'", "l'heure de réception"),
        ("form = 'f00'", "la version du formulaire"),
    ] {
        let secretariat = TestSecretariat::new();
        secretariat.receive(1).await;
        secretariat.sql(&format!("UPDATE applications SET {change}"));

        let said = secretariat.run(&format!("show {}", reference(1))).await.failed();

        assert!(said.contains(&format!("diffère : {named}")), "{said}");
    }
}

#[tokio::test]
async fn an_unknown_reference_and_a_mistyped_one_are_told_apart() {
    let secretariat = TestSecretariat::new();

    let unknown = secretariat.run(&format!("show {}", reference(1))).await.failed();
    let mistyped = secretariat.run("show BDP-2222-2223").await.failed();

    assert!(
        unknown.contains(&format!("aucune candidature ne porte la référence {}", reference(1)))
    );
    assert!(unknown.contains("secretariat list"), "{unknown}");
    assert!(mistyped.contains("« BDP-2222-2223 » n'est pas une référence"), "{mistyped}");
    assert!(mistyped.contains("faute de frappe"), "{mistyped}");
}

#[tokio::test]
async fn an_unreadable_record_says_so() {
    let secretariat = TestSecretariat::new();
    secretariat.receive(1).await;
    secretariat.sql("UPDATE applications SET keys = 'x'");

    let said = secretariat.run(&format!("show {}", reference(1))).await.failed();

    assert!(said.contains("est illisible : elle est endommagée dans la base (« keys »)"), "{said}");
}

#[tokio::test]
async fn a_missing_or_foreign_store_is_named_and_not_made() {
    let secretariat = TestSecretariat::new();
    fs::write(secretariat.path("foreign.db"), "a text").unwrap();

    for (name, expected) in [("absent.db", "n'existe pas"), ("foreign.db", "n'est pas une base")] {
        let path = secretariat.path(name);
        let said = secretariat
            .run_exactly(&format!("list --store sqlite:{}", path.display()))
            .await
            .failed();

        assert!(said.contains(&format!("FOLDER/{name}")), "{said}");
        assert!(said.contains(expected), "{said}");
        assert!(said.contains("--store"), "{said}");
    }
    assert!(!secretariat.path("absent.db").exists());
}

#[tokio::test]
async fn every_file_that_is_no_usable_identity_is_explained() {
    let mut secretariat = TestSecretariat::new();
    secretariat.receive(1).await;
    let public = secretariat.own.to_public().to_string();
    let secret = {
        use age::secrecy::ExposeSecret;
        secretariat.own.to_string().expose_secret().to_owned()
    };
    let mut wrong = secret.clone();
    wrong.replace_range(20..21, "O");
    let [other, copy] = ["indiquez le fichier de votre clé avec --identity", "copie de sauvegarde"];
    let files = [
        (
            "text.txt",
            "\nsome text\n".to_owned(),
            ", ligne 2 : ce n'est pas une clé secrète age",
            other,
        ),
        ("empty.txt", "# nothing\n".to_owned(), "n'est pas un fichier de clé secrète", other),
        (
            "cut.txt",
            secret[..40].to_owned(),
            ", ligne 1 : la clé secrète a 40 caractères au lieu de 74",
            copy,
        ),
        (
            "typo.txt",
            format!("# x\n{wrong}\n"),
            ", ligne 2 : le caractère 21 de la clé secrète",
            copy,
        ),
        (
            "public.txt",
            public,
            ", ligne 1 : c'est une clé publique",
            "commence par AGE-SECRET-KEY-",
        ),
        ("damaged.txt", "age-encryption.org/v1\nx".to_owned(), "est endommagé", copy),
    ];
    for (name, text, ..) in &files {
        fs::write(secretariat.path(name), text).unwrap();
    }
    let to_a_key = age::encrypt(&secretariat.other.to_public(), b"x").unwrap();
    fs::write(secretariat.path("to-a-key.txt"), to_a_key).unwrap();
    secretariat.write_protected_identity("protected.txt", &secretariat.own, "sésame");
    secretariat.passphrases = vec!["autre"];

    let others = [
        ("absent.txt", "pas de clé secrète dans", other),
        ("to-a-key.txt", "fermé autrement que par une phrase de passe", copy),
        ("protected.txt", "la phrase de passe n'ouvre pas", "vérifiez la touche majuscules"),
    ];
    let files = files.iter().map(|(name, _, said, help)| (*name, *said, *help));
    for (name, expected, help) in files.chain(others) {
        for line in ["list", "export --format csv", "keys show", &format!("show {}", reference(1))]
        {
            let said = secretariat.run_with(line, &secretariat.path(name)).await.failed();
            assert!(said.contains(&format!("FOLDER/{name}")), "{line}: {said}");
            assert!(said.contains(expected), "{line}: {said}");
            assert!(
                said.split_once("\naide : ").is_some_and(|(_, said)| said.contains(help)),
                "{line}: {said}"
            );
            assert!(!said.contains(&secret[..20]), "{line}: {said}");
            assert!(!said.contains(&secret[21..40]), "{line}: {said}");
        }
    }
    secretariat.passphrases.clear();
    let said = secretariat.run_with("list", &secretariat.path("protected.txt")).await.failed();
    assert!(said.contains("il n'y a pas de terminal"), "{said}");
    assert!(said.contains("\naide : lancez la commande depuis un terminal"), "{said}");
}
