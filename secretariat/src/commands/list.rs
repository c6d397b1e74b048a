//! `list`: one line per application.

use std::io::{self, Write};

use form_handler::record::{
    Record,
    contents::{SIGNED_SINCE, SealedContents},
};
use jiff::Timestamp;
use serde_json::Value as Json;

use crate::{
    cli::args::{IdentityArgs, ListArgs},
    context::{Completion, Context, NotAsked},
    error::Error,
    identity::{Identities, IdentityError, Keyring},
    records::{
        RecordStore,
        forms::today,
        signing_keys,
        unseal::{Closed, Keys, unseal},
    },
    text::{paris_time, printable::one_line},
};

/// So many answers are shown, the first ones: on the association's form, who applies.
const OPENED: usize = 2;

/// Wide enough for most names of firms; two of them leave room on a line.
const WIDEST: usize = 40;

/// Writes one line per application, the oldest first.
pub async fn list(args: &ListArgs, context: &mut Context<'_>) -> Result<Completion, Error> {
    let mut keyring = Keyring::of(args.identity.paths());
    let store = RecordStore::open(&args.store, &mut keyring, context).await?;
    let identities = identities_if_any(keyring, &args.identity, context)?;
    let mut all = store.all(context).await?;
    let mut broken = Vec::new();
    if let Some(id) = &args.form.id {
        let forms = today(&args.content.folder);
        all.keep_form(&forms.named(id)?.prefix);
        broken = forms.broken();
    }

    let keys = match identities {
        Some(identities) => {
            let signing = signing_keys::read(&args.content.folder, args.identity.first(), context)?;
            Some(Keys { identities, signing })
        }
        None => None,
    };
    let opened: Vec<Option<Result<SealedContents, Closed>>> = all
        .records
        .iter()
        .map(|record| Some(unseal(record, keys.as_ref()?).map(|(contents, _)| contents)))
        .collect();
    write_table(&table(&all.records, &opened), context.out)?;

    if let Some(none) = all.none() {
        context.note(none)?;
    }
    let mut closed: Vec<(String, String)> = Vec::new();
    for (record, opened) in all.records.iter().zip(&opened) {
        if let Some(Err(reason)) = opened {
            closed.push((record.reference.to_string(), reason.to_string()));
        }
    }
    let closed = all.problems(closed);
    report(&closed, opened.iter().find_map(|opened| opened.as_ref()?.as_ref().err()), context)?;
    report_forms(&broken, context)?;
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

fn table(
    records: &[Record],
    opened: &[Option<Result<SealedContents, Closed>>],
) -> Vec<Vec<String>> {
    let names: Vec<String> = opened
        .iter()
        .find_map(|opened| opened.as_ref()?.as_ref().ok())
        .map(|contents| contents.answers.keys().take(OPENED).cloned().collect())
        .unwrap_or_default();
    let mut header =
        ["référence", "reçue le", "effacée le", "à vérifier"].map(String::from).to_vec();
    header.extend(names.iter().map(|name| one_line(name, WIDEST)));
    if names.is_empty() && opened.iter().any(Option::is_some) {
        header.push("contenu".to_owned());
    }
    let mut rows = vec![header];
    for (record, opened) in records.iter().zip(opened) {
        let mut row = vec![
            record.reference.to_string(),
            paris_time::short(record.received_at.timestamp()),
            Timestamp::from_second(record.expires)
                .map_or_else(|_| "?".into(), paris_time::short_day),
            to_verify(record),
        ];
        match opened {
            None => {}
            Some(Ok(contents)) => row.extend(names.iter().map(|name| {
                let answer = contents.answers.get(name).and_then(Json::as_str).unwrap_or_default();
                one_line(answer, WIDEST)
            })),
            Some(Err(Closed::OtherKeys(_))) => row.push("(fermée)".to_owned()),
            Some(Err(Closed::Tampered(_) | Closed::LaterKey(_))) => {
                row.push("(altérée)".to_owned());
            }
            Some(Err(Closed::UnknownKey(_))) => row.push("(clé inconnue)".to_owned()),
            Some(Err(Closed::Damaged | Closed::NotContents)) => row.push("(endommagée)".to_owned()),
        }
        rows.push(row);
    }
    rows
}

/// Why a person verifies it before anything else, in words that `grep` finds on its own line.
fn to_verify(record: &Record) -> String {
    let reasons: Vec<&str> = [
        (record.quarantine, "quarantaine"),
        (record.over_limit, "au-delà de la limite"),
        (record.version < SIGNED_SINCE, "non signée"),
    ]
    .into_iter()
    .filter_map(|(holds, reason)| holds.then_some(reason))
    .collect();
    if reasons.is_empty() { "-".to_owned() } else { reasons.join(", ") }
}

/// Columns two spaces apart; nothing hangs at the end of a line.
pub(crate) fn write_table(rows: &[Vec<String>], out: &mut dyn Write) -> io::Result<()> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let width = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max()
    };
    let widths: Vec<usize> = (0..columns).map(|column| width(column).unwrap_or_default()).collect();
    for row in rows {
        let cells: Vec<String> =
            row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}")).collect();
        writeln!(out, "{}", cells.join("  ").trim_end())?;
    }
    Ok(())
}
