//! What the office asks for over HTTPS, as far as it is HTTP, and what can come of it.

use bytes::Bytes;
use http::{Method, header, request::Parts};

/// What can come of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OfficeOutcome {
    /// The store has replied: the message.
    Replied(Bytes),
    /// No token, a wrong one, or a removed person's.
    NotAdmitted,
    /// Not a POST.
    Method,
    /// More than [`crate::store::https::REQUEST_BYTES`].
    TooLong,
    /// It is no request, or broke off.
    Malformed,
    /// It is of another version: the message that says this one's.
    OtherVersion(Bytes),
    /// The store is unavailable.
    Unavailable,
}

impl OfficeOutcome {
    /// As it stands in the log.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Replied(_) => "replied",
            Self::NotAdmitted => "not admitted",
            Self::Method => "another method",
            Self::TooLong => "too long",
            Self::Malformed => "malformed",
            Self::OtherVersion(_) => "another version",
            Self::Unavailable => "unavailable",
        }
    }
}

/// The token that a request shows. One that shows two is taken for nobody's.
pub fn token(head: &Parts) -> Option<&str> {
    let mut shown = head.headers.get_all(header::AUTHORIZATION).iter();
    let (Some(only), None) = (shown.next(), shown.next()) else { return None };
    let (scheme, token) = only.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token)
}

/// Whether it asks in the one way there is.
pub fn is_post(head: &Parts) -> bool {
    head.method == Method::POST
}
