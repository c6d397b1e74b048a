//! An event as a row of its table.

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::{
    crypto::recipients::Fingerprint,
    store::{
        Defect,
        journal::{
            body::{BodyId, Commit},
            event::{Event, EventHash, EventRow, UnreadableEvent, VERSION},
        },
    },
};

/// The row of that number, if it is there.
pub fn find(connection: &Connection, seq: u64) -> rusqlite::Result<Option<EventRow>> {
    let Ok(number) = i64::try_from(seq) else { return Ok(None) };
    connection
        .prepare(
            r#"SELECT at, "by", body, "commit", until, prev, hash, sig, version
               FROM events WHERE seq = ?1"#,
        )?
        .query_row([number], |row| read(row, seq))
        .optional()
}

fn read(row: &Row<'_>, seq: u64) -> rusqlite::Result<EventRow> {
    let (at, by, until): (String, String, String) =
        (row.get("at")?, row.get("by")?, row.get("until")?);
    let bytes = |name| row.get::<_, Vec<u8>>(name);
    let (body, commit, prev) = (bytes("body")?, bytes("commit")?, bytes("prev")?);
    let (hash, sig) = (bytes("hash")?, bytes("sig")?);
    let version: u32 = row.get("version")?;
    let hash = hash.try_into().ok().map(EventHash);
    let parse = || {
        let wrong = Defect::Attribute;
        if version > VERSION {
            return Err(Defect::LaterVersion);
        }
        Ok(Event {
            seq,
            at: at.parse().map_err(|_| wrong("at"))?,
            by: Fingerprint::stored(by),
            body: BodyId(body.try_into().map_err(|_| wrong("body"))?),
            commit: Commit(commit.try_into().map_err(|_| wrong("commit"))?),
            until: until.parse().map_err(|_| wrong("until"))?,
            prev: EventHash(prev.try_into().map_err(|_| wrong("prev"))?),
            hash: hash.ok_or(wrong("hash"))?,
            sig: sig.try_into().map_err(|_| wrong("sig"))?,
            version,
        })
    };
    Ok(parse().map_err(|defect| UnreadableEvent { seq: Some(seq), hash, defect }))
}

/// Whether an event of any number is about that body.
pub fn is_about(connection: &Connection, body: BodyId) -> rusqlite::Result<bool> {
    let sql = "SELECT 1 FROM events WHERE body = ?1";
    Ok(connection.query_row(sql, [body.0], |_| Ok(())).optional()?.is_some())
}

pub fn insert(connection: &Connection, event: &Event) -> rusqlite::Result<()> {
    connection
        .execute(
            r#"INSERT INTO events (seq, at, "by", body, "commit", until, prev, hash, sig, version)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"#,
            params![
                // One that is as high has no row before it.
                i64::try_from(event.seq).unwrap_or(i64::MAX),
                event.at.to_string(),
                event.by.as_str(),
                event.body.0,
                event.commit.0,
                event.until.to_string(),
                event.prev.0,
                event.hash.0,
                event.sig,
                event.version,
            ],
        )
        .map(drop)
}
