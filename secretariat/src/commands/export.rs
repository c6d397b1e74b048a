//! `export`: every application, opened.

use std::io;

use crate::{
    cases::{Case, Office, office::OfficePlace, office::settings::settings},
    cli::args::export::{ColumnSet, ExportArgs, ExportFormat},
    commands::{
        journal::remark,
        list::{report, report_forms},
        target::Target,
    },
    context::{Completion, Context},
    error::Error,
    identity::Keyring,
    records::{
        RecordStore,
        forms::{self, Forms},
    },
};

pub mod cell;
pub mod columns;
pub mod table;
pub mod office;
pub mod csv;
pub mod json;
pub mod xlsx;

use columns::Shown;
use table::Table;

/// Writes every application that opens, with its corrections, the oldest first; reports the others. What is restricted
/// is in no export.
pub async fn export(args: &ExportArgs, context: &mut Context<'_>) -> Result<Completion, Error> {
    let file = args.out.as_deref().map(|path| Target::of(path, args.replace)).transpose()?;
    let shown = Shown::new(args.columns, &settings(&args.place.content.folder)?);
    let place = OfficePlace::of(&args.place);
    let mut keyring = Keyring::of(place.identity.paths());
    let store = RecordStore::open(place.store, &mut keyring, context).await?;
    let identities = keyring.into_identities(context.passphrases)?;
    let mut all = store.all(context).await?;
    let forms = forms::today(&place.content.folder);
    let mut broken = Vec::new();
    if let Some(id) = &args.form.id {
        all.keep_form(&forms.named(id)?.prefix);
        broken = forms.broken();
    }
    let office = Office::with(store, all, identities, place, context).await?;
    let cases = exported(&office);
    let bytes = bytes(&cases, &shown, &forms, args, context)?;

    if args.columns == ColumnSet::All {
        context.note("attention : ce fichier contient ce que les pairs ne doivent pas voir : gardez-le pour le bureau, puis effacez-le")?;
    }
    match office.restricted() {
        0 => {}
        restricted => context.note(format!(
            "{restricted} candidature(s) limitée(s) à la demande de la personne : elles ne sont dans aucun export"
        ))?,
    }
    if let Some(none) = office.records.none() {
        context.note(none)?;
    }
    remark(&office, context)?;
    let known =
        office.closed.iter().map(|(record, why)| (record.reference.to_string(), why.to_string()));
    let reasons = office.records.problems(known.collect());
    report(&reasons, office.closed.first().map(|(_, why)| why), context)?;
    report_forms(&broken, context)?;
    let is_whole = reasons.is_empty() && office.completion() == Completion::Done;
    let completion = if is_whole { Completion::Done } else { Completion::Incomplete };
    match file {
        _ if args.dry_run => {
            let out = args.out.as_ref().map(|path| format!(" dans {}", path.display()));
            let (count, out) = (cases.len(), out.unwrap_or_else(|| " à l'écran".to_owned()));
            writeln!(context.out, "{count} candidature(s) iraient{out} ; rien n'a été écrit")?;
        }
        None => context.out.write_all(&bytes)?,
        Some(target) => {
            let path = target.write(&bytes, completion)?;
            writeln!(context.out, "{} candidature(s) dans {}", cases.len(), path.display())?;
        }
    }
    // Of the forms that can be read, nothing is missing: the file may be replaced, and yet somebody looks into it.
    Ok(if broken.is_empty() { completion } else { Completion::Incomplete })
}

/// What an export holds, as it arrived.
pub fn exported(office: &Office) -> Vec<&Case> {
    let opened =
        office.opened.iter().filter_map(|opened| office.cases.find(&opened.record.reference));
    opened.filter(|case| !case.restricted).collect()
}

/// In memory first: what fails has written nothing.
fn bytes(
    cases: &[&Case],
    shown: &Shown,
    forms: &Forms,
    args: &ExportArgs,
    context: &mut Context<'_>,
) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if args.format == ExportFormat::Json {
        json::write(cases, shown, &mut bytes)?;
        return Ok(bytes);
    }
    let form = match &args.form.id {
        Some(id) => forms.named(id).ok(),
        None => forms.main().ok(),
    };
    if let (None, Err(reason)) = (form, forms.main()) {
        context.note(format!("{reason} : les colonnes suivent l'ordre des candidatures"))?;
    }
    let table = Table::of(cases, form, shown);
    if args.format == ExportFormat::Xlsx {
        return xlsx::write(&table);
    }
    csv::write(&table, args.separator, &mut bytes)?;
    Ok(bytes)
}
