//! Requests that nothing comes of, or that lead back to the form.

use application_form::evaluate::result::Fault;
use http::StatusCode;

/// Why the form is shown again.
#[derive(Debug)]
pub enum Again {
    /// There is something to correct.
    Correct(Vec<Fault>),
    /// The applicant asked to modify it.
    Modify,
    /// The answers are not those that were checked.
    Edited,
    /// They were checked too long ago, or under another form.
    TooOld,
    /// They are no submission of this site's form, but could be read. For people only: a program is told.
    Refused(NotASubmission),
}

/// A request that nothing came of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// It is not a submission of this site's form.
    #[error(transparent)]
    NotASubmission(#[from] NotASubmission),
    /// The address knows other methods only.
    #[error("the method is not allowed")]
    Method {
        /// Those it knows, as the `Allow` header lists them.
        allow: &'static str,
    },
    /// There is no such address, or no such reference.
    #[error("there is nothing at this address")]
    NotFound,
}

/// A request that is not a form submission of this site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotASubmission {
    /// It was sent by another site's page.
    #[error("the request comes from another site")]
    CrossSite,
    /// It is neither `application/x-www-form-urlencoded` nor `application/json`.
    #[error("the body is neither url-encoded nor JSON")]
    MediaType,
    /// It has more bytes than the definition's limit.
    #[error("the body is too large")]
    TooLarge,
    /// Its percent-encoding or UTF-8 means nothing.
    #[error("the body cannot be decoded")]
    Unreadable,
}

impl NotASubmission {
    /// The status of its answer.
    pub fn status(self) -> StatusCode {
        match self {
            Self::CrossSite => StatusCode::FORBIDDEN,
            Self::MediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Unreadable => StatusCode::BAD_REQUEST,
        }
    }
}
