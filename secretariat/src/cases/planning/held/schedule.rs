//! A hearing slot by slot: when, who sits, who leaves, and whether enough peers stay.

use application_form::reference::Reference;
use jiff::{ToSpan, ZonedDateTime, civil::DateTime, tz::TimeZone};

use crate::{
    cases::{Case, Office},
    journal::act::HearingData,
    text::paris_time::PARIS,
};

/// A place of a hearing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScheduledSlot {
    /// From 1.
    pub n: u32,
    /// `9 h 00`, in Paris; empty if nobody knows.
    pub from: String,
    /// When it ends, written like `from`.
    pub to: String,
    /// Who is heard.
    pub reference: Reference,
    /// The ids of the peers who sit.
    pub sit: Vec<String>,
    /// The ids of the peers who leave the room.
    pub leave: Vec<String>,
}

impl ScheduledSlot {
    /// Whether enough of these peers sit.
    pub fn holds(&self, present: &[String], quorum: u32) -> bool {
        self.sit.iter().filter(|peer| present.contains(peer)).count() >= quorum as usize
    }
}

impl Office {
    /// The slots of a hearing that have a firm, or had one that was heard or did not come; each takes so many minutes.
    pub fn schedule(&self, hearing: &HearingData, slot_minutes: u32) -> Vec<ScheduledSlot> {
        let panel = self.cases.roster.panel(hearing);
        let slot = |case: &&Case| {
            let n = case.hearing.as_ref()?.slot;
            let (from, to) = slot_times(hearing, n, slot_minutes).unwrap_or_default();
            let (leave, sit) = panel.iter().cloned().partition(|peer| case.recusals.contains(peer));
            Some(ScheduledSlot { n, from, to, reference: case.reference.clone(), sit, leave })
        };
        self.seated_at(&hearing.id).iter().filter_map(slot).collect()
    }
}

/// From when to when.
fn slot_times(hearing: &HearingData, n: u32, slot_minutes: u32) -> Option<(String, String)> {
    let from = slot_start(hearing, n, slot_minutes)?;
    let to = from.checked_add(i64::from(slot_minutes).minutes()).ok()?;
    let shown = |time: ZonedDateTime| format!("{}\u{a0}h\u{a0}{:02}", time.hour(), time.minute());
    Some((shown(from), shown(to)))
}

/// When a slot begins; the first is 1.
pub fn slot_start(hearing: &HearingData, n: u32, slot_minutes: u32) -> Option<ZonedDateTime> {
    let starts: DateTime = hearing.starts.parse().ok()?;
    let starts = starts.to_zoned_datetime(TimeZone::get(PARIS).ok()?).ok()?;
    let before = (n > 0).then(|| hearing.pauses().minutes_before(n, slot_minutes))?;
    starts.checked_add(i64::from(before).minutes()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_slot_comes_after_the_gaps_and_the_break_before_it() {
        let hearing = |starts: &str| HearingData {
            id: "a1".into(),
            starts: starts.into(),
            gap_minutes: 5,
            break_after: Some(3),
            break_minutes: 15,
            access: Vec::new(),
            panel: Vec::new(),
            hold: crate::cli::words::HearingHold::Auto,
            locked: std::collections::BTreeMap::new(),
            place: None,
            video: None,
        };
        for (starts, n, expected) in [
            ("2021-06-17T09:00", 1, Some(("9 h 00", "9 h 45"))),
            ("2021-06-17T09:00", 2, Some(("9 h 50", "10 h 35"))),
            ("2021-06-17T09:00", 4, Some(("11 h 40", "12 h 25"))),
            ("2021-06-17T09:00", 6, Some(("13 h 20", "14 h 05"))),
            ("2021-06-17T23:30", 1, Some(("23 h 30", "0 h 15"))),
            // The clock goes back at three.
            ("2021-10-31T01:30", 2, Some(("2 h 20", "2 h 05"))),
            ("nonsense", 1, None),
            ("2021-06-17T09:00", 0, None),
        ] {
            let times = slot_times(&hearing(starts), n, 45);
            let times = times.map(|(from, to)| [from, to].map(|time| time.replace('\u{a0}', " ")));
            let times = times.as_ref().map(|[from, to]| (from.as_str(), to.as_str()));
            assert_eq!(times, expected, "{starts}, slot {n}");
        }
    }
}
