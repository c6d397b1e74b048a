//! Who can open how many applications.

use std::fs;

use age::x25519::Identity;
use form_handler::crypto::recipients::fingerprint;
use serde_json::{Value as Json, json};

use crate::{
    acts::Person,
    test_secretariat::{Ran, TestSecretariat, answers, contents, new_identity, reference},
};

impl TestSecretariat {
    async fn receive_for(&self, number: u8, holders: &[&Identity]) {
        let record = Self::record_for(holders, &contents(number, &answers()));
        self.store(record).await;
    }

    /// Without any key.
    async fn who(&self, people: &[Person<'_>], options: &str) -> Ran {
        let (people, store) = (self.people(people), self.path("applications.db"));
        let (people, store) = (people.display(), store.display());
        let line = format!(
            "keys who --store sqlite:{store} --content {people} --identity nowhere {options}"
        );
        self.run_exactly(&line).await
    }
}

#[tokio::test]
async fn each_key_has_a_name_and_a_count_and_no_key_is_needed() {
    let secretariat = TestSecretariat::new();
    let (own, other) = (&secretariat.own, &secretariat.other);
    let [stranger, late] = [new_identity(), new_identity()];
    secretariat.receive_for(1, &[own, other]).await;
    secretariat.receive_for(2, &[own, other, &stranger]).await;
    let people = [Person::new("Ada", own), Person::new("Bob", other), Person::new("Cléo", &late)];

    let ran = secretariat.who(&people, "").await.done();

    let key = |identity: &Identity| fingerprint(&identity.to_public()).to_string();
    assert_eq!(ran.notes, "");
    let lines: Vec<_> = ran
        .out
        .lines()
        .map(|line| {
            line.split("  ").filter(|cell| !cell.is_empty()).map(str::trim).collect::<Vec<_>>()
        })
        .collect();
    assert_eq!(lines[0], ["empreinte", "ouvre", "nom", "fonction", "jusqu'au"]);
    assert_eq!(lines[1], [&key(own), "2 de 2", "Ada", "jury"]);
    assert_eq!(lines[3], [&key(&late), "0 de 2", "Cléo", "jury"]);
    assert_eq!(lines[4], [&key(&stranger), "1 de 2", "(sur aucune liste)"]);
    let ran = secretariat.who(&people, "--format json").await.done();
    let listed: Json = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(
        listed[1],
        json!({"fingerprint": key(other), "name": "Bob", "role": "jury", "until": null, "opens": 2, "of": 2})
    );
    assert_eq!(
        listed[3],
        json!({"fingerprint": key(&stranger), "name": null, "role": null, "until": null, "opens": 1, "of": 2})
    );
}

#[tokio::test]
async fn an_application_that_fewer_than_two_living_people_open_is_named() {
    let secretariat = TestSecretariat::new();
    let (own, other) = (&secretariat.own, &secretariat.other);
    let [stranger, second] = [new_identity(), new_identity()];
    secretariat.receive_for(1, &[own, other]).await;
    let ada = || Person::new("Ada", own);
    let bob = || Person::new("Bob", other);
    let gone = |until| Person { until: Some(until), ..bob() };

    for (people, is_well) in [
        (vec![ada(), bob()], true),
        (vec![ada(), gone("2021-06-03")], true),
        (vec![ada(), gone("2021-06-02")], false),
        (vec![ada()], false),
        // Two keys of one person are one person's.
        (vec![ada(), Person::new("Ada", other)], false),
        (vec![ada(), Person::new("Cléo", &second)], false),
    ] {
        let ran = secretariat.who(&people, "").await;
        if is_well {
            assert_eq!(ran.done().notes, "");
        } else {
            let said = ran.incomplete().notes;
            let expected = format!(
                "moins de deux personnes présentes peuvent ouvrir 1 candidature(s) : {}",
                reference(1)
            );
            assert!(said.contains(&expected) && said.contains("reseal"), "{said}");
        }
    }
    secretariat.receive_for(2, &[own, &stranger]).await;
    let said = secretariat.who(&[ada(), bob()], "").await.incomplete().notes;
    assert!(said.contains(&format!("1 candidature(s) : {}", reference(2))), "one of two: {said}");
}

#[tokio::test]
async fn without_applications_nothing_is_in_danger_and_without_a_list_nobody_is_known() {
    let secretariat = TestSecretariat::new();

    let ran = secretariat.who(&[Person::new("Ada", &secretariat.own)], "").await.done();
    assert!(ran.out.contains("0 de 0"), "{}", ran.out);
    fs::remove_file(secretariat.path("people/recipients.toml")).unwrap();
    let (store, people) = (secretariat.path("applications.db"), secretariat.path("people"));
    let line =
        format!("keys who --store sqlite:{} --content {}", store.display(), people.display());
    let said = secretariat.run_exactly(&line).await.failed();
    assert!(said.contains("recipients.toml : ce fichier ou ce dossier n'existe pas"), "{said}");
}
