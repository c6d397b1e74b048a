//! A body as a row of its table.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, params};
use sha2::{Digest, Sha256};

use crate::{
    crypto::recipients::Fingerprint,
    store::{
        Defect,
        journal::{
            BodyRow, UnreadableBody,
            body::{Body, BodyId, SealedHash},
        },
    },
};

/// A row as it stands in the database, whatever it says.
pub struct StoredBody {
    id: BodyId,
    expires: i64,
    checksum: Vec<u8>,
    keys: String,
    sealed: Vec<u8>,
}

impl StoredBody {
    pub fn of(body: &Body) -> Self {
        let keys = serde_json::to_string(&body.keys).expect("a list of texts");
        let (id, expires, sealed) = (body.id, body.expires, body.sealed.clone());
        let row = Self { id, expires, checksum: Vec::new(), keys, sealed };
        Self { checksum: row.computed().to_vec(), ..row }
    }

    /// What [`Self::read`] reads, in its order.
    pub const COLUMNS: &str = "body, expires, checksum, keys, sealed";

    /// The row under that name, whether or not it has expired.
    pub fn find(connection: &Connection, id: BodyId) -> rusqlite::Result<Option<Self>> {
        let sql = format!("SELECT {} FROM bodies WHERE body = ?1", Self::COLUMNS);
        connection.query_row(&sql, [id.0], Self::read).optional()
    }

    /// The row of that number, if it is of that name.
    pub fn at(connection: &Connection, number: i64, id: BodyId) -> rusqlite::Result<Option<Self>> {
        let sql = format!("SELECT {} FROM bodies WHERE rowid = ?1 AND body = ?2", Self::COLUMNS);
        connection.query_row(&sql, params![number, id.0], Self::read).optional()
    }

    pub fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: BodyId(row.get("body")?),
            expires: row.get("expires")?,
            checksum: row.get("checksum")?,
            keys: row.get("keys")?,
            sealed: row.get("sealed")?,
        })
    }

    pub fn id(&self) -> BodyId {
        self.id
    }

    /// Whether it is as it was written.
    pub fn is_whole(&self) -> bool {
        self.checksum == self.computed()
    }

    pub fn is_expired(&self, now: Timestamp) -> bool {
        self.expires <= now.as_second()
    }

    pub fn hash(&self) -> SealedHash {
        SealedHash::of(&self.sealed)
    }

    /// What it says, if that is what was written.
    pub fn body(self) -> BodyRow {
        let unreadable = |name| UnreadableBody { id: self.id, defect: Defect::Attribute(name) };
        if !self.is_whole() {
            return Err(unreadable("checksum"));
        }
        let keys = serde_json::from_str(&self.keys).map_err(|_| unreadable("keys"))?;
        Ok(Body { id: self.id, keys, sealed: self.sealed, expires: self.expires })
    }

    /// SHA-256 over all else, the texts with their length before them.
    fn computed(&self) -> [u8; 32] {
        let mut hash =
            Sha256::new().chain_update(self.id.0).chain_update(self.expires.to_be_bytes());
        for part in [self.keys.as_bytes(), &self.sealed] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
        hash.finalize().into()
    }

    pub fn insert(&self, connection: &Connection) -> rusqlite::Result<()> {
        let sql = "INSERT INTO bodies (body, expires, checksum, keys, sealed) VALUES (?1, ?2, ?3, ?4, ?5)";
        let values = params![self.id.0, self.expires, self.checksum, self.keys, self.sealed];
        connection.execute(sql, values).map(drop)
    }

    /// The same body sealed to others.
    pub fn sealed_again(self, sealed: &[u8], keys: &[Fingerprint]) -> Self {
        let (id, expires) = (self.id, self.expires);
        Self::of(&Body { id, keys: keys.to_vec(), sealed: sealed.to_vec(), expires })
    }

    /// Replaces what is there under its name.
    pub fn update(&self, connection: &Connection) -> rusqlite::Result<()> {
        let sql = "UPDATE bodies SET checksum = ?2, keys = ?3, sealed = ?4 WHERE body = ?1";
        let values = params![self.id.0, self.checksum, self.keys, self.sealed];
        connection.execute(sql, values).map(drop)
    }
}

pub fn delete(connection: &Connection, id: BodyId) -> rusqlite::Result<()> {
    connection.execute("DELETE FROM bodies WHERE body = ?1", [id.0]).map(drop)
}
