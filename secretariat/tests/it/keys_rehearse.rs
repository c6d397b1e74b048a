//! A key is tried before it is needed.

use std::fs;

use form_handler::crypto::recipients::fingerprint;
use serde_json::{Value as Json, json};

use crate::test_secretariat::{Ran, TestSecretariat, new_identity, reference};

impl TestSecretariat {
    async fn rehearse(&self, options: &str) -> Ran {
        let (store, identity) = (self.path("applications.db"), self.path("identity.txt"));
        let (store, identity) = (store.display(), identity.display());
        let line = format!("keys rehearse --store sqlite:{store} --identity {identity} {options}");
        self.run_exactly(&line).await
    }
}

#[tokio::test]
async fn a_key_that_opens_everything_is_noted_with_the_day() {
    let secretariat = TestSecretariat::new();
    secretariat.receive(1).await;
    secretariat.receive(2).await;
    for kind in ["opened", "recuse_me", "opened"] {
        secretariat.act(kind, &[&secretariat.own, &secretariat.other]).await;
    }
    let key = fingerprint(&secretariat.own.to_public());

    let ran = secretariat.rehearse("").await.done();

    assert_eq!(
        ran.out,
        format!(
            "la clé {key} ouvre la candidature {}, reçue le 01/06/2021 12:02\n\
             et un acte de chaque sorte : opened (n° 0), recuse_me (n° 1)\n\
             essai noté, le 02/06/2021 10:00\n",
            reference(2)
        )
    );
    let noted = fs::read_to_string(secretariat.path("rehearsed.txt")).unwrap();
    assert_eq!(noted, format!("{} 2021-06-02T08:00:00Z\n", key.as_str()));
    let tried: Json =
        serde_json::from_str(&secretariat.rehearse("--format json").await.done().out).unwrap();
    let expected = json!([{"fingerprint": key.to_string(), "application": reference(2).as_str(), "acts": {"opened": 0, "recuse_me": 1}, "closed": []}]);
    assert_eq!(tried, expected);
}

#[tokio::test]
async fn a_key_that_does_not_open_what_it_should_is_not_noted() {
    let secretariat = TestSecretariat::new();
    let stranger = new_identity();
    let noted = secretariat.path("rehearsed.txt");

    let said = secretariat.rehearse("").await.incomplete().notes;
    assert!(said.contains("elle n'a rien à ouvrir"), "an empty store proves nothing: {said}");

    secretariat.receive(1).await;
    secretariat.act("opened", &[&secretariat.other, &stranger]).await;
    let ran = secretariat.rehearse("").await.incomplete();
    assert!(ran.out.contains("ouvre la candidature"), "{}", ran.out);
    assert!(ran.notes.contains("1 acte(s) restent fermés pour la clé"), "{}", ran.notes);
    assert!(ran.notes.contains("n° 0\n") && ran.notes.contains("reseal"), "{}", ran.notes);

    secretariat.sql("UPDATE applications SET sealed = x'00'; DELETE FROM bodies");
    let said = secretariat.rehearse("").await.incomplete().notes;
    assert!(said.contains(&format!("devrait ouvrir la candidature {}", reference(1))), "{said}");
    assert!(!noted.exists());
}

#[tokio::test]
async fn each_of_two_keys_is_tried_alone() {
    let secretariat = TestSecretariat::new();
    secretariat.receive(1).await;
    let stranger = new_identity();
    secretariat.write_identity("stranger.txt", &stranger);
    let other = secretariat.path("stranger.txt");

    let ran = secretariat.rehearse(&format!("--identity {}", other.display())).await.incomplete();

    let key = fingerprint(&stranger.to_public());
    assert!(ran.out.contains("ouvre la candidature"), "{}", ran.out);
    assert!(ran.notes.contains(&format!("la clé {key} : elle n'a rien à ouvrir")), "{}", ran.notes);
    let noted = fs::read_to_string(secretariat.path("rehearsed.txt")).unwrap();
    assert!(!noted.contains(key.as_str()) && noted.lines().count() == 1, "{noted}");
}
