//! Writes the answer to a request: what came of it, as [`Outcome`] says it, with the site's headers.

use application_form::page::{FormPage, Pages, addresses::ServiceAddress};
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode, header};
use serde_json::Value as Json;
use tracing::error;

#[cfg(feature = "https")]
use crate::outcome::office::OfficeOutcome;
use crate::{
    bundle::Bundle,
    http::{origin_secret::REFUSAL, request::ResponseFormat},
    outcome::{Caching, NO_PAGE, NOT_OURS, Outcome, problem::told, refusal::Failure},
};

/// After how many seconds it makes sense to send again what could not be stored.
const RETRY_SECONDS: &str = "60";

/// The response for an outcome. `pages` are the bundle's own templates, compiled.
pub fn respond(
    outcome: &Outcome,
    format: ResponseFormat,
    bundle: &Bundle,
    pages: &Pages,
) -> Response<Bytes> {
    let definition = &bundle.definition;
    let status = match format {
        ResponseFormat::Html => outcome.page_status(definition),
        ResponseFormat::Json => outcome.status(),
    };
    let mut response = match (outcome, format) {
        (Outcome::ToForm, _) => redirect(status, &definition.page),
        (Outcome::Stored { reference, .. }, ResponseFormat::Html) => {
            let received = definition.address(ServiceAddress::Received);
            redirect(status, &format!("{received}{reference}"))
        }
        (_, ResponseFormat::Json) => json_response(status, &outcome.json(status, definition)),
        (Outcome::Failure(Failure::NotFound), ResponseFormat::Html) => {
            html_response(status, bundle.not_found.clone())
        }
        (_, ResponseFormat::Html) => page(outcome, status, bundle, pages),
    };
    add_headers(response.headers_mut(), outcome, bundle);
    response
}

/// The site's own headers, and what this outcome says about itself in headers.
fn add_headers(headers: &mut HeaderMap, outcome: &Outcome, bundle: &Bundle) {
    for (name, value) in &bundle.headers {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            headers.insert(name, value);
        }
    }
    let cache_control = match outcome.caching() {
        Caching::ForBack => "private, no-cache",
        Caching::Never => "no-store",
    };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache_control));
    headers.insert("x-robots-tag", HeaderValue::from_static("noindex"));
    match outcome {
        Outcome::Failure(Failure::Method { allow }) => {
            headers.insert(header::ALLOW, HeaderValue::from_static(allow));
        }
        Outcome::NotStored { .. } => {
            headers.insert(header::RETRY_AFTER, HeaderValue::from_static(RETRY_SECONDS));
        }
        Outcome::RateLimited { retry_after, .. } => {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(*retry_after));
        }
        _ => {}
    }
}

fn page(outcome: &Outcome, status: StatusCode, bundle: &Bundle, pages: &Pages) -> Response<Bytes> {
    let definition = &bundle.definition;
    let told = told(outcome, definition);
    match pages.render(definition, outcome.view(&definition.texts, &told)) {
        Ok(page) => html_response(status, bundle.layout.around(&page)),
        Err(cause) => {
            // Templates are rendered when the site is built; only one that looks at an answer can
            // still fail here.
            error!(%cause, "a template of the form cannot be rendered");
            let page = FormPage { title: String::new(), main: String::new() };
            html_response(NO_PAGE, bundle.layout.around(&page))
        }
    }
}

/// For what does not come through the distribution. An applicant sees it only if the distribution and the form
/// disagree about their secret, and must not be left before an empty page then.
pub fn forbidden() -> Response<Bytes> {
    let mut response = Response::new(Bytes::from_static(REFUSAL.as_bytes()));
    *response.status_mut() = NOT_OURS;
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    response
}

/// The response of the office's store. Nothing but a reply has a word in it, and nothing of it is kept anywhere.
#[cfg(feature = "https")]
pub fn respond_to_office(outcome: OfficeOutcome) -> Response<Bytes> {
    let status = outcome.status();
    let body = match outcome {
        OfficeOutcome::Replied(message) | OfficeOutcome::OtherVersion(message) => message,
        _ => Bytes::new(),
    };
    let mut response = typed(status, "application/json", body);
    let always = [("cache-control", "no-store"), ("allow", "POST"), ("www-authenticate", "Bearer")];
    let headers = response.headers_mut();
    headers.extend(
        always
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value))),
    );
    response
}

fn redirect(status: StatusCode, location: &str) -> Response<Bytes> {
    let mut response = Response::new(Bytes::new());
    *response.status_mut() = status;
    if let Ok(location) = HeaderValue::try_from(location) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    response
}

fn html_response(status: StatusCode, html: String) -> Response<Bytes> {
    typed(status, "text/html; charset=utf-8", html.into())
}

fn json_response(status: StatusCode, json: &Json) -> Response<Bytes> {
    let success = status.is_success() || status.is_redirection();
    let media_type = if success { "application/json" } else { "application/problem+json" };
    typed(status, media_type, json.to_string().into())
}

fn typed(status: StatusCode, media_type: &'static str, body: Bytes) -> Response<Bytes> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    response
}
