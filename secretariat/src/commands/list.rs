//! `list`: one line per application.

use std::{collections::BTreeSet, io};

use application_form::reference::Reference;

use crate::{
    cases::{
        Case, Office,
        listing::known,
        office::{OfficePlace, has_seen_a_journal},
    },
    cli::args::{IdentityArgs, OutputFormat, list::ListArgs},
    commands::{case_json, journal::remark},
    context::{Completion, Context, NotAsked},
    error::Error,
    identity::{Identities, IdentityError, Keyring},
    records::{
        RecordStore, Records,
        forms::{Forms, today},
        unseal::Closed,
    },
    text::printable::one_line,
};

mod table;

pub(crate) use table::write_table;
use table::{Columns, Row, WIDEST, table};

/// Writes one line per application, the oldest first.
pub async fn list(args: &ListArgs, context: &mut Context<'_>) -> Result<Completion, Error> {
    let place = OfficePlace::of(&args.place);
    let mut keyring = Keyring::of(place.identity.paths());
    let store = RecordStore::open(place.store, &mut keyring, context).await?;
    // Without a key nobody can tell what is asked for.
    let wants_keys = args.format.format == OutputFormat::Json || !args.filters.is_empty();
    let identities = if wants_keys {
        Some(keyring.into_identities(context.passphrases)?)
    } else {
        identities_if_any(keyring, place.identity, context)?
    };
    let all = store.all(context).await?;
    // Where nothing arrived and nothing was ever done, there is nobody to ask what was done.
    let is_new = !wants_keys && all.none().is_some() && !has_seen_a_journal(place)?;
    match identities {
        Some(identities) if !is_new => {
            let office = Office::with(store, all, identities, place, context).await?;
            of_office(office, args, context)
        }
        _ => of_store(all, args, context),
    }
}

/// As far as anyone sees without a key.
fn of_store(
    mut all: Records,
    args: &ListArgs,
    context: &mut Context<'_>,
) -> Result<Completion, Error> {
    let broken = keep_form(&mut all, args, &today(&args.place.content.folder))?;
    let rows: Vec<_> = all.records.iter().map(Row::unopened).collect();
    write_table(&table(&rows, &Columns::default()), context.out)?;
    finish(&all, Vec::new(), None, &broken, context)
}

fn of_office(
    mut office: Office,
    args: &ListArgs,
    context: &mut Context<'_>,
) -> Result<Completion, Error> {
    let forms = today(&args.place.content.folder);
    known::check(&args.filters, &office.cases.cases, &forms, args.form.id.as_deref())?;
    let broken = keep_form(&mut office.records, args, &forms)?;
    let kept: BTreeSet<_> =
        office.records.records.iter().map(|record| record.reference.clone()).collect();
    let is_of_form = |reference: &Reference| args.form.id.is_none() || kept.contains(reference);
    let closed: Vec<_> =
        office.closed.iter().filter(|(record, _)| is_of_form(&record.reference)).collect();
    let whole = office.cases.cases.iter().filter(|case| is_of_form(&case.reference));
    let whole: Vec<&Case> = whole.filter(|case| case.is_listed(&args.filters)).collect();
    let listed: Vec<&Case> =
        whole.iter().copied().filter(|case| case.passes(&args.filters, context.now)).collect();

    match args.format.format {
        OutputFormat::Json => {
            let opened: Vec<_> =
                listed.iter().copied().filter(|case| !office.is_closed(&case.reference)).collect();
            case_json::write_list(&opened, context.out)?;
        }
        OutputFormat::Text => {
            let rows: Vec<Row<'_>> = listed.iter().map(|case| Row::of(case, &office)).collect();
            // Until somebody has done something, every state would say the same as the column beside it.
            let columns = Columns::of(&rows, office.journal.next() > 0);
            write_table(&table(&rows, &columns), context.out)?;
        }
    }
    if !args.filters.is_empty() {
        context.note(format!("{} candidature(s) sur {}", listed.len(), whole.len()))?;
    }
    match office.restricted() {
        0 => {}
        restricted => context.note(format!(
            "{restricted} candidature(s) limitée(s) à la demande de la personne : elles ne sont dans aucune liste"
        ))?,
    }
    remark(&office, context)?;
    let reasons =
        closed.iter().map(|(record, why)| (record.reference.to_string(), why.to_string()));
    let first = closed.first().map(|(_, why)| why);
    let completion = finish(&office.records, reasons.collect(), first, &broken, context)?;
    let is_whole = completion == Completion::Done && office.completion() == Completion::Done;
    Ok(if is_whole { Completion::Done } else { Completion::Incomplete })
}

/// Leaves those of the form that was asked for; says which files of forms cannot be read.
fn keep_form(all: &mut Records, args: &ListArgs, forms: &Forms) -> Result<Vec<String>, Error> {
    let Some(id) = &args.form.id else { return Ok(Vec::new()) };
    all.keep_form(&forms.named(id)?.prefix);
    Ok(forms.broken())
}

/// Says what is not in the list, or not as it was written.
fn finish(
    all: &Records,
    closed: Vec<(String, String)>,
    first: Option<&Closed>,
    broken: &[String],
    context: &mut Context<'_>,
) -> Result<Completion, Error> {
    if let Some(none) = all.none() {
        context.note(none)?;
    }
    let closed = all.problems(closed);
    report(&closed, first, context)?;
    report_forms(broken, context)?;
    let is_whole = closed.is_empty() && broken.is_empty();
    Ok(if is_whole { Completion::Done } else { Completion::Incomplete })
}

/// Reports the files of forms that cannot be read: another language of the one that was asked for may be among them.
pub(crate) fn report_forms(broken: &[String], context: &mut Context<'_>) -> io::Result<()> {
    broken.iter().try_for_each(|reason| context.note(format!("erreur : {reason}")))
}

/// Reports what stayed closed, and what to do about the first of them.
pub(crate) fn report(
    closed: &[(String, String)],
    first: Option<&Closed>,
    context: &mut Context<'_>,
) -> io::Result<()> {
    for (reference, reason) in closed {
        context.note(format!("erreur : {} : {reason}", one_line(reference, WIDEST)))?;
    }
    if let Some(first) = first {
        context.note(format!("aide : {}", first.help()))?;
    }
    Ok(())
}

/// The keys, unless nobody named a file and none can be read without more ado.
fn identities_if_any(
    keyring: Keyring<'_>,
    identity: &IdentityArgs,
    context: &mut Context<'_>,
) -> Result<Option<Identities>, Error> {
    match keyring.into_identities(context.passphrases) {
        Ok(identities) => Ok(Some(identities)),
        Err(
            error @ (IdentityError::Absent(_)
            | IdentityError::NotAsked { source: NotAsked::NoTerminal, .. }),
        ) if identity.named.is_empty() => {
            context.note(format!("{error} : les candidatures sont listées sans être ouvertes"))?;
            Ok(None)
        }
        Err(error) => Err(error.into()),
    }
}
