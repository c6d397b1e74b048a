//! The whole service, as Lambda, the local server and the tests see it.

use std::{convert::Infallible, sync::Arc};

use bytes::Bytes;
use http::{Request, Response};
use tower::{Service, service_fn};
use tracing::info;
use zeroize::Zeroize;

use crate::{
    handler::Handler,
    http::{compression, request::ResponseFormat, response::respond},
    store::Store,
};

#[cfg(feature = "https")]
pub mod office;

/// A tower service that cannot fail: whatever happens becomes a response.
pub fn service<S: Store + 'static>(
    handler: Arc<Handler<S>>,
) -> impl Service<Request<Bytes>, Response = Response<Bytes>, Error = Infallible, Future: Send> + Clone
{
    service_fn(move |request: Request<Bytes>| {
        let handler = Arc::clone(&handler);
        async move { Ok(answer(&handler, request).await) }
    })
}

/// The handler whose service owns a path, if any does: a site has one for each form, and for each of its languages.
pub fn find<'h, H: AsRef<Handler<S>>, S>(handlers: &'h [H], path: &str) -> Option<&'h Handler<S>> {
    let owns = |handler: &&Handler<S>| handler.bundle.definition.find_address(path).is_some();
    handlers.iter().map(AsRef::as_ref).find(owns)
}

/// Answers one request, and wipes from memory what came with it, as far as nobody else holds it.
pub async fn answer<S: Store>(handler: &Handler<S>, request: Request<Bytes>) -> Response<Bytes> {
    let format = ResponseFormat::wanted(request.headers());
    let outcome = handler.receive(&request, format).await;
    let mut response = respond(&outcome, format, &handler.bundle, &handler.pages);
    compression::compress(&mut response, request.headers());
    // The path of a received page holds a reference, which is logged when it is kept; others hold nothing.
    info!(
        outcome = outcome.name(),
        status = response.status().as_u16(),
        "{} -> {}",
        request.method(),
        outcome.name()
    );
    if let Ok(mut body) = request.into_body().try_into_mut() {
        body.as_mut().zeroize();
    }
    response
}
