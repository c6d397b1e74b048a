//! The office: a store and its journal, opened with somebody's keys, and what can be done there.
//!
//! Whatever a command or a page does is one function here: it looks whether everything asked for is possible, and then
//! adds all of it to the journal, or nothing.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use application_form::reference::Reference;
use form_handler::{
    record::Record,
    store::journal::{Journal, erased::Erased},
};
use jiff::Timestamp;

use super::{
    error::OpenError,
    fold::{Cases, Filed},
};
use crate::{
    cli::args::{ContentArgs, IdentityArgs, PlaceArgs, StoreArgs},
    context::Context,
    identity::{Identities, Keyring},
    journal::{
        OfficeJournal,
        error::OfficeError,
        memory::{Compared, Memory},
        people::People,
        reading::Reader,
    },
    records::{
        RecordStore, Records,
        access::location,
        backup::erasures,
        error::RecordsError,
        signing_keys,
        unseal::{Closed, Keys, Opened, unseal},
    },
};

pub mod remarks;
pub mod record;
pub mod decide;
pub mod rights;
pub mod amend;
pub mod erase;
pub mod certificate;
pub mod access;
pub mod today;
pub mod settings;

/// Where everything is.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "the names say it")]
pub struct OfficePlace<'a> {
    pub store: &'a StoreArgs,
    pub identity: &'a IdentityArgs,
    pub content: &'a ContentArgs,
}

/// Whether anything is to be done there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum StoreAccess {
    Read,
    Act,
}

impl<'a> OfficePlace<'a> {
    /// Where the options say.
    pub fn of(args: &'a PlaceArgs) -> Self {
        Self { store: &args.store, identity: &args.identity, content: &args.content }
    }
}

/// A store and its journal, opened with somebody's keys.
pub struct Office {
    /// Where everything is kept.
    pub store: RecordStore,
    /// What opens applications and acts.
    pub keys: Keys,
    /// Who signs and opens.
    pub people: People,
    /// What stands in the store; the records in it are below, opened or closed.
    pub records: Records,
    /// The applications that open.
    pub opened: Vec<Opened>,
    /// Those that do not, and why.
    pub closed: Vec<(Record, Closed)>,
    /// What was done.
    pub journal: OfficeJournal,
    /// What follows from it.
    pub cases: Cases,
    /// How the journal looks beside what this machine has seen of it.
    pub compared: Compared,
    memory: Memory,
    /// The identity beside which things are noted.
    beside: PathBuf,
    /// For how many days a backup is kept, as the site says.
    backup_days: Option<u32>,
    /// What was erased and is in the store again.
    back: Vec<Record>,
    /// Newer acts than the next one knows, which are the reader's own.
    own_since: Vec<u64>,
    now: Timestamp,
}

impl Office {
    /// Opens the office with the keys of these files.
    pub async fn open(
        place: OfficePlace<'_>,
        access: StoreAccess,
        context: &mut Context<'_>,
    ) -> Result<Self, OpenError> {
        let mut keyring = Keyring::of(place.identity.paths());
        let store = match access {
            StoreAccess::Read => RecordStore::open(place.store, &mut keyring, context).await?,
            StoreAccess::Act => {
                RecordStore::open_to_act(place.store, &mut keyring, context).await?
            }
        };
        let identities = keyring.into_identities(context.passphrases)?;
        let records = store.all(context).await?;
        Self::with(store, records, identities, place, context).await
    }

