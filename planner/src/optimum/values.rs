//! What an assignment is worth, as a plan says it.

use std::collections::BTreeMap;

use super::instance::Instance;
use crate::plan::PlanValues;

/// What these places are worth, objective by objective.
pub fn values(instance: &Instance<'_>, places: &[Option<usize>]) -> PlanValues {
    let problem = instance.problem;
    let firms = problem.firms();
    let mut values = PlanValues::default();
    let mut together: BTreeMap<_, u32> = BTreeMap::new();
    for (rank, (firm, place)) in firms.iter().zip(places).enumerate() {
        let id = place.map(|number| &problem.hearings[number].id);
        values.anciennete.push(if place.is_some() { '1' } else { '0' });
        values.stabilite += u32::from(firm.was.is_some() && firm.was.as_ref() != id);
        let (Some(number), Some(id)) = (*place, id) else { continue };
        values.nombre += 1;
        values.attente += narrow((firms.len() - rank) * number);
        values.preferences += u32::from(!firm.prefers.is_empty() && !firm.prefers.contains(id));
        // The k-th of a sector makes k − 1 pairs.
        let already = together.entry((number, instance.sector(rank))).or_default();
        values.mixite += *already;
        *already += 1;
    }
    values
}

fn narrow(count: usize) -> u32 {
    u32::try_from(count).expect("120 firms × 100 hearings")
}
