//! All that a store holds as one text, to be sealed once more: the same whatever the store, so that it also moves from
//! one to the other.
//!
//! ```text
//! {"backup":2,"made":"2026-11-28T20:30:00Z","applications":36,"events":120,"bodies":118,"erased":2,"sha256":"…"}
//! {"application":{"reference":"BDP-…","received_at":"…",…,"sealed":"base64"}}
//! {"event":{"seq":0,"at":"…","by":"…","body":"base64",…}}
//! {"body":{"body":"base64","keys":[…],"sealed":"base64","expires":1656547200}}
//! {"erased":{"reference":"BDP-…","received_at":"…"}}
//! ```
//!
//! `sha256` is of all that follows, in hexadecimal. Format 1, of releases without a journal, had applications alone: its
//! lines are what stands in `application` here, and its first one counts `records`. It is still read.

use std::{collections::HashSet, fmt::Write};

use form_handler::{
    record::{ReceivedAt, Record},
    store::journal::copy::JournalCopy,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

mod lines;
pub mod erasures;
pub mod error;
pub mod merge;
pub mod restore;

use lines::{ApplicationLine, BodyLine, ErasedLine, EventLine, Line};

/// The format that is written, and the highest that is read.
const FORMAT: u32 = 2;

/// What a backup holds.
#[derive(Debug, PartialEq, Eq)]
pub struct Backup {
    /// When it was made.
    pub made: ReceivedAt,
    /// The oldest first.
    pub records: Vec<Record>,
    /// The office's journal and the erasure list; `None` in format 1, which knew neither.
    pub journal: Option<JournalCopy>,
}

/// Why a text is no backup, or not a whole one. In French: the secretariat reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum NotABackup {
    #[error("ce n'est pas une sauvegarde de candidatures")]
    Foreign,
    #[error("elle vient d'une version plus récente de ce programme")]
    Later,
    #[error("elle n'est pas entière, ou elle a été modifiée")]
    Damaged,
}

#[derive(Serialize, Deserialize)]
struct Head {
    backup: u32,
    made: ReceivedAt,
    applications: usize,
    events: usize,
    bodies: usize,
    erased: usize,
    sha256: String,
}

/// That of format 1.
#[derive(Deserialize)]
struct FirstHead {
    made: ReceivedAt,
    records: usize,
    sha256: String,
}

/// What any format starts with.
#[derive(Deserialize)]
struct Format {
    backup: u32,
}

impl Backup {
    /// The text to seal.
    pub fn write(&self) -> String {
        let nothing = JournalCopy::default();
        let journal = self.journal.as_ref().unwrap_or(&nothing);
        let applications = self.records.iter().map(ApplicationLine::of).map(Line::Application);
        let events = journal.events.iter().map(EventLine::of).map(Line::Event);
        let bodies = journal.bodies.iter().map(BodyLine::of).map(Line::Body);
        let erased = journal.erased.iter().map(ErasedLine::of).map(Line::Erased);
        let mut lines = String::new();
        for line in applications.chain(events).chain(bodies).chain(erased) {
            lines.push_str(&serde_json::to_string(&line).expect("texts and numbers"));
            lines.push('\n');
        }
        let head = Head {
            backup: FORMAT,
            made: self.made,
            applications: self.records.len(),
            events: journal.events.len(),
            bodies: journal.bodies.len(),
            erased: journal.erased.len(),
            sha256: sha256(&lines),
        };
        let head = serde_json::to_string(&head).expect("texts and numbers");
        format!("{head}\n{lines}")
    }

    /// Reads what was sealed, or says why it cannot be trusted.
    pub fn read(text: &[u8]) -> Result<Self, NotABackup> {
        let text = str::from_utf8(text).map_err(|_| NotABackup::Foreign)?;
        let (head, lines) = text.split_once('\n').unwrap_or((text, ""));
        // Opening a seal takes the spaces at its end away, and a last line feed with them.
        let lines =
            if lines.is_empty() { String::new() } else { format!("{}\n", lines.trim_end()) };
        match serde_json::from_str(head) {
            Ok(Format { backup: 1 }) => Self::read_first(head, &lines),
            Ok(Format { backup: FORMAT }) => Self::read_today(head, &lines),
            Ok(Format { backup }) if backup > FORMAT => Err(NotABackup::Later),
            _ => Err(NotABackup::Foreign),
        }
    }

