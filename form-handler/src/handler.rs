//! Where an application is received: what the service needs, and what it does with each request.

use std::fmt;

use application_form::{
    definition::Definition,
    evaluate::{SUGGESTION, evaluate, result::Evaluation, without_unknown},
    page::{Pages, addresses::ServiceAddress, summary::check_pairs},
    reference::Reference,
    submission::Submission,
};
use bytes::Bytes;
use http::{Method, Request};
use jiff::{Timestamp, ZonedDateTime, tz::TimeZone};

use crate::{
    bundle::Bundle,
    crypto::{
        recipients::Recipients,
        signing::SigningKey,
        token::{self, Secrets},
    },
    http::{
        json_body,
        request::{BodyFormat, Origin, ResponseFormat, admit},
        url_encoded_body::{self, decode, parse_refused, sent_bytes},
    },
    outcome::{
        Outcome,
        refusal::{Again, Failure, NotASubmission},
    },
    rate_limit::{MemoryCounts, RateLimit},
    store::Store,
};

mod send;

/// Everything the service needs.
#[derive(Debug)]
pub struct Handler<S> {
    /// The form and its pages' surroundings.
    pub bundle: Bundle,
    /// The form's templates, compiled.
    pub pages: Pages,
    /// Who can open what is received.
    pub recipients: Recipients,
    /// Signs what is received, so that only this service can have written it.
    pub signing_key: SigningKey,
    /// Signs check pages and derives references.
    pub secrets: Secrets,
    /// Keeps what is received.
    pub store: S,
    /// Whose pages may send.
    pub origin: Origin,
    /// Whether sends are limited.
    pub rate_limit: RateLimit,
    /// How much each network has sent, as far as this process knows.
    pub counts: MemoryCounts,
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

fn route<'r>(definition: &Definition, request: &'r Request<Bytes>) -> Route<'r> {
    let get = matches!(*request.method(), Method::GET | Method::HEAD);
    let post = *request.method() == Method::POST;
    let Some((address, rest)) = definition.find_address(request.uri().path()) else {
        return Route::Nothing;
    };
    match address {
        ServiceAddress::Verification if post => Route::Verification,
        ServiceAddress::Verification if get => Route::ToForm,
        ServiceAddress::Verification => Route::Refused { allow: "GET, HEAD, POST" },
        ServiceAddress::Modification if post => Route::Modification,
        ServiceAddress::Sending if post => Route::Sending,
        ServiceAddress::Modification | ServiceAddress::Sending => Route::Refused { allow: "POST" },
        ServiceAddress::Received if get => Route::Received(rest),
        ServiceAddress::Received => Route::Refused { allow: "GET, HEAD" },
    }
}

impl<S: Store> Handler<S> {
    /// Does what the request asks, and says what came of it. Never fails: every failure is an outcome.
    ///
    /// A program is told of names that the form does not have. People are not: an extension of their browser
    /// added them, or their page is older than the form, and they could do nothing about it.
    pub async fn receive(&self, request: &Request<Bytes>, format: ResponseFormat) -> Outcome {
        let route = route(&self.bundle.definition, request);
        match route {
            Route::ToForm => return Outcome::ToForm,
            Route::Refused { allow } => return Failure::Method { allow }.into(),
            Route::Nothing => return Failure::NotFound.into(),
            Route::Received(reference) => return self.received(reference),
            Route::Verification | Route::Modification | Route::Sending => {}
        }
        let mut submission = match self.read(request) {
            Ok(submission) => submission,
            Err(refused) => return self.refuse(refused, request, format),
        };
        // What a button of the check page asks for is no answer.
        let taken = match route {
            Route::Verification | Route::Modification => submission.take(SUGGESTION),
            _ => None,
        };
        let submission = match format {
            ResponseFormat::Html => without_unknown(&self.bundle.definition, submission),
            ResponseFormat::Json => submission,
        };
        match route {
            Route::Verification => self.verify(submission, taken.as_deref(), format),
            Route::Modification if taken.is_some() => {
                self.verify(submission, taken.as_deref(), format)
            }
            Route::Sending => self.send(submission, request.extensions().get().copied()).await,
            _ => Outcome::FormAgain { submission, again: Again::Modify },
        }
    }

    /// People get back what they wrote, where it could be read.
    fn refuse(
        &self,
        refused: NotASubmission,
        request: &Request<Bytes>,
        format: ResponseFormat,
    ) -> Outcome {
        let definition = &self.bundle.definition;
        match parse_refused(request, definition.limits.body_bytes) {
            Some(submission) if format == ResponseFormat::Html => {
                let submission = without_unknown(definition, submission);
                match submission.pairs() {
                    [] => Failure::NotASubmission(refused).into(),
                    _ => Outcome::FormAgain { submission, again: Again::Refused(refused) },
                }
            }
            _ => Failure::NotASubmission(refused).into(),
        }
    }

    fn read(&self, request: &Request<Bytes>) -> Result<Submission, NotASubmission> {
        let definition = &self.bundle.definition;
        match admit(request, &self.origin, definition.limits.body_bytes)? {
            BodyFormat::UrlEncoded => url_encoded_body::pairs(request.body()),
            BodyFormat::Json => json_body::pairs(definition, request.body()),
        }
    }

    /// Confirms a reference as it stands in an address: mail programs encode dashes, and people add a slash.
    fn received(&self, reference: &str) -> Outcome {
        let prefix = &self.bundle.definition.prefix;
        let written = decode(reference.trim_end_matches('/').as_bytes()).ok();
        match written.map(|written| Reference::parse(prefix, &written)) {
            Some(Ok(reference)) => Outcome::Received { reference },
            _ => Failure::NotFound.into(),
        }
    }

    fn evaluate(&self, submission: &Submission, now: Timestamp) -> Evaluation {
        let today = ZonedDateTime::new(now, self.time_zone.clone()).date();
        evaluate(&self.bundle.definition, submission, today)
    }

    /// Reads everything, with the suggested answer to the question named in `taken`, if there is a suggestion.
    fn verify(
        &self,
        mut submission: Submission,
        taken: Option<&str>,
        format: ResponseFormat,
    ) -> Outcome {
        let now = (self.clock.0)();
        let mut evaluation = self.evaluate(&submission, now);
        if let Evaluation::Accepted(application) = &evaluation
            && let Some((field, answer)) = application.suggestion(taken.unwrap_or_default())
        {
            submission = submission.with(field, answer);
            evaluation = self.evaluate(&submission, now);
        }
        match evaluation {
            Evaluation::Errors(faults) => {
                Outcome::FormAgain { submission, again: Again::Correct(faults) }
            }
            Evaluation::Stop(reasons) => Outcome::Stop { submission, reasons },
            Evaluation::Accepted(application) => {
                let canonical = application.canonical();
                let hash = &self.bundle.form_hash;
                let token = token::issue(&self.secrets.current, now, hash, &canonical.bytes);
                // What is shown to be sent must be small enough to be received.
                let definition = &self.bundle.definition;
                let sent = sent_bytes(&check_pairs(definition, &application, &token));
                match (sent > definition.limits.body_bytes, format) {
                    (false, _) => Outcome::Check { application, token },
                    (true, ResponseFormat::Html) => Outcome::FormAgain {
                        submission,
                        again: Again::Refused(NotASubmission::TooLarge),
                    },
                    (true, ResponseFormat::Json) => {
                        Failure::NotASubmission(NotASubmission::TooLarge).into()
                    }
                }
            }
        }
    }
}
