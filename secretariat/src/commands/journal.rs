//! `journal`: who did what, whether all of it is there, and what to do when it is not what was seen before.

use std::io;

use form_handler::store::journal::chain::Fault;
use serde::Serialize;

use crate::{
    cases::{
        Office,
        error::OpenError,
        office::{OfficePlace, StoreAccess, remarks::said},
    },
    cli::args::{
        OutputFormat, PlaceArgs,
        journal::{AcceptJournalArgs, Journal, JournalArgs},
    },
    context::{Completion, Context},
    error::Error,
    journal::{
        JournalEntry,
        act::{Act, Contents, Deed, JournalAcceptance},
        append::BodyEnd,
        entry::Unopened,
        memory::{Compared, eight_letters},
    },
    text::paris_time,
};

/// What came of a verification, for a program.
#[derive(Serialize)]
struct Verdict {
    ok: bool,
    acts: u64,
    /// The last act's number and hash.
    seq: Option<u64>,
    hash: Option<String>,
    faults: Vec<FaultJson>,
    read_only: Option<String>,
    seen: &'static str,
}

#[derive(Serialize)]
struct FaultJson {
    seq: u64,
    message: String,
}

/// An act, for a program.
#[derive(Serialize)]
struct EntryJson {
    seq: u64,
    at: String,
    by: String,
    name: String,
    #[serde(rename = "type")]
    kind: Option<String>,
    #[serde(rename = "ref")]
    reference: Option<String>,
    summary: String,
}

/// Carries out one of its commands.
pub async fn run(command: &Journal, context: &mut Context<'_>) -> Result<Completion, Error> {
    match command {
        Journal::List(args) => list(args, context).await,
        Journal::Verify(args) => verify(args, context).await,
        Journal::Accept(args) => accept(args, context).await,
    }
}

async fn list(args: &JournalArgs, context: &mut Context<'_>) -> Result<Completion, Error> {
    let office = open(&args.place, StoreAccess::Read, context).await?;
    let lines: Vec<_> = office.journal.entries().iter().map(|entry| line(entry, &office)).collect();
    match args.format.format {
        OutputFormat::Json => {
            serde_json::to_writer_pretty(&mut *context.out, &lines).map_err(io::Error::from)?;
            writeln!(context.out)?;
        }
        OutputFormat::Text => {
            for (line, entry) in lines.iter().zip(office.journal.entries()) {
                let at = paris_time::short(entry.event.at.timestamp());
                let reference = line.reference.as_deref().unwrap_or("-");
                let EntryJson { seq, name, summary, .. } = line;
                writeln!(context.out, "n° {seq}  {at}  {name}  {reference}  {summary}")?;
            }
            if lines.is_empty() {
                context.note("aucun acte")?;
            }
        }
    }
    remark(&office, context)?;
    Ok(office.completion())
}

async fn verify(args: &JournalArgs, context: &mut Context<'_>) -> Result<Completion, Error> {
    let office = open(&args.place, StoreAccess::Read, context).await?;
    let journal = &office.journal;
    let faults = journal.faults();
    let seen = match office.compared {
        Compared::First => "first",
        Compared::Holds => "holds",
        Compared::Shorter { .. } => "shorter",
        Compared::Differs { .. } => "differs",
    };
    let read_only = journal.read_only().map(|why| why.to_string());
    let is_known = matches!(seen, "first" | "holds");
    let ok = faults.is_empty() && read_only.is_none() && is_known;
    let verdict = Verdict {
        ok,
        acts: journal.next(),
        seq: journal.head().map(|head| head.seq),
        hash: journal.head().map(|head| head.hash.to_string()),
        faults: faults.iter().map(fault).collect(),
        read_only,
        seen,
    };
    match args.format.format {
        OutputFormat::Json => {
            serde_json::to_writer_pretty(&mut *context.out, &verdict).map_err(io::Error::from)?;
            writeln!(context.out)?;
        }
        OutputFormat::Text if ok => {
            let end = journal.head().map_or_else(String::new, |head| {
                format!(" ; dernier acte n° {}, {}", head.seq, eight_letters(head))
            });
            writeln!(context.out, "journal entier et vérifié : {} acte(s){end}", verdict.acts)?;
        }
        OutputFormat::Text => {}
    }
    remark(&office, context)?;
    Ok(if ok { Completion::Done } else { Completion::Incomplete })
}

