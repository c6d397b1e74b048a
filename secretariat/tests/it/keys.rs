use std::fs;

use form_handler::{
    crypto::{
        private_file::{Mended, mend},
        recipients::{fingerprint, is_development, new_development_identity},
    },
    store::journal::author::Author,
};

use crate::test_secretariat::TestSecretariat;

const GOOD: &str = "quatre mots tirés au hasard";

#[tokio::test]
async fn a_new_key_is_protected_and_opens_what_was_sealed_to_it() {
    let mut secretariat = TestSecretariat::new();
    let path = secretariat.path("keys/mine.txt");
    secretariat.passphrases = vec![GOOD, GOOD];

    let made = secretariat.run_exactly(&format!("keys new --out {}", path.display())).await.done();

    let text = fs::read_to_string(&path).unwrap();
    assert!(text.starts_with("-----BEGIN AGE ENCRYPTED FILE-----"), "{text}");
    assert!(!text.contains("AGE-SECRET-KEY"));
    let shown = secretariat.run_with("keys show", &path).await.done().out;
    let [key, shown_fingerprint, sign] = shown.trim_end().split("  ").collect::<Vec<_>>()[..]
    else {
        panic!("{shown}")
    };
    assert_eq!(shown_fingerprint, fingerprint(&key.parse().unwrap()).to_string());
    assert!(!is_development(key));
    let public = format!(
        "Clé publique : {key}\nEmpreinte    : {shown_fingerprint}\nSignature    : {sign}\n"
    );
    assert!(made.out.contains(&public), "{}", made.out);
    assert!(made.out.contains("[[recipient]]\n   role = \"secrétariat\""));
    assert!(made.out.contains(&format!("   key = \"{key}\"\n   sign = \"{sign}\"")));
    // Of the identity that was asked for, and of no other.
    assert_eq!(sign.len(), 44);
    assert!(!shown.contains(&Author::of(&secretariat.own).public().to_string()));
    assert!(!made.out.contains("AGE-SECRET-KEY"), "the secret half is never shown");
}

#[tokio::test]
async fn the_table_to_paste_is_read_by_the_site() {
    let secretariat = TestSecretariat::new();
    let path = secretariat.path("mine.txt");
    let made = secretariat
        .run_exactly(&format!("keys new --no-passphrase --out {}", path.display()))
        .await
        .done();

    let table: String = made
        .out
        .lines()
        .map(str::trim_start)
        .filter(|line| line.starts_with("[[") || line.contains(" = \""))
        .flat_map(|line| [line, "\n"])
        .collect();

    let source = authoring::diagnostics::Source::new("content/recipients.toml", table);
    let (listed, problems) = authoring::recipients::read(&source, None);
    assert_eq!(listed.len(), 1, "{problems:?}");
    let identity: age::x25519::Identity =
        fs::read_to_string(&path).unwrap().lines().last().unwrap().parse().unwrap();
    assert_eq!(listed[0].sign, Some(Author::of(&identity).public().to_string()));
    assert_eq!(problems.len(), 1, "only that one is too few: {problems:?}");
}

#[tokio::test]
async fn an_unprotected_key_is_an_ordinary_age_identity_and_says_that_it_is_not_protected() {
    let secretariat = TestSecretariat::new();
    let path = secretariat.path("mine.txt");

    let made = secretariat
        .run_exactly(&format!("keys new --no-passphrase --out {}", path.display()))
        .await
        .done();

    let text = fs::read_to_string(&path).unwrap();
    let lines: Vec<_> = text.lines().collect();
    assert_eq!(lines.len(), 3, "{text}");
    assert_eq!(lines[0], "# created: 2021-06-02T08:00:00Z");
    assert!(lines[1].starts_with("# public key: age1"));
    assert!(lines[2].starts_with("AGE-SECRET-KEY-1"));
    assert!(made.out.contains("NON protégée"), "{}", made.out);
    assert_eq!(mend(&path).unwrap(), Mended::No, "others could read it");
}

#[tokio::test]
async fn a_key_never_replaces_another() {
    let secretariat = TestSecretariat::new();
    let path = secretariat.path("identity.txt");
    let before = fs::read(&path).unwrap();

    let said = secretariat
        .run_exactly(&format!("keys new --no-passphrase --out {}", path.display()))
        .await
        .failed();

    assert!(said.contains("FOLDER/identity.txt existe déjà"), "{said}");
    assert!(said.contains("--out"), "{said}");
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[tokio::test]
async fn no_key_is_made_without_a_good_passphrase_typed_twice() {
    for (answers, expected) in [
        (
            vec![],
            "il n'y a pas de terminal où demander la phrase de passe\naide : lancez la commande depuis un terminal, ou ajoutez --no-passphrase",
        ),
        (vec![GOOD], "il n'y a pas de terminal"),
        (vec![GOOD, "quatre mots tirés au hazard"], "les deux phrases de passe diffèrent"),
        (vec!["onze signes"], "au moins 12 caractères"),
        (vec![""], "au moins 12 caractères"),
    ] {
        let mut secretariat = TestSecretariat::new();
        let path = secretariat.path("mine.txt");
        secretariat.passphrases = answers;

        let said =
            secretariat.run_exactly(&format!("keys new --out {}", path.display())).await.failed();

        assert!(said.contains(expected), "{said}");
        assert!(!path.exists());
    }
}

#[tokio::test]
async fn a_file_that_cannot_be_written_is_named() {
    let secretariat = TestSecretariat::new();

    let said = secretariat
        .run_exactly("keys new --no-passphrase --out /proc/nowhere/mine.txt")
        .await
        .failed();

    assert!(said.contains("impossible d'écrire /proc/nowhere/mine.txt"), "{said}");
}

#[tokio::test]
async fn every_key_of_a_file_is_shown_and_development_keys_are_named() {
    let secretariat = TestSecretariat::new();
    let development = new_development_identity();
    secretariat.write_identity("a.txt", &secretariat.own);
    secretariat.write_identity("b.txt", &development);
    let both = ["a.txt", "b.txt"].map(|name| fs::read_to_string(secretariat.path(name)).unwrap());
    fs::write(secretariat.path("both.txt"), both.concat().replace('\n', "\r\n")).unwrap();

    let shown = secretariat.run_with("keys show", &secretariat.path("both.txt")).await.done().out;

    let lines: Vec<_> = shown.lines().collect();
    assert_eq!(lines.len(), 2);
    assert!(lines[0].starts_with(&secretariat.own.to_public().to_string()));
    assert!(!lines[0].contains("essai"));
    assert!(lines[1].starts_with(&development.to_public().to_string()));
    assert!(lines[1].ends_with("(clé d'essai, non protégée)"));
    let json = secretariat.run_with("keys show --format json", &secretariat.path("both.txt")).await;
    let json: serde_json::Value = serde_json::from_str(&json.done().out).unwrap();
    assert_eq!(json[0]["key"], secretariat.own.to_public().to_string());
    assert_eq!(json[0]["sign"], Author::of(&secretariat.own).public().to_string());
    assert_eq!((&json[0]["development"], &json[1]["development"]), (&false.into(), &true.into()));
}
