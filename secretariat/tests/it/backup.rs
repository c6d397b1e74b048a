//! Back up, destroy, restore, compare; and what is refused.

use std::{fs, path::PathBuf};

use form_handler::{
    crypto::recipients::new_development_identity,
    record::{ReceivedAt, Record},
    store::{Store, sqlite::SqliteStore},
};

use crate::test_secretariat::{Ran, TestSecretariat, answers, new_identity, now, reference};

impl TestSecretariat {
    /// A folder of content whose recipients have these keys.
    fn content(&self, keys: &[&str]) -> String {
        let folder = self.path("content");
        fs::create_dir_all(&folder).unwrap();
        let listed = keys.iter().enumerate().map(|(number, key)| {
            format!("[[recipient]]\nrole = \"jury\"\nname = \"Ada {number}\"\nkey = {key}\n")
        });
        fs::write(folder.join("recipients.toml"), listed.collect::<String>()).unwrap();
        folder.display().to_string()
    }

    pub fn both(&self) -> String {
        let keys = [&self.own, &self.other].map(|key| format!("\"{}\"", key.to_public()));
        self.content(&[&keys[0], &keys[1]])
    }

    fn backup(&self) -> PathBuf {
        self.path("all.age")
    }

    async fn back_up(&self, content: &str) -> Ran {
        let (store, out) = (self.path("applications.db"), self.backup());
        let (store, out) = (store.display(), out.display());
        self.run_exactly(&format!("backup --out {out} --content {content} --store sqlite:{store}"))
            .await
    }
}

#[tokio::test]
async fn a_backup_brings_everything_back_after_the_database_is_gone() {
    let secretariat = TestSecretariat::new();
    for number in 1..=4 {
        secretariat.receive(number).await;
    }
    // One that has expired by now and is not deleted yet: no clock decides what is kept.
    let record = secretariat.record(5, &answers());
    let expired = Record { expires: now().as_second() - 1, ..record };
    secretariat.store(expired).await;
    let content = secretariat.both();
    let out = secretariat.backup();
    let before = secretariat.run("export --format json").await.done().out;

    let made = secretariat.back_up(&content).await.done();
    assert!(
        made.out.contains("5 candidature(s)") && made.out.contains("Ada 0, Ada 1"),
        "{}",
        made.out
    );
    let identity = secretariat.path("identity.txt");
    let line = format!("backup verify {} --identity {}", out.display(), identity.display());
    let verified = secretariat.run_exactly(&line).await.done();
    assert!(verified.out.contains("entière : 5 candidature(s)"), "{}", verified.out);
    fs::remove_file(secretariat.path("applications.db")).unwrap();
    let restore = format!("restore {} --erased none", out.display());
    let restored = secretariat.run(&restore).await.done();

    assert!(restored.out.contains("5 candidature(s)"), "{}", restored.out);
    assert_eq!(secretariat.run("export --format json").await.done().out, before);
    for dry in ["", " --dry-run"] {
        let refused = secretariat.run(&format!("{restore}{dry}")).await.failed();
        let expected =
            "n'est pas vide : 5 candidature(s), 0 acte(s) du bureau ; rien n'a été écrit";
        assert!(refused.contains(expected) && refused.contains("--merge"), "{refused}");
    }
    let again = secretariat.run(&format!("{restore} --merge")).await.done();
    assert!(again.out.contains("0 candidature(s)") && again.out.contains("5 y étaient déjà"));
    let bytes = fs::read(&out).unwrap();
    assert!(bytes.starts_with(b"age-encryption.org/v1"), "the age command opens it too");
    assert!(!bytes.windows(4).any(|window| window == b"BDP-"), "nothing of it is in clear");
}

