//! The whole service, as Lambda, the local server and the tests see it.

use std::{convert::Infallible, sync::Arc};

use bytes::Bytes;
use http::{Request, Response};
use tower::{Service, service_fn};
use tracing::info;

use crate::{
    handler::Desk,
    http::{compression, request::Format},
    store::Store,
};

/// A tower service that cannot fail: whatever happens becomes a response.
pub fn service<S: Store + 'static>(
    desk: Arc<Desk<S>>,
) -> impl Service<Request<Bytes>, Response = Response<Bytes>, Error = Infallible, Future: Send> + Clone
{
    service_fn(move |request: Request<Bytes>| {
        let desk = Arc::clone(&desk);
        async move { Ok(answer(&desk, &request).await) }
    })
}

/// Answers one request.
pub async fn answer<S: Store>(desk: &Desk<S>, request: &Request<Bytes>) -> Response<Bytes> {
    let outcome = desk.receive(request).await;
    let mut response = desk.respond(&outcome, Format::wanted(request.headers()));
    compression::compress(&mut response, request.headers());
    // The path of a received page holds a reference, which is logged when it is kept; others hold nothing.
    info!(
        outcome = outcome.name(),
        status = response.status().as_u16(),
        "{} -> {}",
        request.method(),
        outcome.name()
    );
    response
}
