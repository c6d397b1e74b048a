//! `export`: every application, opened.

use crate::{
    cli::args::{ExportArgs, ExportFormat},
    commands::{list::report, questions},
    context::{Completion, Context},
    error::Error,
    identity,
    records::{
        RecordStore, signing_keys,
        unseal::{Keys, Opened, defect, unseal},
    },
};

pub mod csv;
pub mod json;

/// Writes every application that opens, the oldest first; reports the others.
pub async fn export(args: &ExportArgs, context: &mut Context<'_>) -> Result<Completion, Error> {
    let store = RecordStore::open(&args.store.location).await?;
    let identities = identity::read(args.identity.path(), context.passphrases)?;
    let signing = signing_keys::read(&args.content.folder, args.identity.path(), context)?;
    let keys = Keys { identities, signing };
    let all = store.all(context).await?;

    let mut opened = Vec::new();
    let mut closed = Vec::new();
    for record in all.records {
        match unseal(&record, &keys) {
            Ok((contents, authorship)) => opened.push(Opened { record, contents, authorship }),
            Err(reason) => closed.push((record.reference, reason)),
        }
    }
    match args.format {
        ExportFormat::Json => json::write(&opened, context.out)?,
        ExportFormat::Csv => {
            let today = questions::today(&args.content.folder);
            if let Err(reason) = &today {
                context
                    .note(format!("{reason} : les colonnes suivent l'ordre des candidatures"))?;
            }
            csv::write(&opened, today.ok().as_ref(), args.separator, context.out)?;
        }
    }

    if opened.is_empty() && closed.is_empty() {
        context.note("aucune candidature")?;
    }
    let reasons: Vec<(&str, String)> = closed
        .iter()
        .map(|(reference, reason)| (reference.as_str(), reason.to_string()))
        .chain(all.unreadable.iter().map(|item| (item.key.as_str(), defect(item.defect))))
        .collect();
    report(&reasons, closed.first().map(|(_, reason)| reason), context)?;
    Ok(if reasons.is_empty() { Completion::Done } else { Completion::Incomplete })
}
