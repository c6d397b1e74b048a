//! Everything is opened and sealed again to today's recipients.

use age::x25519::Identity;
use form_handler::{
    crypto::{
        recipients::{Fingerprint, fingerprint, new_development_identity},
        seal::open,
    },
    record::Record,
    store::{Store, journal::body::BodyText, sqlite::SqliteStore},
};
use serde_json::{Value as Json, json};

use crate::{
    acts::Person,
    test_secretariat::{Ran, TestSecretariat, answers, contents, new_identity, now, reference},
};

impl TestSecretariat {
    async fn reseal(&self, people: &[Person<'_>], options: &str) -> Ran {
        self.run_exactly(&self.line("reseal", people, options)).await
    }

    pub fn line(&self, command: &str, people: &[Person<'_>], options: &str) -> String {
        let (people, store) = (self.people(people), self.path("applications.db"));
        let (people, store, identity) =
            (people.display(), store.display(), self.path("identity.txt"));
        let identity = identity.display();
        format!(
            "{command} --store sqlite:{store} --content {people} --identity {identity} {options}"
        )
    }

    pub fn three<'a>(&'a self, third: &'a Identity) -> [Person<'a>; 3] {
        [Person::new("Ada", &self.own), Person::new("Bob", &self.other), Person::new("Cléo", third)]
    }

    fn two(&self) -> [Person<'_>; 2] {
        [Person::new("Ada", &self.own), Person::new("Bob", &self.other)]
    }
}

fn key(identity: &Identity) -> Fingerprint {
    fingerprint(&identity.to_public())
}

pub fn boxed(identity: &Identity) -> Vec<Box<dyn age::Identity>> {
    vec![Box::new(identity.clone())]
}

pub async fn records(store: &SqliteStore) -> Vec<Record> {
    let page = store.list(None, now()).await.unwrap();
    page.records.into_iter().map(Result::unwrap).collect()
}

#[tokio::test]
async fn who_arrives_opens_everything_and_who_left_nothing_any_more() {
    let secretariat = TestSecretariat::new();
    let cleo = new_identity();
    let store = secretariat.sqlite();
    for number in 1..=2 {
        secretariat.receive(number).await;
    }
    let event = secretariat.act("opened", &[&secretariat.own, &secretariat.other]).await;
    let (before, body) = (records(&store).await, secretariat.journal().await.bodies[0].clone());
    let text = open(&before[0].sealed, &boxed(&secretariat.other)).unwrap();
    let bob = Person { until: Some("2021-06-02"), ..Person::new("Bob", &secretariat.other) };
    let people = [Person::new("Ada", &secretariat.own), Person::new("Cléo", &cleo), bob];

    let ran = secretariat.reseal(&people, "").await.done();

    assert_eq!(
        ran.out,
        format!(
            "destinataires (première liste de cette base) :\n  {}  Ada (jury)\n  {}  Cléo (jury)\n\
             2 de 2 candidature(s) et 2 de 2 acte(s) du bureau sont scellés pour ces clés, dont 3 de plus qu'avant\n",
            key(&secretariat.own),
            key(&cleo)
        )
    );
    assert_eq!(ran.notes, "");
    let after = records(&store).await;
    let keys = vec![key(&secretariat.own), key(&cleo)];
    for (before, after) in before.iter().zip(&after) {
        let same = Record { sealed: after.sealed.clone(), keys: keys.clone(), ..before.clone() };
        assert_eq!(*after, same, "reference, times, form, digest, marks and end stay");
        assert!(open(&after.sealed, &boxed(&secretariat.other)).is_err(), "who left");
    }
    assert_eq!(
        open(&after[0].sealed, &boxed(&cleo)).unwrap(),
        text,
        "to the byte, signature and all"
    );
    let journal = secretariat.journal().await;
    assert_eq!((&journal.bodies[0].keys, journal.bodies[0].expires), (&keys, body.expires));
    let opened = BodyText::open(&journal.bodies[0], event.commit, &boxed(&cleo)).unwrap();
    assert_eq!(opened.commit(event.body), event.commit, "as true as before");
    assert!(BodyText::open(&journal.bodies[0], event.commit, &boxed(&secretariat.other)).is_err());
    let entered = &journal.events[1];
    let list = BodyText::open(&journal.bodies[1], entered.commit, &boxed(&cleo)).unwrap();
    let list: Json = serde_json::from_slice(list.text()).unwrap();
    let named = json!([{"name": "Ada", "key": key(&secretariat.own).as_str()}, {"name": "Cléo", "key": key(&cleo).as_str()}]);
    assert_eq!((&list["type"], &list["data"]["recipients"]), (&"recipients".into(), &named));
    assert_eq!(entered.by, key(&secretariat.own));
    secretariat.write_identity("cleo.txt", &cleo);
    let shown = secretariat
        .run_with(&format!("show {}", reference(1)), &secretariat.path("cleo.txt"))
        .await;
    assert!(shown.done().out.contains("Ateliers du Lez"));
    let again = secretariat.reseal(&people, "").await.done();
    assert!(again.out.ends_with("dont 0 de plus qu'avant\n"), "{}", again.out);
    assert_eq!(secretariat.journal().await.events.len(), 2, "the list is the same");
    // On another computer, which has noted nothing: the journal knows the list.
    let note = secretariat.path("applications.recipients.json");
    std::fs::remove_file(note).unwrap();
    let dan = new_identity();
    let four = [Person::new("Ada", &secretariat.own), Person::new("Dan", &dan)];
    let refused = secretariat.reseal(&four, "").await.failed();
    assert!(refused.contains(&format!("Dan (jury) {}", key(&dan))), "{refused}");
}

#[tokio::test]
async fn a_list_that_should_not_be_used_changes_nothing() {
    let secretariat = TestSecretariat::new();
    let [cleo, dan] = [new_identity(), new_identity()];
    let development = new_development_identity();
    secretariat.receive(1).await;
    let before = records(&secretariat.sqlite()).await;
    let own = || Person::new("Ada", &secretariat.own);
    let bob = || Person::new("Bob", &secretariat.other);

    for (people, options, said) in [
        (vec![own()], "", "il faut au moins deux personnes"),
        (vec![own(), Person::new("Essai", &development)], "", "est une clé d'essai, non protégée"),
        (vec![bob(), Person::new("Cléo", &cleo)], "", "votre clé n'est pas dans la liste"),
        (vec![bob(), Person::new("Cléo", &cleo)], "--dry-run", "votre clé n'est pas dans la liste"),
        (vec![own(), bob()], "--accept 0123456789abcdef", "aucune clé de la liste n'a l'empreinte"),
    ] {
        let refused = secretariat.reseal(&people, options).await.failed();
        assert!(refused.contains(said), "{refused}");
    }
    let list = secretariat.path("people/recipients.toml");
    let listed = std::fs::read_to_string(&list).unwrap();
    std::fs::write(&list, format!("{listed}[[recipient]]\nrole = \"jury\"\nname = \"Eve\"\nkey = {{ placeholder = \"à venir\" }}\n")).unwrap();
    let line = secretariat.line("reseal", &secretariat.two(), "");
    std::fs::write(&list, format!("{listed}[[recipient]]\nrole = \"jury\"\nname = \"Eve\"\nkey = {{ placeholder = \"à venir\" }}\n")).unwrap();
    let refused = secretariat.run_exactly(&line).await.failed();
    assert!(refused.contains("la clé de Eve (jury) est encore à fournir"), "{refused}");
    assert_eq!(records(&secretariat.sqlite()).await, before);

    // The first list is taken as it is; from then on each new key is accepted by name.
    assert!(secretariat.reseal(&secretariat.two(), "").await.done().notes.is_empty());
    for command in ["reseal", "reseal --dry-run"] {
        let line = secretariat.line(command, &secretariat.three(&cleo), "");
        let refused = secretariat.run_exactly(&line).await.failed();
        let named = format!("que personne n'a acceptée(s) : Cléo (jury) {}", key(&cleo));
        assert!(refused.contains(&named) && refused.contains("--accept"), "{refused}");
    }
    let out = secretariat.path("all.age");
    let backup = format!("backup --out {}", out.display());
    let refused =
        secretariat.run_exactly(&secretariat.line(&backup, &secretariat.three(&cleo), "")).await;
    assert!(refused.failed().contains("Cléo (jury)") && !out.exists(), "a backup is read too");
    let accept = format!("--accept {}", key(&cleo).as_str());
    let other = format!("--accept {}", key(&dan).as_str());
    assert!(
        secretariat.reseal(&secretariat.three(&cleo), &other).await.failed().contains("--accept")
    );
    assert!(
        secretariat.reseal(&secretariat.three(&cleo), &accept).await.done().out.contains("1 de 1")
    );
    assert_eq!(
        secretariat
            .run_exactly(&secretariat.line(&backup, &secretariat.three(&cleo), ""))
            .await
            .done()
            .notes,
        ""
    );
}

#[tokio::test]
async fn who_leaves_seals_for_the_others_and_a_dry_run_for_nobody() {
    let secretariat = TestSecretariat::new();
    let cleo = new_identity();
    secretariat.receive(1).await;
    let before = records(&secretariat.sqlite()).await;
    let others = [Person::new("Bob", &secretariat.other), Person::new("Cléo", &cleo)];

    let ran = secretariat.reseal(&others, "--leave --dry-run --format json").await.done();

    let report: Json = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(report["applications"], json!({"of": 1, "sealed": 1, "again": 1, "closed": []}));
    assert_eq!(
        report["recipients"][1],
        json!({"name": "Cléo", "role": "jury", "fingerprint": key(&cleo).to_string()})
    );
    assert_eq!(records(&secretariat.sqlite()).await, before);
    let ran = secretariat.reseal(&others, "--leave").await.done();
    assert!(ran.out.contains("1 de 1 candidature(s)"), "{}", ran.out);
    assert!(
        open(&records(&secretariat.sqlite()).await[0].sealed, &boxed(&secretariat.own)).is_err()
    );
}

#[tokio::test]
async fn what_stays_closed_is_named_and_what_is_no_application_is_given_to_nobody() {
    let secretariat = TestSecretariat::new();
    let cleo = new_identity();
    let (own, other) = (&secretariat.own, &secretariat.other);
    secretariat.receive(1).await;
    secretariat.store(TestSecretariat::record_for(&[other, &cleo], &contents(2, &answers()))).await;
    // Meant for one person alone, such as an access; put there by who can write to the store.
    let access = TestSecretariat::record_of(
        &[own, other],
        &contents(3, &answers()),
        b"AWS_SECRET_ACCESS_KEY=x",
    );
    secretariat.store(access.clone()).await;
    secretariat.act("opened", &[other, &cleo]).await;

    let ran = secretariat.reseal(&secretariat.three(&cleo), "").await.incomplete();

    assert!(ran.out.contains("1 de 3 candidature(s) et 0 de 1 acte(s)"), "{}", ran.out);
    for closed in [
        format!("erreur : {} : elle est fermée pour d'autres clés", reference(2)),
        format!("erreur : {} : elle s'ouvre mais ne contient pas une candidature", reference(3)),
        "erreur : acte n° 0 : il est fermé pour d'autres clés que la vôtre".to_owned(),
    ] {
        assert!(ran.notes.contains(&closed), "{closed}\n{}", ran.notes);
    }
    let there = records(&secretariat.sqlite()).await;
    assert!(there.contains(&access), "as it was");
}

#[tokio::test]
async fn what_was_erased_and_is_back_is_given_to_nobody() {
    let secretariat = TestSecretariat::new();
    let cleo = new_identity();
    let erased = secretariat.receive(1).await;
    secretariat.receive(2).await;
    let line = format!("{} {}\n", erased.reference, erased.received_at);
    std::fs::write(secretariat.path("erased.txt"), line).unwrap();

    let ran = secretariat.reseal(&secretariat.three(&cleo), "").await.done();

    assert!(ran.out.contains("1 de 1 candidature(s)"), "{}", ran.out);
    assert!(records(&secretariat.sqlite()).await.contains(&erased), "as it was");
}

#[tokio::test]
async fn applications_that_still_come_for_the_old_list_are_told_and_sealed_again() {
    let secretariat = TestSecretariat::new();
    let cleo = new_identity();
    secretariat.receive(1).await;
    assert_eq!(secretariat.reseal(&secretariat.three(&cleo), "").await.done().notes, "");

    secretariat.receive(2).await;
    let ran = secretariat.reseal(&secretariat.three(&cleo), "").await.done();

    assert!(ran.out.contains("2 de 2 candidature(s)"), "{}", ran.out);
    assert!(
        ran.notes.starts_with("1 candidature(s) sont encore arrivées pour une autre liste"),
        "{}",
        ran.notes
    );
}
