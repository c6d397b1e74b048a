//! Sending what was checked: proof, seal, store.

use application_form::{
    definition::Definition,
    evaluate::{
        TOKEN,
        result::{Application, Canonical, Evaluation, Quarantine},
    },
    reference::Reference,
    submission::Submission,
};
use jiff::{Timestamp, ToSpan, tz::TimeZone};
use tracing::{error, info, warn};

use super::Handler;
use crate::{
    crypto::{
        seal::{SealError, seal},
        secret::{KeyPurpose, Secret},
        token::{self, Rejected},
    },
    outcome::{Again, Outcome},
    rate_limit::{Network, RateLimit, Slot},
    record::{ReceivedAt, Record, SealedContents, StoredWarning, VERSION, digest},
    store::{Reservation, Store, StoreError, Stored, chain},
};

/// Two different applications on one reference are rare (31⁷ references); eight in a row do not happen.
const DERIVATIONS: u32 = 8;

/// Something only the service's maintainer can mend kept an application from being stored.
#[derive(Debug, thiserror::Error)]
enum NotStored {
    #[error("sealing failed")]
    Seal(#[from] SealError),
    #[error("storing failed")]
    Store(#[from] StoreError),
    #[error("{DERIVATIONS} references in a row are taken")]
    NoReference,
}

/// An application whose proof was accepted. What is derived from its answers is made once for a send.
struct Checked<'a> {
    application: &'a Application,
    /// The answers in their canonical form.
    canonical: Canonical,
    /// Tells the same application from another one without reading it.
    digest: String,
    /// Made the proof, and makes whatever is derived from the answers.
    secret: &'a Secret,
    now: Timestamp,
}

/// What became of an application that was sent.
enum Sent {
    Stored { reference: Reference, received_at: ReceivedAt },
    RateLimited { retry_after: i64 },
}

impl From<(Reference, ReceivedAt)> for Sent {
    fn from((reference, received_at): (Reference, ReceivedAt)) -> Self {
        Self::Stored { reference, received_at }
    }
}

impl<S: Store> Handler<S> {
    pub(super) async fn send(&self, submission: Submission, network: Option<Network>) -> Outcome {
        let now = (self.clock.0)();
        let (application, canonical) = match self.evaluate(&submission, now) {
            Evaluation::Accepted(application) => {
                let canonical = application.canonical();
                (Some(application), canonical)
            }
            // What the answers are decides nothing about a token of another day or form: it is read first.
            Evaluation::Errors(_) | Evaluation::Stop(_) => (None, Canonical::default()),
        };
        let secret = match self.accept(&submission, &canonical, now) {
            Ok(secret) => secret,
            Err(Rejected::TooOld) => {
                return Outcome::FormAgain { submission, again: Again::TooOld };
            }
            Err(Rejected::Edited) => {
                return Outcome::FormAgain { submission, again: Again::Edited };
            }
        };
        let Some(application) = &application else {
            return Outcome::FormAgain { submission, again: Again::Edited };
        };
        let digest = digest(secret.mac(KeyPurpose::Digest, &[&canonical.bytes]));
        let checked = Checked { application, canonical, digest, secret, now };
        match self.store_within_limits(&checked, network).await {
            Ok(Sent::Stored { reference, received_at }) => {
                Outcome::Stored { reference, received_at }
            }
            Ok(Sent::RateLimited { retry_after }) => {
                Outcome::RateLimited { submission, retry_after }
            }
            Err(cause) => {
                error!(cause = chain(&cause), "an application could not be kept");
                Outcome::NotStored { submission }
            }
        }
    }

    /// Accepts the proof that these answers were read back; a submission without exactly one has none.
    fn accept(
        &self,
        submission: &Submission,
        canonical: &Canonical,
        now: Timestamp,
    ) -> Result<&Secret, Rejected> {
        let given = match submission.all(TOKEN).collect::<Vec<_>>().as_slice() {
            [token] => *token,
            _ => "",
        };
        let hours = self.bundle.definition.limits.check_page_hours;
        token::accept(&self.secrets, given, now, hours, &self.bundle.form_hash, &canonical.bytes)
    }

