//! What waits with no application in particular: a backup, a try of the key, sheets of a hearing that is over.

use authoring::office::OfficeSettings;
use form_handler::record::ReceivedAt;
use serde::Serialize;

use super::super::Office;
use crate::{
    identity::{backups, rehearsals},
    text::{day::Day, printable::one_line},
};

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum UpkeepKind {
    Backup,
    Rehearsal,
    Packs,
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
    /// Of which hearing the sheets are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hearing: Option<String>,
}

impl UpkeepKind {
    /// As people read it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Backup => "sauvegarde à faire",
            Self::Rehearsal => "clé à essayer",
            Self::Packs => "dossiers à détruire",
        }
    }
}

impl Upkeep {
    /// What to do, and why now.
    pub fn words(&self) -> String {
        if let Some(hearing) = &self.hearing {
            let (hearing, day) = (one_line(hearing, 64), self.due.long());
            return format!("{} (audition {hearing}, {day})", self.kind.words());
        }
        let last = self.last.map(|day| format!("la dernière fois, le {}", day.long()));
        let last = last.unwrap_or_else(|| "jamais encore depuis cet ordinateur".to_owned());
        format!("{} ({last})", self.kind.words())
    }
}

impl Office {
    /// What is due today by `[reminders]`. What was never done is due since there is anything that could be lost.
    pub fn upkeep(&self, settings: &OfficeSettings) -> Vec<Upkeep> {
        let received = self.records.records.iter().map(|record| record.received_at);
        let acted = self.journal.entries().first().map(|entry| entry.event.at);
        let first = received.chain(acted).min();
        let is_due = |kind, last: Option<ReceivedAt>, days: Option<u32>| {
            let last = last.map(day);
            let next = last.map(|last| days.map(|days| last.days_later(days)));
            let due = next.unwrap_or_else(|| days.and(first).map(day))?;
            (due <= Day::of(self.now())).then_some(Upkeep { kind, due, last, hearing: None })
        };
        let packs = self.packs_to_destroy().into_iter().map(|(hearing, due)| Upkeep {
            kind: UpkeepKind::Packs,
            due,
            last: None,
            hearing: Some(hearing),
        });
        let backup = backups::last(&self.beside).ok().flatten();
        let tried = self.last_try();
        let own = [
            is_due(UpkeepKind::Backup, backup, settings.backup_days),
            is_due(UpkeepKind::Rehearsal, tried, settings.rehearsal_days),
        ];
        packs.chain(own.into_iter().flatten()).collect()
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
