//! What can come of a request.

use application_form::{
    definition::Definition,
    evaluate::{
        branches::is_new,
        result::{Application, Fault, StopReason},
    },
    page::summary::check_pairs,
    reference::Reference,
    submission::Submission,
};

use crate::record::ReceivedAt;

/// What came of a request; [`crate::http::response`] says it in HTML or JSON.
#[derive(Debug)]
pub enum Outcome {
    /// A reload or a bookmark of an address that only receives: back to the form.
    ToForm,
    /// The form again, filled in.
    FormAgain {
        /// What was sent.
        submission: Submission,
        /// Why it is shown again.
        again: Again,
    },
    /// The firm is not one for this scheme; nothing is stored.
    Stop {
        /// What was sent.
        submission: Submission,
        /// Every condition that is not met.
        reasons: Vec<StopReason>,
    },
    /// Every answer, to read back; nothing is stored yet.
    Check {
        /// What was understood.
        application: Application,
        /// Proof for the next step.
        token: String,
    },
    /// The application is stored, durably.
    Stored {
        /// The name that it is stored under.
        reference: Reference,
        /// When it was first received.
        received_at: ReceivedAt,
    },
    /// The page after [`Self::Stored`].
    Received {
        /// A well-formed reference; it proves nothing.
        reference: Reference,
    },
    /// It is not stored, which is our fault, and it can be sent again as it is.
    NotStored {
        /// What was sent, token included.
        submission: Submission,
    },
    /// The sender's network has sent enough for this hour: not stored, and it can be sent again later.
    RateLimited {
        /// What was sent, token included.
        submission: Submission,
        /// Until the next hour, in seconds.
        retry_after: i64,
    },
    /// Nothing came of it.
    Failure(Failure),
}

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

impl From<Failure> for Outcome {
    fn from(failure: Failure) -> Self {
        Self::Failure(failure)
    }
}

impl Outcome {
    /// How many bytes a browser sends from a check page, at the most; 0 for other outcomes.
    pub fn sent_bytes(&self, definition: &Definition) -> usize {
        let Self::Check { application, token } = self else { return 0 };
        // Every byte may take three, and a line break is sent as two.
        let encoded = |text: &str| -> usize {
            text.bytes()
                .map(|byte| match byte {
                    b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b' ' | b'_' | b'-' | b'.' => 1,
                    b'\n' => 6,
                    _ => 3,
                })
                .sum()
        };
        check_pairs(definition, application, token)
            .iter()
            .map(|(name, value)| encoded(name) + encoded(value) + 2)
            .sum()
    }

    /// Whether nothing is wrong but that answers make more questions be asked. A page asks them; a program, which
    /// has read the form's schema, has left an answer out.
    pub fn only_asks_more(&self, definition: &Definition) -> bool {
        match self {
            Self::FormAgain { submission, again: Again::Correct(faults) } => {
                faults.iter().all(|fault| is_new(definition, submission, fault))
            }
            _ => false,
        }
    }

    /// After how many minutes it makes sense to send again what is not stored, rounded up.
    pub fn minutes_to_wait(&self) -> u64 {
        match self {
            Self::RateLimited { retry_after, .. } => retry_after.unsigned_abs().div_ceil(60),
            _ => 1,
        }
    }

    /// The name that the log says.
    pub fn name(&self) -> &'static str {
        match self {
            Self::ToForm => "to_form",
            Self::FormAgain { again: Again::Correct(_), .. } => "errors",
            Self::FormAgain { again: Again::Modify, .. } => "modify",
            Self::FormAgain { again: Again::Edited, .. } => "edited",
            Self::FormAgain { again: Again::TooOld, .. } => "too_old",
            Self::FormAgain { again: Again::Refused(_), .. } => "refused",
            Self::Stop { .. } => "stop",
            Self::Check { .. } => "check",
            Self::Stored { .. } => "kept",
            Self::Received { .. } => "received",
            Self::NotStored { .. } => "not_kept",
            Self::RateLimited { .. } => "too_many",
            Self::Failure(_) => "failure",
        }
    }
}
