//! The proof that a plan is best for its hearings: a price for each node.

use std::collections::BTreeMap;

use super::{
    held::Assignment,
    instance::{Instance, Sector},
    network::{FirmNetwork, HearingChoice, SINK, SOURCE},
};
use crate::problem::{OTHER_SECTOR, objective::Cost};

/// The prices of the nodes, by name, for an assignment that is best for the hearings it holds.
pub fn potentials(instance: &Instance<'_>, assignment: &Assignment) -> BTreeMap<String, Cost> {
    let held = assignment.held.iter();
    let choices = held.map(|held| if *held { HearingChoice::Held } else { HearingChoice::Out });
    let mut built = FirmNetwork::of(instance, &choices.collect::<Vec<_>>());
    built.network.minimize(SOURCE, SINK).expect("there is an assignment");
    let prices = built.network.prices(SOURCE, SINK);

    let problem = instance.problem;
    let mut named =
        BTreeMap::from([("s".to_owned(), prices[SOURCE]), ("t".to_owned(), prices[SINK])]);
    for (firm, node) in problem.firms().iter().zip(&built.firms) {
        named.insert(format!("f:{}", firm.reference), prices[*node]);
    }
    for (number, hearing) in problem.hearings.iter().enumerate() {
        let Some(node) = built.hearings[number] else { continue };
        named.insert(format!("h:{}", hearing.id), prices[node]);
        for (rank, firm) in problem.firms().iter().enumerate() {
            let sector = instance.sector(rank);
            let name = match sector {
                Sector::Named(name) => format!("hs:{}:{name}", hearing.id),
                Sector::Own(_) => format!("hs:{}:{OTHER_SECTOR}:{}", hearing.id, firm.reference),
            };
            // No firm of this sector may sit here. Nothing leads to the node, so its price is any that is not below.
            let node = built.sectors.get(&(number, sector)).copied().unwrap_or(node);
            named.insert(name, prices[node]);
        }
    }
    named
}
