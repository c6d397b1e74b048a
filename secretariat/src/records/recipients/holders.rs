//! Who can open how many applications. What is in clear in the store says it.

use std::collections::{BTreeMap, BTreeSet};

use application_form::reference::Reference;
use form_handler::{
    crypto::recipients::{Fingerprint, ListedRecipient, fingerprint, has_left, is_development},
    record::Record,
};
use jiff::{Timestamp, civil::Date};

/// A key, and what it opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyHolder {
    /// Which key.
    pub fingerprint: Fingerprint,
    /// Whose; `None` if it is on no list.
    pub person: Option<Person>,
    /// So many applications.
    pub opens: usize,
}

/// A person of `content/recipients.toml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Her name.
    pub name: String,
    /// The capacity in which she is listed.
    pub role: String,
    /// The day on which she leaves, or left.
    pub until: Option<Date>,
    /// Whether somebody keeps this key who has not left: not one for trying things out.
    pub is_living: bool,
}

/// Who can open what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyHolders {
    /// Those of the list in its order, then those of no list.
    pub holders: Vec<KeyHolder>,
    /// What fewer than two living people open.
    pub endangered: Vec<Reference>,
    /// Whether the list names anybody at all with a key to keep: a checkout of the sources does not, and tells nothing.
    pub is_known: bool,
}

impl KeyHolders {
    /// Of these applications, by the people of `content/recipients.toml`.
    pub fn of(listed: &[ListedRecipient], records: &[Record], now: Timestamp) -> Self {
        let mut holders: Vec<KeyHolder> = Vec::new();
        let mut is_known = false;
        for listed in listed {
            let key: Option<age::x25519::Recipient> =
                listed.key.as_deref().and_then(|key| key.trim().parse().ok());
            let (Some(key), Ok(until)) = (key, listed.until_day()) else { continue };
            let is_kept = !is_development(&key.to_string());
            is_known |= is_kept;
            let is_living = is_kept && !has_left(until, now);
            let (name, role) = (listed.name.trim().to_owned(), listed.role.clone());
            let person = Some(Person { name, role, until, is_living });
            holders.push(KeyHolder { fingerprint: fingerprint(&key), person, opens: 0 });
        }
        let living: BTreeMap<_, _> = holders
            .iter()
            .filter_map(|holder| Some((holder.fingerprint.clone(), holder.person.as_ref()?)))
            .filter(|(_, person)| person.is_living)
            .map(|(key, person)| (key, person.name.clone()))
            .collect();
        let mut opens = BTreeMap::<&Fingerprint, usize>::new();
        let mut endangered = Vec::new();
        for record in records {
            let keys: BTreeSet<_> = record.keys.iter().collect();
            // A person with two keys is one person.
            let people: BTreeSet<_> = keys.iter().filter_map(|key| living.get(*key)).collect();
            if people.len() < 2 {
                endangered.push(record.reference.clone());
            }
            for key in keys {
                *opens.entry(key).or_default() += 1;
            }
        }
        for holder in &mut holders {
            holder.opens = opens.remove(&holder.fingerprint).unwrap_or_default();
        }
        holders.extend(opens.into_iter().map(|(key, opens)| KeyHolder {
            fingerprint: key.clone(),
            person: None,
            opens,
        }));
        Self { holders, endangered, is_known }
    }
}
