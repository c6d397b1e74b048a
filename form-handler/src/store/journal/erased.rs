//! What was erased, so that nothing brings it back: not a backup, and not another machine.

use std::collections::BTreeSet;

use application_form::reference::Reference;

use crate::{
    record::{ReceivedAt, Record},
    store::UnreadableItem,
};

/// An application that was erased.
///
/// One that is sent again later has the same reference and is another one. If it was received in the same minute, it
/// counts as erased: nobody can tell the two apart.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Erased {
    /// Its reference.
    pub reference: Reference,
    /// When it first arrived.
    pub received_at: ReceivedAt,
}

/// All that was erased.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ErasureList {
    /// In their order, each once.
    pub entries: BTreeSet<Erased>,
    /// Those that cannot be read: what they named may be shown again.
    pub unreadable: Vec<UnreadableItem>,
}

impl Erased {
    /// The entry of an application.
    pub fn of(record: &Record) -> Self {
        Self { reference: record.reference.clone(), received_at: record.received_at }
    }
}

impl ErasureList {
    /// Whether that application was erased, wherever it comes from now.
    pub fn names(&self, record: &Record) -> bool {
        self.entries.contains(&Erased::of(record))
    }
}