/// Says in the journal why it is not what was seen here, and takes it for the one to be seen from now on.
async fn accept(args: &AcceptJournalArgs, context: &mut Context<'_>) -> Result<Completion, Error> {
    let access = if args.dry_run { StoreAccess::Read } else { StoreAccess::Act };
    let mut office = open(&args.place, access, context).await?;
    let (seq, hash) = match office.compared.clone() {
        Compared::Shorter { seq, hash } | Compared::Differs { seq, hash } => (seq, hash),
        Compared::First | Compared::Holds => return Err(Error::NothingToAccept),
    };
    let acceptance = JournalAcceptance { seq, hash, reason: args.reason.clone() };
    let act = Act { reference: None, deed: Deed::Accept(acceptance) };
    let added = if args.dry_run {
        None
    } else {
        // Nobody is told of in it: it stays as long as any act may.
        let seq = office.record_general(act, BodyEnd::latest(context.now)).await?;
        office.accept_memory().map_err(OpenError::from)?;
        Some(seq)
    };
    match (args.format.format, added) {
        (OutputFormat::Json, seq) => {
            let done = serde_json::json!({ "type": "accept", "seq": seq });
            writeln!(context.out, "{done}")?;
        }
        (OutputFormat::Text, Some(seq)) => {
            writeln!(context.out, "journal accepté (acte n° {seq})")?;
        }
        (OutputFormat::Text, None) => {
            writeln!(context.out, "le journal serait accepté ; rien n'a été enregistré")?;
        }
    }
    Ok(office.completion())
}

async fn open(
    place: &PlaceArgs,
    access: StoreAccess,
    context: &mut Context<'_>,
) -> Result<Office, Error> {
    Ok(Office::open(OfficePlace::of(place), access, context).await?)
}

/// Says what is wrong with the journal.
pub(crate) fn remark(office: &Office, context: &mut Context<'_>) -> io::Result<()> {
    office.remarks().iter().try_for_each(|remark| context.note(remark))
}

fn fault(fault: &Fault) -> FaultJson {
    FaultJson { seq: fault.seq, message: said(fault) }
}

fn line(entry: &JournalEntry, office: &Office) -> EntryJson {
    let contents = entry.contents.as_ref();
    let kind = contents.ok().map(|contents| match contents {
        Contents::Act(act) => act.deed.name(),
        Contents::Unknown(unknown) => unknown.name.clone(),
    });
    let reference = contents.ok().and_then(|contents| match contents {
        Contents::Act(act) => act.reference.as_ref(),
        Contents::Unknown(unknown) => unknown.reference.as_ref(),
    });
    let is_erased = || office.journal.erased_acts().contains(&entry.event.seq);
    let summary = match &entry.contents {
        Ok(contents) => contents.summary(),
        Err(Unopened::Missing) if is_erased() => "(effacé avec la candidature)".to_owned(),
        Err(Unopened::Expired) => "(effacé à l'échéance)".to_owned(),
        Err(Unopened::Missing) => "(manquant)".to_owned(),
        Err(Unopened::Closed) => "(fermé)".to_owned(),
        Err(Unopened::Damaged) => "(endommagé)".to_owned(),
    };
    EntryJson {
        seq: entry.event.seq,
        at: entry.event.at.to_string(),
        by: entry.event.by.to_string(),
        name: office.people.name(&entry.event.by),
        kind,
        reference: reference.map(ToString::to_string),
        summary,
    }
}
