//! `keys who`: who can open how many applications. What is in clear in the store says it.

use application_form::reference::Reference;
use serde_json::json;

use crate::{
    cli::args::{OutputFormat, keys::KeysStoreArgs},
    commands::list::{report, write_table},
    context::{Completion, Context},
    error::Error,
    identity::Keyring,
    records::{
        RecordStore,
        recipients::{
            RecipientsFile,
            holders::{KeyHolder, KeyHolders},
        },
    },
    text::printable::one_line,
};

/// Says of each key whose it is and how many applications it opens, and which ones fewer than two people open.
pub async fn who(args: &KeysStoreArgs, context: &mut Context<'_>) -> Result<Completion, Error> {
    let file = RecipientsFile::read(&args.place.content.folder)?;
    let mut keyring = Keyring::of(args.place.identity.paths());
    let store = RecordStore::open(&args.place.store, &mut keyring, context).await?;
    let all = store.all(context).await?;
    let found = KeyHolders::of(&file.listed, &all.records, context.now);

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
            found.endangered.iter().map(Reference::as_str).collect::<Vec<_>>().join(", ")
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
