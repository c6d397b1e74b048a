//! What lies open: the office, by what it decides, and the forms' questions.

use std::path::PathBuf;

use authoring::office::OfficeSettings;
use form_handler::crypto::recipients::Fingerprint;
use jiff::Timestamp;
use tokio::runtime::Runtime;

use crate::{
    cases::{
        Office,
        error::{OpenError, planning::PlanningError},
        office::{OfficePlace, settings::settings},
        outbox::{Writing, templates::Letters},
        planning::problem::PlanningRules,
    },
    cli::args::open::OpenArgs,
    context::{Context, ProgressDisplay},
    error::Error,
    identity::Keyring,
    journal::{memory::Compared, people::People},
    records::{
        RecordStore,
        forms::{self, Forms},
        unseal::{Opened, unseal},
    },
};

use super::Typed;

/// The open office.
pub struct AtWork {
    /// A store and its journal, opened.
    pub office: Office,
    /// `content/secretariat.toml`.
    pub settings: OfficeSettings,
    /// `content/lettres/`.
    pub letters: Letters,
    /// The forms' questions today.
    pub forms: Forms,
    /// How hearings are composed, or why nobody can tell.
    pub rules: Result<PlanningRules, PlanningError>,
    /// Where the list of recipients is.
    content: PathBuf,
}

impl AtWork {
    /// Reads the keys, finds the store, and reads all that is in it.
    pub fn open(
        args: &OpenArgs,
        runtime: &Runtime,
        context: &mut Context<'_>,
    ) -> Result<Self, OpenError> {
        let place =
            OfficePlace { store: &args.store, identity: &args.identity, content: &args.content };
        let settings = settings(&args.content.folder)?;
        let letters = Letters::read(&args.content.folder)?;
        // The key first: whatever else is wrong is said to who has opened with it.
        let mut keyring = Keyring::of(args.identity.paths());
        keyring.identities(context.passphrases)?;
        let mut office = runtime.block_on(async {
            let store = RecordStore::open_to_act(place.store, &mut keyring, context).await?;
            let identities = keyring.into_identities(context.passphrases)?;
            let records = store.all(context).await?;
            Office::with(store, records, identities, place, context).await
        })?;
        // Whoever writes the first act has nothing to compare it with.
        if office.journal.head().is_none() && matches!(office.compared, Compared::First) {
            office.compared = Compared::Holds;
        }
        let folder = &args.content.folder;
        let rules = PlanningRules::read(folder, &settings);
        let (forms, content) = (forms::today(folder), folder.clone());
        Ok(Self { office, settings, letters, forms, rules, content })
    }

    /// Reads who is on the list of recipients now, what has arrived and what others have done since. What was opened already and has not changed is not opened
    /// again.
    pub fn read_on(&mut self, now: Timestamp, runtime: &Runtime) -> Result<(), Error> {
        let mut context = Context {
            out: &mut std::io::sink(),
            notes: &mut std::io::sink(),
            progress: ProgressDisplay::Hidden,
            now,
            passphrases: &mut Typed(None),
            work_factor: None,
        };
        let office = &mut self.office;
        office.people = People::read(&self.content, &office.keys.identities, now);
        let back: Vec<_> = office.back().iter().map(|record| record.reference.clone()).collect();
        let mut records = runtime.block_on(office.store.all(&mut context))?;
        records.records.retain(|record| !back.contains(&record.reference));
        let (mut opened, mut closed) = (Vec::new(), Vec::new());
        for record in &records.records {
            let known = office.opened.iter().position(|each| each.record.sealed == record.sealed);
            if let Some(at) = known {
                let known = office.opened.swap_remove(at);
                opened.push(Opened { record: record.clone(), ..known });
                continue;
            }
            match unseal(record, &office.keys) {
                Ok((contents, authorship)) => {
                    opened.push(Opened { record: record.clone(), contents, authorship });
                }
                Err(why) => closed.push((record.clone(), why)),
            }
        }
        (office.records, office.opened, office.closed) = (records, opened, closed);
        office.set_now(now);
        Ok(runtime.block_on(office.read_on()).map_err(OpenError::from)?)
    }

    /// By what letters are written.
    pub fn writing(&self) -> Writing<'_> {
        Writing { letters: &self.letters, settings: &self.settings }
    }

    /// What the reader is called, as her colleagues know her; none where no list names her.
    pub fn reader(&self) -> Option<String> {
        let own = self.office.keys.identities.authors.first()?.fingerprint();
        let name = self.office.people.name(own);
        (name != own.to_string()).then_some(name)
    }

    /// Whose key that is, as the history has it: in groups of four.
    pub fn signer(&self, by: &str) -> String {
        let stored: String = by.split(' ').collect();
        self.office.people.name(&Fingerprint::stored(stored))
    }
}
