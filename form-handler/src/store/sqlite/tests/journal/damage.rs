//! What is damaged, or was changed by hand.

use std::collections::BTreeSet;

use super::*;

/// What is done by hand, or by a page that lost a bit.
#[tokio::test]
async fn what_cannot_be_read_is_named_and_hides_nothing_else() {
    let shelf = Shelf::new();
    let store = shelf.store();
    for number in 1..=8 {
        append(&store, number).await;
    }
    let change = |seq: u64, change: &str| {
        shelf.sql(&format!("UPDATE events SET {change} WHERE seq = {seq}"));
    };
    for (seq, sql) in [
        (0, "version = 2"),
        (1, "at = '2021-06-01T10:42:07Z'"),
        (2, "hash = x'00'"),
        (3, "until = 'never'"),
        (4, "sig = zeroblob(63)"),
    ] {
        change(seq, sql);
    }
    shelf.sql("UPDATE bodies SET expires = 7 WHERE body = x'06060606060606060606060606060606'");
    shelf.sql("UPDATE bodies SET keys = 'x' WHERE body = x'07070707070707070707070707070707'");
    shelf.sql(
        "INSERT INTO erased VALUES ('BDP-1', '2021-06-01T10:42:00Z'), ('BDP-3222-222S', 'once')",
    );

    let rows = store.events(0).await.unwrap().rows;

    let named: Vec<_> =
        rows.iter().filter_map(|row| row.as_ref().err()).map(ToString::to_string).collect();
    insta::assert_snapshot!(named.join("\n"), @"
    the event 0 cannot be read: it was written by a later version of this program
    the event 1 cannot be read: its `at` is not what it should be
    the event 2 cannot be read: its `hash` is not what it should be
    the event 3 cannot be read: its `until` is not what it should be
    the event 4 cannot be read: its `sig` is not what it should be
    ");
    let hashes: Vec<_> =
        rows.iter().filter_map(|row| row.as_ref().err()).map(|row| row.hash.is_some()).collect();
    assert_eq!(hashes, [true, true, false, true, true], "the next row stands on it");
    assert_eq!(rows.iter().filter(|row| row.is_ok()).count(), 3);
    let ids: Vec<_> = (5..=8).map(|number| BodyId([number; 16])).collect();
    let (whole, unreadable): (Vec<_>, Vec<_>) =
        store.bodies(&ids, now()).await.unwrap().into_iter().partition(Result::is_ok);
    assert_eq!(whole.len(), 2, "{whole:?}");
    let named: Vec<_> = unreadable.into_iter().map(|body| body.unwrap_err().to_string()).collect();
    insta::assert_snapshot!(named.join("\n"), @"
    the body 06060606060606060606060606060606 cannot be read: its `checksum` is not what it should be
    the body 07070707070707070707070707070707 cannot be read: its `checksum` is not what it should be
    ");
    let refused = store.replace_body(BodyId([7; 16]), SealedHash::of(b""), b"", &[]).await;
    assert!(matches!(refused, Err(JournalError::Unreadable(_))), "{refused:?}");
    let list = store.erased().await.unwrap();
    assert!(list.entries.is_empty());
    let named: Vec<_> = list.unreadable.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(named.join("\n"), @"
    the stored item `BDP-1` cannot be read: its `reference` is not what it should be
    the stored item `BDP-3222-222S` cannot be read: its `received_at` is not what it should be
    ");
}

/// A checksum that is made anew would hide what is wrong.
#[tokio::test]
async fn what_is_damaged_is_not_sealed_again() {
    let shelf = Shelf::new();
    let store = shelf.store();
    let record = contract::sample(1, now());
    store.store(&record, now()).await.unwrap();
    shelf.sql("UPDATE applications SET expires = expires + 1");
    let read = SealedHash::of(&record.sealed);

    let refused = store.replace_sealed(&record.reference, read, b"again", &[]).await;

    assert!(matches!(refused, Err(JournalError::Unreadable(_))), "{refused:?}");
    assert_eq!(store.list(None, now()).await.unwrap().damaged.len(), 1);
    assert_eq!(store.delete(&record.reference, read).await.unwrap(), Changed::Made, "it may go");
}

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
    let roots = roots(&shelf);
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
            assert!(whole.len() + wrong >= 60, "page {page}: {} events and {wrong}", whole.len());
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

    // No way leads to any row.
    let mut bytes = bytes;
    for root in roots {
        bytes[(usize::try_from(root).unwrap() - 1) * PAGE..][..PAGE].fill(0xa5);
    }
    fs::write(shelf.path(), &bytes).unwrap();
    let store = SqliteStore::open_existing(&shelf.path()).unwrap();
    assert_eq!(
        parts(store.events(0).await.unwrap().rows),
        (Vec::new(), 1),
        "how many, nobody knows"
    );
    assert_eq!(parts(store.bodies(&ids, now()).await.unwrap()), (Vec::new(), 60));
    assert_eq!(store.erased().await.unwrap().unreadable.len(), 1);
}

/// The first pages of the journal's trees, counted from 1.
fn roots(shelf: &Shelf) -> Vec<u32> {
    let connection = Connection::open(shelf.path()).unwrap();
    let sql = "SELECT rootpage FROM sqlite_schema
               WHERE rootpage > 0 AND tbl_name IN ('events', 'bodies', 'erased')";
    let mut statement = connection.prepare(sql).unwrap();
    let roots = statement.query_map((), |row| row.get(0)).unwrap();
    roots.collect::<rusqlite::Result<_>>().unwrap()
}

fn parts<T, E>(rows: Vec<Result<T, E>>) -> (Vec<T>, usize) {
    let all = rows.len();
    let whole: Vec<_> = rows.into_iter().flatten().collect();
    let wrong = all - whole.len();
    (whole, wrong)
}
