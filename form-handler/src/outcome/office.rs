//! What can come of a request of the office.

use bytes::Bytes;
use http::StatusCode;

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

    /// The status of its answer.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Replied(_) => StatusCode::OK,
            Self::OtherVersion(_) | Self::Malformed => StatusCode::BAD_REQUEST,
            Self::NotAdmitted => StatusCode::UNAUTHORIZED,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooLong => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        }
    }
}
