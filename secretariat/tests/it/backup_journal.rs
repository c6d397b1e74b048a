//! A backup holds what the office did and what was erased, and brings back the one and not the other.

use std::{fs, path::Path};

use form_handler::{
    crypto::recipients::fingerprint,
    record::{ReceivedAt, Record},
    store::{
        Store,
        journal::{Changed, Journal, body::SealedHash, copy::JournalCopy, erased::Erased},
        sqlite::SqliteStore,
    },
};

use crate::test_secretariat::{Ran, TestSecretariat, answers, now, reference};

impl TestSecretariat {
    /// Makes `all.age` of everything there is.
    async fn back_all_up(&self, options: &str) -> Ran {
        let (store, out) = (self.path("applications.db"), self.path("all.age"));
        let (store, out, people) = (store.display(), out.display(), self.both_people());
        let (people, identity) = (people.display(), self.path("identity.txt"));
        let identity = identity.display();
        let line = format!(
            "backup --out {out} --content {people} --store sqlite:{store} --identity {identity} {options}"
        );
        self.run_exactly(&line).await
    }

    async fn verify(&self, file: &Path, options: &str) -> Ran {
        let (identity, people) = (self.path("identity.txt"), self.path("people"));
        let (file, identity, people) = (file.display(), identity.display(), people.display());
        let line =
            format!("backup verify {file} --identity {identity} --content {people} {options}");
        self.run_exactly(&line).await
    }

    /// Into a database of its own.
    async fn restore_to(&self, name: &str, options: &str) -> Ran {
        let (file, store) = (self.path("all.age"), self.path(name));
        let (file, store) = (file.display(), store.display());
        let identity = self.path("identity.txt");
        let line = format!(
            "restore {file} --store sqlite:{store} --identity {} {options}",
            identity.display()
        );
        self.run_exactly(&line).await
    }

    async fn erase(&self, record: &Record) {
        let sealed = SealedHash::of(&record.sealed);
        let changed = self.sqlite().delete(&record.reference, sealed).await.unwrap();
        assert_eq!(changed, Changed::Made);
    }

    fn write_erased(&self, name: &str, records: &[&Record]) {
        let line = |record: &&Record| format!("{} {}\n", record.reference, record.received_at);
        fs::write(self.path(name), records.iter().map(line).collect::<String>()).unwrap();
    }
}

async fn there(path: &Path) -> (Vec<Record>, JournalCopy) {
    let store = SqliteStore::open_existing(path).unwrap();
    let page = store.list(None, now()).await.unwrap();
    let records = page.records.into_iter().map(Result::unwrap).collect();
    (records, JournalCopy::of(&store).await.unwrap().0)
}

