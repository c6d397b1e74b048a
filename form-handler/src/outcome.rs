//! What can come of a request, and how each is answered: with which status, page and JSON.
//!
//! To add one: a variant of [`Outcome`], and what the compiler asks for below it.

use application_form::{
    definition::{Definition, texts::Texts},
    evaluate::{
        branches::is_new,
        result::{Application, Fault, StopReason},
    },
    page::View,
    reference::Reference,
    submission::Submission,
};
use http::StatusCode;
use serde_json::{Value as Json, json};

use self::{
    problem::{Told, invalid, problem, told},
    refusal::{Again, Failure},
};
use crate::record::ReceivedAt;

#[cfg(feature = "https")]
pub mod office;
pub mod refusal;
pub mod problem;

/// The status where a template cannot be rendered.
pub const NO_PAGE: StatusCode = StatusCode::INTERNAL_SERVER_ERROR;

/// The status of what does not come through the distribution.
pub const NOT_OURS: StatusCode = StatusCode::FORBIDDEN;

/// How long browsers may keep an answer.
#[derive(Clone, Copy)]
pub enum Caching {
    /// Forms: Back must find what a director typed, and nobody else's cache may hold it.
    ForBack,
    /// There is nothing to come back to.
    Never,
}

/// What came of a request.
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

impl From<Failure> for Outcome {
    fn from(failure: Failure) -> Self {
        Self::Failure(failure)
    }
}

impl Outcome {
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

    /// Exhaustive on purpose: a new outcome does not compile until someone has decided what is answered.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::ToForm => StatusCode::SEE_OTHER,
            Self::FormAgain { again, .. } => match again {
                Again::Correct(_) => StatusCode::UNPROCESSABLE_ENTITY,
                Again::Modify => StatusCode::OK,
                Again::Edited => StatusCode::CONFLICT,
                Again::TooOld => StatusCode::GONE,
                Again::Refused(refused) => refused.status(),
            },
            Self::Stop { .. } | Self::Check { .. } | Self::Received { .. } => StatusCode::OK,
            Self::Stored { .. } => StatusCode::CREATED,
            Self::NotStored { .. } => StatusCode::SERVICE_UNAVAILABLE,
            Self::RateLimited { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Failure(failure) => match failure {
                Failure::NotASubmission(refused) => refused.status(),
                Failure::Method { .. } => StatusCode::METHOD_NOT_ALLOWED,
                Failure::NotFound => StatusCode::NOT_FOUND,
            },
        }
    }

    /// The status of its page: asking more is no error there, and what is stored is said on a page of its own.
    pub fn page_status(&self, definition: &Definition) -> StatusCode {
        match self {
            Self::Stored { .. } => StatusCode::SEE_OTHER,
            _ if self.only_asks_more(definition) => StatusCode::OK,
            _ => self.status(),
        }
    }

    /// How long browsers may keep its answer.
    pub fn caching(&self) -> Caching {
        match self {
            Self::FormAgain { .. } | Self::Stop { .. } | Self::Check { .. } | Self::ToForm => {
                Caching::ForBack
            }
            Self::Stored { .. }
            | Self::Received { .. }
            | Self::NotStored { .. }
            | Self::RateLimited { .. }
            | Self::Failure(_) => Caching::Never,
        }
    }

    /// The page that says it, with what is told about it.
    pub fn view<'a>(&'a self, texts: &'a Texts, told: &'a Told<'a>) -> View<'a> {
        let Told { title, text, .. } = told;
        match self {
            Self::FormAgain { submission, again } => {
                let (faults, notice): (&[Fault], _) = match again {
                    Again::Correct(faults) => (faults, None),
                    Again::Modify => (&[], None),
                    Again::Edited => (&[], Some(texts.edited.as_str())),
                    Again::TooOld => (&[], Some(texts.too_old.as_str())),
                    Again::Refused(_) => (&[], Some(&**text)),
                };
                View::Form { submission, faults, notice }
            }
            Self::Stop { submission, reasons } => View::Stop { submission, reasons },
            Self::Check { application, token } => View::Check { application, token },
            Self::Stored { reference, .. } | Self::Received { reference } => {
                View::Received { reference: reference.as_str() }
            }
            Self::NotStored { submission } | Self::RateLimited { submission, .. } => {
                View::NotStored { submission, title, text }
            }
            Self::Failure(_) => View::Failure { title, text },
            Self::ToForm => View::EmptyForm,
        }
    }

    /// What programs are answered.
    pub fn json(&self, status: StatusCode, definition: &Definition) -> Json {
        let texts = &definition.texts;
        match self {
            Self::Check { application, token, .. } => json!({
                "outcome": "check",
                "answers": application.canonical().answers.clone(),
                "warnings": application.warnings(),
                "token": token,
            }),
            Self::Stop { reasons, .. } => {
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
            Self::Stored { reference, received_at } => {
                json!({ "reference": reference, "received_at": received_at })
            }
            Self::Received { reference } => json!({ "reference": reference }),
            Self::FormAgain { again: Again::Correct(faults), .. } => {
                invalid(status.as_u16(), definition, faults)
            }
            Self::FormAgain { again: Again::Edited, .. } => {
                problem(status.as_u16(), definition, "edited", &texts.check_title, &texts.edited)
            }
            Self::FormAgain { again: Again::TooOld, .. } => {
                problem(status.as_u16(), definition, "too-old", &texts.check_title, &texts.too_old)
            }
            Self::FormAgain { submission, again: Again::Modify } => {
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
            Self::ToForm => json!({ "location": definition.page }),
            Self::FormAgain { again: Again::Refused(_), .. }
            | Self::NotStored { .. }
            | Self::RateLimited { .. }
            | Self::Failure(_) => {
                let Told { name, title, text } = told(self, definition);
                problem(status.as_u16(), definition, name, title, &text)
            }
        }
    }
}
