//! A journal that comes back from a backup.

use super::*;
use crate::store::journal::copy::{Diverged, JournalCopy};

/// Brings back what is missing, as a restore does; gives what the copy lacks to be the same journal.
async fn bring_back(store: &SqliteStore, copy: &JournalCopy) -> Result<usize, Diverged> {
    let copy = copy.clone();
    let restored = store.restore(now(), move |_, rows, erased| {
        match copy.missing_from(rows, &erased.entries) {
            Ok(missing) => (Ok(missing.events.len()), Vec::new(), missing),
            Err(diverged) => (Err(diverged), Vec::new(), JournalCopy::default()),
        }
    });
    restored.await.unwrap()
}

#[tokio::test]
async fn a_journal_comes_back_as_it_was_and_what_was_deleted_since_does_not() {
    let shelf = Shelf::new();
    let store = shelf.store();
    for number in 1..=3 {
        append(&store, number).await;
    }
    store.delete_body(BodyId([1; 16])).await.unwrap();
    store.add_erased(&[Erased::of(&contract::sample(7, now()))]).await.unwrap();
    let (copy, unreadable) = JournalCopy::of(&store).await.unwrap();
    assert_eq!((copy.events.len(), copy.bodies.len(), copy.erased.len()), (3, 2, 1));
    assert_eq!(unreadable, []);

    let elsewhere = Shelf::new();
    let other = elsewhere.store();
    assert_eq!(bring_back(&other, &copy).await, Ok(3));
    assert_eq!(JournalCopy::of(&other).await.unwrap().0, copy, "gaps and all");
    assert_eq!(bring_back(&other, &copy).await, Ok(0), "it is there already");
    other.delete_body(BodyId([2; 16])).await.unwrap();
    append(&other, 4).await;
    assert_eq!(bring_back(&other, &copy).await, Ok(0));
    let (after, _) = JournalCopy::of(&other).await.unwrap();
    assert_eq!((after.events.len(), after.bodies.len()), (4, 2), "what is newer stays");
}

#[tokio::test]
async fn into_another_journal_nothing_comes_back() {
    let [one, other] = [Shelf::new(), Shelf::new()];
    append(&one.store(), 1).await;
    append(&other.store(), 2).await;
    let (copy, _) = JournalCopy::of(&one.store()).await.unwrap();
    let (before, _) = JournalCopy::of(&other.store()).await.unwrap();

    assert_eq!(bring_back(&other.store(), &copy).await, Err(Diverged(0)));

    assert_eq!(JournalCopy::of(&other.store()).await.unwrap().0, before);
}
