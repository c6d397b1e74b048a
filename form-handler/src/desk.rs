//! Where an application is received: what the service needs, and what it does with each request.

use std::fmt;

use application_form::{
    evaluate::{Application, Evaluation, Quarantine, TOKEN, evaluate},
    page::{MODIFICATION, Pages, RECEIVED, SENDING, VERIFICATION},
    reference::Reference,
    submission::Submission,
};
use bytes::Bytes;
use http::{Method, Request};
use jiff::{Timestamp, ToSpan, Zoned, tz::TimeZone};
use tracing::{error, info};

use crate::{
    bundle::Bundle,
    outcome::{Again, Failure, Outcome},
    parse::{NotASubmission, Origin, parse},
    recipients::Recipients,
    record::{Contents, KeptWarning, ReceivedAt, Record, VERSION, digest},
    seal::{SealError, seal},
    secret::{Purpose, Secret},
    store::{Kept, Store, StoreError},
    token::{self, Rejected, Secrets},
};

/// Two different applications on one reference are rare (31⁷ references); eight in a row do not happen.
const DERIVATIONS: u32 = 8;

/// Everything the service needs.
#[derive(Debug)]
pub struct Desk<S> {
    /// The form and its pages' surroundings.
    pub bundle: Bundle,
    /// The form's templates, compiled.
    pub pages: Pages,
    /// Who can open what is received.
    pub recipients: Recipients,
    /// Signs check pages and derives references.
    pub secrets: Secrets,
    /// Keeps what is received.
    pub store: S,
    /// Whose pages may send.
    pub origin: Origin,
    /// Where "today" is decided: Paris.
    pub time_zone: TimeZone,
    /// The time, from the outside.
    pub clock: Clock,
}

/// Says what time it is; the real one lives in the binaries.
pub struct Clock(pub Box<dyn Fn() -> Timestamp + Send + Sync>);

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Clock")
    }
}

