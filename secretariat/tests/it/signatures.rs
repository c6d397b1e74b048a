//! Who wrote it: what the service has not written shows, whichever command reads it.

use std::fs;

use form_handler::{
    crypto::{
        private_file::{Mended, mend},
        signing::SigningKey,
    },
    record::contents::SealedContents,
};
use serde_json::json;

use crate::test_secretariat::{TestSecretariat, answers, contents, reference, signing_key};

/// What `list` and `show` say of the one application, and that `export` says the same and leaves it out.
async fn refused(secretariat: &TestSecretariat) -> (String, String) {
    let listed = secretariat.run("list").await.incomplete();
    let shown = secretariat.run(&format!("show {}", reference(1))).await.failed();
    let exported = secretariat.run("export --format json").await.incomplete();
    assert!(!listed.out.contains("Ateliers") && !shown.contains("Ateliers"), "nothing is shown");
    assert_eq!(exported.out, "[]\n");
    assert_eq!(exported.notes, listed.notes);
    let row = listed.out.lines().nth(1).unwrap().split("  ").last().unwrap().trim().to_owned();
    (row, shown)
}

#[tokio::test]
async fn a_clear_field_that_was_altered_is_named() {
    for (change, named) in [
        ("version = 1", "la version de l'enregistrement"),
        ("received_at = '2021-05-01T00:00:00Z'", "l'heure de réception"),
        ("form = 'f00'", "la version du formulaire"),
        ("expires = expires + 86400", "la date d'effacement"),
        ("quarantine = 1", "la quarantaine"),
        ("digest = 'ab'", "l'empreinte des réponses"),
    ] {
        let secretariat = TestSecretariat::new();
        secretariat.receive(1).await;
        secretariat.sql(&format!("UPDATE applications SET {change}"));

        let (row, said) = refused(&secretariat).await;

        assert_eq!(row, "(altérée)", "{change}");
        let expected =
            format!("elle a été altérée, ce qui est scellé à l'intérieur diffère : {named}\n");
        assert!(said.contains(&expected), "{said}");
        assert!(said.contains("aide : ne vous fiez pas à cette candidature"), "{said}");
    }
}

#[tokio::test]
async fn answers_written_by_whoever_knows_the_public_keys_are_not_taken_for_an_applicants() {
    let stranger = SigningKey::generate();
    let forged = contents(1, &answers());
    let signed = String::from_utf8(forged.sign(&signing_key())).unwrap();
    let altered = signed.replace("Ateliers du Lez", "Ateliers du Vidourle");
    let cut = format!("{}}}", &signed[..signed.find(",\"signed_by\"").unwrap()]);
    let unknown = format!("elle est signée par une clé inconnue ({})", stranger.public());
    let differs = "ce qui est scellé à l'intérieur diffère : la signature\n".to_owned();
    for (text, row, named) in [
        (altered.into_bytes(), "(altérée)", &differs),
        (cut.into_bytes(), "(altérée)", &differs),
        (forged.sign(&stranger), "(clé inconnue)", &unknown),
    ] {
        let secretariat = TestSecretariat::new();
        let holders = [&secretariat.own, &secretariat.other];
        secretariat.store(TestSecretariat::record_of(&holders, &forged, &text)).await;

        let (said_of_it, said) = refused(&secretariat).await;

        assert_eq!(said_of_it, row);
        assert!(said.contains(named), "{said}");
    }
}

#[tokio::test]
async fn a_rotation_makes_no_older_record_wrong_and_a_key_signs_nothing_before_its_day() {
    let secretariat = TestSecretariat::new();
    let holders = [&secretariat.own, &secretariat.other];
    let next = SigningKey::generate();
    secretariat.receive(1).await;
    let keys = [(&signing_key(), "2021-01-01"), (&next, "2021-06-01")];
    secretariat.write_signing_keys("signing.toml", &keys);
    let after = contents(2, &answers());
    secretariat.store(TestSecretariat::record_of(&holders, &after, &after.sign(&next))).await;

    assert_eq!(secretariat.run("list").await.done().out.matches("Ateliers du Lez").count(), 2);

    let keys = [(&signing_key(), "2021-01-01"), (&next, "2021-06-02")];
    secretariat.write_signing_keys("signing.toml", &keys);
    let listed = secretariat.run("list").await.incomplete();
    assert_eq!(listed.out.matches("(altérée)").count(), 1, "{}", listed.out);
    let expected =
        "elle est signée par une clé qui ne vaut qu'à partir du 2 juin 2021, après sa réception";
    assert!(listed.notes.replace('\u{a0}', " ").contains(expected), "{}", listed.notes);
}

