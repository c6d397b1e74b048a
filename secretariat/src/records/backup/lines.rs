//! The lines of a backup, one for each thing that it holds.

use application_form::reference::Reference;
use base64::prelude::{BASE64_STANDARD, Engine};
use form_handler::{
    crypto::recipients::Fingerprint,
    record::{ReceivedAt, Record, VERSION},
    store::journal::{
        body::{Body, BodyId, Commit},
        erased::Erased,
        event::{self, Event, EventHash},
    },
};
use serde::{Deserialize, Serialize};

use super::NotABackup;

/// A line of today's format: `{"event":{…}}`.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Line {
    Application(ApplicationLine),
    Event(EventLine),
    Body(BodyLine),
    Erased(ErasedLine),
}

/// An application; in format 1, all lines are such.
#[derive(Serialize, Deserialize)]
pub struct ApplicationLine {
    reference: Reference,
    received_at: ReceivedAt,
    form: String,
    keys: Vec<Fingerprint>,
    quarantine: bool,
    again: ReceivedAt,
    over_limit: bool,
    digest: String,
    sealed: String,
    version: u32,
    expires: i64,
}

/// An act of the journal.
#[derive(Serialize, Deserialize)]
pub struct EventLine {
    seq: u64,
    at: ReceivedAt,
    by: Fingerprint,
    body: String,
    commit: String,
    until: String,
    prev: String,
    hash: String,
    sig: String,
    version: u32,
}

/// What an act is about, sealed.
#[derive(Serialize, Deserialize)]
pub struct BodyLine {
    body: String,
    keys: Vec<Fingerprint>,
    sealed: String,
    expires: i64,
}

/// An application that was erased.
#[derive(Serialize, Deserialize)]
pub struct ErasedLine {
    reference: Reference,
    received_at: ReceivedAt,
}

impl ApplicationLine {
    pub fn of(record: &Record) -> Self {
        Self {
            reference: record.reference.clone(),
            received_at: record.received_at,
            form: record.form.clone(),
            keys: record.keys.clone(),
            quarantine: record.quarantine,
            again: record.again,
            over_limit: record.over_limit,
            digest: record.digest.clone(),
            sealed: BASE64_STANDARD.encode(&record.sealed),
            version: record.version,
            expires: record.expires,
        }
    }

    pub fn read(self) -> Result<Record, NotABackup> {
        if self.version > VERSION {
            return Err(NotABackup::Later);
        }
        Ok(Record {
            reference: self.reference,
            received_at: self.received_at,
            form: self.form,
            keys: self.keys,
            quarantine: self.quarantine,
            again: self.again,
            over_limit: self.over_limit,
            digest: self.digest,
            sealed: bytes(&self.sealed)?,
            version: self.version,
            expires: self.expires,
        })
    }
}

impl EventLine {
    pub fn of(event: &Event) -> Self {
        let base64 = |bytes: &[u8]| BASE64_STANDARD.encode(bytes);
        Self {
            seq: event.seq,
            at: event.at,
            by: event.by.clone(),
            body: base64(&event.body.0),
            commit: base64(&event.commit.0),
            until: event.until.to_string(),
            prev: base64(&event.prev.0),
            hash: base64(&event.hash.0),
            sig: base64(&event.sig),
            version: event.version,
        }
    }

    pub fn read(self) -> Result<Event, NotABackup> {
        if self.version > event::VERSION {
            return Err(NotABackup::Later);
        }
        Ok(Event {
            seq: self.seq,
            at: self.at,
            by: self.by,
            body: BodyId(array(&self.body)?),
            commit: Commit(array(&self.commit)?),
            until: self.until.parse().map_err(|_| NotABackup::Damaged)?,
            prev: EventHash(array(&self.prev)?),
            hash: EventHash(array(&self.hash)?),
            sig: array(&self.sig)?,
            version: self.version,
        })
    }
}

impl BodyLine {
    pub fn of(body: &Body) -> Self {
        Self {
            body: BASE64_STANDARD.encode(body.id.0),
            keys: body.keys.clone(),
            sealed: BASE64_STANDARD.encode(&body.sealed),
            expires: body.expires,
        }
    }

    pub fn read(self) -> Result<Body, NotABackup> {
        let Self { body, keys, sealed, expires } = self;
        Ok(Body { id: BodyId(array(&body)?), keys, sealed: bytes(&sealed)?, expires })
    }
}

impl ErasedLine {
    pub fn of(erased: &Erased) -> Self {
        Self { reference: erased.reference.clone(), received_at: erased.received_at }
    }

    pub fn read(self) -> Erased {
        Erased { reference: self.reference, received_at: self.received_at }
    }
}

fn bytes(base64: &str) -> Result<Vec<u8>, NotABackup> {
    BASE64_STANDARD.decode(base64).map_err(|_| NotABackup::Damaged)
}

fn array<const N: usize>(base64: &str) -> Result<[u8; N], NotABackup> {
    bytes(base64)?.try_into().map_err(|_| NotABackup::Damaged)
}

#[cfg(test)]
mod tests {
    use form_handler::store::{contract, journal::contract as journal_contract};

    use super::*;

    #[test]
    fn a_line_of_a_later_release_is_not_read() {
        let record = contract::sample(1, "2021-06-01T10:42:00Z".parse().unwrap());
        let (event, _) = journal_contract::sample(1, None);
        for (more, expected) in [(0, None), (1, Some(NotABackup::Later))] {
            let application =
                ApplicationLine { version: VERSION + more, ..ApplicationLine::of(&record) };
            let act = EventLine { version: event::VERSION + more, ..EventLine::of(&event) };

            assert_eq!(application.read().err(), expected);
            assert_eq!(act.read().err(), expected);
        }
    }
}
