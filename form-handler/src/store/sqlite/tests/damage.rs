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
async fn nobody_writes_in_a_damaged_file() {
    let shelf = Shelf::new();
    drop(shelf.store());
    let mut bytes = fs::read(shelf.path()).unwrap();
    bytes[PAGE..2 * PAGE].fill(0xa5);
    fs::write(shelf.path(), &bytes).unwrap();

    let said = SqliteStore::open(&shelf.path()).unwrap_err().to_string();

    assert!(said.contains("is damaged; keep a copy of it"), "{said}");
    assert!(fs::read(shelf.path()).unwrap() == bytes, "as it was");
}
