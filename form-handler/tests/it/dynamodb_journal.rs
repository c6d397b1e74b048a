//! The journal on AWS, against Amazon's own `DynamoDB` Local.

use aws_sdk_dynamodb::{primitives::Blob, types::AttributeValue};
use form_handler::store::{
    Store, contract,
    journal::{
        Append, Changed, Journal, JournalError,
        body::{Body, BodyId, SealedHash},
        contract::{self as journal_contract, all, append, now, sample},
        erased::Erased,
        event::Event,
    },
};

use crate::{
    dynamodb_local::{Table, journal, port},
    faulty_network::{Act, Fault, FaultyNetwork, Plan},
};

#[tokio::test]
async fn it_holds_the_contract_of_every_journal() {
    Box::pin(journal_contract::holds(&Table::new().await.patient_store())).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn twelve_people_at_once_make_one_chain() {
    let table = Table::new().await;
    let writing: Vec<_> = (1..=12)
        .map(|number| {
            let store = table.patient_store();
            tokio::spawn(async move { append(&store, number).await })
        })
        .collect();
    for written in writing {
        written.await.unwrap();
    }

    assert_eq!(all(&table.patient_store()).await.len(), 12);
}

/// The attributes of each item, in their order.
fn shown(items: &[std::collections::HashMap<String, AttributeValue>]) -> String {
    let shown = |value: &AttributeValue| match value {
        AttributeValue::B(bytes) => format!("B of {} bytes", bytes.as_ref().len()),
        other => format!("{other:?}"),
    };
    let mut lines: Vec<_> = items
        .iter()
        .map(|item| {
            let mut attributes: Vec<_> =
                item.iter().map(|(name, value)| format!("{name}: {}", shown(value))).collect();
            attributes.sort();
            attributes.join("\n")
        })
        .collect();
    lines.sort();
    lines.join("\n\n")
}

#[tokio::test]
async fn items_have_these_attributes_and_no_other() {
    let table = Table::new().await;
    let store = table.patient_store();
    append(&store, 1).await;
    store.add_erased(&[Erased::of(&contract::sample(1, now()))]).await.unwrap();

    let items = table.client.scan().table_name(journal(&table.name)).send().await.unwrap();

    insta::assert_snapshot!(shown(items.items()), @r#"
    at: S("2021-06-01T10:43:00Z")
    body: B of 16 bytes
    by: S("e669ae85e3185682")
    commit: B of 32 bytes
    hash: B of 32 bytes
    pk: S("JOURNAL")
    prev: B of 32 bytes
    sig: B of 64 bytes
    sk: N("0")
    until: S("2022-06-30")
    version: N("1")

    expires: N("1656547200")
    keys: L([S("0000000000000001"), S("0000000000000001")])
    pk: S("BODY#01010101010101010101010101010101")
    sealed: B of 5000 bytes
    sk: N("0")

    pk: S("ERASED")
    received_at: S("2021-06-01T10:42:00Z")
    reference: S("BDP-BXMQ-6CWA")
    sk: N("278486012382957364581806311662616548")
    "#);
    let applications = table.client.scan().table_name(&table.name).send().await.unwrap();
    assert_eq!(applications.count(), 0);
}

#[tokio::test]
async fn reading_goes_on_where_a_page_ends() {
    let table = Table::new().await;
    let store = table.patient_store();
    append(&store, 1).await;
    let first = table.client.scan().table_name(journal(&table.name)).send().await.unwrap();
    let event = first.items().iter().find(|item| item.contains_key("hash")).unwrap();
    for seq in 1..130 {
        let put = table.client.put_item().table_name(journal(&table.name));
        let put = put.set_item(Some(event.clone())).item("sk", AttributeValue::N(seq.to_string()));
        put.send().await.unwrap();
    }
    let entries: Vec<_> =
        (0..130).map(|number| Erased::of(&contract::sample(number, now()))).collect();
    store.add_erased(&entries).await.unwrap();

    let (mut next, mut pages) = (Some(7), Vec::new());
    while let Some(from) = next {
        let page = store.events(from).await.unwrap();
        let numbers: Vec<_> = page.rows.into_iter().map(|row| row.unwrap().seq).collect();
        pages.push((numbers[0], *numbers.last().unwrap(), numbers.len()));
        next = page.next;
    }

    assert_eq!(pages, [(7, 106, 100), (107, 129, 23)]);
    assert_eq!(store.erased().await.unwrap().entries.len(), 130);
}

#[tokio::test]
async fn more_bodies_than_one_call_takes_are_all_read() {
    let table = Table::new().await;
    let store = table.patient_store();
    let ids: Vec<_> = (0..130).map(|number: u8| BodyId([number; 16])).collect();
    for id in &ids {
        let put = table.client.put_item().table_name(journal(&table.name));
        put.item("pk", AttributeValue::S(format!("BODY#{id}")))
            .item("sk", AttributeValue::N("0".into()))
            .item("keys", AttributeValue::L(Vec::new()))
            .item("sealed", AttributeValue::B(Blob::new(vec![id.0[0]; 5000])))
            .item("expires", AttributeValue::N("99999999999".into()))
            .send()
            .await
            .unwrap();
    }

    let twice = [&ids[..], &ids[..]].concat();
    let bodies = store.bodies(&twice, now()).await.unwrap();

    let found: Vec<_> = bodies.into_iter().map(|body| body.unwrap().id).collect();
    assert_eq!(found, twice);
}

#[tokio::test]
async fn what_cannot_be_read_is_named_and_hides_nothing_else() {
    let table = Table::new().await;
    let store = table.patient_store();
    for number in 1..=7 {
        append(&store, number).await;
    }
    let text = |text: &str| AttributeValue::S(text.into());
    let body = |number| format!("BODY#{}", BodyId([number; 16]));
    for (pk, sk, attribute, value) in [
        ("JOURNAL".to_owned(), 0, "version", AttributeValue::N("2".into())),
        ("JOURNAL".to_owned(), 1, "at", text("2021-06-01T10:42:07Z")),
        ("JOURNAL".to_owned(), 2, "hash", AttributeValue::B(Blob::new([0]))),
        ("JOURNAL".to_owned(), 3, "sig", text("signed")),
        (body(5), 0, "expires", text("soon")),
        (body(6), 0, "sealed", text("open")),
        ("ERASED".to_owned(), 7, "reference", text("BDP-3222-222S")),
    ] {
        let update = table.client.update_item().table_name(journal(&table.name));
        update
            .key("pk", text(&pk))
            .key("sk", AttributeValue::N(sk.to_string()))
            .update_expression("SET #attribute = :value")
            .expression_attribute_names("#attribute", attribute)
            .expression_attribute_values(":value", value)
            .send()
            .await
            .unwrap();
    }

    let rows = store.events(0).await.unwrap().rows;
    let ids: Vec<_> = (5..=7).map(|number| BodyId([number; 16])).collect();
    let bodies = store.bodies(&ids, now()).await.unwrap();
    let list = store.erased().await.unwrap();

    let mut named: Vec<_> =
        rows.iter().filter_map(|row| row.as_ref().err()).map(ToString::to_string).collect();
    named.extend(bodies.iter().filter_map(|body| body.as_ref().err()).map(ToString::to_string));
    named.extend(list.unreadable.iter().map(ToString::to_string));
    insta::assert_snapshot!(named.join("\n"), @"
    the event 0 cannot be read: it was written by a later version of this program
    the event 1 cannot be read: its `at` is not what it should be
    the event 2 cannot be read: its `hash` is not what it should be
    the event 3 cannot be read: its `sig` is not what it should be
    the body 05050505050505050505050505050505 cannot be read: its `expires` is not what it should be
    the body 06060606060606060606060606060606 cannot be read: its `sealed` is not what it should be
    the stored item `BDP-3222-222S` cannot be read: its `received_at` is not what it should be
    ");
    let hashes: Vec<_> =
        rows.iter().filter_map(|row| row.as_ref().err()).map(|row| row.hash.is_some()).collect();
    assert_eq!(hashes, [true, true, false, true], "the next row stands on it");
    assert_eq!((rows.iter().flatten().count(), bodies.iter().flatten().count()), (3, 1));
    let refused = store.replace_body(ids[1], SealedHash::of(b""), b"", &[]).await;
    assert!(matches!(refused, Err(JournalError::Unreadable(_))), "{refused:?}");
}

/// The connection ends after the write: whoever wrote is told nothing, and tries again.
#[tokio::test]
async fn a_write_whose_answer_was_lost_is_a_success_when_it_is_tried_again() {
    let table = Table::new().await;
    let network = FaultyNetwork::before(port()).await;
    let store = table.store_through(network.port);
    let lost = |times| Plan { fault: Fault::CutAfter, act: Some(Act::Journal), times };
    let record = contract::sample(1, now());
    store.store(&record, now()).await.unwrap();
    let mut head = None;
    for (number, times) in [(1, 1), (2, 3)] {
        let (event, body) = sample(number, head);
        network.fails(lost(times));

        let first = store.append(&event, &body).await;

        match times {
            1 => assert_eq!(first.unwrap(), Append::Appended, "within one call"),
            _ => assert!(matches!(first, Err(JournalError::Unavailable(_))), "{first:?}"),
        }
        network.fails(None);
        assert_eq!(store.append(&event, &body).await.unwrap(), Append::Appended);
        let there = store.bodies(&[body.id], now()).await.unwrap();
        assert_eq!(there, [Ok(body)]);
        head = Some(event.head());
    }
    let events = all(&store).await;
    assert_eq!(events.len(), 2, "each once");

    let (read, body) = (SealedHash::of(&record.sealed), events[0].body);
    let read_body = sample(1, None).1.hash();
    network.fails(lost(1));
    let replaced = store.replace_body(body, read_body, b"again", &[]).await.unwrap();
    assert_eq!(replaced, Changed::Made);
    network.fails(lost(1));
    assert_eq!(store.delete(&record.reference, read).await.unwrap(), Changed::Made);
    network.fails(None);
    assert!(store.erased().await.unwrap().names(&record));
    assert_eq!(store.find(&record.reference, now()).await.unwrap(), None);
}

/// Nothing half is there, whatever is lost.
#[tokio::test]
async fn a_write_that_did_not_arrive_leaves_nothing() {
    let table = Table::new().await;
    let network = FaultyNetwork::before(port()).await;
    let store = table.store_through(network.port);
    let (event, body) = sample(1, None);
    for fault in [Fault::CutBefore, Fault::InternalError, Fault::Throttled] {
        network.fails(Plan { fault, act: Some(Act::Journal), times: 3 });

        let refused = store.append(&event, &body).await;

        assert!(matches!(refused, Err(JournalError::Unavailable(_))), "{fault:?}: {refused:?}");
        network.fails(None);
        assert_eq!(store.events(0).await.unwrap().rows, [], "{fault:?}");
        assert_eq!(store.bodies(&[body.id], now()).await.unwrap(), [], "{fault:?}");
    }
    let mut head = None;
    for (number, fault, times) in [(1, Fault::InternalError, 1), (2, Fault::Conflict, 3)] {
        let (event, body) = sample(number, head);
        network.fails(Plan { fault, act: Some(Act::Journal), times });
        let appended = store.append(&event, &body).await.expect("what passes is harmless");
        assert_eq!(appended, Append::Appended, "{fault:?}");
        head = Some(event.head());
    }
}

#[tokio::test]
async fn a_table_that_is_not_there_is_an_error_and_no_empty_journal() {
    let table = Table::new().await;
    let delete = table.client.delete_table().table_name(journal(&table.name));
    delete.send().await.unwrap();
    let store = table.patient_store();
    let (event, body): (Event, Body) = sample(1, None);

    let read = store.events(0).await;
    let appended = store.append(&event, &body).await;

    assert!(matches!(read, Err(JournalError::Unavailable(_))), "{read:?}");
    assert!(matches!(appended, Err(JournalError::Unavailable(_))), "{appended:?}");
}
