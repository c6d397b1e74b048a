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
pub(super) struct Row {
    reference: String,
    received_at: String,
    again: String,
    expires: i64,
    version: u32,
    quarantine: i64,
    over_limit: i64,
    /// Of the columns that never change: all but `again`, `over_limit` and itself. None in schema 1.
    #[expect(dead_code, reason = "written from now on; read by what tells damage")]
    checksum: Option<[u8; 32]>,
    digest: String,
    form: String,
    keys: String,
    sealed: Vec<u8>,
}

pub(super) type Found = Result<Record, UnreadableItem>;

impl Row {
    fn of(record: &Record) -> Self {
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
    pub(super) fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Self> {
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

    /// SHA-256 over the columns that never change, each with its length before it.
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

    pub(super) fn insert(&self, connection: &Connection) -> rusqlite::Result<()> {
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
    pub(super) fn record(self) -> Found {
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

/// Writes a record; what has expired under its reference goes.
pub(super) fn write(connection: &Connection, record: &Record) -> rusqlite::Result<()> {
    delete(connection, "reference = ?1", record.reference.as_str())?;
    Row::of(record).insert(connection)?;
    connection.execute("UPDATE state SET records = records + 1, writes = writes + 1", ()).map(drop)
}

/// Deletes the rows of which the condition holds, and says how many.
pub(super) fn delete(
    connection: &Connection,
    condition: &str,
    value: impl rusqlite::ToSql,
) -> rusqlite::Result<usize> {
    let deleted =
        connection.execute(&format!("DELETE FROM applications WHERE {condition}"), [value])?;
    connection.execute("UPDATE state SET records = records - changes()", ())?;
    Ok(deleted)
}

/// Notes that a record is one above its network's limit.
pub(super) fn mark_over_limit(
    connection: &Connection,
    reference: &Reference,
) -> rusqlite::Result<()> {
    let sql = "UPDATE applications SET over_limit = 1 WHERE reference = ?1";
    connection.execute(sql, [reference.as_str()])?;
    connection.execute("UPDATE state SET writes = writes + 1", ()).map(drop)
}

/// Notes when a record was last sent.
pub(super) fn sent_again(connection: &Connection, record: &Record) -> rusqlite::Result<()> {
    connection.execute(
        "UPDATE applications SET again = ?2 WHERE reference = ?1",
        params![record.reference.as_str(), record.received_at.to_string()],
    )?;
    connection.execute("UPDATE state SET writes = writes + 1", ()).map(drop)
}

pub(super) fn received_at(
    reference: &Reference,
    received_at: &str,
) -> Result<ReceivedAt, UnreadableItem> {
    let defect = Defect::Attribute("received_at");
    received_at.parse().map_err(|_| UnreadableItem { key: reference.to_string(), defect })
}

/// The digest and the time of what is kept under that reference.
pub(super) fn first(
    connection: &Connection,
    reference: &Reference,
    now: Timestamp,
) -> rusqlite::Result<Option<(String, String)>> {
    connection
        .query_row(
            "SELECT digest, received_at FROM applications WHERE reference = ?1 AND expires > ?2",
            params![reference.as_str(), now.as_second()],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()
}

pub(super) fn find(
    connection: &Connection,
    schema: Schema,
    reference: &Reference,
    now: Timestamp,
) -> rusqlite::Result<Option<Found>> {
    let columns = schema.columns();
    connection
        .prepare(&format!(
            "SELECT {columns} FROM applications WHERE reference = ?1 AND expires > ?2"
        ))?
        .query_row(params![reference.as_str(), now.as_second()], |row| Ok(Row::read(row)?.record()))
        .optional()
}
