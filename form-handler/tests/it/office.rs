//! The office's store as requests and responses: who is let in, and what is refused.

use std::fs;

use bytes::Bytes;
use form_handler::{
    http::response::respond_to_office,
    service::office::Office,
    store::{
        Store,
        contract::sample,
        https::{
            PATH, REQUEST_BYTES,
            item::SealedHashItem,
            message::{StoreReply, StoreRequest, decode, encode},
        },
        journal::{body::SealedHash, contract::now},
        sqlite::SqliteStore,
    },
};
use http::{Request, Response, StatusCode};
use tempfile::TempDir;

/// SHA-256 of `token of marie`.
const MARIE: &str = "62a9fbfa7749e01ecc5e4540c6a4f8ee524796dbbe880814545357cb0fcd9a8b";
const TOKEN: &str = "Bearer token of marie";

struct TestOffice {
    office: Office,
    folder: TempDir,
}

impl TestOffice {
    /// A store with an application, and a list with these lines.
    async fn with(list: &str) -> Self {
        let folder = TempDir::new().unwrap();
        let store = SqliteStore::open(&folder.path().join("applications.db")).unwrap();
        store.store(&sample(1, now()), now()).await.unwrap();
        Self { office: Office { people: list.parse().unwrap(), store }, folder }
    }

    async fn of_marie() -> Self {
        Self::with(&format!("marie 2021-06-01 {MARIE}\n")).await
    }

    async fn ask(&self, request: Request<Bytes>) -> Response<Bytes> {
        let (head, body) = request.into_parts();
        match self.office.admit(&head) {
            Ok(person) => self.office.answer(person, Some(body), now()).await,
            Err(outcome) => respond_to_office(outcome),
        }
    }
}

/// A sound request: it removes the one application.
fn deletion() -> Request<Bytes> {
    let record = sample(1, now());
    let expected = SealedHashItem(SealedHash::of(&record.sealed));
    let message = encode(&StoreRequest::Delete { reference: record.reference, expected });
    Request::post(PATH).header("authorization", TOKEN).body(message.into()).unwrap()
}

#[tokio::test]
async fn who_shows_a_token_that_is_on_the_list_is_answered() {
    for token in [TOKEN, "bearer token of marie"] {
        let test = TestOffice::of_marie().await;
        let mut request = deletion();
        request.headers_mut().insert("authorization", token.parse().unwrap());

        let response = test.ask(request).await;

        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()["cache-control"], "no-store");
        assert_eq!(decode(response.body()), Ok(StoreReply::Made));
        let gone = test.office.store.find(&sample(1, now()).reference, now()).await.unwrap();
        assert_eq!(gone, None);
    }
}

#[tokio::test]
async fn whoever_is_not_on_the_list_is_told_nothing_and_changes_nothing() {
    let marie = format!("marie 2021-06-01 {MARIE}\n");
    let removed = format!("# nobody\npaul 2021-06-01 {}\n", "0".repeat(64));
    for (list, shown, why) in [
        (&marie, &[][..], "no token"),
        (&marie, &["Bearer token of paul"], "a wrong one"),
        (&marie, &["Bearer "], "an empty one"),
        (&marie, &["Bearer"], "not even that"),
        (&marie, &["Basic token of marie"], "another scheme"),
        (&marie, &["Bearer token of marie "], "one that is longer"),
        (&marie, &[TOKEN, TOKEN], "two"),
        (&marie, &[&format!("Bearer {MARIE}")], "what stands in the list"),
        (&removed, &[TOKEN], "that of a removed person"),
        (&String::new(), &[TOKEN], "a list with nobody on it"),
    ] {
        let test = TestOffice::with(list).await;
        for method in ["POST", "GET", "OPTIONS"] {
            let mut request = deletion();
            *request.method_mut() = method.parse().unwrap();
            request.headers_mut().remove("authorization");
            for token in shown {
                request.headers_mut().append("authorization", token.parse().unwrap());
            }

            let response = test.ask(request).await;

            assert_eq!(response.status(), StatusCode::UNAUTHORIZED, "{why}");
            assert!(response.body().is_empty(), "{why}");
            assert_eq!(response.headers()["cache-control"], "no-store");
        }
        let record = sample(1, now());
        let found = test.office.store.find(&record.reference, now()).await.unwrap();
        assert_eq!(found, Some(record), "{why}");
    }
}

#[tokio::test]
async fn what_is_asked_in_another_way_changes_nothing() {
    type Change = fn(&mut Request<Bytes>);
    let refusals: [(&str, u16, &[u8], Change); 7] = [
        ("another method", 405, b"", |request| *request.method_mut() = http::Method::PUT),
        ("too long", 413, b"", |request| {
            *request.body_mut() = vec![b' '; REQUEST_BYTES + 1].into();
        }),
        ("nothing", 400, b"", |request| *request.body_mut() = Bytes::new()),
        ("half of it", 400, b"", |request| {
            let body = request.body_mut();
            body.truncate(body.len() / 2);
        }),
        ("another request", 400, b"", |request| {
            *request.body_mut() = "{\"version\":1,\"message\":{\"keep\":{}}}".into();
        }),
        ("another version", 400, b"{\"version\":1}", |request| {
            let text = String::from_utf8(request.body().to_vec()).unwrap();
            *request.body_mut() = text.replace("\"version\":1", "\"version\":2").into();
        }),
        ("a reference that is none", 400, b"", |request| {
            let text = String::from_utf8(request.body().to_vec()).unwrap();
            *request.body_mut() = text.replace("BDP-", "BDP-2").into();
        }),
    ];
    let test = TestOffice::of_marie().await;
    for (why, status, body, change) in refusals {
        let mut request = deletion();
        change(&mut request);

        let response = test.ask(request).await;

        assert_eq!(response.status().as_u16(), status, "{why}");
        assert_eq!(response.body().as_ref(), body, "{why}");
    }
    let broken =
        test.office.answer(test.office.people.holder("token of marie").unwrap(), None, now());
    assert_eq!(broken.await.status(), StatusCode::BAD_REQUEST, "a body that breaks off");
    let record = sample(1, now());
    let found = test.office.store.find(&record.reference, now()).await.unwrap();
    assert_eq!(found, Some(record));
}

#[tokio::test]
async fn a_store_that_does_not_answer_is_said_to_be_unavailable() {
    let test = TestOffice::of_marie().await;
    let (home, away) = (test.folder.path(), test.folder.path().with_extension("away"));
    fs::rename(home, &away).unwrap();
    // What is no folder takes no database.
    fs::write(home, "").unwrap();

    let response = test.ask(deletion()).await;

    assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(response.body().is_empty());
    fs::remove_file(home).unwrap();
    fs::rename(&away, home).unwrap();
    let again = test.ask(deletion()).await;
    assert_eq!(decode(again.body()), Ok(StoreReply::Made), "the same again");
}