#[tokio::test]
async fn what_the_office_did_comes_back_and_what_was_erased_stays_known() {
    let secretariat = TestSecretariat::new();
    let both = [&secretariat.own, &secretariat.other];
    let (first, second) = (secretariat.receive(1).await, secretariat.receive(2).await);
    for kind in ["opened", "recuse_me", "opened"] {
        secretariat.act(kind, &both).await;
    }
    let gone = secretariat.journal().await.events[1].body;
    secretariat.sqlite().delete_body(gone).await.unwrap();
    secretariat.erase(&first).await;
    let before = secretariat.journal().await;

    let made = secretariat.back_all_up("").await.done();

    let (said, list) = made.out.split_once("première liste de destinataires").unwrap();
    insta::assert_snapshot!(said, @"
    1 candidature(s) dans FOLDER/all.age, que peuvent ouvrir : Ada, Bob
    avec 3 acte(s) du bureau et 1 effacement(s)
    ");
    let keys: Vec<_> = both
        .iter()
        .zip(["Ada", "Bob"])
        .map(|(one, name)| format!("{name} {}", fingerprint(&one.to_public())))
        .collect();
    assert_eq!(list, format!(" de cette base : {}\n", keys.join(", ")));
    let verified = secretariat.verify(&secretariat.path("all.age"), "").await.done();
    insta::assert_snapshot!(verified.out, @"sauvegarde du 02/06/2021 10:00, entière : 1 candidature(s), 3 acte(s) du bureau, 1 effacement(s)");
    let json = secretariat.verify(&secretariat.path("all.age"), "--format json").await.done().out;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(
        (&json["applications"], &json["bodies"], &json["faults"]),
        (&1.into(), &2.into(), &serde_json::json!([]))
    );
    let noted = fs::read_to_string(secretariat.path("erased.txt")).unwrap();
    assert!(noted.ends_with(&format!("\n{} {}\n", first.reference, first.received_at)), "{noted}");
    let tried = secretariat.restore_to("dry.db", "--dry-run").await.done();
    assert!(
        tried.out.starts_with("1 candidature(s)") && tried.out.contains("3 acte(s)"),
        "{}",
        tried.out
    );
    assert!(!secretariat.path("dry.db").exists());

    let restored = secretariat.restore_to("new.db", "").await.done();

    insta::assert_snapshot!(restored.out, @"
    1 candidature(s) de la sauvegarde du 02/06/2021 10:00 sont revenues, relues une à une
    3 acte(s) du bureau, relus aussi
    ");
    assert_eq!(there(&secretariat.path("new.db")).await, (vec![second], before));
}

#[tokio::test]
async fn what_was_erased_since_does_not_come_back_whoever_knows_it() {
    let secretariat = TestSecretariat::new();
    let mut records = Vec::new();
    for number in 1..=3 {
        records.push(secretariat.receive(number).await);
    }
    assert_eq!(secretariat.back_all_up("").await.done().notes, "");
    let elsewhere = secretariat.path("elsewhere.txt");
    // Sent again after it was erased: another application, of the same reference.
    let later = ReceivedAt::at(now());
    let again = Record { received_at: later, again: later, ..records[2].clone() };
    let restored = async |name: &str, options: String| {
        let ran = secretariat.restore_to(name, &options).await.done();
        let references = there(&secretariat.path(name)).await.0.into_iter();
        (references.map(|record| record.reference).collect::<Vec<_>>(), ran.out)
    };
    let all = [1, 2, 3].map(reference);

    assert_eq!(restored("a.db", "--erased none".into()).await.0, all);
    secretariat.write_erased("elsewhere.txt", &[&records[0], &again]);
    let (there, said) = restored("b.db", format!("--erased {}", elsewhere.display())).await;
    assert_eq!(there, all[1..], "{said}");
    assert!(said.contains("1 effacée(s), ne reviennent pas"), "{said}");
    let known = fs::read_to_string(secretariat.path("erased.txt")).unwrap();
    assert!(known.contains(all[0].as_str()), "noted beside the identity: {known}");
    assert_eq!(restored("c.db", String::new()).await.0, all[1..], "which knows it now");
    let store = SqliteStore::open(&secretariat.path("d.db")).unwrap();
    store.add_erased(&[Erased::of(&records[1])]).await.unwrap();
    assert_eq!(restored("d.db", "--erased none".into()).await.0, all[2..], "the store knew it");
}

/// As a release wrote it that knew neither journal nor erasures: two applications that count, one that has expired.
#[tokio::test]
async fn a_backup_of_the_first_format_comes_back_once_somebody_says_what_was_erased() {
    let mut secretariat = TestSecretariat::new();
    secretariat.own = "AGE-SECRET-KEY-1GQ9778VQXMMJVE8SK7J6VT8UJ4HDQAJUVSFCWCM02D8GEWQ72PVQ2Y5J33"
        .parse()
        .unwrap();
    secretariat.write_identity("identity.txt", &secretariat.own);
    let first = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/backups/format-1.age");
    fs::copy(&first, secretariat.path("all.age")).unwrap();

    let verified = secretariat.verify(&first, "").await.done();
    assert_eq!(verified.out, "sauvegarde du 02/06/2021 10:00, entière : 3 candidature(s)\n");
    assert!(verified.notes.contains("version précédente"), "{}", verified.notes);
    let refused = secretariat.restore_to("new.db", "").await.failed();
    assert!(refused.contains("rien ne dit quelles candidatures ont été effacées"), "{refused}");
    assert!(refused.contains("--erased none"), "{refused}");
    assert!(!secretariat.path("new.db").exists());

    let restored = secretariat.restore_to("new.db", "--erased none").await.done();

    assert!(restored.out.starts_with("3 candidature(s)"), "{}", restored.out);
    let (records, journal) = there(&secretariat.path("new.db")).await;
    assert_eq!(records.len(), 2, "one has expired");
    assert_eq!(journal, JournalCopy::default());
    let identity = secretariat.path("identity.txt");
    let store = secretariat.path("new.db");
    let line = format!(
        "show {} --store sqlite:{} --identity {}",
        reference(1),
        store.display(),
        identity.display()
    );
    let shown = secretariat.run_exactly(&line).await.done().out;
    assert!(shown.contains(answers()["raison_sociale"].as_str().unwrap()), "{shown}");
}

#[tokio::test]
async fn a_journal_that_was_altered_is_named_and_comes_back_into_no_other() {
    let secretariat = TestSecretariat::new();
    let both = [&secretariat.own, &secretariat.other];
    for _ in 0..3 {
        secretariat.act("opened", &both).await;
    }
    secretariat.sql("UPDATE events SET at = '2021-06-02T08:01:00Z' WHERE seq = 1");
    assert_eq!(secretariat.back_all_up("").await.done().notes, "");
    let file = secretariat.path("all.age");

    let verified = secretariat.verify(&file, "").await.incomplete();
    assert_eq!(verified.notes, "erreur : acte n° 1 : il a été modifié\n");
    assert!(!verified.out.contains("entière"), "{}", verified.out);
    fs::remove_file(secretariat.path("people/recipients.toml")).unwrap();
    let verified = secretariat.verify(&file, "").await.incomplete();
    assert!(
        verified.notes.contains("les signatures n'ont pas été vérifiées"),
        "{}",
        verified.notes
    );
    assert!(
        verified.notes.ends_with("\nerreur : acte n° 1 : il a été modifié\n"),
        "{}",
        verified.notes
    );
    secretariat.sql("UPDATE events SET at = '2021-06-02T08:02:00Z' WHERE seq = 1");
    let before = secretariat.journal().await;
    let options = "--merge --erased none";
    let refused = secretariat.restore_to("applications.db", options).await.failed();
    assert!(
        refused.contains("diffèrent à partir de l'acte n° 1 : rien n'a été écrit"),
        "{refused}"
    );
    assert_eq!(secretariat.journal().await, before);
}

#[tokio::test]
async fn an_act_on_what_was_erased_that_comes_back_is_named() {
    let secretariat = TestSecretariat::new();
    let record = secretariat.receive(1).await;
    for kind in ["opened", "recuse_me"] {
        secretariat.act(kind, &[&secretariat.own, &secretariat.other]).await;
    }
    assert_eq!(secretariat.back_all_up("").await.done().notes, "");
    secretariat.write_erased("erased.txt", &[&record]);

    let restored = secretariat.restore_to("new.db", "").await.done();

    assert!(restored.out.starts_with("0 candidature(s)"), "{}", restored.out);
    let named = format!("des actes sur {} (n° 0, 1) sont revenus", reference(1));
    assert!(restored.notes.contains(&named), "{}", restored.notes);
}

#[tokio::test]
async fn a_dry_run_counts_and_writes_nothing() {
    let secretariat = TestSecretariat::new();
    secretariat.receive(1).await;

    let ran = secretariat.back_all_up("--dry-run --format json").await.done();

    let json: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!((&json["applications"], &json["events"]), (&1.into(), &0.into()));
    assert_eq!(json["recipients"][1]["name"], "Bob");
    assert!(!secretariat.path("all.age").exists());
}