#[tokio::test]
async fn a_restore_brings_back_what_is_missing_and_leaves_what_is_newer() {
    let secretariat = TestSecretariat::new();
    let mut records = Vec::new();
    for number in 1..=3 {
        records.push(secretariat.receive(number).await);
    }
    assert_eq!(secretariat.back_up(&secretariat.both()).await.done().notes, "");
    let restore = format!("restore {} --merge --erased none", secretariat.backup().display());
    let later = ReceivedAt::at(now());
    let newer = Record { again: later, received_at: later, ..records[0].clone() };
    secretariat.sql(&format!("DELETE FROM applications WHERE reference = '{}'", reference(2)));
    secretariat.store(newer).await;
    secretariat.receive(4).await;
    secretariat.receive(5).await;

    let restored = secretariat.run(&restore).await.done();

    insta::assert_snapshot!(restored.out, @"
    1 candidature(s) de la sauvegarde du 02/06/2021 10:00 sont revenues, relues une à une
    2 y étaient déjà
    2 autre(s), que la sauvegarde ne contient pas, restent telles quelles
    ");
    let store = SqliteStore::open_existing(&secretariat.path("applications.db")).unwrap();
    let find = async |number| store.find(&reference(number), now()).await.unwrap();
    assert_eq!(find(1).await, Some(Record { again: later, ..records[0].clone() }), "newer");
    assert_eq!(find(2).await.as_ref(), Some(&records[1]), "missing");
    assert!(find(4).await.is_some() && find(5).await.is_some(), "of later than the backup");
}

#[tokio::test]
async fn what_was_altered_since_is_replaced_only_on_demand_and_what_was_erased_stays_erased() {
    let secretariat = TestSecretariat::new();
    for number in 1..=3 {
        secretariat.receive(number).await;
    }
    assert_eq!(secretariat.back_up(&secretariat.both()).await.done().notes, "");
    let restore = format!("restore {} --merge --erased none", secretariat.backup().display());
    let before = secretariat.run("export --format json").await.done().out;
    secretariat.sql(&format!(
        "UPDATE applications SET sealed = x'00' WHERE reference = '{}';
         DELETE FROM applications WHERE reference = '{}'",
        reference(1),
        reference(2)
    ));

    let refused = secretariat.run(&restore).await.failed();
    let typo = secretariat.run(&format!("{restore} --except {}", reference(9))).await.failed();

    let differs = format!("autre chose que la sauvegarde : {} ; rien n'a été écrit", reference(1));
    assert!(refused.contains(&differs) && refused.contains("--replace"), "{refused}");
    assert!(typo.contains(&format!("ne contient pas {}", reference(9))), "{typo}");
    let store = || SqliteStore::open_existing(&secretariat.path("applications.db")).unwrap();
    let count = async || store().list(None, now()).await.unwrap().records.len();
    assert_eq!(count().await, 2, "nothing was written");
    let except = format!("{restore} --except {} --except {}", reference(1), reference(2));
    assert!(secretariat.run(&except).await.done().out.starts_with("0 candidature(s)"));
    assert_eq!(count().await, 2, "what was erased stays erased");
    let restored = secretariat.run(&format!("{restore} --replace")).await.done();
    assert!(restored.out.starts_with("2 candidature(s)"), "{}", restored.out);
    assert_eq!(secretariat.run("export --format json").await.done().out, before);
}

#[tokio::test]
async fn a_backup_is_sealed_to_real_people_only_and_replaces_nothing() {
    let secretariat = TestSecretariat::new();
    secretariat.receive(1).await;
    let out = secretariat.backup();
    let own = format!("\"{}\"", secretariat.own.to_public());
    let development = format!("\"{}\"", new_development_identity().to_public());
    for (keys, said) in [
        (
            &["{ placeholder = \"la clé\" }", own.as_str()][..],
            "la clé de Ada 0 (jury) est encore à fournir",
        ),
        (
            &[own.as_str(), development.as_str()],
            "la clé de Ada 1 (jury) est une clé d'essai, non protégée",
        ),
        (&["\"age1x\"", "\"age1y\""], "« site-gen check » en montre les erreurs"),
        (&[own.as_str(), own.as_str()], "« site-gen check » en montre les erreurs"),
        (&[own.as_str()], "il faut au moins deux personnes"),
        (&[], "il faut au moins deux personnes"),
    ] {
        let content = secretariat.content(keys);
        let refused = secretariat.back_up(&content).await.failed();
        assert!(refused.contains(said), "{refused}");
        assert!(!out.exists());
    }

    fs::write(&out, "mine").unwrap();
    let refused = secretariat.back_up(&secretariat.both()).await.failed();
    assert!(refused.contains("existe déjà") && refused.contains("--replace"), "{refused}");
    assert_eq!(fs::read(&out).unwrap(), b"mine");
}

#[tokio::test]
async fn a_backup_takes_the_place_of_another_on_demand_and_only_if_nothing_is_missing() {
    let secretariat = TestSecretariat::new();
    secretariat.receive(1).await;
    let (content, out) = (secretariat.both(), secretariat.backup());
    let line = format!("backup --out {} --content {content} --replace", out.display());
    let store = format!("--store sqlite:{}", secretariat.path("applications.db").display());
    fs::write(&out, "mine").unwrap();

    let made = secretariat.run_exactly(&format!("{line} {store}")).await.done();

    assert!(made.out.starts_with("1 candidature(s)"), "{}", made.out);
    let whole = fs::read(&out).unwrap();
    assert!(whole.starts_with(b"age-encryption.org/v1"));
    secretariat.sql("UPDATE applications SET keys = 'x'");
    let refused = secretariat.run_exactly(&format!("{line} {store}")).await.failed();
    assert!(refused.contains("il manque des candidatures"), "{refused}");
    assert_eq!(fs::read(&out).unwrap(), whole);
}

#[tokio::test]
async fn what_is_no_whole_backup_says_so_and_restores_nothing() {
    let secretariat = TestSecretariat::new();
    secretariat.receive(1).await;
    let out = secretariat.backup();
    assert_eq!(secretariat.back_up(&secretariat.both()).await.done().notes, "");
    let whole = fs::read(&out).unwrap();
    fs::remove_file(secretariat.path("applications.db")).unwrap();

    for bytes in [&whole[..whole.len() / 2], b"not sealed"] {
        fs::write(&out, bytes).unwrap();
        let said = secretariat.run(&format!("restore {}", out.display())).await.failed();
        assert!(said.contains("endommagée"), "{said}");
        assert!(!secretariat.path("applications.db").exists());
    }
}

#[tokio::test]
async fn what_cannot_be_read_is_named_by_the_backup_too() {
    let secretariat = TestSecretariat::new();
    secretariat.receive(1).await;
    secretariat.receive(2).await;
    secretariat
        .sql(&format!("UPDATE applications SET keys = 'x' WHERE reference = '{}'", reference(1)));

    let made = secretariat.back_up(&secretariat.both()).await.incomplete();

    assert!(made.out.contains("1 candidature(s)"), "{}", made.out);
    assert!(made.notes.contains(reference(1).as_str()), "{}", made.notes);
}

#[tokio::test]
async fn who_has_left_opens_no_backup_that_is_made_afterwards() {
    for (until, opens) in [("2021-06-02", false), ("2021-06-03", true)] {
        let secretariat = TestSecretariat::new();
        secretariat.receive(1).await;
        let left = new_identity();
        secretariat.write_identity("left.txt", &left);
        let content = secretariat.both();
        let list = PathBuf::from(&content).join("recipients.toml");
        let gone = format!(
            "[[recipient]]\nrole = \"jury\"\nname = \"Cléo\"\nkey = \"{}\"\nuntil = {until}\n",
            left.to_public()
        );
        fs::write(&list, fs::read_to_string(&list).unwrap() + &gone).unwrap();

        let made = secretariat.back_up(&content).await.done();

        assert_eq!(made.out.contains("Cléo"), opens, "{}", made.out);
        let (out, identity) = (secretariat.backup(), secretariat.path("left.txt"));
        let line = format!("backup verify {} --identity {}", out.display(), identity.display());
        let ran = secretariat.run_exactly(&line).await;
        if opens {
            drop(ran.done());
        } else {
            assert!(ran.failed().contains("scellée pour d'autres clés que la vôtre"));
        }
    }
}
