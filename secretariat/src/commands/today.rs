//! `today`: what waits, in order of urgency.

use std::io;

use crate::{
    cases::{
        Office,
        office::{OfficePlace, StoreAccess, today::Waiting},
    },
    cli::args::{OutputFormat, acts::TodayArgs},
    commands::{journal::remark, list::report, outbox::written::Written},
    context::{Completion, Context},
    error::Error,
    text::printable::one_line,
};

/// Writes what waits: in a text, a line a kind; for a program, each by itself.
pub async fn today(args: &TodayArgs, context: &mut Context<'_>) -> Result<Completion, Error> {
    let written = Written::read(&args.place)?;
    let office = Office::open(OfficePlace::of(&args.place), StoreAccess::Read, context).await?;
    let waiting = office.waiting(written.writing());
    match args.format.format {
        OutputFormat::Json => {
            serde_json::to_writer_pretty(&mut *context.out, &waiting).map_err(io::Error::from)?;
            writeln!(context.out)?;
        }
        OutputFormat::Text => {
            let is_alike = |one: &Waiting, other: &Waiting| match (one, other) {
                (Waiting::Task(one), Waiting::Task(other)) => one.kind == other.kind,
                _ => false,
            };
            for waiting in waiting.chunk_by(is_alike) {
                write_kind(waiting, context)?;
            }
            if waiting.is_empty() {
                writeln!(context.out, "rien n'attend")?;
            }
        }
    }
    remark(&office, context)?;
    let closed = office.closed.iter();
    let closed = closed.map(|(record, why)| (record.reference.to_string(), why.to_string()));
    let problems = office.records.problems(closed.collect());
    report(&problems, office.closed.first().map(|(_, why)| why), context)?;
    let is_whole = problems.is_empty() && office.completion() == Completion::Done;
    Ok(if is_whole { Completion::Done } else { Completion::Incomplete })
}

fn write_kind(waiting: &[Waiting], context: &mut Context<'_>) -> io::Result<()> {
    if let Some(Waiting::Task(first)) = waiting.first() {
        writeln!(context.out, "{} ({})", first.kind.words(), waiting.len())?;
    }
    for one in waiting {
        match one {
            Waiting::Task(task) => {
                let due = task.due.map(|day| format!(", avant le {}", day.long()));
                let reference = task.reference.as_ref().map(ToString::to_string);
                let peer = task.peer.as_ref().map(|peer| format!("pair {}", one_line(peer, 64)));
                let letter = task.letter.as_ref();
                let letter = letter.map(|id| format!(", courrier {}", one_line(id, 200)));
                let (about, due) = (reference.or(peer), due.unwrap_or_default());
                let (about, letter) = (about.unwrap_or_default(), letter.unwrap_or_default());
                writeln!(context.out, "    {about}{letter}{due}")?;
            }
            Waiting::Upkeep(upkeep) => writeln!(context.out, "{}", upkeep.words())?,
        }
    }
    Ok(())
}
