//! The pages: what is answered to what is asked, in the office's own thread.

use super::{
    desk::{Desk, Shut},
    request::{Asked, Verb},
    response::Answer,
};
use crate::error::Error;

pub mod page;
pub mod lock;
pub mod acts;
pub mod hearings;
pub mod cases;
pub mod decisions;
pub mod today;
pub mod rights;
pub mod case;
pub mod letters;
pub mod archive;

use archive::backups::BackupPlace;
use page::{Page, failed, no_such_page, why_closed};

/// Answers; before anything else, the office must be open.
pub fn answer(desk: &mut Desk, asked: &Asked) -> Answer {
    let parts = asked.parts();
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    match (asked.verb, &parts[..]) {
        // It comes by itself: nobody is here.
        (Verb::Get, ["verrou"]) => return lock::lock(desk, asked),
        (Verb::Post, ["ouvrir"]) => {
            desk.touch();
            return match lock::unlock(desk, asked) {
                lock::Unlocked::Answer(answer) => answer,
                lock::Unlocked::Carried(carried) => answer(desk, &carried),
            };
        }
        (Verb::Get, ["quitter"]) => return lock::ask_to_quit(asked),
        (Verb::Post, ["quitter"]) => return lock::quit(desk),
        _ => desk.touch(),
    }
    match desk.ready() {
        Ok(()) => page(desk, asked, &parts).unwrap_or_else(|error| failed(desk, asked, &error)),
        Err(Shut::NoKey) => lock::first_start::answer(desk, asked),
        Err(Shut::Failed(error)) => Answer::Page(why_closed(&error).closed(asked)),
        Err(closed) => lock::ask(asked, &closed),
    }
}

fn page(desk: &mut Desk, asked: &Asked, parts: &[&str]) -> Result<Answer, Error> {
    match (asked.verb, parts) {
        (Verb::Post, ["sauvegarde"]) => return archive::backups::make(desk, asked),
        (Verb::Post, ["cles"]) => return archive::use_keys(desk, asked),
        _ => {}
    }
    let idle_seconds = desk.idle_seconds();
    let backups = BackupPlace {
        folder: desk.settings.backups(),
        identity: desk.settings.identity().to_owned(),
        is_elsewhere: desk.settings.is_elsewhere(),
    };
    let content = desk.settings.args.content.folder.clone();
    let (at_work, runtime) = desk.at_work()?;
    if let Some(seen) = asked.seen {
        at_work.office.as_shown(seen);
    }
    let page = &mut Page { at_work, runtime, asked, idle_seconds };
    match (asked.verb, parts) {
        (Verb::Get, []) => Ok(today::show(page)),
        (_, ["candidatures"]) => cases::list(page),
        (_, ["candidatures", "lecture"]) => cases::reading(page),
        (Verb::Post, ["candidatures", "decider"]) => decisions::several(page),
        (Verb::Post, ["candidatures", typed, "decider"]) => decisions::one(page, typed),
        (Verb::Get, ["candidatures", typed]) => case::show(page, typed),
        (Verb::Get, ["candidatures", one, "comparer", other]) => cases::compare(page, one, other),
        (Verb::Post, ["candidatures", one, "remplacer", other]) => acts::replace(page, one, other),
        (Verb::Post, ["candidatures", typed, "exclusions"]) => {
            hearings::treat::exclude(page, typed)
        }
        (Verb::Post, ["candidatures", typed, "besoins"]) => hearings::treat::set_needs(page, typed),
        (Verb::Post, ["candidatures", typed, "retrait"]) => hearings::treat::recuse(page, typed),
        (Verb::Post, ["candidatures", typed, "dates"]) => hearings::treat::set_dates(page, typed),
        (Verb::Post, ["candidatures", typed, act]) => acts::act(page, typed, act),
        (Verb::Get, ["courriers"]) => Ok(letters::list(page)),
        (Verb::Post, ["courriers"]) => letters::convoke(page),
        (Verb::Get, ["courriers", id]) => letters::show(page, id),
        (Verb::Get, ["courriers", id, "papier"]) => letters::paper(page, id),
        (Verb::Post, ["courriers", id, act]) => letters::act(page, id, act),
        (Verb::Get, ["pairs"]) => Ok(hearings::peers::show(page)),
        (Verb::Post, ["pairs"]) => hearings::peers::add(page),
        (Verb::Get, ["pairs", id]) => hearings::peers::one(page, id),
        (Verb::Post, ["pairs", id]) => hearings::peers::edit(page, id),
        (Verb::Post, ["pairs", id, "effacer"]) => hearings::peers::remove(page, id),
        (Verb::Get, ["auditions"]) => Ok(hearings::calendar::show(page)),
        (Verb::Post, ["auditions"]) => hearings::calendar::add(page),
        (_, ["auditions", "plan"]) => hearings::plan::show(page),
        (Verb::Post, ["auditions", "plan", "accepter"]) => hearings::plan::accept(page),
        (Verb::Post, ["auditions", "plan", "place"]) => hearings::plan::lock(page),
        (Verb::Get, ["auditions", "pourquoi", typed]) => hearings::why::show(page, typed),
        (Verb::Get, ["auditions", id]) => hearings::calendar::one(page, id),
        (Verb::Post, ["auditions", id]) => hearings::calendar::edit(page, id),
        (Verb::Post, ["auditions", id, "annuler"]) => hearings::calendar::cancel(page, id),
        (Verb::Get, ["demandes"]) => Ok(rights::show(page)),
        (Verb::Post, ["demandes"]) => rights::record(page),
        (Verb::Get, ["demandes", "attestations", seq]) => Ok(rights::certificate(page, seq)),
        (Verb::Get, ["journal"]) => Ok(archive::journal(page)),
        (Verb::Get, ["auditions", id, "dossiers"]) => hearings::held::packs::show(page, id),
        (Verb::Post, ["auditions", id, "dossiers"]) => hearings::held::packs::record(page, id),
        (Verb::Get, ["auditions", id, "dossiers", copy]) => {
            hearings::held::packs::print(page, id, copy)
        }
        (_, ["auditions", id, "deroule"]) => hearings::held::run_sheet::show(page, id),
        (Verb::Get, ["avis", typed]) => hearings::held::opinion::show(page, typed),
        (Verb::Post, ["avis", typed]) => hearings::held::opinion::record(page, typed),
        (Verb::Get, ["registre"]) => Ok(archive::register::show(page, &content)),
        (Verb::Post, ["journal"]) => archive::accept(page),
        (_, ["exporter"]) => archive::export(page),
        (Verb::Get, ["sauvegarde"]) => Ok(archive::backups::show(page, &backups)),
        (Verb::Post, ["sauvegarde", "verifier"]) => {
            archive::backups::verify(page, &backups, &content)
        }
        (Verb::Get, ["cles"]) => Ok(archive::keys(page, &backups.identity)),
        _ => Ok(no_such_page(page)),
    }
}