    /// Opens what opens of all that a store holds, and folds the journal over it.
    pub async fn with(
        store: RecordStore,
        mut records: Records,
        identities: Identities,
        place: OfficePlace<'_>,
        context: &mut Context<'_>,
    ) -> Result<Self, OpenError> {
        let (folder, beside) = (&place.content.folder, place.identity.first());
        let signing = signing_keys::read(folder, beside, context)?;
        let people = People::read(folder, &identities, context.now);
        let keys = Keys { identities, signing };
        let reader = Reader {
            store: &store,
            people: &people,
            identities: &keys.identities,
            now: context.now,
        };
        // A table that earlier releases made has none beside it.
        let has_journal = store.has_journal().await?;
        let journal =
            if has_journal { OfficeJournal::read(reader).await? } else { OfficeJournal::default() };
        let mut memory = Memory::read(beside, &location(place.store).map_err(RecordsError::from)?)?;
        let compared = memory.compare(&journal);
        if let Err(error) = memory.note(&journal) {
            context.note(OfficeError::Memory(error).to_string())?;
        }
        let erased = if has_journal {
            erased(&store, beside).await?
        } else {
            erasures::beside(beside)?.unwrap_or_default()
        };
        let is_erased = |record: &Record| erased.contains(&Erased::of(record));

        let (mut opened, mut closed, mut back) = (Vec::new(), Vec::new(), Vec::new());
        for record in &records.records {
            if is_erased(record) {
                back.push(record.clone());
                continue;
            }
            match unseal(record, &keys) {
                Ok((contents, authorship)) => {
                    opened.push(Opened { record: record.clone(), contents, authorship });
                }
                Err(why) => closed.push((record.clone(), why)),
            }
        }
        records.records.retain(|record| !is_erased(record));
        let mut office = Self {
            cases: Cases::default(),
            now: context.now,
            store,
            keys,
            people,
            records,
            opened,
            closed,
            journal,
            compared,
            memory,
            beside: beside.to_owned(),
            backup_days: settings::backup_days(folder),
            back,
            own_since: Vec::new(),
        };
        office.fold();
        Ok(office)
    }

    /// Reads what others have done since, and folds again.
    pub async fn read_on(&mut self) -> Result<(), OfficeError> {
        let mut journal = std::mem::take(&mut self.journal);
        let read = journal.read_on(self.reader()).await;
        self.journal = journal;
        self.fold();
        read
    }

    /// What was erased and is in the store again, from a backup or another machine. It is hidden.
    pub fn back(&self) -> &[Record] {
        &self.back
    }

    /// Which of the applications in the store that is, as it stands there.
    pub fn stored(&self, reference: &Reference) -> Option<&Record> {
        let mut all = self.records.records.iter().chain(&self.back);
        all.rfind(|record| record.reference == *reference)
    }

    /// Whether no key at hand opens it.
    pub fn is_closed(&self, reference: &Reference) -> bool {
        self.closed.iter().any(|(record, _)| record.reference == *reference)
    }

    /// Takes the journal as it is now for the one that this machine has seen.
    pub fn accept_memory(&mut self) -> Result<(), OfficeError> {
        self.memory.accept(&self.journal)?;
        self.compared = Compared::Holds;
        Ok(())
    }

    /// The time at which the office was opened.
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// The clock goes on while somebody works.
    pub fn set_now(&mut self, now: Timestamp) {
        self.now = now;
    }

    fn reader(&self) -> Reader<'_> {
        Reader {
            store: &self.store,
            people: &self.people,
            identities: &self.keys.identities,
            now: self.now,
        }
    }

    fn forget_back(&mut self, reference: &Reference) {
        self.back.retain(|record| record.reference != *reference);
    }

    /// Folds again: what the journal holds has changed.
    pub(super) fn fold(&mut self) {
        self.own_since.clear();
        let closed: Vec<Record> = self.closed.iter().map(|(record, _)| record.clone()).collect();
        self.cases = Cases::fold(&self.journal, Filed { opened: &self.opened, closed: &closed });
        // The journal may know what no list does: an erasure was stopped in the middle.
        for reference in std::mem::take(&mut self.cases.back) {
            let is_it = |record: &Record| record.reference == reference;
            self.back.extend(self.records.records.iter().find(|record| is_it(record)).cloned());
            self.records.records.retain(|record| !is_it(record));
            self.opened.retain(|opened| !is_it(&opened.record));
            self.closed.retain(|(record, _)| !is_it(record));
        }
    }
}

/// Whether this machine has seen a journal of that store.
pub fn has_seen_a_journal(place: OfficePlace<'_>) -> Result<bool, OpenError> {
    let store = location(place.store).map_err(RecordsError::from)?;
    Ok(Memory::read(place.identity.first(), &store)?.knows())
}

/// What the store, and what this machine, know to be erased; the machine learns what the store knows.
async fn erased(store: &RecordStore, beside: &Path) -> Result<BTreeSet<Erased>, OpenError> {
    let mut known = store.erased().await.map_err(|error| OfficeError::of(store, error))?.entries;
    known.extend(erasures::beside(beside)?.unwrap_or_default());
    erasures::note(beside, &known)?;
    Ok(known)
}
