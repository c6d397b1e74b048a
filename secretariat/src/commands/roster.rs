//! `peers` and `hearings`: who could sit, and when.

use std::io;

use serde::Serialize;

use super::{acts::open, erase::note_cancellation, journal::remark, plan::read};
use crate::{
    cases::{
        Office,
        office::{OfficePlace, StoreAccess, settings::hearing_sizes},
        planning::{RosterDone, files},
    },
    cli::{
        args::{
            OutputFormat,
            acts::ActArgs,
            peers::{Hearings, Peers, RosterArgs},
        },
        words::{DayAnswer, HearingHold},
    },
    context::{Completion, Context},
    error::Error,
    journal::act::{HearingData, PeerData},
    text::printable::one_line,
};

/// Carries out a command on peers.
pub async fn peers(command: &Peers, context: &mut Context<'_>) -> Result<Completion, Error> {
    // What is wrong with a file is said before a passphrase is asked for.
    let (listed, act) = match command {
        Peers::List(args) => return list_peers(args, context).await,
        Peers::Add(args) | Peers::Edit(args) => (read(&args.from, files::peers)?, &args.act),
        Peers::Remove(args) => (Vec::new(), &args.act),
        Peers::Days(args) => (Vec::new(), &args.act),
    };
    let mut office = open(act, context).await?;
    let run = act.run();
    let done = match command {
        Peers::Add(_) => office.add_peers(listed, run).await?,
        Peers::Edit(_) => office.edit_peers(listed, run).await?,
        Peers::Remove(args) => {
            let done = office.remove_peer(&args.id, run).await?;
            note_cancellation(&args.id, &office, context)?;
            done
        }
        Peers::Days(args) => {
            office.set_days(&args.id, args.days.iter().copied().collect(), run).await?
        }
        Peers::List(_) => Vec::new(),
    };
    tell_roster(&done, act, context)
}

/// Carries out a command on hearings.
pub async fn hearings(command: &Hearings, context: &mut Context<'_>) -> Result<Completion, Error> {
    let (listed, act) = match command {
        Hearings::List(args) => return list_hearings(args, context).await,
        Hearings::Add(args) | Hearings::Edit(args) => {
            let slots = hearing_sizes(&args.act.place.content.folder).map(|sizes| sizes.firms_max);
            (read(&args.from, |text| files::hearings(text, slots))?, &args.act)
        }
        Hearings::Cancel(args) => (Vec::new(), &args.act),
        Hearings::Hold(args) => (Vec::new(), &args.act),
    };
    let mut office = open(act, context).await?;
    let run = act.run();
    let done = match command {
        Hearings::Add(_) => office.add_hearings(listed, run).await?,
        Hearings::Edit(_) => office.edit_hearings(listed, run).await?,
        Hearings::Cancel(args) => {
            let freed = office.placed_at(&args.id);
            let done = office.cancel_hearing(&args.id, run).await?;
            for reference in freed {
                context.note(format!("{reference} n'a plus de place"))?;
            }
            done
        }
        Hearings::Hold(args) => office.hold_hearing(&args.id, args.hold, run).await?,
        Hearings::List(_) => Vec::new(),
    };
    tell_roster(&done, act, context)
}

async fn list_peers(args: &RosterArgs, context: &mut Context<'_>) -> Result<Completion, Error> {
    let office = Office::open(OfficePlace::of(&args.place), StoreAccess::Read, context).await?;
    let peers: Vec<&PeerData> = office.cases.roster.peers.values().map(|peer| &peer.data).collect();
    list(&peers, args, context, |peer| {
        let days: Vec<String> = peer
            .days
            .iter()
            .map(|(day, answer)| format!("{} : {}", day.long(), day_words(*answer)))
            .collect();
        let signed = if peer.signed.is_some() { "" } else { ", engagement non signé" };
        let line = format!("{}, {}, {}{signed}", peer.id, peer.name, peer.network);
        let days = if days.is_empty() { "aucun jour donné".to_owned() } else { days.join(", ") };
        format!("{} ; {days}", one_line(&line, 120))
    })?;
    remark(&office, context)?;
    Ok(office.completion())
}

async fn list_hearings(args: &RosterArgs, context: &mut Context<'_>) -> Result<Completion, Error> {
    let office = Office::open(OfficePlace::of(&args.place), StoreAccess::Read, context).await?;
    let hearings = office.cases.roster.hearings_in_order();
    list(&hearings, args, context, |hearing| {
        let HearingData { id, starts, panel, .. } = hearing;
        let held = match hearing.hold {
            HearingHold::Auto => "selon le plan",
            HearingHold::Yes => "se tient",
            HearingHold::No => "ne se tient pas",
        };
        let placed = office.placed_at(id).len();
        format!("{id}  {starts}  {held}, {placed} entreprise(s), pairs : {}", panel.join(", "))
    })?;
    remark(&office, context)?;
    Ok(office.completion())
}

/// Writes each: in a text, a line each.
fn list<T: Serialize>(
    all: &[&T],
    args: &RosterArgs,
    context: &mut Context<'_>,
    line: impl Fn(&T) -> String,
) -> Result<(), Error> {
    match args.format.format {
        OutputFormat::Json => write_json(&all, context)?,
        OutputFormat::Text => {
            for one in all {
                writeln!(context.out, "{}", one_line(&line(one), usize::MAX))?;
            }
            if all.is_empty() {
                context.note("il n'y en a pas encore")?;
            }
        }
    }
    Ok(())
}

/// Says what was done, or would be.
pub(crate) fn tell_roster(
    done: &[RosterDone],
    act: &ActArgs,
    context: &mut Context<'_>,
) -> Result<Completion, Error> {
    match act.format.format {
        OutputFormat::Json => write_json(&done, context)?,
        OutputFormat::Text => {
            for RosterDone { id, name, seq } in done {
                let what = match name.as_str() {
                    "peer" | "hearing" | "answer" | "letter" => "noté",
                    "convocation" => "courriers prêts",
                    "peer_removed" => "effacé",
                    _ => "annulé",
                };
                let seq = seq.map_or_else(String::new, |seq| format!(" (acte n° {seq})"));
                writeln!(context.out, "{} : {what}{seq}", one_line(id, 64))?;
            }
            if act.dry_run {
                context.note("rien n'a été enregistré : sans --dry-run, ce serait fait")?;
            }
        }
    }
    Ok(Completion::Done)
}

fn write_json(value: &impl Serialize, context: &mut Context<'_>) -> Result<(), Error> {
    serde_json::to_writer_pretty(&mut *context.out, value).map_err(io::Error::from)?;
    Ok(writeln!(context.out)?)
}

/// Whether a peer can come, after the day.
pub fn day_words(answer: DayAnswer) -> &'static str {
    match answer {
        DayAnswer::Yes => "oui",
        DayAnswer::IfNeeded => "si besoin",
        DayAnswer::No => "non",
    }
}
