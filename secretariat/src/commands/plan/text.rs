//! What there is to say about a firm, in sentences.

use std::fmt::Write as _;

use application_form::language::dates::long_date;
use planner::{
    explain::{Elsewhere, FirmExplanation, Placed},
    plan::{ChangeKind, PlanChange, Unplaced, Why, WhyCode},
    problem::Problem,
};

/// Lines for a terminal.
pub fn of(problem: &Problem, explanation: &FirmExplanation) -> String {
    let (rank, firms) = (explanation.rank + 1, problem.firms().len());
    let mut text = format!("{}, par ancienneté {rank} sur {firms}\n", explanation.reference);
    if let Some(placed) = &explanation.placed {
        add_place(problem, placed, &mut text);
    }
    if let Some(unplaced) = &explanation.unplaced {
        add_reasons(problem, unplaced, &mut text);
    }
    text
}

fn add_place(problem: &Problem, placed: &Placed, text: &mut String) {
    let hearing = named(problem, &placed.hearing);
    let _ = writeln!(text, "Placée : {hearing}, entreprise n° {}, {}", placed.n, placed.starts);
    if placed.locked {
        text.push_str("Sa place est fixée : aucune autre n'a été cherchée.\n");
    } else if !placed.elsewhere.is_empty() {
        text.push_str("À une autre audition :\n");
    }
    for elsewhere in &placed.elsewhere {
        let (hearing, said) = match elsewhere {
            Elsewhere::Impossible { hearing, code } => (hearing, reason(*code).to_owned()),
            Elsewhere::Possible { hearing, leave, r#move, enter, .. } => {
                let parts = [
                    ("sans place", leave),
                    ("à une autre date", r#move),
                    ("avec une place", enter),
                ];
                let parts = parts.into_iter().filter(|(_, firms)| !firms.is_empty());
                let parts: Vec<String> =
                    parts.map(|(what, firms)| format!("{what} : {}", firms.join(", "))).collect();
                let none = || "rien d'autre ne change".to_owned();
                (hearing, if parts.is_empty() { none() } else { parts.join(" ; ") })
            }
        };
        let _ = writeln!(text, "  {} : {said}", named(problem, hearing));
    }
}

fn add_reasons(problem: &Problem, unplaced: &Unplaced, text: &mut String) {
    text.push_str("Sans place :\n");
    for Why { hearing, code, older, .. } in &unplaced.why {
        let older = older.iter().flatten().cloned().collect::<Vec<_>>().join(", ");
        let older =
            if older.is_empty() { older } else { format!(", par de plus anciennes : {older}") };
        let _ = writeln!(text, "  {} : {}{older}", named(problem, hearing), reason(*code));
    }
    if let Some(blocking) = &unplaced.blocking {
        let hearings: Vec<String> =
            blocking.hearings.iter().map(|hearing| named(problem, hearing)).collect();
        let _ = writeln!(
            text,
            "Des auditions qui se tiennent, ces {} entreprises, toutes plus anciennes, ne peuvent venir comme elle \
             qu'à celles-ci, où il y a {} places : {}\n  {}",
            blocking.firms.len(),
            blocking.seats,
            hearings.join(", "),
            blocking.firms.join(", ")
        );
    }
    if unplaced.would_fit_if.is_empty() {
        text.push_str("Aucun changement, à lui seul, ne lui donnerait une place sans en retirer à une plus ancienne.\n");
    } else {
        text.push_str("Un seul de ces changements lui donnerait une place, sans en retirer à une plus ancienne :\n");
    }
    for change in &unplaced.would_fit_if {
        let _ = writeln!(text, "  {}", what_if(problem, change));
    }
}

/// A hearing with its day.
pub fn named(problem: &Problem, id: &str) -> String {
    let hearing = problem.hearings.iter().find(|hearing| hearing.id == id);
    hearing.map_or_else(|| id.to_owned(), |hearing| format!("{id} ({})", long_date(hearing.day())))
}

/// Why a firm is not at a hearing, in a few words.
pub fn reason(code: WhyCode) -> &'static str {
    match code {
        WhyCode::Untreated => "un point de sa candidature reste à traiter",
        WhyCode::Expires => "sa candidature expire avant ce jour",
        WhyCode::Unavailable => "elle ne peut pas venir",
        WhyCode::Access => "la salle ne convient pas à ses besoins",
        WhyCode::Excluded => "une personne qui ne doit pas siéger pour elle y siège",
        WhyCode::Quorum => "trop peu de pairs resteraient",
        WhyCode::NotHeld => "cette audition ne se tient pas",
        WhyCode::Locked => "les places y sont fixées pour d'autres",
        WhyCode::SectorLimit => "il y a déjà assez d'entreprises de son secteur",
        WhyCode::Full => "toutes les places sont prises",
        WhyCode::Objective => {
            "il y a de la place, mais un objectif qui passe avant le nombre y perdrait"
        }
    }
}

/// A change that would give a firm a place.
pub fn what_if(problem: &Problem, change: &PlanChange) -> String {
    what_if_at(&named(problem, &change.hearing), change)
}

/// The same, of a hearing that is called that.
pub fn what_if_at(at: &str, change: &PlanChange) -> String {
    let detail = change.peer.as_deref().or(change.code.as_deref()).unwrap_or_default();
    match change.change {
        ChangeKind::Seat => format!("{at} : une place de plus"),
        ChangeKind::Hold => format!("{at} : cette audition se tient"),
        ChangeKind::PanelWithout => format!("{at} : {detail} ne siège pas"),
        ChangeKind::Access => format!("{at} : une salle qui offre {detail}"),
        ChangeKind::SectorLimit => format!("{at} : une entreprise de plus d'un même secteur"),
        ChangeKind::Available => format!("{at} : elle peut venir"),
    }
}
