//! What the prices of a plan's flow say of a change, without planning again.
//!
//! Where the plan is best even if each hearing could have any number of firms, each node has a price at which no arc is
//! worth changing. A change of the problem adds arcs to the flow and takes others away. If each new arc costs nothing or more
//! at these prices, and the plan uses none of those that go, it stays the best plan: most changes are like that, and
//! planning again would only find the same.

use super::{
    held::{Assignment, choices},
    instance::{Instance, Room},
    network::{FirmNetwork, SINK, SOURCE, pair_cost, place_cost},
};
use crate::{
    flow::NodeId,
    problem::objective::{Cost, OBJECTIVES},
};

/// The prices of a problem's flow.
pub struct Prices<'a> {
    built: FirmNetwork<'a>,
    prices: Vec<Cost>,
}

impl<'a> Prices<'a> {
    /// Those of a best plan; `None` where it costs more than it would if hearings could have any number of firms.
    pub fn of(instance: &Instance<'a>, assignment: &Assignment) -> Option<Self> {
        let mut built = FirmNetwork::of(instance, &choices(instance));
        built.network.minimize(SOURCE, SINK).ok()?;
        let prices = built.network.prices(SOURCE, SINK);
        (built.network.cost() == assignment.cost).then_some(Self { built, prices })
    }

    /// Whether the plan is known to stay the best when a hearing is changed. Prices say nothing of whether it is held.
    pub fn keep(
        &self,
        (before, after): (&Instance<'a>, &Instance<'a>),
        assignment: &Assignment,
        hearing: usize,
    ) -> bool {
        let Some(node) = self.built.hearings[hearing] else { return false };
        let (old, new) = (&before.rooms[hearing], &after.rooms[hearing]);
        if old.hold != new.hold {
            return false;
        }
        let seats = new.seats <= old.seats || self.is_worth_nothing([0; OBJECTIVES], node, SINK);
        seats
            && self.keep_sectors(before, (old, new), hearing, node)
            && (0..self.built.firms.len()).all(|firm| {
                match (before.may_sit(firm, hearing), after.may_sit(firm, hearing)) {
                    (true, false) => assignment.places[firm] != Some(hearing),
                    (false, true) => {
                        let to = self.built.sectors.get(&(hearing, before.sector(firm)));
                        // Nobody of this sector could sit there: its node would have the price of the hearing.
                        let to = to.copied().unwrap_or(node);
                        let cost = place_cost(before, firm, hearing);
                        self.is_worth_nothing(cost, self.built.firms[firm], to)
                    }
                    _ => true,
                }
            })
    }

    fn keep_sectors(
        &self,
        instance: &Instance<'a>,
        (old, new): (&Room, &Room),
        hearing: usize,
        node: NodeId,
    ) -> bool {
        let mut sectors = self.built.sectors.iter().filter(|((at, _), _)| *at == hearing);
        let next = pair_cost(instance, old.same_sector);
        new.same_sector <= old.same_sector
            || sectors.all(|(_, from)| self.is_worth_nothing(next, *from, node))
    }

    /// Whether an arc would cost nothing or more at these prices.
    fn is_worth_nothing(&self, cost: Cost, from: NodeId, to: NodeId) -> bool {
        let parts = cost.into_iter().zip(self.prices[from].into_iter().zip(self.prices[to]));
        let reduced: Vec<i128> = parts.map(|(cost, (from, to))| cost + from - to).collect();
        reduced >= vec![0; OBJECTIVES]
    }
}
