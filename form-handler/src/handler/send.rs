//! Sending what was checked: proof, seal, store.

use application_form::{
    definition::Definition,
    evaluate::{
        TOKEN,
        result::{Application, Canonical, Evaluation, Quarantine, wipe},
    },
    reference::Reference,
    submission::Submission,
};
use jiff::{Timestamp, ToSpan, tz::TimeZone};
use tracing::{error, info, warn};
use zeroize::Zeroizing;

use super::Handler;
use crate::{
    crypto::{
        seal::{SealError, seal},
        secret::{KeyPurpose, Secret},
        token::{self, Rejected},
    },
    outcome::{Outcome, refusal::Again},
    rate_limit::{Counter, Network, RateLimit, Verdict, judge},
    record::{
        ReceivedAt, Record, VERSION,
        contents::{SealedContents, StoredWarning, asked},
        digest,
    },
    store::{Store, StoreError, Stored, chain},
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

    /// Stores the application, and counts it for its network: whether the same was sent before changes nothing of
    /// what is counted, written and answered.
    async fn store_within_limits(
        &self,
        checked: &Checked<'_>,
        network: Option<Network>,
    ) -> Result<Sent, NotStored> {
        // Before it is counted: what cannot be sealed was not sent.
        let record = self.record(self.reference(checked, 0), checked)?;
        let counters = network
            .filter(|_| self.rate_limit == RateLimit::PerNetwork)
            .map(|network| self.counters(network, checked.now))
            .unwrap_or_default();
        let retry_after = counters.iter().map(|each| each.seconds_left(checked.now)).max();
        let too_many = Sent::RateLimited { retry_after: retry_after.unwrap_or_default() };
        if self.counts.foresee(&counters) == Verdict::TooMany {
            return Ok(too_many);
        }
        let (verdict, stored) =
            tokio::join!(self.count(&counters, checked.now), self.store(checked, record));
        let (record, stored) = stored?;
        if verdict != Verdict::Ordinary
            && let Err(cause) = self.store.mark_over_limit(&record, stored).await
        {
            warn!(cause = chain(&cause), "an application above the limit could not be marked");
        }
        Ok(match verdict {
            Verdict::TooMany => too_many,
            Verdict::Ordinary | Verdict::OverLimit => Sent::Stored {
                reference: record.reference,
                // Of this send, whatever came before it.
                received_at: ReceivedAt::at(checked.now),
            },
        })
    }

    fn counters(&self, network: Network, now: Timestamp) -> Vec<Counter> {
        let Definition { id, limits, .. } = &self.bundle.definition;
        network.counters(id, limits.sends_per_hour, &self.secrets.current, now)
    }

    /// Counts a send; in this process alone, if the store does not count.
    async fn count(&self, counters: &[Counter], now: Timestamp) -> Verdict {
        if counters.is_empty() {
            return Verdict::Ordinary;
        }
        let counts = match self.store.count(counters, now).await {
            Ok(counts) => {
                self.counts.learn(counters, &counts, now);
                counts
            }
            Err(cause) => {
                warn!(cause = chain(&cause), "the store did not count a send; this process did");
                self.counts.add(counters, now)
            }
        };
        judge(counters, &counts)
    }

    /// Stores a record, under its reference or the next ones. The reference comes from the answers, so that the
    /// same application, however often it is sent, is stored once.
    async fn store(
        &self,
        checked: &Checked<'_>,
        mut record: Record,
    ) -> Result<(Record, Stored), NotStored> {
        for derivation in 0..DERIVATIONS {
            if derivation > 0 {
                let taken = record.reference;
                record = self.record(self.reference(checked, derivation), checked)?;
                info!(%taken, derivation, "reference {taken} is taken: taking the next");
            }
            let reference = record.reference.clone();
            match self.store.store(&record, checked.now).await {
                Ok(stored) => {
                    let quarantine = record.quarantine;
                    match stored {
                        Stored::New => {
                            info!(%reference, quarantine, "kept application {reference}");
                        }
                        Stored::AlreadyStored { .. } => {
                            info!(%reference, "application {reference} was sent again; it is kept already");
                        }
                    }
                    return Ok((record, stored));
                }
                Err(StoreError::Taken(_)) => {}
                Err(other) => return Err(other.into()),
            }
        }
        Err(NotStored::NoReference)
    }

    fn reference(&self, checked: &Checked<'_>, derivation: u32) -> Reference {
        let Definition { id, prefix, .. } = &self.bundle.definition;
        let parts = [id.as_bytes(), &checked.canonical.bytes, &derivation.to_be_bytes()];
        Reference::from_bytes(prefix, &checked.secret.mac(KeyPurpose::Reference, &parts))
    }

    fn record(&self, reference: Reference, checked: &Checked<'_>) -> Result<Record, SealError> {
        let Checked { application, canonical, digest, now, .. } = checked;
        let received_at = ReceivedAt::at(*now);
        let recipients = self.recipients.at(*now);
        let warnings = application.warnings().iter().map(|notice| StoredWarning {
            field: notice.field.clone(),
            message: notice.message.clone(),
        });
        let mut record = Record {
            reference,
            received_at,
            form: self.bundle.form_hash.clone(),
            keys: recipients.fingerprints(),
            quarantine: application.quarantine == Quarantine::Yes,
            again: received_at,
            over_limit: false,
            digest: digest.clone(),
            sealed: Vec::new(),
            version: VERSION,
            expires: expiry(received_at, self.bundle.retention_months),
        };
        let sections = asked(&self.bundle.definition);
        let mut contents =
            SealedContents::of(&record, canonical.answers.clone(), warnings.collect(), sections);
        let text = Zeroizing::new(contents.sign(&self.signing_key));
        wipe(&mut contents.answers);
        record.sealed = seal(&text, &recipients)?;
        Ok(record)
    }
}

/// The end of the retention, in seconds since 1970.
fn expiry(received_at: ReceivedAt, months: u32) -> i64 {
    let received = received_at.timestamp().to_zoned_datetime(TimeZone::UTC);
    received.saturating_add(i64::from(months).months()).timestamp().as_second()
}
