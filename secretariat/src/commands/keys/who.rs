//! `keys who`: who can open how many applications. What is in clear in the store says it.

use std::collections::{BTreeMap, BTreeSet};

use form_handler::{
    crypto::recipients::{Fingerprint, fingerprint, has_left, is_development},
    record::Record,
};
use jiff::{Timestamp, civil::Date};
use serde_json::json;

use crate::{
    cli::args::{OutputFormat, keys::KeysStoreArgs},
    commands::list::{report, write_table},
    context::{Completion, Context},
    error::Error,
    identity::Keyring,
    records::{RecordStore, recipients::RecipientsFile},
    text::printable::one_line,
};

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
    /// The references of what fewer than two living people open.
    pub endangered: Vec<String>,
}

impl KeyHolders {
    /// Of these applications.
    pub fn of(file: &RecipientsFile, records: &[Record], now: Timestamp) -> Self {
        let mut holders: Vec<KeyHolder> = Vec::new();
        for listed in &file.listed {
            let key: Option<age::x25519::Recipient> =
                listed.key.as_deref().and_then(|key| key.trim().parse().ok());
            let (Some(key), Ok(until)) = (key, listed.until_day()) else { continue };
            let is_living = !has_left(until, now) && !is_development(&key.to_string());
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
                endangered.push(record.reference.to_string());
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
        Self { holders, endangered }
    }
}

/// Says of each key whose it is and how many applications it opens, and which ones fewer than two people open.
pub async fn who(args: &KeysStoreArgs, context: &mut Context<'_>) -> Result<Completion, Error> {
    let file = RecipientsFile::read(&args.place.content.folder)?;
    let mut keyring = Keyring::of(args.place.identity.paths());
    let store = RecordStore::open(&args.place.store, &mut keyring, context).await?;
    let all = store.all(context).await?;
    let found = KeyHolders::of(&file, &all.records, context.now);

    let of = all.records.len();
    match args.format.format {
        OutputFormat::Text => write_table(&table(&found, of), context.out)?,
        OutputFormat::Json => {
            let json: serde_json::Value =
                found.holders.iter().map(|holder| in_json(holder, of)).collect();
            writeln!(context.out, "{json:#}")?;
        }
    }
    let problems = all.problems(Vec::new());
    report(&problems, None, context)?;
    if !found.endangered.is_empty() {
        context.note(format!(
            "erreur : moins de deux personnes présentes peuvent ouvrir {} candidature(s) : {}",
            found.endangered.len(),
            found.endangered.join(", ")
        ))?;
        context.note("aide : « secretariat reseal » les referme pour les destinataires actuels")?;
    }
    let is_well = problems.is_empty() && found.endangered.is_empty();
    Ok(if is_well { Completion::Done } else { Completion::Incomplete })
}

fn table(found: &KeyHolders, of: usize) -> Vec<Vec<String>> {
    let header = ["empreinte", "ouvre", "nom", "fonction", "jusqu'au"].map(String::from).to_vec();
    let rows = found.holders.iter().map(|KeyHolder { fingerprint, person, opens }| {
        let opens = format!("{opens} de {of}");
        let mut row = vec![one_line(&fingerprint.to_string(), 40), opens];
        match person {
            None => row.push("(sur aucune liste)".to_owned()),
            Some(person) => {
                row.extend([one_line(&person.name, 40), one_line(&person.role, 40)]);
                row.extend(person.until.map(|day| day.to_string()));
            }
        }
        row
    });
    std::iter::once(header).chain(rows).collect()
}

fn in_json(holder: &KeyHolder, of: usize) -> serde_json::Value {
    let person = holder.person.as_ref();
    json!({
        "fingerprint": holder.fingerprint.to_string(),
        "name": person.map(|person| &person.name),
        "role": person.map(|person| &person.role),
        "until": person.and_then(|person| person.until).map(|day| day.to_string()),
        "opens": holder.opens,
        "of": of,
    })
}
