//! What the office does with an application: one command an act.

use std::{fs, io};

use crate::{
    cases::{
        Case, Office,
        error::ActError,
        office::{
            OfficePlace, StoreAccess,
            decide::note as new_note,
            record::{Done, Run},
            settings::settings,
        },
    },
    cli::{
        args::{
            OutputFormat,
            acts::{
                ActArgs, DecideArgs, FollowUpArgs, NoteArgs, QuarantineArgs, RecuseMeArgs,
                ReplaceArgs, UndoArgs,
            },
        },
        words::State,
    },
    commands::journal::remark,
    context::{Completion, Context},
    error::Error,
    journal::act::{DecisionData, FollowUpData, NoteData},
    text::{day::Day, printable::one_line},
};

/// `decide`: the same about one application or several.
pub async fn decide(args: &DecideArgs, context: &mut Context<'_>) -> Result<Completion, Error> {
    let decision = DecisionData {
        outcome: args.outcome,
        reason: args.reason.clone(),
        text: args.text.clone(),
        remark: args.remark.clone(),
        by: args.by.clone(),
        on: args.on.unwrap_or_else(|| Day::of(context.now)),
        bulk: false,
    };
    let settings = settings(&args.act.place.content.folder)?;
    // A slip is told before a passphrase is asked for.
    decision.check_reason(&settings).map_err(ActError::from)?;
    let mut office = open(&args.act, context).await?;
    let done = office.decide(&args.references, decision, &settings, args.act.run()).await?;
    tell(&office, &done, &args.act, context)
}

/// `quarantine`: whether a robot sent it.
pub async fn quarantine(
    args: &QuarantineArgs,
    context: &mut Context<'_>,
) -> Result<Completion, Error> {
    let mut office = open(&args.act, context).await?;
    let done = office.screen(&args.reference, args.to, &args.reason, args.act.run()).await?;
    tell(&office, &done, &args.act, context)
}

/// `note`: something to remember.
pub async fn note(args: &NoteArgs, context: &mut Context<'_>) -> Result<Completion, Error> {
    let note = NoteData {
        from: args.from.clone(),
        destroy: args.destroy,
        ..new_note(args.kind, &args.text, args.on)
    };
    // What is missing is told before a passphrase is asked for.
    note.is_whole().map_err(|why| ActError::Refused(vec![why]))?;
    let mut office = open(&args.act, context).await?;
    let done = office.note(&args.reference, note, args.act.run()).await?;
    tell(&office, &done, &args.act, context)
}

/// `undo`: the last act counts no more.
pub async fn undo(args: &UndoArgs, context: &mut Context<'_>) -> Result<Completion, Error> {
    let mut office = open(&args.act, context).await?;
    if let Some((event, act)) = office.last_act(&args.reference) {
        let what = format!("acte repris : n° {}, {}", event.seq, act.deed.summary());
        context.note(what)?;
    }
    let done = office.undo(&args.reference, &args.reason, args.act.run()).await?;
    tell(&office, &done, &args.act, context)
}

/// `recuse-me`: somebody else decides.
pub async fn recuse_me(
    args: &RecuseMeArgs,
    context: &mut Context<'_>,
) -> Result<Completion, Error> {
    let mut office = open(&args.act, context).await?;
    let done = office.recuse_me(&args.reference, args.act.run()).await?;
    tell(&office, &done, &args.act, context)
}

/// `replace`: one application in the place of another.
pub async fn replace(args: &ReplaceArgs, context: &mut Context<'_>) -> Result<Completion, Error> {
    let mut office = open(&args.act, context).await?;
    let place = office.cases.find(&args.old).and_then(|case| case.hearing.clone());
    let done = office.replace(&args.old, &args.by, args.act.run()).await?;
    let completion = tell(&office, &done, &args.act, context)?;
    if let Some(place) = place.filter(|_| done.iter().any(|done| done.from == State::Scheduled)) {
        context.note(format!(
            "sa place à l'audition {} (la {}e) est libre : proposez-la à {}, puis « secretariat plan propose »",
            one_line(&place.id, 64),
            place.slot,
            args.by
        ))?;
    }
    Ok(completion)
}

/// `followup`: what became of the firm.
pub async fn follow_up(
    args: &FollowUpArgs,
    context: &mut Context<'_>,
) -> Result<Completion, Error> {
    let data = match (&args.from, &args.skip) {
        (Some(path), _) => {
            let text = fs::read_to_string(path);
            let failed = |source: io::Error| ActError::File { path: path.clone(), source };
            let text = text.map_err(failed)?.trim().to_owned();
            if text.is_empty() {
                let said = format!("{} ne dit rien", path.display());
                return Err(ActError::Values(vec![said]).into());
            }
            FollowUpData::Text(text)
        }
        (None, reason) => FollowUpData::Skipped(reason.clone().unwrap_or_default()),
    };
    let mut office = open(&args.act, context).await?;
    let done = office.follow_up(&args.reference, data, args.act.run()).await?;
    tell(&office, &done, &args.act, context)
}

/// Opens the office where the options say.
pub(crate) async fn open(args: &ActArgs, context: &mut Context<'_>) -> Result<Office, Error> {
    let office = Office::open(OfficePlace::of(&args.place), args.access(), context).await?;
    remark(&office, context)?;
    Ok(office)
}

/// Says what was done, or would be.
pub(crate) fn tell(
    office: &Office,
    done: &[Done],
    args: &ActArgs,
    context: &mut Context<'_>,
) -> Result<Completion, Error> {
    match args.format.format {
        OutputFormat::Json => {
            serde_json::to_writer_pretty(&mut *context.out, done).map_err(io::Error::from)?;
            writeln!(context.out)?;
        }
        OutputFormat::Text => {
            for done in done {
                let Done { reference, from, to, .. } = done;
                let act = done.seq.map_or_else(String::new, |seq| format!(" (acte n° {seq})"));
                let firm = office.cases.find(reference).and_then(|case| case.firm());
                let firm = firm.map(|firm| format!(", {}", one_line(firm, 40)));
                let firm = firm.unwrap_or_default();
                let case = office.cases.find(reference).filter(|case| case.state == *to);
                let reached = case.map_or_else(|| to.shown().to_owned(), Case::state_words);
                let state =
                    if from == to { reached } else { format!("{} → {reached}", from.shown()) };
                writeln!(context.out, "{reference}{firm} : {state}{act}")?;
            }
            if args.dry_run {
                context.note("rien n'a été enregistré : sans --dry-run, ce serait fait")?;
            }
        }
    }
    Ok(Completion::Done)
}

impl ActArgs {
    /// Whether anything is done.
    pub fn run(&self) -> Run {
        if self.dry_run { Run::Dry } else { Run::Real }
    }

    fn access(&self) -> StoreAccess {
        if self.dry_run { StoreAccess::Read } else { StoreAccess::Act }
    }
}
