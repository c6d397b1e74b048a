//! The journal from outside: what is listed, what is refused when something is wrong with it, and who was first.

use std::fs;

use form_handler::{
    crypto::recipients::{Recipient, Recipients},
    record::ReceivedAt,
    store::{
        journal::{
            Append, Journal,
            author::Author,
            body::{Body, BodyId, BodyText},
            event::{Event, EventDraft, Head},
        },
        sqlite::SqliteStore,
    },
};
use serde_json::Value as Json;

use super::{TestCases, person};
use crate::test_secretariat::{new_identity, now, reference};

/// Adds an act behind the program's back, as another version would.
async fn append(
    office: &TestCases,
    author: &age::x25519::Identity,
    text: &str,
    readers: [&age::x25519::Identity; 2],
) {
    let store = SqliteStore::open(&office.secretariat.path("applications.db")).unwrap();
    let rows = store.events(0).await.unwrap().rows;
    let head: Option<Head> = rows.last().map(|row| row.as_ref().unwrap().head());
    let recipient = |key: &age::x25519::Identity| Recipient {
        role: "jury".into(),
        name: "Ada".into(),
        key: key.to_public(),
        until: None,
    };
    let recipients = Recipients::new(readers.map(recipient).to_vec()).unwrap();
    let (id, text) =
        (BodyId::random(), BodyText::new(text.replace("REF1", reference(1).as_str()).into()));
    let draft = EventDraft {
        at: ReceivedAt::at(now()),
        body: id,
        commit: text.commit(id),
        until: "2022-06-30".parse().unwrap(),
    };
    let event = Event::sign(&draft, head, &Author::of(author));
    let body = Body {
        id,
        keys: recipients.fingerprints(),
        sealed: text.seal(&recipients).unwrap(),
        expires: draft.until.timestamp().as_second(),
    };
    assert_eq!(store.append(&event, &body).await.unwrap(), Append::Appended);
}

#[tokio::test]
async fn acts_are_listed_with_who_did_them_and_the_whole_is_verified() {
    let office = TestCases::with_applications(2).await;
    office.act("note REF1 appelée --kind call").await;
    office.act_as_colleague("decide REF1 REF2 --as retained --by Paul").await;

    let listed = office.run("journal list").await.done().out;

    let listed =
        listed.replace(reference(1).as_str(), "REF1").replace(reference(2).as_str(), "REF2");
    insta::assert_snapshot!(listed, @"
    n° 0  02/06/2021 10:00  Marie  REF1  appel : appelée
    n° 1  02/06/2021 10:00  Paul  REF1  retenue
    n° 2  02/06/2021 10:00  Paul  REF2  retenue
    n° 3  02/06/2021 10:00  Paul  -  décision groupée, 2 candidature(s)
    ");
    let verified = office.run("journal verify --format json").await.done().out;
    let verified: Json = serde_json::from_str(&verified).unwrap();
    assert_eq!(
        (&verified["ok"], &verified["acts"], &verified["seen"]),
        (&true.into(), &4.into(), &"holds".into())
    );
    let listed: Json =
        serde_json::from_str(&office.run("journal list --format json").await.done().out).unwrap();
    assert_eq!((&listed[0]["type"], &listed[1]["name"]), (&"note".into(), &"Paul".into()));
}

#[tokio::test]
async fn the_first_opening_shows_what_to_compare_and_the_next_one_does_not() {
    let office = TestCases::with_applications(1).await;
    office.act("note REF1 appelée").await;

    let first = office.run_as_colleague("list").await.done().notes;

    assert!(
        first.contains("vu pour la première fois sur cet ordinateur : dernier acte n° 0, "),
        "{first}"
    );
    assert_eq!(office.run_as_colleague("list").await.done().notes, "");
    assert_eq!(office.run("list").await.done().notes, "");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let noted = fs::metadata(office.secretariat.path("journal-seen.json")).unwrap();
        assert_eq!(noted.permissions().mode() & 0o777, 0o600);
    }
}

#[tokio::test]
async fn a_journal_that_ends_earlier_or_differs_is_said_until_somebody_says_why() {
    for differs in [false, true] {
        let office = TestCases::with_applications(2).await;
        office.act("note REF1 un").await;
        let store = office.secretariat.path("applications.db");
        let earlier = fs::read(&store).unwrap();
        office.act("note REF1 deux").await;
        fs::write(&store, earlier).unwrap();
        if differs {
            office.act_as_colleague("note REF2 autre").await;
        }
        let expected =
            if differs { "ce n'est plus l'acte n° 1" } else { "il finit avant l'acte n° 1" };

        assert!(office.run("list").await.done().notes.contains(expected));
        // Whatever is written meanwhile, by whomever, it stays said.
        office.act_as_colleague("note REF2 encore").await;
        for line in ["note REF1 trois", "list", "show REF1", "today", "journal list"] {
            let said = office.run(line).await.done().notes;
            assert!(said.contains("ce n'est plus l'acte n° 1"), "{line}: {said}");
        }
        let said = office.run("journal verify").await.incomplete().notes;
        assert!(said.contains("le journal n'est plus celui que cet ordinateur a vu"), "{said}");
        office.act("journal accept --reason \"base reprise d'une sauvegarde\"").await;
        assert_eq!(office.run("list").await.done().notes, "");
        assert!(
            office.run("journal accept --reason encore").await.failed().contains("rien à accepter")
        );
    }
}

