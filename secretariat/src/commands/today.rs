//! `today`: what waits, in order of urgency.

use std::io;

use serde_json::{Value as Json, json};

use crate::{
    cases::{
        Office,
        office::{OfficePlace, StoreAccess, today::Task},
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
    let (tasks, upkeep) = (office.today(written.writing()), office.upkeep(&written.settings));
    match args.format.format {
        OutputFormat::Json => {
            let all =
                (tasks.iter().map(|task| json!(task))).chain(upkeep.iter().map(|one| json!(one)));
            let all: Json = all.collect();
            serde_json::to_writer_pretty(&mut *context.out, &all).map_err(io::Error::from)?;
            writeln!(context.out)?;
        }
        OutputFormat::Text => {
            for tasks in tasks.chunk_by(|one, other| one.kind == other.kind) {
                write_kind(tasks, context)?;
            }
            upkeep.iter().try_for_each(|one| writeln!(context.out, "{}", one.words()))?;
            if tasks.is_empty() && upkeep.is_empty() {
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

fn write_kind(tasks: &[Task], context: &mut Context<'_>) -> io::Result<()> {
    writeln!(context.out, "{} ({})", tasks[0].kind.words(), tasks.len())?;
    for task in tasks {
        let due = task.due.map(|day| format!(", avant le {}", day.long())).unwrap_or_default();
        let reference = task.reference.as_ref().map(ToString::to_string);
        let peer = task.peer.as_ref().map(|peer| format!("pair {}", one_line(peer, 64)));
        let letter = task.letter.as_ref().map(|id| format!(", courrier {}", one_line(id, 200)));
        let about = reference.or(peer).unwrap_or_default();
        writeln!(context.out, "    {about}{}{due}", letter.unwrap_or_default())?;
    }
    Ok(())
}
