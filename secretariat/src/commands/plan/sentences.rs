//! A plan in sentences: what it gains and costs beside the accepted one, and why a firm has no place, as its director may
//! hear it: no other firm and no peer is named.

use std::collections::BTreeMap;

use application_form::language::dates::long_date;
use planner::{
    plan::{PlanValues, Unplaced, WhyCode},
    problem::{Problem, objective::Objective},
};

use crate::cases::planning::plan::Proposal;

/// Each objective in a sentence, the most important first.
pub fn objectives(proposal: &Proposal) -> Vec<String> {
    let Proposal { problem, plan, accepted } = proposal;
    let order = problem.rules.order.iter();
    order.map(|objective| objective_sentence(*objective, problem, accepted, &plan.values)).collect()
}

fn objective_sentence(
    objective: Objective,
    problem: &Problem,
    before: &PlanValues,
    now: &PlanValues,
) -> String {
    let beside = |less: &str, more: &str, before: u32, now: u32| match now.cmp(&before) {
        std::cmp::Ordering::Less => format!("{} {less} que le plan accepté", before - now),
        std::cmp::Ordering::Equal => "comme le plan accepté".to_owned(),
        std::cmp::Ordering::Greater => format!("{} {more} que le plan accepté", now - before),
    };
    match objective {
        Objective::Nombre => format!(
            "{} entreprise(s) sur {} ont une place : {}",
            now.nombre,
            problem.firms().len(),
            beside("de moins", "de plus", before.nombre, now.nombre)
        ),
        Objective::Anciennete => {
            let waiting = now.anciennete.find('0');
            match waiting {
                None => "ancienneté : aucune entreprise n'attend".to_owned(),
                Some(first) => format!(
                    "ancienneté : les {first} plus anciennes ont toutes une place{}",
                    match now.anciennete.cmp(&before.anciennete) {
                        std::cmp::Ordering::Less => ", ce qui est moins que dans le plan accepté",
                        std::cmp::Ordering::Equal => ", comme dans le plan accepté",
                        std::cmp::Ordering::Greater => ", mieux que dans le plan accepté",
                    }
                ),
            }
        }
        Objective::Mixite => format!(
            "mixité : {} paire(s) d'entreprises d'un même secteur le même jour, {}",
            now.mixite,
            beside("de moins", "de plus", before.mixite, now.mixite)
        ),
        Objective::Attente => {
            let said = match now.attente.cmp(&before.attente) {
                std::cmp::Ordering::Less => {
                    "les plus anciennes passent plus tôt que dans le plan accepté"
                }
                std::cmp::Ordering::Equal => {
                    "les plus anciennes passent aussi tôt que dans le plan accepté"
                }
                std::cmp::Ordering::Greater if now.nombre > before.nombre => {
                    "plus d'entreprises ont une date, chacune aussi tôt que possible"
                }
                std::cmp::Ordering::Greater => {
                    "les plus anciennes passent plus tard que dans le plan accepté"
                }
            };
            format!("attente : {said}")
        }
        Objective::Preferences => format!(
            "préférences : {} entreprise(s) un jour qu'elles n'ont pas choisi, {}",
            now.preferences,
            beside("de moins", "de plus", before.preferences, now.preferences)
        ),
        Objective::Stabilite => match now.stabilite {
            0 => "stabilité : aucune place acceptée ne change".to_owned(),
            changed => format!("stabilité : {changed} place(s) acceptée(s) changent"),
        },
    }
}

/// Why a firm has no place, in one sentence that can be read to its director.
pub fn for_director(problem: &Problem, unplaced: &Unplaced) -> String {
    let mut days: BTreeMap<WhyCode, Vec<String>> = BTreeMap::new();
    for why in &unplaced.why {
        let hearing = problem.hearings.iter().find(|hearing| hearing.id == why.hearing);
        let day = hearing.map(|hearing| long_date(hearing.day()));
        days.entry(why.code).or_default().extend(day);
    }
    let reasons: Vec<String> = days
        .iter()
        .map(|(code, days)| match code {
            WhyCode::Untreated => reason_for_director(*code).to_owned(),
            _ => format!("{}, {}", on(days), reason_for_director(*code)),
        })
        .collect();
    if reasons.is_empty() {
        return "Votre entreprise n'a pas encore de date : aucune audition n'est prévue."
            .to_owned();
    }
    format!("Votre entreprise n'a pas encore de date : {}.", reasons.join(" ; "))
}

/// `le 17 juin 2021`, `les 17 juin 2021 et 1er juillet 2021`.
fn on(days: &[String]) -> String {
    match days {
        [] => "à cette audition".to_owned(),
        [one] => format!("le {one}"),
        [first @ .., last] => format!("les {} et {last}", first.join(", ")),
    }
}

fn reason_for_director(code: WhyCode) -> &'static str {
    match code {
        WhyCode::Untreated => "le bureau doit d'abord traiter une de vos réponses",
        WhyCode::Expires => "votre candidature sera déjà effacée",
        WhyCode::Unavailable => "vous ne pouvez pas venir",
        WhyCode::Access => "la salle ne convient pas à ce que vous avez demandé",
        WhyCode::Excluded | WhyCode::Quorum => "les pairs présents ne peuvent pas vous recevoir",
        WhyCode::NotHeld => "l'audition ne se tient pas",
        WhyCode::Locked => "toutes les places sont déjà promises",
        WhyCode::SectorLimit => "il y a déjà assez d'entreprises de votre secteur",
        WhyCode::Full => "toutes les places vont à des entreprises qui ont candidaté avant vous",
        WhyCode::Objective => "une place reste libre pour que l'audition soit équilibrée",
    }
}