#[tokio::test]
async fn a_hole_makes_everything_read_only_and_says_why() {
    let forged = new_identity();
    for (what, expected) in [
        ("missing act", "acte manquant (n° 1)"),
        ("missing body", "acte manquant (n° 1)"),
        ("damaged body", "acte manquant (n° 1)"),
        ("closed body", "1 acte reste fermé pour votre clé"),
        (
            "later act on nothing in particular",
            "acte d'une version plus récente de ce programme (n° 3)",
        ),
    ] {
        let office = TestCases::with_applications(2).await;
        for text in ["un", "deux", "trois"] {
            office.act(&format!("note REF1 {text}")).await;
        }
        match what {
            "missing act" => office.secretariat.sql("DELETE FROM events WHERE seq = 1"),
            "missing body" => {
                office
                    .secretariat
                    .sql("DELETE FROM bodies WHERE body = (SELECT body FROM events WHERE seq = 1)");
            }
            "damaged body" => {
                office.secretariat.sql("UPDATE bodies SET sealed = (SELECT sealed FROM bodies WHERE body = (SELECT body FROM events WHERE seq = 0)) WHERE body = (SELECT body FROM events WHERE seq = 1)");
            }
            "closed body" => {
                let text = r#"{"v":1,"type":"recuse_me","ref":"REF1","data":{}}"#;
                append(&office, office.colleague(), text, [office.colleague(), &forged]).await;
            }
            _ => {
                let text = r#"{"v":2,"type":"everything","ref":null,"data":{}}"#;
                append(&office, office.colleague(), text, [office.colleague(), office.own()]).await;
            }
        }

        let said = office.run("list").await.incomplete().notes;
        assert!(said.contains(expected), "{what}: {said}");
        for line in [
            "note REF2 x",
            "decide REF2 --as retained --by Marie",
            "erase REF2 --reason other --verified email",
        ] {
            let said = office.run(line).await.failed();
            assert!(said.contains("rien ne peut être enregistré"), "{what}, {line}: {said}");
        }
        assert!(!office.run("journal verify").await.incomplete().out.contains("vérifié"), "{what}");
    }
}

#[tokio::test]
async fn an_act_of_a_later_version_makes_its_application_read_only() {
    let office = TestCases::with_applications(2).await;
    for text in [
        r#"{"v":1,"type":"dance","ref":"REF1","data":{}}"#,
        r#"{"v":2,"type":"note","ref":"REF1","data":{"kind":"call","text":"x","on":null,"from":null,"destroy":null}}"#,
    ] {
        append(&office, office.colleague(), text, [office.colleague(), office.own()]).await;

        assert_eq!(office.state(1).await, "received", "it is read all the same");
        let case = office.case(1).await;
        let last = case["history"].as_array().unwrap().last().unwrap();
        assert!(last["summary"].as_str().unwrap().contains("version plus récente"), "{last}");
        let said = office.run("note REF1 x").await.failed();
        assert!(said.contains("version plus récente de ce programme"), "{said}");
        office.act("note REF2 x").await;
    }
}

#[tokio::test]
async fn an_act_that_nobody_signed_who_may_counts_for_nothing_and_is_named() {
    let office = TestCases::with_applications(1).await;
    let stranger = new_identity();
    let text = r#"{"v":1,"type":"withdraw","ref":"REF1","data":{"verified":"email"}}"#;

    append(&office, &stranger, text, [office.own(), office.colleague()]).await;

    assert_eq!(office.state(1).await, "received");
    let said = office.run("list").await.done().notes;
    assert!(
        said.contains("l'acte n° 0 ne compte pas : personne ne connaît la clé de son auteur"),
        "{said}"
    );
    office.act("note REF1 x").await;
    assert!(office.run("journal verify").await.incomplete().notes.contains("ne compte pas"));
}

#[tokio::test]
async fn nobody_acts_whose_acts_would_count_for_nothing() {
    let office = TestCases::with_applications(1).await;
    let stranger = new_identity();
    let (own, other) = (office.own(), office.colleague());
    for (people, expected) in [
        (
            vec![person("Paul", other, other), person("Ada", &stranger, &stranger)],
            "n'est pas dans content/recipients.toml",
        ),
        (
            vec![person("Marie", own, &stranger), person("Paul", other, other)],
            "il y manque « sign »",
        ),
        (vec![person("Marie", own, own)], "il faut au moins deux personnes"),
    ] {
        office.write_recipients(&people);
        let said = office.run("note REF1 x").await.failed();
        assert!(said.contains(expected), "{said}");
        assert!(said.contains("aide : ") && !said.contains("aide : \n"), "{said}");
    }
}

#[tokio::test]
async fn who_restores_a_backup_has_said_why_the_journal_is_another() {
    let office = TestCases::with_applications(1).await;
    let file = office.secretariat.path("all.age");
    office.act("note REF1 un").await;
    office.act(&format!("backup --out {}", file.display())).await;
    office.act("note REF1 deux").await;
    let store = office.secretariat.path("applications.db");
    fs::remove_file(&store).unwrap();

    let words = [
        "restore".to_owned(),
        file.display().to_string(),
        "--erased=none".to_owned(),
        format!("--store=sqlite:{}", store.display()),
        format!("--identity={}", office.secretariat.path("identity.txt").display()),
    ];
    let _ = office.secretariat.run_words(&words).await.done();

    assert_eq!(office.run("list").await.done().notes, "");
    assert_eq!(office.case(1).await["history"].as_array().unwrap().len(), 1);
}
