//! `export`: every application, opened.

use crate::{
    cli::args::{ExportArgs, ExportFormat},
    commands::{list::report, questions},
    context::{Completion, Context},
    error::Error,
    identity,
    records::{
        RecordStore, signing_keys,
        unseal::{Keys, Opened, unseal},
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
    for record in &all.records {
        match unseal(record, &keys) {
            Ok((contents, authorship)) => {
                opened.push(Opened { record: record.clone(), contents, authorship });
            }
            Err(reason) => closed.push((record.reference.clone(), reason)),
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

    if let Some(none) = all.none() {
        context.note(none)?;
    }
    let known =
        closed.iter().map(|(reference, reason)| (reference.to_string(), reason.to_string()));
    let reasons = all.problems(known.collect());
    report(&reasons, closed.first().map(|(_, reason)| reason), context)?;
    Ok(if reasons.is_empty() { Completion::Done } else { Completion::Incomplete })
}