/// Something only the service's maintainer can mend kept an application from being stored.
#[derive(Debug, thiserror::Error)]
enum NotKept {
    #[error("sealing failed")]
    Seal(#[from] SealError),
    #[error("storing failed")]
    Store(#[from] StoreError),
    #[error("{DERIVATIONS} references in a row are taken")]
    NoReference,
}

/// What was asked for.
enum Route<'a> {
    Verification,
    Modification,
    Sending,
    ToForm,
    Received(&'a str),
    Refused { allow: &'static str },
    Nothing,
}

fn route(request: &Request<Bytes>) -> Route<'_> {
    let get = matches!(*request.method(), Method::GET | Method::HEAD);
    let post = *request.method() == Method::POST;
    match request.uri().path() {
        VERIFICATION if post => Route::Verification,
        VERIFICATION if get => Route::ToForm,
        VERIFICATION => Route::Refused { allow: "GET, HEAD, POST" },
        MODIFICATION if post => Route::Modification,
        SENDING if post => Route::Sending,
        MODIFICATION | SENDING => Route::Refused { allow: "POST" },
        path => match path.strip_prefix(RECEIVED) {
            Some(reference) if get => Route::Received(reference),
            Some(_) => Route::Refused { allow: "GET, HEAD" },
            None => Route::Nothing,
        },
    }
}

impl<S: Store> Desk<S> {
    /// Does what the request asks, and says what came of it. Never fails: every failure is an outcome.
    pub async fn receive(&self, request: &Request<Bytes>) -> Outcome {
        let route = route(request);
        match route {
            Route::ToForm => return Outcome::ToForm,
            Route::Refused { allow } => return Failure::Method { allow }.into(),
            Route::Nothing => return Failure::NotFound.into(),
            Route::Received(reference) => {
                return match Reference::parse(&self.bundle.definition.prefix, reference) {
                    Ok(reference) => Outcome::Received { reference },
                    Err(_) => Failure::NotFound.into(),
                };
            }
            Route::Verification | Route::Modification | Route::Sending => {}
        }
        let limit = self.bundle.definition.limits.body_bytes;
        let submission = match parse(request, &self.origin, limit) {
            Ok(submission) => submission,
            Err(refused) => return Failure::NotASubmission(refused).into(),
        };
        match route {
            Route::Verification => self.verify(submission),
            Route::Sending => self.send(submission).await,
            _ => Outcome::FormAgain { submission, again: Again::Modify },
        }
    }

    fn evaluate(&self, submission: &Submission, now: Timestamp) -> Evaluation {
        let today = Zoned::new(now, self.time_zone.clone()).date();
        evaluate(&self.bundle.definition, submission, today)
    }

    fn verify(&self, submission: Submission) -> Outcome {
        let now = (self.clock.0)();
        match self.evaluate(&submission, now) {
            Evaluation::Errors(faults) => {
                Outcome::FormAgain { submission, again: Again::Correct(faults) }
            }
            Evaluation::Stop(reasons) => Outcome::Stop { submission, reasons },
            Evaluation::Accepted(application) => {
                let canonical = application.canonical_bytes();
                let hash = &self.bundle.form_hash;
                let token = token::issue(&self.secrets.current, now, hash, &canonical);
                let check = Outcome::Check { application, token };
                // What is shown to be sent must be small enough to be received.
                match check.sent_bytes(&self.bundle.definition) {
                    bytes if bytes > self.bundle.definition.limits.body_bytes => {
                        Failure::NotASubmission(NotASubmission::TooLarge).into()
                    }
                    _ => check,
                }
            }
        }
    }

    async fn send(&self, submission: Submission) -> Outcome {
        let now = (self.clock.0)();
        let given = match submission.all(TOKEN).collect::<Vec<_>>().as_slice() {
            [token] => (*token).to_owned(),
            _ => String::new(),
        };
        let evaluation = self.evaluate(&submission, now);
        // What the answers are decides nothing about a token of another day or form: it is read first.
        let canonical = match &evaluation {
            Evaluation::Accepted(application) => application.canonical_bytes(),
            Evaluation::Errors(_) | Evaluation::Stop(_) => Vec::new(),
        };
        let hours = self.bundle.definition.limits.check_page_hours;
        let hash = &self.bundle.form_hash;
        let accepted = token::accept(&self.secrets, &given, now, hours, hash, &canonical);
        match (accepted, evaluation) {
            (Err(Rejected::TooOld), _) => Outcome::FormAgain { submission, again: Again::TooOld },
            (Ok(secret), Evaluation::Accepted(application)) => {
                match self.keep(&application, secret, now).await {
                    Ok((reference, received_at)) => Outcome::Kept { reference, received_at },
                    Err(cause) => {
                        error!(cause = chain(&cause), "an application could not be kept");
                        Outcome::NotKept { submission }
                    }
                }
            }
            _ => Outcome::FormAgain { submission, again: Again::Edited },
        }
    }

    /// Seals and stores. The reference comes from the answers, so that the same application, however
    /// often it is sent, is stored once.
    async fn keep(
        &self,
        application: &Application,
        secret: &Secret,
        now: Timestamp,
    ) -> Result<(Reference, ReceivedAt), NotKept> {
        let definition = &self.bundle.definition;
        let canonical = application.canonical_bytes();
        let digest = digest(secret.mac(Purpose::Digest, &[&canonical]));
        let received_at = ReceivedAt::at(now);
        let expires = expiry(received_at, self.bundle.retention_months);
        for derivation in 0..DERIVATIONS {
            let parts = [definition.id.as_bytes(), &canonical, &derivation.to_be_bytes()];
            let mac = secret.mac(Purpose::Reference, &parts);
            let reference = Reference::from_bytes(&definition.prefix, &mac);
            let contents = Contents {
                reference: reference.clone(),
                received_at,
                form: self.bundle.form_hash.clone(),
                answers: application.canonical(),
                warnings: application
                    .warnings()
                    .iter()
                    .map(|notice| KeptWarning {
                        field: notice.field.clone(),
                        message: notice.message.clone(),
                    })
                    .collect(),
            };
            let record = Record {
                reference: reference.clone(),
                received_at,
                form: self.bundle.form_hash.clone(),
                keys: self.recipients.fingerprints(),
                quarantine: application.quarantine == Quarantine::Yes,
                digest: digest.clone(),
                sealed: seal(&contents.to_json(), &self.recipients)?,
                version: VERSION,
                expires,
            };
            match self.store.keep(&record, now).await {
                Ok(Kept::New) => {
                    let quarantine = record.quarantine;
                    info!(%reference, quarantine, "kept application {reference}");
                    return Ok((reference, received_at));
                }
                Ok(Kept::Already { received_at }) => {
                    info!(%reference, "application {reference} was sent again; it is kept already");
                    return Ok((reference, received_at));
                }
                Err(StoreError::Taken(_)) => {
                    info!(%reference, derivation, "reference {reference} is taken: taking the next");
                }
                Err(other) => return Err(other.into()),
            }
        }
        Err(NotKept::NoReference)
    }
}

/// The end of the retention, in seconds since 1970.
fn expiry(received_at: ReceivedAt, months: u32) -> i64 {
    let received = received_at.timestamp().to_zoned(TimeZone::UTC);
    received.saturating_add(i64::from(months).months()).timestamp().as_second()
}

/// An error and its causes, for the log.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}
