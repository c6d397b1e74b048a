//! The store on AWS, against Amazon's own `DynamoDB` Local.

use application_form::reference::Reference;
use aws_sdk_dynamodb::types::AttributeValue;
use form_handler::{
    record::{ReceivedAt, Record},
    store::{Defect, Store, StoreError, Stored, contract, dynamo::DynamoStore},
};
use jiff::{SignedDuration, Timestamp};
use tokio::task::JoinSet;

use crate::dynamodb_local::Table;

fn now() -> Timestamp {
    "2021-06-01T10:42:00Z".parse().unwrap()
}

#[tokio::test]
async fn it_holds_the_contract_of_every_store() {
    Box::pin(contract::holds(&Table::new().await.store())).await;
}

#[tokio::test]
async fn an_item_has_these_attributes_and_no_other() {
    let table = Table::new().await;
    let record = contract::sample(1, now());
    table.store().store(&record, now()).await.unwrap();

    let items = table.client.scan().table_name(&table.name).send().await.unwrap();

    let [item] = items.items() else { panic!("{items:?}") };
    let shown = |value: &AttributeValue| match value {
        AttributeValue::B(bytes) => format!("B of {} bytes", bytes.as_ref().len()),
        other => format!("{other:?}"),
    };
    let mut attributes: Vec<_> =
        item.iter().map(|(name, value)| format!("{name}: {}", shown(value))).collect();
    attributes.sort();
    insta::assert_snapshot!(attributes.join("\n"), @r#"
    again: S("2021-06-01T10:42:00Z")
    digest: S("0001010101010101010101010101010101010101010101010101010101010101")
    expires: N("1622630520")
    form: S("form 1")
    keys: L([S("0000000000000001"), S("0000000000000001")])
    over_limit: Bool(true)
    pk: S("APP#BDP-BXMQ-6CWA")
    quarantine: Bool(true)
    received_at: S("2021-06-01T10:42:00Z")
    sealed: B of 5000 bytes
    version: N("2")
    "#);
}

#[tokio::test]
async fn a_listing_goes_on_where_a_page_ends() {
    let table = Table::new().await;
    let store = table.store();
    // 250 kB each: a page of DynamoDB holds one megabyte.
    for number in 0..10 {
        let record = Record { sealed: vec![number; 250_000], ..contract::sample(number, now()) };
        store.store(&record, now()).await.unwrap();
    }

    let mut pages = vec![store.list(None, now()).await.unwrap()];
    while let Some(next) = pages.last().unwrap().next.clone() {
        pages.push(store.list(Some(&next), now()).await.unwrap());
    }

    assert!(pages.len() > 1, "{} pages", pages.len());
    let mut found: Vec<_> = pages
        .into_iter()
        .flat_map(|page| page.records)
        .map(|record| record.unwrap().sealed[0])
        .collect();
    found.sort_unstable();
    assert_eq!(found, (0..10).collect::<Vec<_>>());
}

#[tokio::test]
async fn an_item_that_cannot_be_read_does_not_hide_the_others() {
    let table = Table::new().await;
    let store = table.store();
    let records = [1, 2, 3, 4, 5].map(|number| contract::sample(number, now()));
    for record in &records {
        store.store(record, now()).await.unwrap();
    }
    let text = |text: &str| AttributeValue::S(text.into());
    for (record, attribute, value) in [
        (&records[0], "version", AttributeValue::N("3".into())),
        (&records[1], "received_at", text("yesterday")),
        (&records[2], "keys", AttributeValue::L(vec![AttributeValue::Bool(true)])),
        (&records[3], "sealed", text("not bytes")),
    ] {
        table.alter(&record.reference, attribute, value).await;
    }

    let page = store.list(None, now()).await.unwrap();

    let (read, unreadable): (Vec<_>, Vec<_>) = page.records.into_iter().partition(Result::is_ok);
    assert_eq!(read.into_iter().map(Result::unwrap).collect::<Vec<_>>(), records[4..]);
    let mut defects: Vec<_> =
        unreadable.into_iter().map(|item| item.unwrap_err().to_string()).collect();
    defects.sort();
    insta::assert_snapshot!(defects.join("\n"), @"
    the stored item `APP#BDP-7PFT-MBJM` cannot be read: its `sealed` is not what it should be
    the stored item `APP#BDP-BXMQ-6CWA` cannot be read: it was written by a later version of this program
    the stored item `APP#BDP-MU8E-BPS3` cannot be read: its `received_at` is not what it should be
    the stored item `APP#BDP-WRU4-GZNZ` cannot be read: its `keys` is not what it should be
    ");
    let found = store.find(&records[0].reference, now()).await;
    assert!(matches!(found, Err(StoreError::Unreadable(_))), "{found:?}");
    let kept = store.store(&records[0], now()).await.unwrap();
    assert_eq!(
        kept,
        Stored::AlreadyStored { received_at: records[0].received_at },
        "yet it is there"
    );
}

#[tokio::test]
async fn an_item_of_version_1_is_read_and_sent_again() {
    let table = Table::new().await;
    let store = table.store();
    let record = Record { version: 1, over_limit: false, ..contract::sample(1, now()) };
    store.store(&record, now()).await.unwrap();
    for attribute in ["again", "over_limit"] {
        table.remove(&record.reference, attribute).await;
    }
    assert_eq!(store.find(&record.reference, now()).await.unwrap(), Some(record.clone()));

    let later = ReceivedAt::at(now() + SignedDuration::from_mins(5));
    let resent = Record { received_at: later, again: later, ..record.clone() };
    let sent = store.store(&resent, now()).await.unwrap();

    assert_eq!(sent, Stored::AlreadyStored { received_at: record.received_at });
    let found = store.find(&record.reference, now()).await.unwrap();
    assert_eq!(found, Some(Record { again: later, ..record }));

    for (number, attribute) in [(2, "again"), (3, "over_limit")] {
        let record = contract::sample(number, now());
        store.store(&record, now()).await.unwrap();
        table.remove(&record.reference, attribute).await;
        let read = store.find(&record.reference, now()).await;
        assert!(
            matches!(&read, Err(StoreError::Unreadable(item)) if item.defect == Defect::Attribute(attribute)),
            "later ones have both: {read:?}"
        );
    }
}

#[tokio::test]
async fn what_is_no_application_is_not_listed() {
    let table = Table::new().await;
    let other = table.client.put_item().table_name(&table.name);
    let other = other.item("pk", AttributeValue::S("OTHER#1".into()));
    other.item("expires", AttributeValue::N("99999999999".into())).send().await.unwrap();

    assert!(table.store().list(None, now()).await.unwrap().records.is_empty());
}

#[tokio::test]
async fn warming_up_writes_nothing() {
    let table = Table::new().await;

    table.store().warm().await.unwrap();

    assert_eq!(table.client.scan().table_name(&table.name).send().await.unwrap().count(), 0);
}

#[tokio::test]
async fn a_table_that_is_not_there_is_an_error_that_names_no_answer() {
    let table = Table::new().await;
    let store = DynamoStore::new(table.client.clone(), "no-such-table", "none");

    let warmed = store.warm().await;
    let kept = store.store(&contract::sample(1, now()), now()).await;

    let marked = store.mark_over_limit(&contract::sample(1, now()), Stored::New).await;

    assert!(matches!(warmed, Err(StoreError::Unavailable(_))), "{warmed:?}");
    assert!(matches!(kept, Err(StoreError::Unavailable(_))), "{kept:?}");
    assert!(matches!(marked, Err(StoreError::Unavailable(_))), "{marked:?}");
}

#[tokio::test]
async fn what_was_erased_before_its_mark_does_not_come_back_as_a_half() {
    let table = Table::new().await;
    let record = contract::sample(1, now());
    for stored in [Stored::New, Stored::AlreadyStored { received_at: record.received_at }] {
        table.store().mark_over_limit(&record, stored).await.unwrap();
    }

    assert_eq!(table.client.scan().table_name(&table.name).send().await.unwrap().count(), 0);
}

/// Whoever comes between another's look and her write is told from what stands there then.
#[tokio::test]
async fn of_many_at_once_one_takes_the_place_of_what_has_expired() {
    let table = Table::new().await;
    let store = table.patient_store();
    let expired = contract::sample(1, now());
    store.store(&expired, now()).await.unwrap();
    let later = Timestamp::from_second(expired.expires).unwrap();
    let one = contract::sample(1, later);
    let other = Record { digest: contract::sample(2, later).digest, ..one.clone() };

    let mut sends = JoinSet::new();
    for record in [&one, &other].into_iter().cycle().take(12) {
        let (store, record) = (store.clone(), record.clone());
        sends.spawn(async move { (store.store(&record, later).await, record.digest) });
    }
    let sent = sends.join_all().await;

    let kept = store.find(&one.reference, later).await.unwrap().unwrap();
    let new = sent.iter().filter(|(sent, _)| matches!(sent, Ok(Stored::New))).count();
    assert_eq!(new, 1, "{sent:?}");
    for (sent, digest) in &sent {
        match sent {
            Ok(Stored::New | Stored::AlreadyStored { .. }) => assert_eq!(*digest, kept.digest),
            Err(StoreError::Taken(_)) => assert_ne!(*digest, kept.digest),
            Err(error) => panic!("{error}"),
        }
    }
}

impl Table {
    async fn remove(&self, reference: &Reference, attribute: &str) {
        let update = self.client.update_item().table_name(&self.name);
        let update = update
            .key("pk", AttributeValue::S(format!("APP#{reference}")))
            .update_expression("REMOVE #attribute")
            .expression_attribute_names("#attribute", attribute);
        update.send().await.unwrap();
    }

    async fn alter(&self, reference: &Reference, attribute: &str, value: AttributeValue) {
        self.client
            .update_item()
            .table_name(&self.name)
            .key("pk", AttributeValue::S(format!("APP#{reference}")))
            .update_expression("SET #attribute = :value")
            .expression_attribute_names("#attribute", attribute)
            .expression_attribute_values(":value", value)
            .send()
            .await
            .unwrap();
    }
}
