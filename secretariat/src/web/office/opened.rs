//! What is open: keys, and the applications that they open.

use std::collections::BTreeMap;

use application_form::reference::Reference;
use form_handler::record::{
    Record,
    contents::{Authorship, SealedContents},
};
use tokio::runtime::Runtime;

use crate::{
    cli::args::open::OpenArgs,
    context::Context,
    error::Error,
    identity::Keyring,
    records::{
        RecordStore, Records, signing_keys,
        unseal::{Closed, Keys, unseal},
    },
};

/// Keys, the store, and what was read there last.
pub struct Opened {
    /// What opens applications and tells who wrote them.
    pub keys: Keys,
    /// What is in the store besides.
    pub records: Records,
    store: RecordStore,
    contents: BTreeMap<Reference, (Vec<u8>, Unsealed)>,
}

/// An application, opened, or why it is not.
pub type Unsealed = Result<(SealedContents, Authorship), Closed>;

impl Opened {
    /// Reads the keys, finds the store, and reads all that is in it.
    pub fn open(
        args: &OpenArgs,
        runtime: &Runtime,
        context: &mut Context<'_>,
    ) -> Result<Self, Error> {
        let mut keyring = Keyring::of(args.identity.paths());
        keyring.identities(context.passphrases)?;
        let store = runtime.block_on(RecordStore::open(&args.store, &mut keyring, context))?;
        let identities = keyring.into_identities(context.passphrases)?;
        let signing = signing_keys::read(&args.content.folder, args.identity.first(), context)?;
        let keys = Keys { identities, signing };
        let (records, contents) = (Records::default(), BTreeMap::new());
        let mut opened = Self { keys, records, store, contents };
        opened.read(runtime, context)?;
        Ok(opened)
    }

    /// Reads what is in the store now; what was opened already and has not changed is not opened again.
    pub fn read(&mut self, runtime: &Runtime, context: &mut Context<'_>) -> Result<(), Error> {
        self.records = runtime.block_on(self.store.all(context))?;
        let mut before = std::mem::take(&mut self.contents);
        for record in &self.records.records {
            let known = before.remove(&record.reference);
            let known = known.filter(|(sealed, _)| *sealed == record.sealed);
            let entry =
                known.unwrap_or_else(|| (record.sealed.clone(), unseal(record, &self.keys)));
            self.contents.insert(record.reference.clone(), entry);
        }
        Ok(())
    }

    /// The applications, the oldest first, each opened or why it is not.
    pub fn applications(&self) -> impl Iterator<Item = (&Record, &Unsealed)> {
        let records = self.records.records.iter();
        records.filter_map(|record| Some((record, &self.contents.get(&record.reference)?.1)))
    }
}
