//! Opens one thing and seals it again, unless somebody else changes it meanwhile.

use form_handler::{
    crypto::{
        recipients::{Fingerprint, last_used::same},
        seal::{OpenError, SealError, seal},
    },
    record::{
        Record,
        contents::{Distrusted, SealedContents},
    },
    store::{
        StoreError,
        journal::{
            Changed, Journal, JournalError,
            body::{Body, BodyError, BodyText, SealedHash},
            event::Event,
        },
    },
};
use jiff::Timestamp;

use super::{Outcome, Resealing, Run};
use crate::records::{
    RecordStore,
    unseal::{Closed, defect, open},
};

/// So often somebody else may change it between reading and writing: mostly who does the same at the same time, and then
/// it is done.
const TRIES: usize = 5;

impl Resealing<'_> {
    pub(super) async fn application(
        self,
        store: &RecordStore,
        mut record: Record,
        now: Timestamp,
    ) -> Result<Outcome, JournalError> {
        for _ in 0..TRIES {
            let Some(keys) = self.other_keys(&record.keys) else { return Ok(Outcome::Already) };
            let text = match self.open(&record) {
                Ok(text) => text,
                Err(why) => return Ok(Outcome::Closed(why.to_string())),
            };
            let sealed = match seal(&text, self.recipients) {
                Ok(sealed) => sealed,
                Err(error) => return Ok(not_sealed(&error)),
            };
            if self.run == Run::Dry {
                return Ok(Outcome::Again);
            }
            let read = SealedHash::of(&record.sealed);
            match store.replace_sealed(&record.reference, read, &sealed, &keys).await {
                Ok(Changed::Made) => return Ok(Outcome::Again),
                Ok(Changed::Absent) => return Ok(Outcome::Gone),
                Ok(Changed::Differs { .. }) => {}
                Err(JournalError::Unreadable(item)) => {
                    return Ok(Outcome::Closed(defect(item.defect)));
                }
                Err(error) => return Err(error),
            }
            record = match store.find(&record.reference, now).await {
                Ok(Some(found)) => found,
                Ok(None) => return Ok(Outcome::Gone),
                Err(StoreError::Unreadable(item)) => {
                    return Ok(Outcome::Closed(defect(item.defect)));
                }
                Err(error) => return Err(error.into()),
            };
        }
        Ok(busy())
    }

    pub(super) async fn act(
        self,
        store: &impl Journal,
        event: &Event,
        mut body: Body,
        now: Timestamp,
    ) -> Result<Outcome, JournalError> {
        for _ in 0..TRIES {
            let Some(keys) = self.other_keys(&body.keys) else { return Ok(Outcome::Already) };
            let text = match BodyText::open(&body, event.commit, self.identities) {
                Ok(text) => text,
                Err(error) => return Ok(Outcome::Closed(in_french(&error, &body))),
            };
            let sealed = match text.seal(self.recipients) {
                Ok(sealed) => sealed,
                Err(error) => return Ok(not_sealed(&error)),
            };
            if self.run == Run::Dry {
                return Ok(Outcome::Again);
            }
            match store.replace_body(body.id, body.hash(), &sealed, &keys).await {
                Ok(Changed::Made) => return Ok(Outcome::Again),
                Ok(Changed::Absent) => return Ok(Outcome::Gone),
                Ok(Changed::Differs { .. }) => {}
                Err(JournalError::Unreadable(item)) => {
                    return Ok(Outcome::Closed(defect(item.defect)));
                }
                Err(error) => return Err(error),
            }
            body = match store.bodies(&[body.id], now).await?.pop() {
                Some(Ok(found)) => found,
                Some(Err(unreadable)) => return Ok(Outcome::Closed(defect(unreadable.defect))),
                None => return Ok(Outcome::Gone),
            };
        }
        Ok(busy())
    }

    /// The keys of today; `None` if it is sealed to exactly these.
    fn other_keys(self, keys: &[Fingerprint]) -> Option<Vec<Fingerprint>> {
        let wanted = self.recipients.fingerprints();
        (!same(keys, &wanted)).then_some(wanted)
    }

    /// What is sealed, if it is an application: who can write to the store may have put something there that was meant
    /// for one person alone, and nobody else shall be able to open that. Whether it is as the service has written it, all
    /// recipients may see for themselves.
    fn open(self, record: &Record) -> Result<Vec<u8>, Closed> {
        let text = open(record, self.identities)?;
        match SealedContents::read(&text, record, self.signing) {
            Err(Distrusted::NotContents(_)) => Err(Closed::NotContents),
            _ => Ok(text),
        }
    }
}

fn in_french(error: &BodyError, body: &Body) -> String {
    match error {
        BodyError::Closed(OpenError::OtherKeys) => {
            let keys: Vec<_> = body.keys.iter().map(ToString::to_string).collect();
            format!(
                "il est fermé pour d'autres clés que la vôtre (empreintes : {})",
                keys.join(", ")
            )
        }
        BodyError::Closed(OpenError::Damaged(_) | OpenError::DamagedContents(_))
        | BodyError::Differs => "il est endommagé, rien ne l'ouvrira".to_owned(),
    }
}

fn not_sealed(error: &SealError) -> Outcome {
    Outcome::Closed(format!("elle n'a pas pu être refermée (message technique : {error})"))
}

fn busy() -> Outcome {
    Outcome::Closed("d'autres la changent en même temps : recommencez".to_owned())
}
