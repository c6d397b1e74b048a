//! A run that is stopped, and two at once.

use std::{
    collections::BTreeSet,
    path::Path,
    process::{Child, Stdio},
    time::Duration,
};

use form_handler::{
    crypto::seal::open,
    record::contents::SealedContents,
    store::{
        Store,
        journal::{Journal, body::Body},
        sqlite::SqliteStore,
    },
};

use crate::{
    program::command,
    reseal::{boxed, records},
    test_secretariat::{TestSecretariat, answers, contents, new_identity, now, reference},
};

/// Applications that the program, whose clock is today's, does not take for expired.
async fn many(secretariat: &TestSecretariat, count: u8) {
    let store = secretariat.sqlite();
    for number in 1..=count {
        let contents = contents(number % 60, &answers());
        let contents =
            SealedContents { reference: reference(number), expires: 4_102_444_800, ..contents };
        let record =
            TestSecretariat::record_for(&[&secretariat.own, &secretariat.other], &contents);
        store.store(&record, now()).await.unwrap();
        if number.is_multiple_of(5) {
            secretariat.act("opened", &[&secretariat.own, &secretariat.other]).await;
        }
    }
}

fn start(folder: &Path, line: &str) -> Child {
    command(folder, line).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

async fn sealed_to_three(store: &SqliteStore) -> usize {
    records(store).await.iter().filter(|record| record.keys.len() == 3).count()
}

#[tokio::test]
async fn a_run_that_is_killed_is_ended_by_the_next_one_and_two_at_once_do_it_together() {
    let secretariat = TestSecretariat::new();
    let cleo = new_identity();
    many(&secretariat, 100).await;
    let (store, folder) = (secretariat.sqlite(), secretariat.path(""));
    let line = secretariat.line("reseal", &secretariat.three(&cleo), "");

    let mut killed = start(&folder, &line);
    while sealed_to_three(&store).await < 5 {
        assert!(killed.try_wait().unwrap().is_none(), "it is not over yet");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    killed.kill().unwrap();
    killed.wait().unwrap();
    let done = sealed_to_three(&store).await;
    assert!((5..100).contains(&done), "{done} of 100");
    for record in records(&store).await {
        assert!(open(&record.sealed, &boxed(&secretariat.own)).is_ok(), "each is whole");
    }

    let ran =
        [start(&folder, &line), start(&folder, &line)].map(|run| run.wait_with_output().unwrap());

    for output in ran {
        let (out, notes) =
            (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
        assert_eq!(output.status.code(), Some(0), "{out}{notes}");
        assert!(out.contains("100 de 100 candidature(s)"), "{out}{notes}");
    }
    let left = records(&store).await;
    let references: BTreeSet<_> = left.iter().map(|record| &record.reference).collect();
    assert_eq!(references.len(), 100);
    for record in &left {
        assert!(open(&record.sealed, &boxed(&cleo)).is_ok(), "{}", record.reference);
    }
    let journal = secretariat.journal().await;
    let opened = |body: &Body| open(&body.sealed, &boxed(&cleo)).is_ok();
    let living = store
        .bodies(&journal.events.iter().map(|event| event.body).collect::<Vec<_>>(), now())
        .await
        .unwrap();
    assert_eq!(living.len(), 21, "those of before, and the list, once");
    assert!(living.into_iter().all(|body| opened(&body.unwrap())));
}
