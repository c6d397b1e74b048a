//! Sending what was checked: proof, seal, store.

use application_form::{
    evaluate::{Application, Evaluation, Quarantine, TOKEN},
    reference::Reference,
    submission::Submission,
};
use jiff::{Timestamp, ToSpan, tz::TimeZone};
use tracing::{error, info};

use super::Desk;
use crate::{
    outcome::{Again, Outcome},
    record::{Contents, KeptWarning, ReceivedAt, Record, VERSION, digest},
    seal::{SealError, seal},
    secret::{Purpose, Secret},
    store::{Kept, Store, StoreError},
    token::{self, Rejected},
};

/// Two different applications on one reference are rare (31⁷ references); eight in a row do not happen.
const DERIVATIONS: u32 = 8;

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

impl<S: Store> Desk<S> {
    pub(super) async fn send(&self, submission: Submission) -> Outcome {
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
