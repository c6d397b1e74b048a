//! What a person may ask for: `withdraw`, `amend`, `access`, `restrict`, `lift`, `object`.

use std::path::Path;

use crate::{
    cases::office::{record::Done, rights::Right},
    cli::args::{
        OutputFormat,
        acts::{AccessArgs, ActArgs, AmendArgs, RightsArgs},
    },
    commands::{
        acts::{open, tell},
        target::Target,
    },
    context::{Completion, Context},
    error::Error,
    records::forms,
};

/// What becomes of a withdrawn application when it is sent again, and what else can be offered.
const WITHDRAWN: &str = "elle est gardée jusqu'à son échéance ; la même, envoyée de nouveau, recevra la réponse « reçue » et sera signalée par « secretariat today » ; « secretariat erase » l'efface, si la personne le demande";

/// Does what changes no answer.
pub async fn exercise(
    right: Right,
    args: &RightsArgs,
    context: &mut Context<'_>,
) -> Result<Completion, Error> {
    let mut office = open(&args.act, context).await?;
    let caller = args.verified.verified.caller();
    let done = office.exercise(right, &args.reference, caller, args.act.run()).await?;
    let completion = tell(&office, &done, &args.act, context)?;
    say_request(&done, &args.act, context)?;
    if right == Right::Withdraw && caller.is_some() {
        context.note(WITHDRAWN)?;
    }
    Ok(completion)
}

/// Corrects answers.
pub async fn amend(args: &AmendArgs, context: &mut Context<'_>) -> Result<Completion, Error> {
    let forms = forms::today(&args.act.place.content.folder);
    let mut office = open(&args.act, context).await?;
    let caller = args.verified.verified.caller();
    let done = office.amend(&args.reference, &args.set, &forms, caller, args.act.run()).await?;
    let completion = tell(&office, &done, &args.act, context)?;
    say_request(&done, &args.act, context)?;
    Ok(completion)
}

/// Writes a person's own copy.
pub async fn access(args: &AccessArgs, context: &mut Context<'_>) -> Result<Completion, Error> {
    let kind = FileKind::of(&args.out).unwrap_or(FileKind::Html);
    let target = Target::of(&args.out, args.replace)?;
    let mut office = open(&args.act, context).await?;
    let caller = args.verified.verified.caller();
    let (done, copy) = office.access(&args.reference, caller, args.act.run()).await?;
    if let (Some(copy), false) = (copy, args.act.dry_run) {
        let text = match kind {
            FileKind::Html => copy.html(),
            FileKind::Json => copy.json(),
        };
        let path = target.write(&text, Completion::Done)?;
        context.note(format!(
            "copie dans {} : remettez-la à la personne, puis effacez ce fichier",
            path.display()
        ))?;
    }
    let completion = tell(&office, &done, &args.act, context)?;
    say_request(&done, &args.act, context)?;
    Ok(completion)
}

/// By when an answer is due to somebody who was not verified yet.
pub(crate) fn say_request(
    done: &[Done],
    args: &ActArgs,
    context: &mut Context<'_>,
) -> Result<(), Error> {
    let due = done.iter().filter_map(|done| done.due).min();
    if let (Some(due), OutputFormat::Text) = (due, args.format.format) {
        let noted = if args.dry_run { "la demande serait notée" } else { "demande notée" };
        context.note(format!(
            "{noted}, et rien d'autre : vérifiez qui la fait, puis répondez avant le {}",
            due.long()
        ))?;
    }
    Ok(())
}

/// As what a file is written, by its ending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FileKind {
    /// To be printed.
    Html,
    /// For a program.
    Json,
}

impl FileKind {
    /// `None` if the ending says nothing.
    pub(crate) fn of(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_string_lossy().to_lowercase();
        match ending.as_str() {
            "html" | "htm" => Some(Self::Html),
            "json" => Some(Self::Json),
            _ => None,
        }
    }
}
