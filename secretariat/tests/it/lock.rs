//! The office's lock: what opens it, what a pause does, and what is sent while it is closed.

use std::sync::atomic::{AtomicI64, Ordering};

use jiff::Timestamp;

use crate::{
    test_office::TestOffice,
    test_secretariat::{TestSecretariat, now},
};

static TIME: AtomicI64 = AtomicI64::new(1_622_620_800);

fn time() -> Timestamp {
    Timestamp::from_second(TIME.load(Ordering::Relaxed)).unwrap()
}

#[tokio::test]
async fn what_is_sent_while_the_office_is_closed_is_carried_through_the_phrase_and_done() {
    let secretariat = TestSecretariat::new();
    secretariat.write_protected_identity("identity.txt", &secretariat.own, "sapin lune");
    let office = TestOffice::open(&secretariat, "", time);
    let lock = office.get("/").expect(200);
    assert!(lock.body.contains("name=\"phrase\"") && lock.header("refresh").is_none());

    let wrong = office.post("/ouvrir", &[("phrase", "sapin terre"), ("vers", "/")]).expect(422);
    assert!(wrong.body.contains("n’ouvre pas votre clé"), "{}", wrong.body);
    let opened = office.post("/ouvrir", &[("phrase", "Sapin-Lune"), ("vers", "/rien")]).expect(303);
    assert_eq!(opened.header("location"), Some(&*format!("{}/rien", office.session.base)));
    let refresh = office.get("/").expect(200).header("refresh").unwrap().to_owned();
    assert_eq!(refresh, format!("902; url={}/verrou", office.session.base));

    TIME.fetch_add(899, Ordering::Relaxed);
    office.get("/").expect(200);
    TIME.fetch_add(900, Ordering::Relaxed);
    let carried =
        office.post("/candidatures", &[("recherche", "Zoë & \"fils\"\nSARL")]).expect(200);
    assert!(
        carried.body.contains("Ce que vous venez d’écrire n’est pas perdu"),
        "{}",
        carried.body
    );
    assert_eq!(carried.attribute("name=\"vers\"", "value"), "/candidatures");
    assert_eq!(
        carried.attribute("name=\"repris.recherche\"", "value"),
        "Zoë &amp; &quot;fils&quot;\nSARL"
    );
    // A slip does not lose it.
    let text = "Zoë & \"fils\"\nSARL";
    let fields = |phrase| {
        [
            ("phrase", phrase),
            ("vers", "/candidatures"),
            ("envoi", "oui"),
            ("repris.recherche", text),
        ]
    };
    let again = office.post("/ouvrir", &fields("sapin")).expect(422);
    assert!(again.body.contains("name=\"repris.recherche\""), "{}", again.body);
    let done = office.post("/ouvrir", &fields("sapin lune"));
    assert!(!done.body.contains("name=\"phrase\""), "{}", done.body);
}

#[tokio::test]
async fn a_key_without_a_phrase_opens_at_once_and_after_a_pause_with_a_button() {
    static TIME: AtomicI64 = AtomicI64::new(1_622_620_800);
    let secretariat = TestSecretariat::new();
    let clock = || Timestamp::from_second(TIME.load(Ordering::Relaxed)).unwrap();
    let office = TestOffice::open(&secretariat, "--idle 1", clock);
    let lock = |office: &TestOffice| office.get("/").expect(200).body.contains("/ouvrir\"");
    assert!(!lock(&office));
    office.get("/verrou").expect(200);

    TIME.fetch_add(60, Ordering::Relaxed);

    assert!(lock(&office));
    office.post("/ouvrir", &[("vers", "/")]).expect(303);
    assert!(!lock(&office));
}

#[tokio::test]
async fn the_end_is_asked_for_and_then_it_is_the_end() {
    let secretariat = TestSecretariat::new();
    let office = TestOffice::open(&secretariat, "", now);
    office.get("/quitter").expect(200);
    office.get("/").expect(200);

    let last = office.post("/quitter", &[]).expect(200);

    assert!(last.body.contains("a oublié votre clé"), "{}", last.body);
    for _ in 0..100 {
        if std::net::TcpStream::connect(&office.host).is_err() {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("it still listens");
}
