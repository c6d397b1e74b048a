//! Many at once, in `DynamoDB`.

use std::{collections::HashSet, sync::Arc, time::Duration};

use form_handler::store::{
    dynamo::DynamoStore,
    journal::{Changed, Journal, body::SealedHash, contract::append},
};
use tokio::task::JoinSet;

use crate::{
    dynamodb_local::Table,
    test_service::{Answers, TestService, answers},
};

/// How often a sender tries: the server in Java may have more to do than this test.
const TRIES: usize = 20;

/// Sends all at once, each from an address of its own, and again what could not be stored, as the answer asks;
/// gives the references.
async fn send(service: TestService<DynamoStore>, all: Vec<Answers>) -> Vec<String> {
    let service = Arc::new(service);
    let mut sends = JoinSet::new();
    for (at, checked) in all.into_iter().enumerate() {
        let service = Arc::clone(&service);
        sends.spawn(async move {
            let address = format!("10.0.{}.{}", at / 256, at % 256);
            let mut answered = service.send_from(&address, &checked).await;
            for _ in 1..TRIES {
                if answered.0.status() != 503 {
                    break;
                }
                tokio::time::sleep(Duration::from_secs(1)).await;
                answered = service.send_from(&address, &checked).await;
            }
            answered.expect_json(201)["reference"].as_str().unwrap().to_owned()
        });
    }
    let references = sends.join_all().await;
    let stored: HashSet<_> =
        service.records().await.into_iter().map(|record| record.reference.to_string()).collect();
    assert_eq!(stored, references.iter().cloned().collect(), "what is confirmed is what is stored");
    references
}

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_identical_sends_at_once_are_one_application() {
    let service = TestService::over(Table::new().await.patient_store());
    let checked = service.checked(answers()).await;

    let references = send(service, vec![checked; 200]).await;

    assert_eq!(references.iter().collect::<HashSet<_>>().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_different_sends_at_once_are_a_thousand_applications() {
    let service = TestService::over(Table::new().await.patient_store());
    let mut all = Vec::new();
    for employees in 3..1003 {
        all.push(service.checked(answers().with("effectif", &employees.to_string())).await);
    }

    let references = send(service, all).await;

    assert_eq!(references.iter().collect::<HashSet<_>>().len(), 1000);
}

/// All have read the same, and one comes first.
#[tokio::test]
async fn of_many_who_seal_a_body_again_at_once_one_does_and_the_others_are_told() {
    let table = Table::new().await;
    let store = table.patient_store();
    let (_, body) = append(&store, 1).await;

    let mut all = JoinSet::new();
    for number in 0..8 {
        let (store, read, id, sealed) = (store.clone(), body.hash(), body.id, vec![number; 9]);
        all.spawn(async move {
            let changed = store.replace_body(id, read, &sealed, &[]).await.unwrap();
            (changed, SealedHash::of(&sealed))
        });
    }
    let all = all.join_all().await;

    let made: Vec<_> = all.iter().filter(|(changed, _)| *changed == Changed::Made).collect();
    assert_eq!(made.len(), 1, "{all:?}");
    for (changed, own) in &all {
        let told = Changed::Differs { found: made[0].1 };
        assert_eq!(*changed, if *own == made[0].1 { Changed::Made } else { told });
    }
}
