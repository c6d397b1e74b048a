//! `reseal`: today's recipients open everything, and nobody else does any more.

use std::io;

use form_handler::crypto::recipients::{
    Fingerprint, Recipient, Recipients, fingerprint,
    last_used::{LastUsed, same},
};
use serde_json::json;

use crate::{
    cases::{
        Office,
        office::{OfficePlace, StoreAccess},
    },
    cli::args::{OutputFormat, reseal::ResealArgs},
    commands::list::report,
    context::{Completion, Context},
    error::Error,
    journal::{
        OfficeJournal,
        act::{Act, Deed, RecipientsData, SealedFor},
        append::BodyEnd,
    },
    records::{
        access,
        error::RecordsError,
        recipients::{self, RecipientsError, RecipientsFile},
        reseal::{Resealed, Resealing, Run, Tally},
    },
    text::printable::one_line,
};

/// What a run has done, for whoever shows it.
#[derive(Debug)]
pub struct Report {
    /// To whom all is sealed now.
    pub recipients: Recipients,
    /// Whether no list was known before.
    pub is_first: bool,
    /// What became of everything.
    pub resealed: Resealed,
    /// So many applications came for another list after all had been sealed to this one.
    pub late: usize,
}

/// Seals everything again to the people of the content, and says what became of it.
pub async fn reseal(args: &ResealArgs, context: &mut Context<'_>) -> Result<Completion, Error> {
    let report = run(args, context).await?;
    match args.format.format {
        OutputFormat::Text => tell(args, &report, context)?,
        OutputFormat::Json => writeln!(context.out, "{:#}", in_json(args, &report))?,
    }
    let Resealed { applications, acts } = &report.resealed;
    let closed: Vec<_> = applications.closed.iter().chain(&acts.closed).cloned().collect();
    self::report(&closed, None, context)?;
    if !closed.is_empty() {
        context.note("aide : ce qui reste fermé le reste comme avant ; une autre personne, dont la clé l'ouvre, peut lancer la même commande")?;
    }
    if report.late > 0 {
        context.note(format!(
            "{} candidature(s) sont encore arrivées pour une autre liste : tant que le site n'a pas la nouvelle, recommencez",
            report.late
        ))?;
    }
    Ok(if report.resealed.is_whole() { Completion::Done } else { Completion::Incomplete })
}

/// Checks that it may be, and does it.
async fn run(args: &ResealArgs, context: &mut Context<'_>) -> Result<Report, Error> {
    let recipients = RecipientsFile::read(&args.place.content.folder)?.present(context.now)?;
    let location = access::location(&args.place.store).map_err(RecordsError::from)?;
    let place = OfficePlace {
        store: &args.place.store,
        identity: &args.place.identity,
        content: &args.place.content,
    };
    let access = if args.dry_run { StoreAccess::Read } else { StoreAccess::Act };
    let mut office = Office::open(place, access, context).await?;
    let note = recipients::note_of(&location, args.place.identity.first());
    let last = match listed_last(&office.journal) {
        Some(keys) => Some(LastUsed { keys, resealed: false }),
        None => recipients::last_used(&note)?,
    };
    recipients::check(&recipients, last.as_ref(), &args.accept.accepted)?;
    let own = &office.keys.identities.public;
    if !recipients.iter().any(|person| own.contains(&person.key)) && !args.leave {
        return Err(RecipientsError::WithoutOpener.into());
    }
    let was_whole =
        recipients::last_used(&note)?.is_some_and(|noted| noted.resealed && noted.is(&recipients));
    if !args.dry_run {
        // Before anything is sealed: a run that is stopped goes on without being accepted again.
        say(recipients::note(&recipients, &note), context)?;
        say(enter(&mut office, &recipients, context).await, context)?;
    }
    let run = if args.dry_run { Run::Dry } else { Run::Write };
    let resealing = Resealing {
        recipients: &recipients,
        identities: &office.keys.identities.secret,
        signing: &office.keys.signing,
        // What was erased and is back is shown to nobody, until it is erased again.
        hidden: office.back(),
        run,
    };
    let mut resealed = office.store.reseal(resealing, context).await?;
    let mut late = if was_whole { resealed.applications.again } else { 0 };
    if run == Run::Write {
        // What arrived meanwhile.
        let again = office.store.reseal(resealing, context).await?;
        late += again.applications.again;
        resealed = again.after(&resealed);
        if resealed.is_whole() {
            say(recipients::note_resealed(&recipients, &note), context)?;
        }
    }
    Ok(Report { recipients, is_first: last.is_none(), resealed, late })
}

/// The list that the journal names last.
fn listed_last(journal: &OfficeJournal) -> Option<Vec<Fingerprint>> {
    let lists = journal.acts().filter_map(|(_, act)| match &act.deed {
        Deed::Recipients(list) => Some(list),
        _ => None,
    });
    let list = lists.last()?;
    Some(list.recipients.iter().map(|person| Fingerprint::stored(&person.key)).collect())
}

/// Enters the list into the journal, unless it is the one that stands there; says why it could not be.
async fn enter(
    office: &mut Office,
    recipients: &Recipients,
    context: &Context<'_>,
) -> Option<String> {
    let keys = recipients.fingerprints();
    if listed_last(&office.journal).is_some_and(|last| same(&last, &keys)) {
        return None;
    }
    let person = |person: &Recipient| SealedFor {
        name: person.name.clone(),
        key: fingerprint(&person.key).as_str().to_owned(),
    };
    let list = RecipientsData { recipients: recipients.iter().map(person).collect() };
    let act = Act { reference: None, deed: Deed::Recipients(list) };
    let entered = office.record_general(act, BodyEnd::latest(context.now)).await;
    entered.err().map(|error| format!("la liste n'a pas pu être inscrite au journal : {error}"))
}

fn say(why: Option<String>, context: &mut Context<'_>) -> io::Result<()> {
    why.map_or(Ok(()), |why| context.note(why))
}

fn tell(args: &ResealArgs, report: &Report, context: &mut Context<'_>) -> io::Result<()> {
    let first = if report.is_first { " (première liste de cette base)" } else { "" };
    writeln!(context.out, "destinataires{first} :")?;
    for Recipient { name, role, key, .. } in &report.recipients {
        let (name, role) = (one_line(name, 40), one_line(role, 40));
        writeln!(context.out, "  {}  {name} ({role})", fingerprint(key))?;
    }
    let Resealed { applications, acts } = &report.resealed;
    let done = if args.dry_run { "seraient scellés" } else { "sont scellés" };
    let counted = |tally: &Tally| format!("{} de {}", tally.sealed(), tally.of());
    writeln!(
        context.out,
        "{} candidature(s) et {} acte(s) du bureau {done} pour ces clés, dont {} de plus qu'avant",
        counted(applications),
        counted(acts),
        applications.again + acts.again
    )
}

fn in_json(args: &ResealArgs, report: &Report) -> serde_json::Value {
    let people = report.recipients.iter().map(|Recipient { name, role, key, .. }| {
        json!({"name": name, "role": role, "fingerprint": fingerprint(key).to_string()})
    });
    let tally = |tally: &Tally| {
        let closed = tally.closed.iter().map(|(name, why)| json!({"name": name, "reason": why}));
        json!({
            "of": tally.of(),
            "sealed": tally.sealed(),
            "again": tally.again,
            "closed": closed.collect::<Vec<_>>(),
        })
    };
    json!({
        "dry_run": args.dry_run,
        "first": report.is_first,
        "recipients": people.collect::<Vec<_>>(),
        "applications": tally(&report.resealed.applications),
        "acts": tally(&report.resealed.acts),
        "late": report.late,
    })
}
