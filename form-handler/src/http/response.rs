//! Says what came of a request: the only module that names HTTP status codes.

use application_form::{
    definition::{Definition, texts::Texts},
    evaluate::result::Fault,
    page::{FormPage, Pages, View, addresses::ServiceAddress},
};
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode, header};
use serde_json::{Value as Json, json};
use tracing::error;

#[cfg(feature = "https")]
use crate::http::office::OfficeOutcome;
use crate::{
    bundle::Bundle,
    http::{
        origin_secret::REFUSAL,
        problem::{Told, invalid, problem, told},
        request::ResponseFormat,
    },
    outcome::{Again, Failure, NotASubmission, Outcome},
};

/// After how many seconds it makes sense to send again what could not be stored.
const RETRY_SECONDS: &str = "60";

/// How long browsers may keep an answer.
#[derive(Clone, Copy)]
enum Caching {
    /// Forms: Back must find what a director typed, and nobody else's cache may hold it.
    ForBack,
    /// There is nothing to come back to.
    Never,
}

/// The response for an outcome. `pages` are the bundle's own templates, compiled.
pub fn respond(
    outcome: &Outcome,
    format: ResponseFormat,
    bundle: &Bundle,
    pages: &Pages,
) -> Response<Bytes> {
    let definition = &bundle.definition;
    let status = match format {
        ResponseFormat::Html if outcome.only_asks_more(definition) => StatusCode::OK,
        _ => status(outcome),
    };
    let mut response = match (outcome, format) {
        (Outcome::ToForm, _) => redirect(status, &definition.page),
        (Outcome::Stored { reference, .. }, ResponseFormat::Html) => {
            let received = definition.address(ServiceAddress::Received);
            redirect(StatusCode::SEE_OTHER, &format!("{received}{reference}"))
        }
        (_, ResponseFormat::Json) => json_response(status, &json(outcome, status, definition)),
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
    let cache_control = match caching(outcome) {
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
    match pages.render(definition, view(outcome, &definition.texts, &told)) {
        Ok(page) => html_response(status, bundle.layout.around(&page)),
        Err(cause) => {
            // Templates are rendered when the site is built; only one that looks at an answer can
            // still fail here.
            error!(%cause, "a template of the form cannot be rendered");
            let page = FormPage { title: String::new(), main: String::new() };
            html_response(StatusCode::INTERNAL_SERVER_ERROR, bundle.layout.around(&page))
        }
    }
}

fn json(outcome: &Outcome, status: StatusCode, definition: &Definition) -> Json {
    let texts = &definition.texts;
    match outcome {
        Outcome::Check { application, token, .. } => json!({
            "outcome": "check",
            "answers": application.canonical().answers.clone(),
            "warnings": application.warnings(),
            "token": token,
        }),
        Outcome::Stop { reasons, .. } => {
            let reasons: Vec<Json> = reasons
                .iter()
                .map(|reason| {
                    let mut json = json!({
                        "rule": reason.rule,
                        "message": reason.message,
                        "answers": reason.judged,
                    });
                    if let Some(contradiction) = &reason.contradiction {
                        json["contradiction"] = json!(contradiction);
                    }
                    json
                })
                .collect();
            json!({ "outcome": "stop", "reasons": reasons })
        }
        Outcome::Stored { reference, received_at } => {
            json!({ "reference": reference, "received_at": received_at })
        }
        Outcome::Received { reference } => json!({ "reference": reference }),
        Outcome::FormAgain { again: Again::Correct(faults), .. } => {
            invalid(status.as_u16(), definition, faults)
        }
        Outcome::FormAgain { again: Again::Edited, .. } => {
            problem(status.as_u16(), definition, "edited", &texts.check_title, &texts.edited)
        }
        Outcome::FormAgain { again: Again::TooOld, .. } => {
            problem(status.as_u16(), definition, "too-old", &texts.check_title, &texts.too_old)
        }
        Outcome::FormAgain { submission, again: Again::Modify } => {
            let known = |name: &str| {
                definition
                    .fields()
                    .any(|field| field.wire_names().iter().any(|known| known == name))
            };
            let pairs: Vec<Json> = submission
                .pairs()
                .iter()
                .filter(|(name, _)| known(name))
                .map(|(name, value)| json!([name, value]))
                .collect();
            json!({ "outcome": "modify", "fields": pairs })
        }
        Outcome::ToForm => json!({ "location": definition.page }),
        Outcome::FormAgain { again: Again::Refused(_), .. }
        | Outcome::NotStored { .. }
        | Outcome::RateLimited { .. }
        | Outcome::Failure(_) => {
            let Told { name, title, text } = told(outcome, definition);
            problem(status.as_u16(), definition, name, title, &text)
        }
    }
}

/// For what does not come through the distribution. An applicant sees it only if the distribution and the form
/// disagree about their secret, and must not be left before an empty page then.
pub fn forbidden() -> Response<Bytes> {
    let mut response = Response::new(Bytes::from_static(REFUSAL.as_bytes()));
    *response.status_mut() = StatusCode::FORBIDDEN;
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    response
}

/// Exhaustive on purpose: a new outcome does not compile until someone has decided what is answered.
fn status(outcome: &Outcome) -> StatusCode {
    match outcome {
        Outcome::ToForm => StatusCode::SEE_OTHER,
        Outcome::FormAgain { again, .. } => match again {
            Again::Correct(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Again::Modify => StatusCode::OK,
            Again::Edited => StatusCode::CONFLICT,
            Again::TooOld => StatusCode::GONE,
            Again::Refused(refused) => refusal_status(*refused),
        },
        Outcome::Stop { .. } | Outcome::Check { .. } | Outcome::Received { .. } => StatusCode::OK,
        Outcome::Stored { .. } => StatusCode::CREATED,
        Outcome::NotStored { .. } => StatusCode::SERVICE_UNAVAILABLE,
        Outcome::RateLimited { .. } => StatusCode::TOO_MANY_REQUESTS,
        Outcome::Failure(failure) => match failure {
            Failure::NotASubmission(refused) => refusal_status(*refused),
            Failure::Method { .. } => StatusCode::METHOD_NOT_ALLOWED,
            Failure::NotFound => StatusCode::NOT_FOUND,
        },
    }
}

fn refusal_status(refused: NotASubmission) -> StatusCode {
    match refused {
        NotASubmission::CrossSite => StatusCode::FORBIDDEN,
        NotASubmission::MediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        NotASubmission::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        NotASubmission::Unreadable => StatusCode::BAD_REQUEST,
    }
}

fn caching(outcome: &Outcome) -> Caching {
    match outcome {
        Outcome::FormAgain { .. }
        | Outcome::Stop { .. }
        | Outcome::Check { .. }
        | Outcome::ToForm => Caching::ForBack,
        Outcome::Stored { .. }
        | Outcome::Received { .. }
        | Outcome::NotStored { .. }
        | Outcome::RateLimited { .. }
        | Outcome::Failure(_) => Caching::Never,
    }
}

fn view<'a>(outcome: &'a Outcome, texts: &'a Texts, told: &'a Told<'a>) -> View<'a> {
    let Told { title, text, .. } = told;
    match outcome {
        Outcome::FormAgain { submission, again } => {
            let (faults, notice): (&[Fault], _) = match again {
                Again::Correct(faults) => (faults, None),
                Again::Modify => (&[], None),
                Again::Edited => (&[], Some(texts.edited.as_str())),
                Again::TooOld => (&[], Some(texts.too_old.as_str())),
                Again::Refused(_) => (&[], Some(&**text)),
            };
            View::Form { submission, faults, notice }
        }
        Outcome::Stop { submission, reasons } => View::Stop { submission, reasons },
        Outcome::Check { application, token } => View::Check { application, token },
        Outcome::Stored { reference, .. } | Outcome::Received { reference } => {
            View::Received { reference: reference.as_str() }
        }
        Outcome::NotStored { submission } | Outcome::RateLimited { submission, .. } => {
            View::NotStored { submission, title, text }
        }
        Outcome::Failure(_) => View::Failure { title, text },
        Outcome::ToForm => View::EmptyForm,
    }
}

/// The response of the office's store. Nothing but a reply has a word in it, and nothing of it is kept anywhere.
#[cfg(feature = "https")]
pub fn respond_to_office(outcome: OfficeOutcome) -> Response<Bytes> {
    let (status, body) = match outcome {
        OfficeOutcome::Replied(reply) => (StatusCode::OK, reply),
        OfficeOutcome::OtherVersion(version) => (StatusCode::BAD_REQUEST, version),
        OfficeOutcome::Malformed => (StatusCode::BAD_REQUEST, Bytes::new()),
        OfficeOutcome::NotAdmitted => (StatusCode::UNAUTHORIZED, Bytes::new()),
        OfficeOutcome::Method => (StatusCode::METHOD_NOT_ALLOWED, Bytes::new()),
        OfficeOutcome::TooLong => (StatusCode::PAYLOAD_TOO_LARGE, Bytes::new()),
        OfficeOutcome::Unavailable => (StatusCode::SERVICE_UNAVAILABLE, Bytes::new()),
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
