//! The rules that every plan keeps.

use std::collections::BTreeMap;

use super::{Broken, PlanRule, places::Places};
use crate::problem::{Firm, Hearing, Hold, OTHER_SECTOR, Problem, Rules};

/// What these places break.
pub(super) fn broken(problem: &Problem, places: &Places) -> Vec<Broken> {
    let mut broken = Vec::new();
    for (number, hearing) in problem.hearings.iter().enumerate() {
        let (held, at) = (places.held[number], &places.at[number]);
        let firms: Vec<&Firm> = at.iter().map(|(rank, _)| &problem.firms()[*rank]).collect();
        let breaks = |rule| Broken::new(rule, Some(&hearing.id), None);
        let is_as_told = match hearing.hold {
            Hold::Auto => true,
            Hold::Yes => held,
            Hold::No => !held,
        };
        if !is_as_told || (!held && !firms.is_empty()) {
            broken.push(breaks(PlanRule::Hold));
        }
        if held
            && !(least(&problem.rules, hearing)..=problem.rules.firms_max).contains(&firms.len())
        {
            broken.push(breaks(PlanRule::Size));
        }
        if sectors(&firms).values().any(|count| *count > problem.rules.same_sector_max) {
            broken.push(breaks(PlanRule::Sector));
        }
        for firm in &firms {
            let rules = forbidding(&problem.rules, hearing, firm).into_iter();
            broken.extend(
                rules.map(|rule| Broken::new(rule, Some(&hearing.id), Some(&firm.reference))),
            );
        }
        for (reference, slot) in &hearing.locked {
            let sits = |(rank, n): &(usize, usize)| {
                problem.firms()[*rank].reference == *reference && n == slot
            };
            if !at.iter().any(sits) {
                broken.push(Broken::new(PlanRule::Lock, Some(&hearing.id), Some(reference)));
            }
        }
    }
    broken
}

/// The rules that keep a firm from a hearing.
pub(super) fn forbidding(rules: &Rules, hearing: &Hearing, firm: &Firm) -> Vec<PlanRule> {
    let here = |peer: &&String| hearing.panel.contains(*peer);
    let leave = firm.recuses.iter().filter(here).count();
    let judged = [
        (PlanRule::Excluded, firm.excludes.iter().any(|peer| here(&peer))),
        (PlanRule::Quorum, hearing.panel.len() < rules.quorum + leave),
        (PlanRule::Access, firm.needs.iter().any(|need| !hearing.access.contains(need))),
        (PlanRule::Cannot, firm.cannot.contains(&hearing.id)),
        (PlanRule::Expires, firm.expires.is_some_and(|last| hearing.starts.date() > last)),
        (PlanRule::Untreated, !firm.treated),
    ];
    judged.into_iter().filter(|(_, breaks)| *breaks).map(|(rule, _)| rule).collect()
}

/// How many firms a hearing needs: those that are locked there are enough.
pub(super) fn least(rules: &Rules, hearing: &Hearing) -> usize {
    match hearing.locked.len() {
        0 => rules.firms_min,
        locked => locked.min(rules.firms_min),
    }
}

/// How many of these firms there are of each sector; each of the others is one of its own.
pub(super) fn sectors<'a>(firms: &[&'a Firm]) -> BTreeMap<(&'a str, &'a str), usize> {
    let mut counts = BTreeMap::new();
    for firm in firms {
        *counts.entry(sector(firm)).or_default() += 1;
    }
    counts
}

/// The sector's name; and the firm's, if the sector is its own.
pub(super) fn sector(firm: &Firm) -> (&str, &str) {
    let own = if firm.sector == OTHER_SECTOR { firm.reference.as_str() } else { "" };
    (&firm.sector, own)
}
