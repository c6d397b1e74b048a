//! `export`: every application, opened.

use std::io;

use crate::{
    cli::args::export::{ExportArgs, ExportFormat},
    commands::{
        list::{report, report_forms},
        target::Target,
    },
    context::{Completion, Context},
    error::Error,
    identity::Keyring,
    records::{
        RecordStore,
        forms::{self, Forms},
        signing_keys,
        unseal::{Keys, Opened, unseal},
    },
};

pub mod csv;
pub mod json;

/// Writes every application that opens, the oldest first; reports the others.
pub async fn export(args: &ExportArgs, context: &mut Context<'_>) -> Result<Completion, Error> {
    let file = args.out.as_deref().map(|path| Target::of(path, args.replace)).transpose()?;
    let mut keyring = Keyring::of(args.identity.paths());
    let store = RecordStore::open(&args.store, &mut keyring, context).await?;
    let identities = keyring.into_identities(context.passphrases)?;
    let signing = signing_keys::read(&args.content.folder, args.identity.first(), context)?;
    let keys = Keys { identities, signing };
    let mut all = store.all(context).await?;
    let forms = forms::today(&args.content.folder);
    let mut broken = Vec::new();
    if let Some(id) = &args.form.id {
        all.keep_form(&forms.named(id)?.prefix);
        broken = forms.broken();
    }

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
    let text = text(&opened, &forms, args, context)?;

    if let Some(none) = all.none() {
        context.note(none)?;
    }
    let known =
        closed.iter().map(|(reference, reason)| (reference.to_string(), reason.to_string()));
    let reasons = all.problems(known.collect());
    report(&reasons, closed.first().map(|(_, reason)| reason), context)?;
    report_forms(&broken, context)?;
    let completion = if reasons.is_empty() { Completion::Done } else { Completion::Incomplete };
    match file {
        None => context.out.write_all(&text)?,
        Some(target) => {
            let path = target.write(&text, completion)?;
            writeln!(context.out, "{} candidature(s) dans {}", opened.len(), path.display())?;
        }
    }
    // Of the forms that can be read, nothing is missing: the file may be replaced, and yet somebody looks into it.
    Ok(if broken.is_empty() { completion } else { Completion::Incomplete })
}

/// In memory first: what fails has written nothing.
fn text(
    opened: &[Opened],
    forms: &Forms,
    args: &ExportArgs,
    context: &mut Context<'_>,
) -> io::Result<Vec<u8>> {
    let mut text = Vec::new();
    match args.format {
        ExportFormat::Json => json::write(opened, &mut text)?,
        ExportFormat::Csv => {
            let form = match &args.form.id {
                Some(id) => forms.named(id).ok(),
                None => forms.main().ok(),
            };
            if let (None, Err(reason)) = (form, forms.main()) {
                context
                    .note(format!("{reason} : les colonnes suivent l'ordre des candidatures"))?;
            }
            csv::write(opened, form, args.separator, &mut text)?;
        }
    }
    Ok(text)
}