    fn read_today(head: &str, lines: &str) -> Result<Self, NotABackup> {
        let head: Head = parse(head)?;
        let (mut records, mut journal) = (Vec::new(), JournalCopy::default());
        if sha256(lines) != head.sha256 {
            return Err(NotABackup::Damaged);
        }
        for line in lines.lines() {
            match parse(line)? {
                Line::Application(line) => records.push(line.read()?),
                Line::Event(line) => journal.events.push(line.read()?),
                Line::Body(line) => journal.bodies.push(line.read()?),
                Line::Erased(line) => drop(journal.erased.insert(line.read())),
            }
        }
        let found = [
            (records.len(), head.applications),
            (journal.events.len(), head.events),
            (journal.bodies.len(), head.bodies),
            (journal.erased.len(), head.erased),
        ];
        let named: HashSet<_> = journal.events.iter().map(|event| event.body).collect();
        let is_whole = found.iter().all(|(found, counted)| found == counted)
            && journal.bodies.iter().all(|body| named.contains(&body.id));
        if !is_whole {
            return Err(NotABackup::Damaged);
        }
        Ok(Self { made: head.made, records, journal: Some(journal) })
    }

    fn read_first(head: &str, lines: &str) -> Result<Self, NotABackup> {
        let head: FirstHead = parse(head)?;
        if sha256(lines) != head.sha256 {
            return Err(NotABackup::Damaged);
        }
        let read = |line| parse(line).and_then(ApplicationLine::read);
        let records = lines.lines().map(read).collect::<Result<Vec<_>, _>>()?;
        if records.len() != head.records {
            return Err(NotABackup::Damaged);
        }
        Ok(Self { made: head.made, records, journal: None })
    }
}

fn parse<'a, T: Deserialize<'a>>(line: &'a str) -> Result<T, NotABackup> {
    serde_json::from_str(line).map_err(|_| NotABackup::Damaged)
}

fn sha256(text: &str) -> String {
    Sha256::digest(text).iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use form_handler::store::{
        contract,
        journal::{contract as journal_contract, erased::Erased, event::Event},
    };

    use super::*;

    fn backup(count: u8) -> Backup {
        let now = "2021-06-01T10:42:00Z".parse().unwrap();
        let records: Vec<_> = (0..count).map(|number| contract::sample(number, now)).collect();
        let mut journal = JournalCopy::default();
        for number in 0..count {
            let (event, body) =
                journal_contract::sample(number, journal.events.last().map(Event::head));
            journal.events.push(event);
            journal.bodies.extend((number != 1).then_some(body));
        }
        journal.erased.extend(records.first().map(Erased::of));
        Backup { made: ReceivedAt::at(now), records, journal: Some(journal) }
    }

    #[test]
    fn what_is_written_is_read() {
        for count in [0, 1, 3] {
            let text = backup(count).write();
            assert_eq!(Backup::read(text.as_bytes()), Ok(backup(count)));
            assert_eq!(Backup::read(text.trim_end().as_bytes()), Ok(backup(count)), "unsealed");
        }
    }

    #[test]
    fn a_part_of_it_is_not_taken_for_the_whole() {
        let text = backup(3).write();
        let lines: Vec<_> = text.lines().collect();
        let counted = |from: &str, to: &str| text.replacen(from, to, 1);
        for (part, expected) in [
            (lines[..3].join("\n"), NotABackup::Damaged),
            (lines[..lines.len() - 1].join("\n"), NotABackup::Damaged),
            (lines[0].to_owned(), NotABackup::Damaged),
            (counted("form 1", "form 7"), NotABackup::Damaged),
            (counted("\"applications\":3", "\"applications\":2"), NotABackup::Damaged),
            (counted("\"events\":3", "\"events\":4"), NotABackup::Damaged),
            (counted("\"bodies\":2", "\"bodies\":3"), NotABackup::Damaged),
            (counted("\"erased\":1", "\"erased\":0"), NotABackup::Damaged),
            (counted("\"backup\":2", "\"backup\":1"), NotABackup::Damaged),
            (counted("\"backup\":2", "\"backup\":3"), NotABackup::Later),
            (counted("\"backup\":2", "\"backup\":0"), NotABackup::Foreign),
            (String::new(), NotABackup::Foreign),
            ("{}".to_owned(), NotABackup::Foreign),
        ] {
            assert_eq!(Backup::read(part.as_bytes()), Err(expected), "{part:.80}");
        }
    }

    #[test]
    fn a_body_of_no_act_is_none_of_the_office() {
        let mut backup = backup(2);
        backup.journal.as_mut().unwrap().events.pop();
        backup.journal.as_mut().unwrap().events.pop();

        assert_eq!(Backup::read(backup.write().as_bytes()), Err(NotABackup::Damaged));
    }
}
