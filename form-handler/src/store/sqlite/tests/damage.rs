//! Every page of a file in turn makes no sense: what can be read is shown, and what cannot be is named.

use super::{files::SCHEMA_1, *};

const PAGE: usize = 4096;

/// What is left of a file, if it opens at all: whole records, and how much is known to be wrong.
async fn salvaged(bytes: &[u8]) -> Option<(Vec<Record>, usize)> {
    let shelf = Shelf::new();
    fs::create_dir(shelf.path().parent().unwrap()).unwrap();
    fs::write(shelf.path(), bytes).unwrap();
    let store = SqliteStore::open_existing(&shelf.path()).ok()?;
    let page = store.list(None, now()).await.unwrap();
    assert_eq!(page.next, None);
    let doubted: Vec<_> = page.damaged.into_iter().map(|item| item.key).collect();
    let mut wrong = doubted.len() + store.damage().len();
    let mut whole = Vec::new();
    for record in page.records {
        match record {
            Ok(record) if doubted.contains(&record.reference.to_string()) => {}
            Ok(record) => whole.push(record),
            Err(item) => {
                assert!(!item.key.is_empty());
                wrong += 1;
            }
        }
    }
    Some((whole, wrong))
}

/// Each page but the first, overwritten in three ways.
fn damaged(bytes: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    (1..bytes.len() / PAGE).flat_map(move |page| {
        [0xa5, 0x00, 0x0d].map(|garbage| {
            let mut bytes = bytes.to_vec();
            bytes[page * PAGE..][..PAGE].fill(garbage);
            bytes
        })
    })
}

#[tokio::test]
async fn one_damaged_page_hides_no_application_without_a_word() {
    let shelf = Shelf::new();
    let store = shelf.store();
    let records: Vec<_> = (1..=40).map(|number| contract::sample(number, now())).collect();
    for record in &records {
        store.store(record, now()).await.unwrap();
    }
    let bytes = fs::read(shelf.path()).unwrap();
    let (whole, wrong) = salvaged(&bytes).await.unwrap();
    assert_eq!((whole.len(), wrong), (40, 0));

    let (mut files, mut lost) = (0, 0);
    for bytes in damaged(&bytes) {
        files += 1;
        let Some((whole, wrong)) = salvaged(&bytes).await else { continue };
        assert!(whole.iter().all(|record| records.contains(record)), "what is shown is true");
        lost += records.len() - whole.len();
        assert!(whole.len() == records.len() || wrong > 0, "{} of 40 and no word", whole.len());
        assert!(whole.len() + wrong >= records.len(), "{} and {wrong} of 40", whole.len());
    }
    assert!(files > 100 && lost > files / 2, "{lost} lost in {files} files");
}

/// Garbage in `expires`, which stood behind the sealed text, read as expired.
#[tokio::test]
async fn nor_in_a_file_of_an_earlier_release() {
    for bytes in damaged(SCHEMA_1) {
        let Some((whole, wrong)) = salvaged(&bytes).await else { continue };
        assert!(whole.len() + wrong >= 3, "{} and {wrong} of 3", whole.len());
    }
}

#[tokio::test]
async fn nobody_writes_in_a_damaged_file_and_who_reads_it_is_told() {
    let shelf = Shelf::new();
    let store = shelf.store();
    for number in 1..=5 {
        store.store(&contract::sample(number, now()), now()).await.unwrap();
    }
    drop(store);
    let bytes = fs::read(shelf.path()).unwrap();
    let (mut files, mut refused, mut told) = (0, 0, 0);
    for bytes in damaged(&bytes) {
        fs::write(shelf.path(), &bytes).unwrap();
        files += 1;

        if let Ok(reader) = SqliteStore::open_existing(&shelf.path()) {
            told += usize::from(!reader.damage().is_empty());
        }
        // Within what is sealed, only an application's own checksum shows it.
        let Err(damaged) = SqliteStore::open(&shelf.path()) else { continue };
        refused += 1;
        let said = damaged.to_string();
        assert!(said.contains("is damaged; keep a copy of it"), "{said}");
        assert!(fs::read(shelf.path()).unwrap() == bytes, "as it was");
    }
    assert!(refused > files / 2 && told > files / 2, "{refused} and {told} of {files}");
    fs::write(shelf.path(), &bytes).unwrap();
    assert!(shelf.store().damage().is_empty());
}

/// Neither the table nor its index leads to it: it was counted when it came.
#[tokio::test]
async fn an_application_that_nothing_leads_to_is_missed() {
    let shelf = Shelf::new();
    let store = shelf.store();
    for number in 1..=3 {
        store.store(&contract::sample(number, now()), now()).await.unwrap();
    }
    let lost = contract::sample(2, now()).reference;
    shelf.sql(&format!(
        "DROP TRIGGER applications_deleted; DELETE FROM applications WHERE reference = '{lost}'"
    ));

    let records = store.list(None, now()).await.unwrap().records;

    let missed: Vec<_> = records.iter().filter_map(|record| record.as_ref().err()).collect();
    assert_eq!((records.len(), missed.len(), &*missed[0].key), (3, 1, "?"));
}
