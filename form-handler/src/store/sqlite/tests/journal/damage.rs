//! A damaged file hides nothing of the journal without a word.

use std::collections::BTreeSet;

use super::*;

/// Each page of the file in turn makes no sense: whatever is not there whole is named.
#[tokio::test]
async fn one_damaged_page_hides_no_event_no_body_and_no_erasure_without_a_word() {
    const PAGE: usize = 4096;
    let shelf = Shelf::new();
    let store = shelf.store();
    let mut written = Vec::new();
    for number in 1..=60 {
        written.push(append(&store, number).await);
    }
    let erased: Vec<_> =
        (1..=200).map(|number| Erased::of(&contract::sample(number, now()))).collect();
    store.add_erased(&erased).await.unwrap();
    let (events, bodies): (Vec<_>, Vec<_>) = written.into_iter().unzip();
    let ids: Vec<_> = bodies.iter().map(|body| body.id).collect();
    let bytes = fs::read(shelf.path()).unwrap();
    drop(store);

    let mut lost = [0; 3];
    for page in 1..bytes.len() / PAGE {
        for garbage in [0xa5, 0x00, 0x0d] {
            let mut bytes = bytes.clone();
            bytes[page * PAGE..][..PAGE].fill(garbage);
            fs::write(shelf.path(), &bytes).unwrap();
            let Ok(store) = SqliteStore::open_existing(&shelf.path()) else { continue };

            let rows = store.events(0).await.unwrap().rows;
            let found = store.bodies(&ids, now()).await.unwrap();
            let list = store.erased().await.unwrap();

            let (whole, wrong) = parts(rows);
            assert!(whole.iter().all(|event| events.contains(event)), "page {page}");
            assert!(
                whole.len() == 60 || wrong > 0,
                "page {page}: {} events and no word",
                whole.len()
            );
            lost[0] += 60 - whole.len();
            let (whole, wrong) = parts(found);
            assert!(whole.iter().all(|body| bodies.contains(body)), "page {page}");
            assert!(whole.len() + wrong >= 60, "page {page}: {} bodies and {wrong}", whole.len());
            lost[1] += 60 - whole.len();
            let expected = BTreeSet::from_iter(erased.clone());
            assert!(list.entries.is_subset(&expected), "page {page}");
            assert!(list.entries.len() == 200 || !list.unreadable.is_empty(), "page {page}");
            lost[2] += 200 - list.entries.len();
        }
    }
    assert!(lost.iter().all(|lost| *lost > 0), "{lost:?}: each was damaged");
}

fn parts<T, E>(rows: Vec<Result<T, E>>) -> (Vec<T>, usize) {
    let all = rows.len();
    let whole: Vec<_> = rows.into_iter().flatten().collect();
    let wrong = all - whole.len();
    (whole, wrong)
}
