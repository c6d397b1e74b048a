//! What hearings were before, so that an answer counts only for what was asked.

use std::collections::BTreeMap;

use crate::journal::act::{HearingData, PlannedSlot, VideoLinks};

/// What each hearing was, and since which act; and its last slot.
#[derive(Clone, Debug, Default)]
pub struct Appointments {
    versions: BTreeMap<String, Vec<(u64, HearingData)>>,
    last_slots: BTreeMap<String, LastSlot>,
}

#[derive(Clone, Copy, Debug)]
struct LastSlot {
    slot: u32,
    /// The act that made the hearing longer for those who were asked to it.
    grown_at: Option<u64>,
}

impl Appointments {
    /// A hearing is that from this act on.
    pub(super) fn note(&mut self, seq: u64, hearing: &HearingData) {
        self.versions.entry(hearing.id.clone()).or_default().push((seq, hearing.clone()));
    }

    /// A hearing is not held: another one of its name begins anew.
    pub(super) fn forget(&mut self, id: &str) {
        self.versions.remove(id);
        self.last_slots.remove(id);
    }

    /// A plan was accepted. To whoever was asked, a hearing may become longer, never shorter: whoever leaves moves nobody.
    pub(super) fn plan(
        &mut self,
        seq: u64,
        slots: &[PlannedSlot],
        is_convoked: impl Fn(&str) -> bool,
    ) {
        let mut planned: BTreeMap<&str, u32> = BTreeMap::new();
        for slot in slots {
            let last = planned.entry(&slot.hearing).or_default();
            *last = (*last).max(slot.slot);
        }
        for (id, slot) in planned {
            let before = self.last_slots.get(id).copied().filter(|_| is_convoked(id));
            let last = match before {
                Some(before) if slot <= before.slot => before,
                Some(_) => LastSlot { slot, grown_at: Some(seq) },
                None => LastSlot { slot, grown_at: None },
            };
            self.last_slots.insert(id.to_owned(), last);
        }
    }

    /// The last slot of a hearing that a firm has, or had when people were asked; `None` as long as no plan has one there.
    pub fn last_slot(&self, id: &str) -> Option<u32> {
        self.last_slots.get(id).map(|last| last.slot)
    }

    /// Whether a firm that was asked to that slot, when that act was done, is still asked to the same.
    pub(super) fn is_same_for_firm(&self, id: &str, slot: u32, since: u64) -> bool {
        self.is_same(id, since, |hearing| {
            let link = hearing.video.as_ref().map(|video| match video {
                VideoLinks::Shared(link) => Some(link.clone()),
                VideoLinks::PerSlot(links) => links.get(slot.saturating_sub(1) as usize).cloned(),
            });
            let before = hearing.pauses().minutes_before(slot.max(1), 0);
            (hearing.starts.clone(), before, hearing.place.clone(), link.flatten())
        })
    }

    /// Whether a peer who was asked to that hearing, when that act was done, is still asked to the same.
    pub(super) fn is_same_for_peer(&self, id: &str, since: u64) -> bool {
        let grown_at = self.last_slots.get(id).and_then(|last| last.grown_at);
        grown_at.is_none_or(|grown_at| grown_at < since)
            && self.is_same(id, since, |hearing| {
                (
                    hearing.starts.clone(),
                    hearing.pauses(),
                    hearing.place.clone(),
                    hearing.video.clone(),
                )
            })
    }

    /// Whether that of the hearing is what it was when that act was done, and was nothing else in between.
    fn is_same<T: PartialEq>(&self, id: &str, since: u64, of: impl Fn(&HearingData) -> T) -> bool {
        let versions = self.versions.get(id).map(Vec::as_slice).unwrap_or_default();
        let (before, later) = versions.split_at(versions.partition_point(|(seq, _)| *seq <= since));
        let Some((_, asked)) = before.last() else { return false };
        let asked = of(asked);
        later.iter().all(|(_, hearing)| of(hearing) == asked)
    }
}
