//! Who signs acts, who opens them, and what they are called.

use std::path::Path;

use form_handler::{
    crypto::recipients::{
        Fingerprint, ListedRecipient, Recipient, Recipients, fingerprint, is_development,
    },
    store::journal::author::{Author, Authors},
};
use jiff::Timestamp;

use super::error::CannotSign;
use crate::{
    identity::{Identities, authors::known},
    records::recipients::{RecipientsError, RecipientsFile},
    text::printable::one_line,
};

/// The people of `content/recipients.toml`. In a fresh checkout, whose list holds placeholders only, the development
/// identities of this machine stand for them, as in `serve`.
#[derive(Debug)]
pub struct People {
    listed: Vec<ListedRecipient>,
    /// The same, where the list has mistakes too.
    named: Vec<ListedRecipient>,
    authors: Authors,
    /// To whom a body is sealed, or every reason why to nobody.
    recipients: Result<Recipients, Vec<String>>,
}

impl People {
    /// Reads the list of a content folder; without one, nobody is listed.
    pub fn read(folder: &Path, own: &Identities, now: Timestamp) -> Self {
        let (listed, present) = match RecipientsFile::read(folder) {
            Ok(file) => (file.listed.clone(), file.present(now)),
            Err(error) => (Vec::new(), Err(error)),
        };
        let recipients = present.or_else(|error| development(own).ok_or_else(|| reasons(error)));
        let named = RecipientsFile::as_far_as_it_goes(folder);
        Self { authors: known(&listed, own), recipients, listed, named }
    }

    /// Whose signatures count.
    pub fn authors(&self) -> &Authors {
        &self.authors
    }

    /// Everybody whom the list names, also where it cannot seal: who is left when somebody has gone.
    pub fn named(&self) -> &[ListedRecipient] {
        &self.named
    }

    /// To whom a body is sealed.
    pub fn recipients(&self) -> Result<&Recipients, CannotSign> {
        self.recipients.as_ref().map_err(|reasons| CannotSign::Recipients(reasons.clone()))
    }

    /// Which of these keys signs: the first whose acts everybody believes, and which opens them again.
    pub fn signer<'a>(
        &self,
        own: &'a Identities,
        now: Timestamp,
    ) -> Result<&'a Author, CannotSign> {
        let fingerprints = self.recipients()?.at(now).fingerprints();
        let opens = |author: &&Author| fingerprints.contains(author.fingerprint());
        let signs = |author: &&Author| {
            let known = self.authors.named(author.fingerprint());
            known.is_some_and(|known| known.key == author.public())
        };
        let first = own.authors.first().map(|author| author.fingerprint().clone());
        let opening = own.authors.iter().find(opens).ok_or(CannotSign::NotListed(first))?;
        own.authors
            .iter()
            .filter(opens)
            .find(signs)
            .ok_or_else(|| CannotSign::NoSignature(opening.fingerprint().clone()))
    }

    /// What somebody is called; by whom nobody knows, the fingerprint.
    pub fn name(&self, author: &Fingerprint) -> String {
        let is_hers = |person: &&ListedRecipient| {
            let key = person.key.as_deref().and_then(|key| key.parse().ok());
            key.is_some_and(|key| fingerprint(&key) == *author)
        };
        let name = self.listed.iter().find(is_hers).map(|person| one_line(&person.name, 60));
        name.unwrap_or_else(|| author.to_string())
    }
}

/// The development identities of this machine, if there are any.
fn development(own: &Identities) -> Option<Recipients> {
    let keys = own.public.iter().filter(|key| is_development(&key.to_string()));
    let people = keys.map(|key| Recipient {
        role: "essai".to_owned(),
        name: "clé d'essai".to_owned(),
        key: key.clone(),
        until: None,
    });
    Recipients::new(people.collect()).ok()
}

fn reasons(error: RecipientsError) -> Vec<String> {
    match error {
        RecipientsError::Unfit { reasons, .. } => reasons,
        other => vec![other.to_string()],
    }
}