#[tokio::test]
async fn an_application_of_the_first_format_is_shown_and_kept_apart() {
    let secretariat = TestSecretariat::new();
    let holders = [&secretariat.own, &secretariat.other];
    let contents = SealedContents { version: 1, ..contents(1, &answers()) };
    let text = json!({
        "reference": contents.reference,
        "received_at": contents.received_at,
        "form": contents.form,
        "answers": contents.answers,
        "warnings": contents.warnings,
    });
    let text = text.to_string();
    secretariat.store(TestSecretariat::record_of(&holders, &contents, text.as_bytes())).await;

    let listed = secretariat.run("list").await.done();
    let shown = secretariat.run(&format!("show {}", reference(1))).await.done();
    let exported = secretariat.run("export --format json").await.done();

    insta::assert_snapshot!(listed.out, @"
    référence      reçue le          effacée le  à vérifier  raison_sociale   siren
    BDP-DN7G-TUPV  01/06/2021 12:01  01/06/2022  non signée  Ateliers du Lez  732829320
    ");
    assert!(shown.out.contains("\nSignature    non signée, à vérifier : "), "{}", shown.out);
    assert!(shown.out.contains("\nNom de l’entreprise\n    Ateliers du Lez\n"), "{}", shown.out);
    assert!(exported.out.contains("\"signed\": false"), "{}", exported.out);
    let csv = secretariat.run("export --format csv").await.done().out;
    assert!(csv.contains(";non;non signée;"), "{csv}");
}

#[tokio::test]
async fn the_keys_of_the_content_count_and_are_noted_for_when_it_is_not_at_hand() {
    let secretariat = TestSecretariat::new();
    secretariat.receive(1).await;
    let next = SigningKey::generate();
    fs::create_dir(secretariat.path("content")).unwrap();
    let [content, store, identity] =
        ["content", "applications.db", "identity.txt"].map(|name| secretariat.path(name));
    let line = format!(
        "list --content {} --store sqlite:{} --identity {}",
        content.display(),
        store.display(),
        identity.display()
    );
    let list = || secretariat.run_exactly(&line);

    secretariat.write_signing_keys("content/signing.toml", &[(&next, "2021-01-01")]);
    let listed = list().await.incomplete();
    assert!(listed.out.contains("(clé inconnue)"), "the content does not name it: {}", listed.out);

    let keys = [(&signing_key(), "2021-01-01"), (&next, "2021-06-01")];
    secretariat.write_signing_keys("content/signing.toml", &keys);
    assert!(list().await.done().out.contains("Ateliers du Lez"));
    fs::remove_file(secretariat.path("content/signing.toml")).unwrap();
    let without = list().await.done();
    assert!(without.out.contains("Ateliers du Lez"));
    assert!(
        !without.notes.contains("signing.toml"),
        "that it is absent is no news: {}",
        without.notes
    );
    fs::create_dir(secretariat.path("content/signing.toml")).unwrap();
    let unreadable = list().await.done();
    assert!(
        unreadable.notes.contains("content/signing.toml est illisible"),
        "{}",
        unreadable.notes
    );
    assert!(unreadable.out.contains("Ateliers du Lez"));
    let noted = fs::read_to_string(secretariat.path("signing.toml")).unwrap();
    assert!(noted.contains(&next.public().to_string()), "{noted}");
    assert_eq!(noted.matches("[[key]]").count(), 2, "{noted}");
    assert!(!secretariat.path("signing.toml.new").exists());
}

#[tokio::test]
async fn a_new_key_is_written_once_for_its_owner_alone_and_its_lines_are_read_by_the_site() {
    let secretariat = TestSecretariat::new();
    let path = secretariat.path("keys/signing-key");
    let line = format!("keys signing --out {}", path.display());

    let made = secretariat.run_exactly(&line).await.done();

    let text = fs::read_to_string(&path).unwrap();
    let key: SigningKey = text.parse().unwrap();
    assert_eq!(text.len(), 45, "44 signs of base64 and a line break");
    assert_eq!(mend(&path).unwrap(), Mended::No, "others could read it");
    assert!(!made.out.contains(text.trim()), "the secret half is never shown");
    for script in ["infra/one-machine/install", "infra/deploy", "infra/rotate-secret"] {
        let takes = format!("{}/../{script}", env!("CARGO_MANIFEST_DIR"));
        assert!(fs::read_to_string(takes).unwrap().contains("--signing-key"), "{script}");
        let said = made.out.lines().any(|line| {
            line.contains(script) && line.contains(" --signing-key FOLDER/keys/signing-key")
        });
        assert!(said, "{script}: {}", made.out);
    }
    let lines = made.out.lines().map(str::trim_start);
    let lines: Vec<_> = lines.skip_while(|line| *line != "[[key]]").take(3).collect();
    let source = authoring::diagnostics::Source::new("content/signing.toml", lines.join("\n"));
    let (listed, problems) = authoring::signing::read(&source);
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!(listed[0].public, Some(key.public().to_string()));
    assert_eq!(listed[0].from.as_deref(), Some("2021-06-02"));

    let said = secretariat.run_exactly(&line).await.failed();
    assert!(said.contains("FOLDER/keys/signing-key existe déjà"), "{said}");
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
}
