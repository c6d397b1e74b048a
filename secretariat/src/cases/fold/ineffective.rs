//! Acts that count for nothing, whatever the state: taken back, or never ended.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    cases::apply::Without,
    journal::{OfficeJournal, act::Deed},
};

/// The acts that count for nothing, whatever the state.
pub(super) struct Ineffective {
    /// By which act they were taken back.
    undone: BTreeMap<u64, u64>,
    interrupted: BTreeSet<u64>,
}

impl Ineffective {
    pub(super) fn of(journal: &OfficeJournal) -> Self {
        let (mut undone, mut interrupted) = (BTreeMap::new(), BTreeSet::new());
        for (event, act) in journal.acts() {
            match &act.deed {
                Deed::Decision(decision) if decision.bulk => {
                    interrupted.insert(event.seq);
                }
                Deed::Bulk { acts, .. } => {
                    for seq in acts {
                        interrupted.remove(seq);
                    }
                }
                Deed::Undo { seq, .. } => {
                    let target = journal.act(*seq);
                    let may = target.is_some_and(|target| {
                        target.reference == act.reference && target.deed.can_be_undone()
                    });
                    if may && *seq < event.seq {
                        undone.insert(*seq, event.seq);
                    }
                }
                _ => {}
            }
        }
        Self { undone, interrupted }
    }

    /// Why the act of that number counts for nothing, if it does.
    pub(super) fn why(&self, seq: u64) -> Option<Without> {
        let undone = self.undone.get(&seq).map(|by| Without::Undone(*by));
        undone.or_else(|| self.interrupted.contains(&seq).then_some(Without::Interrupted))
    }
}

impl Deed {
    /// Whether it may be taken back: what is erased does not come back, and what was taken back can be done again.
    pub fn can_be_undone(&self) -> bool {
        !matches!(
            self,
            Self::Erasure(_) | Self::Undo { .. } | Self::Accept(_) | Self::Recipients(_)
        )
    }
}
