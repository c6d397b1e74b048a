//! The store for the office, beside the site: who is let in, and how much at once.

use std::sync::Arc;

use axum::{Router, body::Body, extract::State, routing::any};
use form_handler::{
    http::response::respond_to_office,
    service::office::Office,
    store::https::{PATH, REQUEST_BYTES},
};
use http::{Request, Response};
use tokio::sync::Semaphore;

use super::body;
use crate::serve::form::now;

/// So many requests are worked at; others wait. Each holds a request of up to 1 MiB and a reply of mostly less than 10,
/// beside a form that must go on.
const AT_ONCE: usize = 2;

#[derive(Clone)]
struct Entrance {
    office: Arc<Office>,
    places: Arc<Semaphore>,
}

/// With the address of the store, unless there is nobody who may reach it.
pub fn with_office(router: Router, office: Office) -> Router {
    if office.people.is_empty() {
        return router;
    }
    let places = Arc::new(Semaphore::new(AT_ONCE));
    let entrance = Entrance { office: Arc::new(office), places };
    router.route(PATH, any(respond).with_state(entrance))
}

async fn respond(
    State(Entrance { office, places }): State<Entrance>,
    request: Request<Body>,
) -> Response<Body> {
    let (head, body) = request.into_parts();
    let response = match office.admit(&head) {
        Ok(person) => {
            let _place = places.acquire().await.expect("it is never closed");
            let body = body::read(body, REQUEST_BYTES).await;
            office.answer(person, body, now()).await
        }
        Err(outcome) => {
            // Whoever is cut off while she sends sees no answer. Nothing of it is kept.
            let _ = body::read(body, 0).await;
            respond_to_office(outcome)
        }
    };
    response.map(Body::from)
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use form_handler::store::{
        https::message::{StoreReply, StoreRequest, decode, encode},
        sqlite::SqliteStore,
    };
    use http::StatusCode;
    use http_body_util::BodyExt as _;
    use hyper::service::Service as _;
    use hyper_util::service::TowerToHyperService;

    use super::*;

    /// Somebody whose token is `token of marie`.
    const MARIE: &str =
        "marie 2026-11-29 62a9fbfa7749e01ecc5e4540c6a4f8ee524796dbbe880814545357cb0fcd9a8b";

    /// What a site with these people answers.
    async fn ask(list: &str, token: &str, body: Bytes) -> (StatusCode, Bytes) {
        let folder = tempfile::tempdir().unwrap();
        let store = SqliteStore::open(&folder.path().join("applications.db")).unwrap();
        let site = Router::new().fallback(async || (StatusCode::NOT_FOUND, "the site's own"));
        let router = with_office(site, Office { people: list.parse().unwrap(), store });
        let request = Request::post(PATH).header("authorization", token).body(Body::from(body));
        let response = TowerToHyperService::new(router).call(request.unwrap()).await.unwrap();
        let status = response.status();
        (status, response.into_body().collect().await.unwrap().to_bytes())
    }

    #[tokio::test]
    async fn the_store_has_an_address_as_long_as_somebody_may_reach_it() {
        let question = || Bytes::from(encode(&StoreRequest::Events { from: 0 }));

        let (status, reply) = ask(MARIE, "Bearer token of marie", question()).await;
        assert_eq!(status, StatusCode::OK);
        let expected = StoreReply::Events { rows: Vec::new(), next: None };
        assert_eq!(decode(&reply), Ok(expected));
        let (status, reply) = ask("# nobody", "Bearer token of marie", question()).await;
        assert_eq!((status, reply.as_ref()), (StatusCode::NOT_FOUND, &b"the site's own"[..]));
    }

    #[tokio::test]
    async fn a_stranger_sees_the_refusal_however_much_she_sends() {
        for (token, bytes, status) in [
            ("Bearer wrong", 0, StatusCode::UNAUTHORIZED),
            ("Bearer wrong", 2 * REQUEST_BYTES, StatusCode::UNAUTHORIZED),
            ("Bearer token of marie", REQUEST_BYTES, StatusCode::BAD_REQUEST),
            ("Bearer token of marie", REQUEST_BYTES + 1, StatusCode::PAYLOAD_TOO_LARGE),
        ] {
            let answer = ask(MARIE, token, vec![b' '; bytes].into()).await;
            assert_eq!(answer, (status, Bytes::new()), "{token}, {bytes} bytes");
        }
    }
}
