//! Sending what was checked: proof, seal, store.

use application_form::{
    definition::Definition,
    evaluate::{Application, Evaluation, Quarantine, TOKEN},
    reference::Reference,
    submission::Submission,
};
use jiff::{Timestamp, ToSpan, tz::TimeZone};
use tracing::{error, info, warn};

use super::Desk;
use crate::{
    crypto::{
        seal::{SealError, seal},
        secret::{Purpose, Secret},
        token::{self, Rejected},
    },
    outcome::{Again, Outcome},
    rate_limit::{Claim, Limits, Network},
    record::{Contents, KeptWarning, ReceivedAt, Record, VERSION, digest},
    store::{Claimed, Kept, Store, StoreError},
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

/// What became of an application that was sent.
enum Sent {
    Kept { reference: Reference, received_at: ReceivedAt },
    TooMany { retry_after: i64 },
}

impl From<(Reference, ReceivedAt)> for Sent {
    fn from((reference, received_at): (Reference, ReceivedAt)) -> Self {
        Self::Kept { reference, received_at }
    }
}

impl<S: Store> Desk<S> {
    pub(super) async fn send(&self, submission: Submission, network: Option<Network>) -> Outcome {
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
                match self.keep_within_limits(&application, secret, network, now).await {
                    Ok(Sent::Kept { reference, received_at }) => {
                        Outcome::Kept { reference, received_at }
                    }
                    Ok(Sent::TooMany { retry_after }) => {
                        Outcome::TooMany { submission, retry_after }
                    }
                    Err(cause) => {
                        error!(cause = chain(&cause), "an application could not be kept");
                        Outcome::NotKept { submission }
                    }
                }
            }
            _ => Outcome::FormAgain { submission, again: Again::Edited },
        }
    }

    /// Keeps the application unless its network has sent enough others.
    async fn keep_within_limits(
        &self,
        application: &Application,
        secret: &Secret,
        network: Option<Network>,
        now: Timestamp,
    ) -> Result<Sent, NotKept> {
        let canonical = application.canonical_bytes();
        let claim = network
            .filter(|_| self.limits == Limits::PerNetwork)
            .map(|network| Claim::of(network, &canonical, &self.secrets.current, now));
        let Some(claim) = claim else {
            return self.keep(application, secret, now).await.map(Sent::from);
        };
        let most = self.bundle.definition.limits.sends_per_hour;
        match self.store.claim(&claim, most).await {
            Ok(Claimed::Granted) => {}
            Ok(Claimed::Refused) => {
                let first = self.first(application, secret, now).await?;
                let retry_after = claim.seconds_left(now);
                return Ok(first.map_or(Sent::TooMany { retry_after }, Sent::from));
            }
            Err(cause) => warn!(cause = chain(&cause), "a send could not be counted; it passes"),
        }
        let (reference, received_at) = self.keep(application, secret, now).await?;
        // A resend of an earlier hour's application. One of this hour holds its place by right.
        if claim.begins_after(received_at)
            && let Err(cause) = self.store.release(&claim).await
        {
            warn!(cause = chain(&cause), "a resend could not be taken back; it counts");
        }
        Ok(Sent::Kept { reference, received_at })
    }

    /// Seals and stores. The reference comes from the answers, so that the same application, however
    /// often it is sent, is stored once.
    async fn keep(
        &self,
        application: &Application,
        secret: &Secret,
        now: Timestamp,
    ) -> Result<(Reference, ReceivedAt), NotKept> {
        for derivation in 0..DERIVATIONS {
            let reference = self.reference(application, secret, derivation);
            let record = self.record(reference.clone(), application, secret, now)?;
            match self.store.keep(&record, now).await {
                Ok(Kept::New) => {
                    let quarantine = record.quarantine;
                    info!(%reference, quarantine, "kept application {reference}");
                    return Ok((reference, record.received_at));
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

    /// The application under one of its references, if it is kept already.
    async fn first(
        &self,
        application: &Application,
        secret: &Secret,
        now: Timestamp,
    ) -> Result<Option<(Reference, ReceivedAt)>, NotKept> {
        let digest = digest_of(application, secret);
        for derivation in 0..DERIVATIONS {
            let reference = self.reference(application, secret, derivation);
            match self.store.first(&reference, now).await? {
                Some(first) if first.digest == digest => {
                    info!(%reference, "application {reference} was sent again; it is kept already");
                    return Ok(Some((reference, first.received_at)));
                }
                Some(_) => {}
                None => return Ok(None),
            }
        }
        Ok(None)
    }

    fn reference(&self, application: &Application, secret: &Secret, derivation: u32) -> Reference {
        let Definition { id, prefix, .. } = &self.bundle.definition;
        let canonical = application.canonical_bytes();
        let parts = [id.as_bytes(), &canonical, &derivation.to_be_bytes()];
        Reference::from_bytes(prefix, &secret.mac(Purpose::Reference, &parts))
    }

    fn record(
        &self,
        reference: Reference,
        application: &Application,
        secret: &Secret,
        now: Timestamp,
    ) -> Result<Record, SealError> {
        let received_at = ReceivedAt::at(now);
        let warnings = application.warnings().iter().map(|notice| KeptWarning {
            field: notice.field.clone(),
            message: notice.message.clone(),
        });
        let contents = Contents {
            reference: reference.clone(),
            received_at,
            form: self.bundle.form_hash.clone(),
            answers: application.canonical(),
            warnings: warnings.collect(),
        };
        Ok(Record {
            reference,
            received_at,
            form: self.bundle.form_hash.clone(),
            keys: self.recipients.fingerprints(),
            quarantine: application.quarantine == Quarantine::Yes,
            digest: digest_of(application, secret),
            sealed: seal(&contents.to_json(), &self.recipients)?,
            version: VERSION,
            expires: expiry(received_at, self.bundle.retention_months),
        })
    }
}

/// Tells the same application from another one without reading it.
fn digest_of(application: &Application, secret: &Secret) -> String {
    digest(secret.mac(Purpose::Digest, &[&application.canonical_bytes()]))
}

/// The end of the retention, in seconds since 1970.
fn expiry(received_at: ReceivedAt, months: u32) -> i64 {
    let received = received_at.timestamp().to_zoned(TimeZone::UTC);
    received.saturating_add(i64::from(months).months()).timestamp().as_second()
}

/// An error and its causes, for the log.
pub fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}
