//! What waits on this machine, with no application in particular: a backup, a try of the key.

use authoring::office::OfficeSettings;
use form_handler::record::ReceivedAt;
use serde::Serialize;

use super::super::Office;
use crate::{
    identity::{last_backup, rehearsals},
    text::day::Day,
};

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum UpkeepKind {
    Backup,
    Rehearsal,
}

/// Something to be done, and since when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Upkeep {
    /// What.
    pub kind: UpkeepKind,
    /// The day on which it was due.
    pub due: Day,
    /// When it was done last, from this machine; `None` if never.
    pub last: Option<Day>,
}

impl UpkeepKind {
    /// As people read it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Backup => "sauvegarde à faire",
            Self::Rehearsal => "clé à essayer",
        }
    }
}

impl Upkeep {
    /// What to do, and why now.
    pub fn words(&self) -> String {
        let last = self.last.map(|day| format!("la dernière fois, le {}", day.long()));
        let last = last.unwrap_or_else(|| "jamais encore depuis cet ordinateur".to_owned());
        format!("{} ({last})", self.kind.words())
    }
}

impl Office {
    /// What is due today by `[reminders]`. What was never done is due so many days after the first application.
    pub fn upkeep(&self, settings: &OfficeSettings) -> Vec<Upkeep> {
        let first = self.records.records.iter().map(|record| record.received_at).min();
        let Some(first) = first.map(day) else { return Vec::new() };
        let is_due = |kind, last: Option<ReceivedAt>, days: Option<u32>| {
            let last = last.map(day);
            let due = last.unwrap_or(first).days_later(days?);
            (due <= Day::of(self.now())).then_some(Upkeep { kind, due, last })
        };
        let backup = last_backup::last(&self.beside).ok().flatten();
        let tried = self.last_try();
        [
            is_due(UpkeepKind::Backup, backup, settings.backup_days),
            is_due(UpkeepKind::Rehearsal, tried, settings.rehearsal_days),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// When the reader's key has last opened what it should; `None` if that is not noted on this machine.
    pub fn last_try(&self) -> Option<ReceivedAt> {
        let own = self.keys.identities.authors.first()?.fingerprint();
        rehearsals::last(&self.beside, own).ok().flatten()
    }
}

fn day(at: ReceivedAt) -> Day {
    Day::of(at.timestamp())
}
