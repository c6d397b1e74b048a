//! Locks that no plan can keep.

use std::collections::BTreeMap;

use super::instance::{Instance, Sector};
use crate::{
    plan::WhyCode,
    problem::{Hold, Problem},
};

/// A lock that no plan can keep, or several together. In French: whoever set them reads it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum Contradiction {
    #[error("{reference} a une place fixée à {first} et à {second}")]
    TwoHearings { reference: String, first: String, second: String },
    #[error("{first} et {second} ont la même place fixée à {hearing}, la {slot}")]
    SameSlot { hearing: String, slot: usize, first: String, second: String },
    #[error("{reference} a la place {slot} fixée à {hearing}, qui n'en a que {seats}")]
    NoSuchSlot { hearing: String, reference: String, slot: usize, seats: usize },
    #[error("{reference} a une place fixée à {hearing}, qui n'est pas tenue (hold: no)")]
    NotHeld { hearing: String, reference: String },
    #[error("{reference} a une place fixée à {hearing}, mais {}", because(*.code))]
    Barred { hearing: String, reference: String, code: WhyCode },
    #[error(
        "{hearing} a {firms} places fixées pour des entreprises du secteur {sector}, et le maximum est {max}"
    )]
    SectorLimit { hearing: String, sector: String, firms: usize, max: usize },
    #[error(
        "{reference} a une place fixée à {hearing}, mais n'est pas parmi les 120 plus anciennes"
    )]
    NotTaken { hearing: String, reference: String },
}

/// Why a firm may not sit at a hearing, after « mais ».
fn because(code: WhyCode) -> &'static str {
    match code {
        WhyCode::Untreated => "reste à traiter (treated: false)",
        WhyCode::Expires => "sa candidature expire avant ce jour (expires)",
        WhyCode::Unavailable => "ne peut pas y venir (cannot)",
        WhyCode::Access => "la salle ne convient pas à ses besoins (needs, access)",
        WhyCode::Excluded => "une personne qu'elle exclut y siège (excludes, panel)",
        WhyCode::Quorum => "trop peu de pairs y resteraient (recuses, quorum)",
        WhyCode::NotHeld
        | WhyCode::Locked
        | WhyCode::SectorLimit
        | WhyCode::Full
        | WhyCode::Objective => "ce n'est pas possible",
    }
}

/// All of them, hearing by hearing.
pub fn contradictions(instance: &Instance<'_>) -> Vec<Contradiction> {
    let problem = instance.problem;
    let mut found = Vec::new();
    let mut first_lock: BTreeMap<&str, &str> = BTreeMap::new();
    for (number, hearing) in problem.hearings.iter().enumerate() {
        let mut slots: BTreeMap<usize, &str> = BTreeMap::new();
        for (reference, slot) in &hearing.locked {
            if let Some(first) = first_lock.insert(reference, &hearing.id) {
                found.push(Contradiction::TwoHearings {
                    reference: reference.clone(),
                    first: first.to_owned(),
                    second: hearing.id.clone(),
                });
            }
            if let Some(first) = slots.insert(*slot, reference) {
                found.push(Contradiction::SameSlot {
                    hearing: hearing.id.clone(),
                    slot: *slot,
                    first: first.to_owned(),
                    second: reference.clone(),
                });
            }
            found.extend(alone(instance, number, reference, *slot));
        }
        found.extend(sectors(problem, instance, number));
    }
    found
}

/// What is wrong with one lock, whatever the others are.
fn alone(
    instance: &Instance<'_>,
    number: usize,
    reference: &str,
    slot: usize,
) -> Option<Contradiction> {
    let problem = instance.problem;
    let (hearing, reference) = (problem.hearings[number].id.clone(), reference.to_owned());
    let seats = problem.rules.firms_max;
    let Some(rank) = problem.rank(&reference) else {
        return Some(Contradiction::NotTaken { hearing, reference });
    };
    if problem.hearings[number].hold == Hold::No {
        return Some(Contradiction::NotHeld { hearing, reference });
    }
    if slot > seats {
        return Some(Contradiction::NoSuchSlot { hearing, reference, slot, seats });
    }
    let code = instance.barred[rank][number]?;
    Some(Contradiction::Barred { hearing, reference, code })
}

/// Locks of too many firms of a sector.
fn sectors(problem: &Problem, instance: &Instance<'_>, number: usize) -> Vec<Contradiction> {
    let hearing = &problem.hearings[number];
    let mut firms: BTreeMap<&str, usize> = BTreeMap::new();
    for rank in hearing.locked.keys().filter_map(|reference| problem.rank(reference)) {
        if let Sector::Named(sector) = instance.sector(rank) {
            *firms.entry(sector).or_default() += 1;
        }
    }
    let max = problem.rules.same_sector_max;
    let too_many = firms.into_iter().filter(|(_, firms)| *firms > max);
    let contradiction = |(sector, firms): (&str, usize)| {
        let (hearing, sector) = (hearing.id.clone(), sector.to_owned());
        Contradiction::SectorLimit { hearing, sector, firms, max }
    };
    too_many.map(contradiction).collect()
}
