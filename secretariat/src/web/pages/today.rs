//! Aujourd'hui: what waits, in order of urgency.

use authoring::typography::french;
use serde_json::json;

use super::{
    super::{desk::mask::Mask, request::segment, response::Answer, template::Sheet},
    cases::closed,
    hearings::peer_name,
    page::{Page, sentence},
};
use crate::{
    cases::office::today::{Task, TaskKind, upkeep::UpkeepKind},
    journal::act::letters::letter_words,
    text::{day::Day, ids, printable::one_line},
};

/// Everything that waits, by kind; each leads to the application.
pub fn show(page: &Page<'_>) -> Answer {
    let at_work = &page.at_work;
    let tasks = at_work.office.today(at_work.writing());
    // What is due besides comes before the last.
    let (last, tasks): (Vec<_>, Vec<_>) =
        tasks.into_iter().partition(|task| task.kind == TaskKind::OneKey);
    let groups = |tasks: &[Task]| -> Vec<_> {
        tasks
            .chunk_by(|one, other| one.kind == other.kind)
            .map(|group| {
            let rows: Vec<_> = group
                .iter()
                .map(|task| {
                    let case = task.reference.as_ref();
                    let case = case.and_then(|reference| at_work.office.cases.find(reference));
                    let mask = case.and_then(|case| at_work.mask(case));
                    let firm = case.filter(|_| mask.is_none()).and_then(|case| case.firm());
                    let letter = task.letter.as_ref();
                    let to = task.reference.as_ref().map(ToString::to_string);
                    let to = to.or(task.peer.as_deref().map(ids::part)).unwrap_or_default();
                    let what = letter.and_then(|id| id.strip_suffix(&to)?.strip_suffix('-'));
                    let letter = letter.map(|id| format!("/courriers/{}", segment(id)));
                    let own = task.reference.as_ref().map(|it| format!("/candidatures/{it}"));
                    let peer = task.peer.as_ref().map(|id| peer_name(page, id));
                    json!({
                        "path": letter.or(own), "letter": what.map(|what| french(&letter_words(what)).into_owned()), "reference": task.reference, "peer": peer,
                        "firm": firm.map(|firm| one_line(firm, 60)),
                        "masked": mask.map(Mask::words),
                        "due": task.due.map(Day::long),
                    })
                })
                .collect();
            let words = french(group[0].kind.words());
            json!({ "title": sentence(&words).trim_end_matches('.'), "count": group.len(), "rows": rows })
            })
            .collect()
    };
    let upkeep = at_work.office.upkeep(&at_work.settings);
    let upkeep = upkeep.iter().map(|one| {
        let path = match (one.kind, &one.hearing) {
            (UpkeepKind::Rehearsal, _) => "/cles".to_owned(),
            (UpkeepKind::Packs, Some(hearing)) => {
                format!("/auditions/{}/dossiers", segment(hearing))
            }
            (UpkeepKind::Backup | UpkeepKind::Packs, _) => "/sauvegarde".to_owned(),
        };
        json!({ "path": path, "words": french(&sentence(&one.words())) })
    });
    let cases = at_work.office.cases.cases.iter().filter(|case| case.record.is_some()).count();
    page.show(
        Sheet::new("today.html", "Aujourd'hui")
            .with("groups", &groups(&tasks))
            .with("last", &groups(&last))
            .with("upkeep", &upkeep.collect::<Vec<_>>())
            .with("cases", &cases)
            .with("closed", &closed(page)),
    )
}
