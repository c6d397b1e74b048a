//! Answers requests: the site's files, the form, and the browser's wait for changes.

mod below_path;
mod body;
mod conditional;
mod error_page;
pub mod office;
pub mod sender;

use std::{convert::Infallible, io, sync::Arc, time::Duration};

use axum::{Router, body::Body, extract::State, routing::get};
use bytes::Bytes;
use form_handler::{
    handler::Handler,
    http::{compression::accepted, url_encoded_body::READABLE_TIMES},
    service::{self, answer},
    store::sqlite::SqliteStore,
};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Response, StatusCode, header};
use tracing::error;

use super::{
    files::{Found, encoded, find, stored::Sent, varies},
    live::{Broadcast, Live},
};
use crate::{
    content::assets::fingerprint::is_fingerprinted,
    output::{headers::KEPT, media_types::media_type},
};
use sender::{Peer, Senders};

/// How long a browser waits for a change before it asks again.
const WAIT: Duration = Duration::from_secs(25);

/// What every answer needs.
#[derive(Clone)]
struct Server {
    live: Arc<Broadcast>,
    senders: Arc<Senders>,
}

/// The whole server.
pub fn router(live: Arc<Broadcast>, senders: Senders) -> Router {
    Router::new().fallback(respond).with_state(Server { live, senders: Arc::new(senders) })
}

/// With an address for whoever watches whether the server answers. It says nothing else.
pub fn with_health(router: Router) -> Router {
    router.route("/healthz", get(|| async { [(header::CACHE_CONTROL, "no-store")] }))
}

async fn respond(
    State(Server { live, senders }): State<Server>,
    request: Request<Body>,
) -> Result<Response<Body>, Infallible> {
    let current = live.current();
    let path = request.uri().path().to_owned();
    if live.reloads()
        && let Some(script) = path.strip_prefix("/_serve/")
    {
        return Ok(reload(&live, script, request.uri().query()).await);
    }
    // The form's service knows where the site stands on its host.
    if let Some(handler) = service::find(&current.handlers, &path) {
        return Ok(form(handler, &senders, request).await);
    }
    if let Some(page) = page_of_form(&current, &path) {
        return Ok(moved(page));
    }
    let request = match below_path::site(&current.base_path, request) {
        Ok(request) => request,
        Err(Some(home)) => return Ok(moved(&home)),
        Err(None) => return Ok(page(&current, StatusCode::NOT_FOUND, "")),
    };
    if current.handlers.is_empty() && *request.method() == Method::POST {
        return Ok(page(&current, StatusCode::SERVICE_UNAVAILABLE, &error_page::no_form()));
    }
    Ok(file(&live, &current, &request))
}

/// The form's page, where a path is that below which the form's service answers, and not the page itself: who
/// shortens an address in the browser's bar looks for the form.
fn page_of_form<'a>(current: &'a Live, path: &str) -> Option<&'a str> {
    let path = path.trim_end_matches('/');
    let forms = current.handlers.iter().map(|handler| &handler.bundle.definition);
    let mut below = forms.filter(|form| form.path == path);
    below.find(|form| form.page.trim_end_matches('/') != path).map(|form| form.page.as_str())
}

fn moved(to: &str) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SEE_OTHER;
    if let Ok(location) = HeaderValue::try_from(to) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    response
}

/// A form's service.
async fn form(
    handler: &Handler<SqliteStore>,
    senders: &Senders,
    request: Request<Body>,
) -> Response<Body> {
    let limit = READABLE_TIMES * handler.bundle.definition.limits.body_bytes;
    let (mut parts, body) = request.into_parts();
    let peer = parts.extensions.get::<Peer>().copied();
    if let Some(network) = peer.and_then(|peer| senders.network(peer, &parts.headers)) {
        parts.extensions.insert(network);
    }
    // A body that breaks off or does not come is answered as what cannot be decoded: `%` alone is no
    // percent-encoding.
    let bytes = body::read(body, limit).await.unwrap_or(Bytes::from_static(b"%"));
    let response = answer(handler, Request::from_parts(parts, bytes)).await;
    response.map(Body::from)
}

fn file(live: &Broadcast, current: &Live, request: &Request<Body>) -> Response<Body> {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let mut response = page(current, StatusCode::METHOD_NOT_ALLOWED, "");
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
        return response;
    }
    let path = request.uri().path();
    // Style sheets and images of the last good build stay: they are not what is wrong, and may be open.
    let is_page = !matches!(
        find(&current.files, path),
        Found::File { path, .. } if !media_type(path).starts_with("text/html")
    );
    if is_page && !current.diagnostics.is_empty() {
        let html = error_page::render(&current.diagnostics);
        return page(current, StatusCode::INTERNAL_SERVER_ERROR, &live.with_reload(current, &html));
    }
    let unreadable = |cause: io::Error| {
        error!(%cause, "{path} cannot be read any more");
        page(current, StatusCode::INTERNAL_SERVER_ERROR, "")
    };
    let mut response = match answer_with_file(live, current, request) {
        Ok(response) => response,
        Err(cause) => return unreadable(cause),
    };
    // As the form's handler says of the form's pages: Back must find what was typed, in no shared cache.
    let mut forms = current.handlers.iter();
    let of_the_form = forms.any(|handler| {
        handler.bundle.definition.page.strip_prefix(&current.base_path) == Some(path)
    });
    let caching = match path {
        _ if of_the_form => "private, no-cache",
        // Whatever stands at such an address, never at one that leads nowhere yet.
        path if is_fingerprinted(path) && response.status() == StatusCode::OK => KEPT,
        _ => "no-cache",
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    add_security_headers(current, headers);
    if !live.reloads() {
        let conditional = conditional::answer(request.method(), request.headers(), response);
        return conditional.map_or_else(unreadable, |response| response.map(Body::new));
    }
    response.map(Body::new)
}

