//! From what a page answers to what the browser is sent: the one place of the office that names status codes.

use axum::body::Body;
use http::{HeaderValue, Response, StatusCode, header};

use super::security::headers::secure;

/// What is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// A page.
    Page(Html),
    /// The same form again, which says what is wrong with it.
    Again(Html),
    /// A page that another one now is: an address of this server.
    See(String),
    /// A session begins: its first page, and its cookie.
    Begin {
        /// An address of this server.
        to: String,
        /// `Set-Cookie`.
        cookie: String,
    },
    /// A file to be saved.
    File(File),
    /// The last page: then the program ends.
    Quit(Html),
    /// Not what one may ask for, or not by this way.
    Refused(Refusal, Html),
}

/// A page's HTML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Html {
    /// The document, from its doctype on.
    pub text: String,
    /// Where a page without text fields goes after so many seconds: to the lock.
    pub refresh: Option<(u64, String)>,
}

/// What is sent to be saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// ASCII, without quotes; no name of a firm or a person.
    pub name: String,
    /// A media type.
    pub media_type: &'static str,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// Why nothing is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// `Host` is not this server, or another site sent it.
    NotFromHere,
    /// There is no session, or the link is used or too old.
    NoSession,
    /// There is no such page.
    NoSuchPage,
    /// The page takes no form, or is one.
    WrongVerb,
    /// The form is larger than any of ours.
    TooLarge,
    /// The form did not arrive.
    TooSlow,
    /// The body is no form.
    NotAForm,
    /// The program failed.
    Failed,
}

impl Refusal {
    const fn status(self) -> StatusCode {
        match self {
            Self::NotFromHere => StatusCode::FORBIDDEN,
            Self::NoSession => StatusCode::UNAUTHORIZED,
            Self::NoSuchPage => StatusCode::NOT_FOUND,
            Self::WrongVerb => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::NotAForm => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Failed => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

/// As it is sent.
pub fn response(answer: Answer) -> Response<Body> {
    let mut response = match answer {
        Answer::Page(html) | Answer::Quit(html) => page(StatusCode::OK, html),
        Answer::Again(html) => page(StatusCode::UNPROCESSABLE_ENTITY, html),
        Answer::Refused(why, html) => page(why.status(), html),
        Answer::See(to) => see(&to),
        Answer::Begin { to, cookie } => {
            let mut response = see(&to);
            let cookie = HeaderValue::try_from(cookie).expect("secrets are ASCII");
            response.headers_mut().insert(header::SET_COOKIE, cookie);
            response
        }
        Answer::File(file) => save(file),
    };
    secure(response.headers_mut());
    response
}

/// A line of plain text, for programs.
pub fn plain(text: String) -> Response<Body> {
    let mut response = Response::new(Body::from(text));
    insert(&mut response, "content-type", "text/plain; charset=utf-8");
    secure(response.headers_mut());
    response
}

fn page(status: StatusCode, html: Html) -> Response<Body> {
    let mut response = Response::new(Body::from(html.text));
    *response.status_mut() = status;
    insert(&mut response, "content-type", "text/html; charset=utf-8");
    if let Some((seconds, to)) = html.refresh {
        insert(&mut response, "refresh", &format!("{seconds}; url={to}"));
    }
    response
}

/// A form that was done is not sent again by a reload: the browser looks at a page instead.
fn see(to: &str) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SEE_OTHER;
    insert(&mut response, "location", to);
    response
}

fn save(file: File) -> Response<Body> {
    let mut response = Response::new(Body::from(file.bytes));
    insert(&mut response, "content-type", file.media_type);
    let disposition = format!("attachment; filename=\"{}\"", file.name);
    insert(&mut response, "content-disposition", &disposition);
    response
}

fn insert(response: &mut Response<Body>, name: &'static str, value: &str) {
    let value = HeaderValue::try_from(value).expect("our own values are ASCII");
    response.headers_mut().insert(name, value);
}
