//! A record as a row of the table.

use application_form::reference::Reference;
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};

use super::schema::Schema;
use crate::{
    record::{ReceivedAt, Record, VERSION},
    store::{Defect, UnreadableItem},
};

/// A row as it stands in the database, whatever it says.
pub struct Row {
    reference: String,
    received_at: String,
    again: String,
    expires: i64,
    version: u32,
    quarantine: i64,
    over_limit: i64,
    /// Of the columns that only [`seal_again`] changes: all but `again`, `over_limit` and itself. None in schema 1.
    checksum: Option<[u8; 32]>,
    digest: String,
    form: String,
    keys: String,
    sealed: Vec<u8>,
}

/// Nothing is kept for a hundred years, in seconds.
const LONGEST: i64 = 100 * 366 * 24 * 3600;

impl Row {
    pub fn of(record: &Record) -> Self {
        Self {
            reference: record.reference.to_string(),
            received_at: record.received_at.to_string(),
            again: record.again.to_string(),
            expires: record.expires,
            version: record.version,
            quarantine: record.quarantine.into(),
            over_limit: record.over_limit.into(),
            checksum: None,
            digest: record.digest.clone(),
            form: record.form.clone(),
            keys: serde_json::to_string(&record.keys).expect("a list of texts"),
            sealed: record.sealed.clone(),
        }
    }

    /// Reads a row in the order of [`Schema::columns`].
    pub fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            reference: row.get(0)?,
            received_at: row.get(1)?,
            again: row.get(2)?,
            expires: row.get(3)?,
            version: row.get(4)?,
            quarantine: row.get(5)?,
            over_limit: row.get(6)?,
            checksum: row.get(7)?,
            digest: row.get(8)?,
            form: row.get(9)?,
            keys: row.get(10)?,
            sealed: row.get(11)?,
        })
    }

    /// The row under that reference, whether or not it has expired.
    pub fn find(
        connection: &Connection,
        schema: Schema,
        reference: &Reference,
    ) -> rusqlite::Result<Option<Self>> {
        connection
            .prepare(&format!(
                "SELECT {} FROM applications WHERE reference = ?1",
                schema.columns()
            ))?
            .query_row([reference.as_str()], Self::read)
            .optional()
    }

    pub fn reference(&self) -> &str {
        &self.reference
    }

    /// What tells a resend from a clash.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// When it first arrived.
    pub fn received_at(&self) -> Result<ReceivedAt, UnreadableItem> {
        let defect = Defect::Attribute("received_at");
        let unreadable = |_| UnreadableItem { key: self.reference.clone(), defect };
        self.received_at.parse().map_err(unreadable)
    }

    pub fn is_expired(&self, now: Timestamp) -> bool {
        self.expires <= now.as_second()
    }

    /// Whether it is as it was written, as far as that can be told without a key. In schema 1, where garbage in
    /// `expires` looked like an end, that is whether it is one.
    pub fn is_whole(&self) -> bool {
        match self.checksum {
            Some(checksum) => checksum == self.computed(),
            None => self.received_at().is_ok_and(|received_at| {
                let received = received_at.timestamp().as_second();
                (received..=received + LONGEST).contains(&self.expires)
            }),
        }
    }

    /// Whether it is whole, or what a later release wrote, of which nothing can be told.
    pub fn can_be_trusted(&self) -> bool {
        self.version > VERSION || self.is_whole()
    }

    /// Whether that is the application of this record, whole, sent when this one was.
    pub fn keeps(&self, record: &Record) -> bool {
        self.can_be_trusted()
            && self.digest == record.digest
            && self.again == record.again.to_string()
    }

    /// Whether that is what is sealed in it, and it is whole.
    pub fn holds(&self, sealed: &[u8]) -> bool {
        self.can_be_trusted() && self.sealed == sealed
    }

    /// SHA-256 over the columns that only [`seal_again`] changes, each with its length before it.
    fn computed(&self) -> [u8; 32] {
        let numbers =
            [self.expires, self.version.into(), self.quarantine].map(i64::to_be_bytes).concat();
        let parts = [
            self.reference.as_bytes(),
            self.received_at.as_bytes(),
            &numbers,
            self.digest.as_bytes(),
            self.form.as_bytes(),
            self.keys.as_bytes(),
            &self.sealed,
        ];
        let mut hash = Sha256::new();
        for part in parts {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
        hash.finalize().into()
    }

    pub fn insert(&self, connection: &Connection) -> rusqlite::Result<()> {
        connection
            .prepare(&format!(
                "INSERT INTO applications ({})
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
                Schema::Two.columns()
            ))?
            .execute(params![
                self.reference,
                self.received_at,
                self.again,
                self.expires,
                self.version,
                self.quarantine,
                self.over_limit,
                self.computed(),
                self.digest,
                self.form,
                self.keys,
                self.sealed,
            ])
            .map(drop)
    }

    /// What it says, if that is a record.
    pub fn record(self) -> Result<Record, UnreadableItem> {
        match self.parse() {
            Ok(record) => Ok(record),
            Err(defect) => Err(UnreadableItem { key: self.reference, defect }),
        }
    }

    fn parse(&self) -> Result<Record, Defect> {
        if self.version > VERSION {
            return Err(Defect::LaterVersion);
        }
        let time = |name, text: &str| text.parse().map_err(|_| Defect::Attribute(name));
        let flag = |name, number| match number {
            0 | 1 => Ok(number == 1),
            _ => Err(Defect::Attribute(name)),
        };
        Ok(Record {
            reference: self.reference.parse().map_err(|_| Defect::Attribute("reference"))?,
            received_at: time("received_at", &self.received_at)?,
            form: self.form.clone(),
            keys: serde_json::from_str(&self.keys).map_err(|_| Defect::Attribute("keys"))?,
            quarantine: flag("quarantine", self.quarantine)?,
            again: time("again", &self.again)?,
            over_limit: flag("over_limit", self.over_limit)?,
            digest: self.digest.clone(),
            sealed: self.sealed.clone(),
            version: self.version,
            expires: self.expires,
        })
    }
}

/// Deletes what is under a reference.
pub fn delete(connection: &Connection, reference: &Reference) -> rusqlite::Result<()> {
    connection
        .execute("DELETE FROM applications WHERE reference = ?1", [reference.as_str()])
        .map(drop)
}

/// Notes that a record is one above its network's limit.
pub fn mark_over_limit(connection: &Connection, reference: &Reference) -> rusqlite::Result<()> {
    connection
        .execute(
            "UPDATE applications SET over_limit = 1 WHERE reference = ?1",
            [reference.as_str()],
        )
        .map(drop)
}

/// Notes when a record was last sent.
pub fn sent_again(connection: &Connection, record: &Record) -> rusqlite::Result<()> {
    connection
        .execute(
            "UPDATE applications SET again = ?2 WHERE reference = ?1",
            params![record.reference.as_str(), record.again.to_string()],
        )
        .map(drop)
}

/// Replaces what is sealed in a record, to whom, and the checksum with it.
pub fn seal_again(connection: &Connection, record: &Record) -> rusqlite::Result<()> {
    let row = Row::of(record);
    connection
        .execute(
            "UPDATE applications SET checksum = ?2, keys = ?3, sealed = ?4 WHERE reference = ?1",
            params![row.reference, row.computed(), row.keys, row.sealed],
        )
        .map(drop)
}
