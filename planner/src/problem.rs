//! The problem: which firms wait, which hearings could be held, and the rules. No name, no answer, no clock.
//!
//! | field | what | where it is left out |
//! | --- | --- | --- |
//! | `version` | 1 | refused |
//! | `timezone` | IANA name: `starts` are local times there | refused |
//! | `rules` | `slot_minutes` 1 to 1440, `firms_min` 0 to 1000, `firms_max` 1 to 1000 and not below it, `same_sector_max` 1 to 1000, `quorum` 0 to 1000 | refused |
//! | `rules.order` | the six objectives, the most important first | as in [`objective::Objective::ALL`] |
//! | hearing: `id`, `starts` | a name; `YYYY-MM-DDTHH:MM`, years 2000 to 2999 | refused |
//! | `gap_minutes`, `break_minutes` | 0 to 1440 | 0 |
//! | `break_after` | the slot after which the break takes the place of the gap, once; null: none | null |
//! | `access`, `panel` | codes that the room meets, peers | none |
//! | `hold` | `auto`, `yes`, `no` | `auto` |
//! | `locked` | by reference, the slot that a firm keeps, 1 to 1000 | none |
//! | firm: `ref`, `received_at`, `sector` | names; RFC 3339, read by the minute | refused |
//! | `needs`, `excludes`, `recuses` | codes, peers, who need not be on any panel | none |
//! | `cannot`, `prefers`, `was` | hearings of this file | none; null |
//! | `expires` | `YYYY-MM-DD`; a hearing on that very day is possible | null: never |
//! | `treated` | whether nothing about the firm is open | true |
//!
//! A name has 1 to 64 characters and neither `:` nor control characters, so that the nodes of a certificate tell which is
//! which. A name that a list holds twice counts once. At most 10,000 firms, 100 hearings, 8
//! `auto`, and 200 names in a list are read.
//!
//! **Canonical form**: the problem as one line of JSON without blanks, every field written out, keys sorted, sets sorted,
//! hearings by (`starts`, `id`), firms by (`received_at`, `ref`), times as `2021-06-17T09:00` and
//! `2021-06-01T10:42:00Z`, the zone by its usual spelling. A plan names the SHA-256 of that, in hexadecimal.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use jiff::{
    Timestamp, ToSpan, ZonedDateTime,
    civil::{Date, DateTime},
    tz::TimeZone,
};
use serde::{Serialize, Serializer};
use sha2::{Digest, Sha256};

pub mod objective;
mod times;
mod read;

use objective::Objectives;

use crate::json::{fields::Mistakes, tree::JsonNode};

pub use crate::json::mistake::{FieldFault, Mistake};

/// So many firms are planned at once: what the placed set weighs must fit into 128 bits.
pub const MAX_FIRMS: usize = 120;

/// So many hearings may be left for the planner to hold or not: 256 choices.
pub const MAX_AUTO: usize = 8;

/// The sector that is one of its own for each firm.
pub const OTHER_SECTOR: &str = "autre";

/// A problem as it was read: its hearings stand in the order of their numbers, its firms in that of their ranks.
// The fields stand in the order of the alphabet: it is that of the canonical form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Problem {
    /// All firms of the file, the oldest first.
    #[serde(rename = "firms")]
    pub all_firms: Vec<Firm>,
    /// By (`starts`, `id`).
    pub hearings: Vec<Hearing>,
    /// What holds for all of them.
    pub rules: Rules,
    /// Where the hearings are.
    #[serde(serialize_with = "zone_name")]
    pub timezone: TimeZone,
    /// 1.
    pub version: u32,
}

/// What holds for all hearings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Rules {
    /// At most so many firms are heard at a hearing.
    pub firms_max: usize,
    /// At least so many, or it is not held.
    pub firms_min: usize,
    /// What counts most comes first.
    pub order: Objectives,
    /// At least so many peers sit for each firm.
    pub quorum: usize,
    /// At most so many firms of a sector.
    pub same_sector_max: usize,
    /// How long a firm is heard.
    pub slot_minutes: u32,
}

/// A hearing that could be held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Hearing {
    /// What the room meets.
    pub access: BTreeSet<String>,
    /// The slot after which there is a break.
    pub break_after: Option<u32>,
    /// How long it is.
    pub break_minutes: u32,
    /// Between two slots, where there is no break.
    pub gap_minutes: u32,
    /// Whether it is held.
    pub hold: Hold,
    /// Its name.
    pub id: String,
    /// The slots that firms keep, by reference; the first slot is 1.
    pub locked: BTreeMap<String, usize>,
    /// The peers who sit.
    pub panel: BTreeSet<String>,
    /// Local time, to the minute; there is exactly one such instant.
    #[serde(serialize_with = "local_minute")]
    pub starts: DateTime,
}

/// What stands between the slots of a hearing; the break takes the place of a gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pauses {
    /// 0 to 1440, between two slots.
    pub gap_minutes: u32,
    /// The slot after which there is a break.
    pub break_after: Option<u32>,
    /// How long that is, 0 to 1440.
    pub break_minutes: u32,
}

/// Whether a hearing is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Hold {
    /// The planner decides.
    Auto,
    /// It is not.
    No,
    /// It is: where it cannot be filled, there is no plan.
    Yes,
}

