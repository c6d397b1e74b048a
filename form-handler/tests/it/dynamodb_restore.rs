//! A journal that comes back from a backup into a table.

use form_handler::store::journal::{
    Journal, JournalError,
    body::BodyId,
    contract::{append, sample},
    copy::JournalCopy,
};

use crate::{
    dynamodb_local::{Table, journal, port},
    faulty_network::{Fault, FaultyNetwork, Plan},
};

#[tokio::test]
async fn a_journal_comes_back_from_a_copy_event_by_event_and_a_second_time_changes_nothing() {
    let [from, to] = [Table::new().await, Table::new().await];
    let store = from.patient_store();
    assert!(store.has_journal().await.unwrap());
    for number in 1..=3 {
        append(&store, number).await;
    }
    store.delete_body(BodyId([1; 16])).await.unwrap();
    let (copy, unreadable) = JournalCopy::of(&store).await.unwrap();
    assert_eq!((copy.events.len(), copy.bodies.len(), unreadable), (3, 2, Vec::new()));

    for _ in 0..2 {
        for event in &copy.events {
            to.patient_store().put_event_back(event, copy.body(event.body)).await.unwrap();
        }
        assert_eq!(JournalCopy::of(&to.patient_store()).await.unwrap().0, copy);
    }

    let (other, body) = sample(9, None);
    let refused = to.patient_store().put_event_back(&other, Some(&body)).await;
    assert!(matches!(refused, Err(JournalError::Unavailable(_))), "{refused:?}");
    assert_eq!(JournalCopy::of(&to.patient_store()).await.unwrap().0, copy, "nothing of it");
    let gone = from.client.delete_table().table_name(journal(&from.name)).send().await;
    gone.unwrap();
    assert!(!from.patient_store().has_journal().await.unwrap());
}

/// Without a journal, a backup would be made that holds none.
#[tokio::test]
async fn a_journal_that_cannot_be_asked_for_is_not_taken_for_none() {
    let table = Table::new().await;
    let network = FaultyNetwork::before(port()).await;
    network.fails(Plan { fault: Fault::InternalError, act: None, times: 9 });

    let asked = table.store_through(network.port).has_journal().await;

    assert!(matches!(asked, Err(JournalError::Unavailable(_))), "{asked:?}");
}
