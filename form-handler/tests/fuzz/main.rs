//! Requests and sealed texts that nobody wrote: whoever receives or opens them neither fails nor believes them.
//!
//! A test runs over the corpus beside it, `__fuzz__/NAME/corpus/`, and a bounded number of random bytes.
//! `tests/run --full` runs each for a quarter of an hour, led by coverage (`fuzz` in `tests/steps/rust.sh`).

#![allow(clippy::unwrap_used, reason = "a test that fails should stop")]

#[expect(dead_code, reason = "the other tests use the rest")]
#[path = "../it/test_service.rs"]
mod test_service;
mod answered;
mod bodies;

use std::{panic::AssertUnwindSafe, sync::LazyLock};

use age::x25519::Identity;
use bodies::Service;
use form_handler::{
    crypto::{
        recipients::{Recipient, Recipients},
        seal::{open, seal},
        signing::listed::{DatedKey, SigningKeys},
    },
    record::{
        ReceivedAt, Record, VERSION,
        contents::{Authorship, SealedContents},
    },
};
use serde_json::Map;
use test_service::signing_key;

/// What one `cargo test` tries of each.
const ITERATIONS: usize = 200;

/// A body, sent to be checked and, when it may, sent. What the page accepts, the handler accepts, keeps, and gives
/// back as it was; and it is answered the same in whichever format the answers are written.
#[test]
fn bodies() {
    let service = AssertUnwindSafe(Service::new());
    bolero::check!().with_iterations(ITERATIONS).for_each(|bytes: &[u8]| service.receive(bytes));
}

struct Sealed {
    identity: Identity,
    keys: SigningKeys,
    record: Record,
    text: Vec<u8>,
}

static SEALED: LazyLock<Sealed> = LazyLock::new(|| {
    // Always the same, so that a corpus stays one.
    let identity: Identity =
        "AGE-SECRET-KEY-1GQ9778VQXMMJVE8SK7J6VT8UJ4HDQAJUVSFCWCM02D8GEWQ72PVQ2Y5J33"
            .parse()
            .unwrap();
    let received_at = ReceivedAt::at("2021-06-01T10:42:30Z".parse().unwrap());
    let mut record = Record {
        reference: application_form::reference::Reference::from_bytes("BDP", &[1; 32]),
        received_at,
        form: "f00".into(),
        keys: Vec::new(),
        quarantine: false,
        again: received_at,
        over_limit: false,
        digest: "d1".into(),
        sealed: Vec::new(),
        version: VERSION,
        expires: 1_654_000_000,
    };
    let mut answers = Map::new();
    answers.insert("nom".into(), "Ateliers \"du Lez\"".into());
    let contents = SealedContents::of(&record, answers, Vec::new(), Vec::new());
    let text = contents.sign(&signing_key());
    let recipient = |key| Recipient { role: "jury".into(), name: "Ada".into(), key, until: None };
    let both = [identity.to_public(), Identity::generate().to_public()];
    let recipients = Recipients::new(both.map(recipient).into()).unwrap();
    record.sealed = seal(&text, &recipients).unwrap();
    let key = DatedKey { key: signing_key().public(), from: "2021-01-01".parse().unwrap() };
    Sealed { identity, keys: SigningKeys::new(vec![key]), record, text }
});

/// Three ways to put bytes where the service's stand: as the sealed file, over a part of it, and inside.
#[test]
fn sealed_texts() {
    bolero::check!().with_iterations(ITERATIONS).for_each(|bytes: &[u8]| {
        let Sealed { identity, keys, record, text } = &*SEALED;
        let identities: &[Box<dyn age::Identity>] = &[Box::new(identity.clone())];
        let [how, at, more, over @ ..] = bytes else { return };
        let at = usize::from(*at) * 256 + usize::from(*more);
        let laid_over = |whole: &[u8]| {
            let mut whole = whole.to_vec();
            let at = at % whole.len();
            let end = whole.len().min(at + over.len());
            whole[at..end].copy_from_slice(&over[..end - at]);
            whole
        };
        match how % 4 {
            0 => drop(open(over, identities)),
            1 => {
                let altered = laid_over(&record.sealed);
                let opened = open(&altered, identities);
                assert!(
                    opened.is_err() || opened.unwrap() == *text,
                    "what was altered opens as something else"
                );
            }
            2 => check_contents(over, record, keys, text),
            _ => check_contents(&laid_over(text), record, keys, text),
        }
    });
}

/// Only what the service has signed, for this record, is believed.
fn check_contents(inside: &[u8], record: &Record, keys: &SigningKeys, text: &[u8]) {
    match SealedContents::read(inside, record, keys) {
        Ok((_, Authorship::Signed)) => assert_eq!(inside, text),
        Ok((_, Authorship::Unsigned)) => panic!("a record of version 2 has a signature"),
        Err(refused) => assert!(!refused.to_string().is_empty()),
    }
}
