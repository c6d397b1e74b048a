//! `export`: every application, opened.

use form_handler::record::{Contents, Record};

use crate::{
    cli::args::{Export, Format},
    commands::{Outcome, list::report, questions},
    context::Desk,
    error::Refusal,
    identity,
    records::{
        Archive,
        unseal::{defect, open},
    },
};

pub mod csv;
pub mod json;

/// An opened application and the record it came in.
#[derive(Debug)]
pub struct Opened {
    /// In clear in the store.
    pub record: Record,
    /// Verified against the record.
    pub contents: Contents,
}

/// Writes every application that opens, the oldest first; reports the others.
pub async fn export(options: &Export, desk: &mut Desk<'_>) -> Result<Outcome, Refusal> {
    let archive = Archive::open(&options.store.location).await?;
    let keyring = identity::read(options.identity.path(), desk.passphrases)?;
    let all = archive.all(desk).await?;

    let mut opened = Vec::new();
    let mut closed = Vec::new();
    for record in all.records {
        match open(&record, &keyring) {
            Ok(contents) => opened.push(Opened { record, contents }),
            Err(reason) => closed.push((record.reference, reason)),
        }
    }
    match options.format {
        Format::Json => json::write(&opened, desk.out)?,
        Format::Csv => {
            let today = questions::today(&options.content.folder);
            if let Err(reason) = &today {
                desk.note(format!("{reason} : les colonnes suivent l'ordre des candidatures"))?;
            }
            csv::write(&opened, today.ok().as_ref(), options.separator, desk.out)?;
        }
    }

    if opened.is_empty() && closed.is_empty() {
        desk.note("aucune candidature")?;
    }
    let reasons: Vec<(&str, String)> = closed
        .iter()
        .map(|(reference, reason)| (reference.as_str(), reason.to_string()))
        .chain(all.unreadable.iter().map(|item| (item.key.as_str(), defect(item.defect))))
        .collect();
    report(&reasons, closed.first().map(|(_, reason)| reason), desk)?;
    Ok(if reasons.is_empty() { Outcome::Done } else { Outcome::Incomplete })
}