    /// Stores the application unless its network has sent enough others.
    async fn store_within_limits(
        &self,
        checked: &Checked<'_>,
        network: Option<Network>,
    ) -> Result<Sent, NotStored> {
        let Checked { canonical, now, .. } = checked;
        let slot = network
            .filter(|_| self.rate_limit == RateLimit::PerNetwork)
            .map(|network| Slot::of(network, &canonical.bytes, &self.secrets.current, *now));
        let Some(slot) = slot else {
            return self.store(checked).await.map(Sent::from);
        };
        let most = self.bundle.definition.limits.sends_per_hour;
        match self.store.reserve(&slot, most).await {
            Ok(Reservation::Granted) => {}
            Ok(Reservation::Refused) => {
                let first = self.first(checked).await?;
                let retry_after = slot.seconds_left(*now);
                return Ok(first.map_or(Sent::RateLimited { retry_after }, Sent::from));
            }
            Err(cause) => warn!(cause = chain(&cause), "a send could not be counted; it passes"),
        }
        let (reference, received_at) = self.store(checked).await?;
        // A resend of an earlier hour's application. One of this hour holds its slot by right.
        if slot.begins_after(received_at)
            && let Err(cause) = self.store.release(&slot).await
        {
            warn!(cause = chain(&cause), "a resend could not be taken back; it counts");
        }
        Ok(Sent::Stored { reference, received_at })
    }

    /// Seals and stores. The reference comes from the answers, so that the same application, however
    /// often it is sent, is stored once.
    async fn store(&self, checked: &Checked<'_>) -> Result<(Reference, ReceivedAt), NotStored> {
        for derivation in 0..DERIVATIONS {
            let reference = self.reference(checked, derivation);
            let record = self.record(reference.clone(), checked)?;
            match self.store.store(&record, checked.now).await {
                Ok(Stored::New) => {
                    let quarantine = record.quarantine;
                    info!(%reference, quarantine, "kept application {reference}");
                    return Ok((reference, record.received_at));
                }
                Ok(Stored::AlreadyStored { received_at }) => {
                    info!(%reference, "application {reference} was sent again; it is kept already");
                    return Ok((reference, received_at));
                }
                Err(StoreError::Taken(_)) => {
                    info!(%reference, derivation, "reference {reference} is taken: taking the next");
                }
                Err(other) => return Err(other.into()),
            }
        }
        Err(NotStored::NoReference)
    }

    /// The application under one of its references, if it is stored already.
    async fn first(
        &self,
        checked: &Checked<'_>,
    ) -> Result<Option<(Reference, ReceivedAt)>, NotStored> {
        for derivation in 0..DERIVATIONS {
            let reference = self.reference(checked, derivation);
            match self.store.first(&reference, checked.now).await? {
                Some(first) if first.digest == checked.digest => {
                    info!(%reference, "application {reference} was sent again; it is kept already");
                    return Ok(Some((reference, first.received_at)));
                }
                Some(_) => {}
                None => return Ok(None),
            }
        }
        Ok(None)
    }

    fn reference(&self, checked: &Checked<'_>, derivation: u32) -> Reference {
        let Definition { id, prefix, .. } = &self.bundle.definition;
        let parts = [id.as_bytes(), &checked.canonical.bytes, &derivation.to_be_bytes()];
        Reference::from_bytes(prefix, &checked.secret.mac(KeyPurpose::Reference, &parts))
    }

    fn record(&self, reference: Reference, checked: &Checked<'_>) -> Result<Record, SealError> {
        let Checked { application, canonical, digest, now, .. } = checked;
        let received_at = ReceivedAt::at(*now);
        let warnings = application.warnings().iter().map(|notice| StoredWarning {
            field: notice.field.clone(),
            message: notice.message.clone(),
        });
        let contents = SealedContents {
            reference: reference.clone(),
            received_at,
            form: self.bundle.form_hash.clone(),
            answers: canonical.answers.clone(),
            warnings: warnings.collect(),
        };
        Ok(Record {
            reference,
            received_at,
            form: self.bundle.form_hash.clone(),
            keys: self.recipients.fingerprints(),
            quarantine: application.quarantine == Quarantine::Yes,
            again: received_at,
            over_limit: false,
            digest: digest.clone(),
            sealed: seal(&contents.to_json(), &self.recipients)?,
            version: VERSION,
            expires: expiry(received_at, self.bundle.retention_months),
        })
    }
}

/// The end of the retention, in seconds since 1970.
fn expiry(received_at: ReceivedAt, months: u32) -> i64 {
    let received = received_at.timestamp().to_zoned_datetime(TimeZone::UTC);
    received.saturating_add(i64::from(months).months()).timestamp().as_second()
}
