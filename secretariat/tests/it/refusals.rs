//! Every clear error: what is wrong and what to do, and nothing on stdout.

use std::fs;

use crate::bureau::{Bureau, reference};

#[tokio::test]
async fn a_wrong_key_names_the_keys_that_would_open() {
    let bureau = Bureau::open();
    bureau.receive(1).await;
    bureau.write_identity("wrong.txt", &crate::bureau::new_identity());

    let said = bureau
        .run_with(&format!("show {}", reference(1)), &bureau.path("wrong.txt"))
        .await
        .refused();

    assert!(said.contains(&format!("(empreintes : {})", bureau.fingerprints())), "{said}");
    assert!(said.contains("aide : « secretariat keys show »"), "{said}");
}

#[tokio::test]
async fn a_ciphertext_moved_to_another_record_is_noticed() {
    let bureau = Bureau::open();
    bureau.receive(1).await;
    bureau.receive(2).await;
    bureau.sql(&format!(
        "UPDATE applications SET sealed = (SELECT sealed FROM applications WHERE reference = '{}')",
        reference(1)
    ));

    assert!(bureau.run(&format!("show {}", reference(1))).await.done().out.contains("Ateliers"));
    let said = bureau.run(&format!("show {}", reference(2))).await.refused();
    assert!(said.contains("diffère : la référence, l'heure de réception"), "{said}");
    assert!(!said.contains("Ateliers"), "nothing of what is inside is shown");
}

#[tokio::test]
async fn a_time_or_a_form_changed_in_the_record_is_noticed() {
    for (change, named) in [
        ("received_at = '2021-05-01T00:00:00Z'", "l'heure de réception"),
        ("form = 'f00'", "la version du formulaire"),
    ] {
        let bureau = Bureau::open();
        bureau.receive(1).await;
        bureau.sql(&format!("UPDATE applications SET {change}"));

        let said = bureau.run(&format!("show {}", reference(1))).await.refused();

        assert!(said.contains(&format!("diffère : {named}")), "{said}");
    }
}

#[tokio::test]
async fn an_unknown_reference_and_a_mistyped_one_are_told_apart() {
    let bureau = Bureau::open();

    let unknown = bureau.run(&format!("show {}", reference(1))).await.refused();
    let mistyped = bureau.run("show BDP-2222-2223").await.refused();

    assert!(
        unknown.contains(&format!("aucune candidature ne porte la référence {}", reference(1)))
    );
    assert!(unknown.contains("secretariat list"), "{unknown}");
    assert!(mistyped.contains("« BDP-2222-2223 » n'est pas une référence"), "{mistyped}");
    assert!(mistyped.contains("faute de frappe"), "{mistyped}");
}

#[tokio::test]
async fn an_unreadable_record_says_so() {
    let bureau = Bureau::open();
    bureau.receive(1).await;
    bureau.sql("UPDATE applications SET keys = 'x'");

    let said = bureau.run(&format!("show {}", reference(1))).await.refused();

    assert!(said.contains("est illisible : elle est endommagée dans la base (« keys »)"), "{said}");
}

#[tokio::test]
async fn a_missing_or_foreign_store_is_named_and_not_made() {
    let bureau = Bureau::open();
    fs::write(bureau.path("foreign.db"), "a text").unwrap();

    for (name, expected) in [("absent.db", "n'existe pas"), ("foreign.db", "n'est pas une base")] {
        let path = bureau.path(name);
        let said =
            bureau.run_exactly(&format!("list --store sqlite:{}", path.display())).await.refused();

        assert!(said.contains(&format!("BUREAU/{name}")), "{said}");
        assert!(said.contains(expected), "{said}");
        assert!(said.contains("--store"), "{said}");
    }
    assert!(!bureau.path("absent.db").exists());
}

#[tokio::test]
async fn every_file_that_is_no_usable_identity_is_explained() {
    let mut bureau = Bureau::open();
    bureau.receive(1).await;
    let public = bureau.secretariat.to_public().to_string();
    let secret = {
        use age::secrecy::ExposeSecret;
        bureau.secretariat.to_string().expose_secret().to_owned()
    };
    let files = [
        ("text.txt", "some text\n".to_owned(), "n'est pas un fichier de clé secrète"),
        ("empty.txt", "# nothing\n".to_owned(), "n'est pas un fichier de clé secrète"),
        ("cut.txt", secret[..40].to_owned(), "n'est pas un fichier de clé secrète"),
        ("public.txt", public, "contient une clé publique"),
        ("damaged.txt", "age-encryption.org/v1\nx".to_owned(), "est endommagé"),
    ];
    for (name, text, _) in &files {
        fs::write(bureau.path(name), text).unwrap();
    }
    let to_a_key = age::encrypt(&bureau.other.to_public(), b"x").unwrap();
    fs::write(bureau.path("to-a-key.txt"), to_a_key).unwrap();
    bureau.write_protected_identity("protected.txt", &bureau.secretariat, "sésame");
    bureau.passphrases = vec!["autre"];

    let others = [
        ("absent.txt", "pas de clé secrète dans"),
        ("to-a-key.txt", "fermé autrement que par une phrase de passe"),
        ("protected.txt", "la phrase de passe n'ouvre pas"),
    ];
    let files = files.iter().map(|(name, _, said)| (*name, *said));
    for (name, expected) in files.chain(others) {
        for line in ["list", "export --format csv", "keys show", &format!("show {}", reference(1))]
        {
            let said = bureau.run_with(line, &bureau.path(name)).await.refused();
            assert!(said.contains(&format!("BUREAU/{name}")), "{line}: {said}");
            assert!(said.contains(expected), "{line}: {said}");
            assert!(said.contains("aide : "), "{line}: {said}");
            assert!(!said.contains(&secret[..20]), "{line}: {said}");
        }
    }
    bureau.passphrases.clear();
    let said = bureau.run_with("list", &bureau.path("protected.txt")).await.refused();
    assert!(said.contains("il n'y a pas de terminal"), "{said}");
}
