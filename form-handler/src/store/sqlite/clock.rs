//! What the database remembers of time, because a wrong clock must not delete anything.
//!
//! | the clock is | applications are confirmed | what expired is deleted | remembered |
//! | --- | --- | --- | --- |
//! | at or after the latest time seen | yes | yes, if a run a day earlier found it expired too | yes |
//! | before it | unless two hours before the newest application | no | no |
//! | more than 40 days after it | yes, not with [`AheadClock::Refuses`] | no | no |
//!
//! [`ClockRules::accepted`] replaces what is remembered by what a person says is right.

use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, params};

use super::error::SqliteError;

/// More than a month's holiday without a server; less than what a dead battery of a clock makes.
const FAR_AHEAD: SignedDuration = SignedDuration::from_hours(40 * 24);

/// Two machines' clocks, or one before and after its first answer from a time server, may differ so much.
const BEHIND: SignedDuration = SignedDuration::from_hours(2);

/// Two runs that find the same application expired are so far apart before it is deleted.
pub(super) const APART: SignedDuration = SignedDuration::from_hours(24);

/// What is done about a clock that may be wrong.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ClockRules {
    /// What a clock that is far ahead may do.
    pub ahead: AheadClock,
    /// What a person says is the time (`--accept-clock`): from the start of this program on it stands for all
    /// that is remembered.
    pub accepted: Option<Timestamp>,
}

/// What a clock more than 40 days after the latest time seen may do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AheadClock {
    /// Applications are confirmed all the same.
    #[default]
    Confirms,
    /// Nothing is confirmed: production.
    Refuses,
}

/// How the clock compares with what is remembered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClockVerdict {
    /// As it should.
    Plausible,
    /// It is before the latest time seen.
    Behind {
        /// The latest time seen.
        latest: Timestamp,
    },
    /// It is more than 40 days after the latest time seen.
    Ahead {
        /// The latest time seen.
        latest: Timestamp,
    },
}

/// The one row of the table `state`.
#[derive(Clone, Copy, Debug)]
pub(super) struct State {
    /// Goes up with each write.
    pub writes: i64,
    /// How many applications there should be.
    pub records: i64,
    latest: Option<Timestamp>,
    newest: Option<Timestamp>,
}

impl State {
    pub(super) fn read(connection: &Connection) -> rusqlite::Result<Self> {
        connection.query_row("SELECT writes, records, latest, newest FROM state", (), |row| {
            let time = |column| -> rusqlite::Result<_> {
                let seconds: Option<i64> = row.get(column)?;
                Ok(seconds.and_then(|seconds| Timestamp::from_second(seconds).ok()))
            };
            Ok(Self {
                writes: row.get(0)?,
                records: row.get(1)?,
                latest: time(2)?,
                newest: time(3)?,
            })
        })
    }

    pub(super) fn verdict(&self, now: Timestamp) -> ClockVerdict {
        match self.latest {
            Some(latest) if now < latest => ClockVerdict::Behind { latest },
            Some(latest) if now > latest + FAR_AHEAD => ClockVerdict::Ahead { latest },
            _ => ClockVerdict::Plausible,
        }
    }

    /// Whether an application may be confirmed now, and if so as of when earlier ones have expired.
    pub(super) fn admit(
        &self,
        now: Timestamp,
        ahead: AheadClock,
    ) -> Result<Timestamp, SqliteError> {
        match (self.verdict(now), ahead, self.newest) {
            (ClockVerdict::Ahead { latest }, AheadClock::Refuses, _) => {
                Err(SqliteError::ClockAhead { now, latest })
            }
            (_, _, Some(newest)) if now < newest - BEHIND => {
                Err(SqliteError::ClockBehind { now, newest })
            }
            // What only this clock takes for expired is not replaced.
            (ClockVerdict::Ahead { latest }, AheadClock::Confirms, _) => Ok(latest),
            _ => Ok(now),
        }
    }

    /// Remembers the time, if that is plausible.
    pub(super) fn remember(&self, connection: &Connection, now: Timestamp) -> rusqlite::Result<()> {
        if self.verdict(now) == ClockVerdict::Plausible {
            connection.execute("UPDATE state SET latest = ?1", [now.as_second()])?;
        }
        Ok(())
    }

    /// Remembers when an application was sent, whatever the clock.
    pub(super) fn sent(connection: &Connection, now: Timestamp) -> rusqlite::Result<()> {
        connection
            .execute("UPDATE state SET newest = max(ifnull(newest, ?1), ?1)", [now.as_second()])
            .map(drop)
    }

    /// A person says what time it is.
    pub(super) fn accept(connection: &Connection, now: Timestamp) -> rusqlite::Result<()> {
        connection
            .execute("UPDATE state SET latest = ?1, newest = ?1", params![now.as_second()])
            .map(drop)
    }
}