fn answer_with_file(
    live: &Broadcast,
    current: &Live,
    request: &Request<Body>,
) -> io::Result<Response<Sent>> {
    let path = request.uri().path();
    Ok(match find(&current.files, path) {
        Found::File { path, bytes } => {
            let media_type = media_type(path);
            let sent = if media_type.starts_with("text/html") {
                live.with_reload_bytes(current, &bytes.bytes()?).into()
            } else {
                bytes.open()?
            };
            in_the_form_wanted(current, request, path, typed(StatusCode::OK, &media_type, sent))?
        }
        Found::At(place) => {
            let query = request.uri().query().map_or_else(String::new, |query| format!("?{query}"));
            let mut response =
                typed(StatusCode::MOVED_PERMANENTLY, "text/plain", Bytes::new().into());
            if let Ok(location) =
                HeaderValue::try_from(format!("{}{place}{query}", current.base_path))
            {
                response.headers_mut().insert(header::LOCATION, location);
            }
            response
        }
        Found::Missing(Some(page)) => {
            let page = live.with_reload_bytes(current, &page.bytes()?).into();
            let page = typed(StatusCode::NOT_FOUND, "text/html; charset=utf-8", page);
            in_the_form_wanted(current, request, "404.html", page)?
        }
        Found::Missing(None) => {
            typed(StatusCode::NOT_FOUND, "text/plain", Bytes::from_static(b"Not found\n").into())
        }
    })
}

/// The compressed form of a file in place of the plain one, where there is one and the browser takes it.
fn in_the_form_wanted(
    current: &Live,
    request: &Request<Body>,
    path: &str,
    mut response: Response<Sent>,
) -> io::Result<Response<Sent>> {
    if !varies(&current.files, path) {
        return Ok(response);
    }
    let headers = response.headers_mut();
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    let accepted = accepted(request.headers());
    if let Some((encoding, bytes)) = encoded(&current.files, path, &accepted) {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding.name()));
        *response.body_mut() = bytes.open()?;
    }
    Ok(response)
}

fn add_security_headers(current: &Live, headers: &mut HeaderMap) {
    for (name, value) in &current.headers {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            headers.insert(name, value);
        }
    }
}

fn page(current: &Live, status: StatusCode, html: &str) -> Response<Body> {
    let mut response =
        typed(status, "text/html; charset=utf-8", Bytes::copy_from_slice(html.as_bytes()));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    add_security_headers(current, response.headers_mut());
    response.map(Body::from)
}

fn typed<B>(status: StatusCode, media_type: &str, body: B) -> Response<B> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let media_type = HeaderValue::from_str(media_type).expect("media types are visible ASCII");
    response.headers_mut().insert(header::CONTENT_TYPE, media_type);
    response
}

/// A script that the site's own policy allows, and what it asks for: the number of the newest build, as soon as it is
/// another one. Both `script-src` and `connect-src` are `'self'`.
async fn reload(live: &Broadcast, name: &str, query: Option<&str>) -> Response<Body> {
    let build = query.and_then(|query| query.strip_prefix("build=")).unwrap_or_default();
    let build: u64 = build.split('&').next().and_then(|build| build.parse().ok()).unwrap_or(0);
    let (media_type, text) = if name == "reload.js" {
        ("text/javascript; charset=utf-8", reload_script(build))
    } else {
        live.changes_after(build, WAIT).await;
        ("text/plain; charset=utf-8", live.current().build.to_string())
    };
    let mut response = typed(StatusCode::OK, media_type, Body::from(text));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// The script of a page of that build, without what only its authors need.
fn reload_script(build: u64) -> String {
    let lines = include_str!("../../assets/reload.js").lines().map(str::trim_start);
    let code = lines.filter(|line| !line.starts_with("//"));
    code.flat_map(|line| [line, "\n"]).collect::<String>().replace("BUILD", &build.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_of_each_page_is_small_and_knows_its_build() {
        let script = reload_script(1_700_000_000_000);

        assert!(script.len() < 2048, "{} bytes", script.len());
        assert!(script.contains("let build = \"1700000000000\";") && !script.contains("BUILD"));
    }
}