/// A firm that waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Firm {
    /// The hearings that it cannot come to.
    pub cannot: BTreeSet<String>,
    /// The peers who must not sit at its hearing.
    pub excludes: BTreeSet<String>,
    /// The last day of its record.
    #[serde(serialize_with = "optional_day")]
    pub expires: Option<Date>,
    /// What the room must meet.
    pub needs: BTreeSet<String>,
    /// The hearings that it would rather come to; empty: any.
    pub prefers: BTreeSet<String>,
    /// When it applied, to the minute.
    #[serde(serialize_with = "as_shown")]
    pub received_at: Timestamp,
    /// The peers who leave the room for it.
    pub recuses: BTreeSet<String>,
    /// Its reference.
    #[serde(rename = "ref")]
    pub reference: String,
    /// Its sector; [`OTHER_SECTOR`] is one of its own.
    pub sector: String,
    /// Whether nothing about it is open.
    pub treated: bool,
    /// Its hearing in the accepted plan.
    pub was: Option<String>,
}

impl Problem {
    /// Reads a problem.
    ///
    /// # Errors
    ///
    /// Every mistake that is in it.
    pub fn read(text: &str) -> Result<Self, Vec<Mistake>> {
        read::problem(text)
    }

    /// The firms that are planned, the oldest first: a firm's rank is its place here.
    pub fn firms(&self) -> &[Firm] {
        &self.all_firms[..self.all_firms.len().min(MAX_FIRMS)]
    }

    /// Those for whom there was no room in the run.
    pub fn not_taken(&self) -> &[Firm] {
        &self.all_firms[self.firms().len()..]
    }

    /// The rank of a firm that is planned.
    pub fn rank(&self, reference: &str) -> Option<usize> {
        self.firms().iter().position(|firm| firm.reference == reference)
    }

    /// The number of a hearing.
    pub fn number(&self, id: &str) -> Option<usize> {
        self.hearings.iter().position(|hearing| hearing.id == id)
    }

    /// The canonical form.
    pub fn canonical(&self) -> String {
        serde_json::to_string(self).expect("a problem is JSON")
    }

    /// Its SHA-256, in hexadecimal.
    pub fn digest(&self) -> String {
        format!("{:x}", Sha256::digest(self.canonical()))
    }

    /// References of firms of the same minute, the oldest group first: their ranks follow the references.
    pub fn ties(&self) -> Vec<Vec<String>> {
        let groups = self.firms().chunk_by(|one, other| one.received_at == other.received_at);
        let tied = groups.filter(|group| group.len() > 1);
        tied.map(|group| group.iter().map(|firm| firm.reference.clone()).collect()).collect()
    }

    /// From when to when a firm is heard in a slot; the first is 1.
    pub fn slot(&self, hearing: &Hearing, slot: usize) -> Range<ZonedDateTime> {
        let start = times::instant(hearing.starts, &self.timezone).expect("it was read");
        let length = i64::from(self.rules.slot_minutes);
        let slot = u32::try_from(slot).unwrap_or(u32::MAX);
        let before = hearing.pauses().minutes_before(slot, self.rules.slot_minutes);
        let from = start + i64::from(before).minutes();
        from.clone()..from + length.minutes()
    }
}

impl Hearing {
    /// Reads one by itself, as a problem of that time zone has it; every mistake is noted, with paths below `path`.
    pub fn read(node: &JsonNode, path: &str, timezone: &str, mistakes: &Mistakes) -> Option<Self> {
        read::one_hearing(node, path, timezone, mistakes)
    }

    /// From its start to the end of its last slot, if it has so many.
    pub fn minutes(&self, rules: &Rules, slots: usize) -> u32 {
        if slots == 0 {
            return 0;
        }
        let last = u32::try_from(slots).unwrap_or(u32::MAX);
        self.pauses().minutes_before(last, rules.slot_minutes) + rules.slot_minutes
    }

    fn pauses(&self) -> Pauses {
        let Self { gap_minutes, break_after, break_minutes, .. } = *self;
        Pauses { gap_minutes, break_after, break_minutes }
    }

    /// The day on which it is held.
    pub fn day(&self) -> Date {
        self.starts.date()
    }
}

impl Pauses {
    /// From the start of a hearing to the start of a slot, of which the first is 1 and each takes `slot_minutes`.
    pub fn minutes_before(&self, slot: u32, slot_minutes: u32) -> u32 {
        let pauses = (1..slot).map(|slot| match self.break_after {
            Some(after) if after == slot => self.break_minutes,
            _ => self.gap_minutes,
        });
        slot.saturating_sub(1) * slot_minutes + pauses.sum::<u32>()
    }
}

fn zone_name<S: Serializer>(zone: &TimeZone, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(zone.iana_name().expect("a zone is read by its name"))
}

fn local_minute<S: Serializer>(time: &DateTime, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&time.strftime("%Y-%m-%dT%H:%M"))
}

#[expect(clippy::ref_option, clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn optional_day<S: Serializer>(day: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
    match day {
        Some(day) => serializer.collect_str(day),
        None => serializer.serialize_none(),
    }
}

fn as_shown<T: std::fmt::Display, S: Serializer>(
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_str(value)
}
