//! Why no choice of hearings in a part of all choices gives a better plan, and whether that stays so when a problem
//! is changed.
//!
//! Each part that the search has left has a flow that costs least, and prices at which no arc is worth changing. A change
//! of the problem adds arcs to the flow and takes others away. A new arc lowers the least cost by no more than its reduced
//! cost, if that is negative. Where the part is still no better than the best plan, it need not be searched again: most
//! changes leave most parts so, and many all of them.

use std::collections::BTreeMap;

use super::{
    instance::{Instance, Sector},
    network::{FirmNetwork, HearingChoice, SINK, SOURCE, pair_cost, place_cost},
};
use crate::{
    flow::{NodeId, Weight},
    problem::objective::{Cost, OBJECTIVES},
};

/// The flow of a part, and its prices.
#[derive(Clone, Debug)]
pub struct PartProof<'a> {
    /// Which choices are in the part.
    pub(super) choices: Vec<HearingChoice>,
    /// The least that the flow can weigh, and what of it is required.
    least: Weight<OBJECTIVES>,
    required: i128,
    prices: Vec<Weight<OBJECTIVES>>,
    firms: Vec<NodeId>,
    /// By hearing; `None` if none of these choices holds it.
    hearings: Vec<Option<NodeId>>,
    sectors: BTreeMap<(usize, Sector<'a>), NodeId>,
}

impl<'a> PartProof<'a> {
    /// Of the flow that costs least.
    pub(super) fn of(choices: &[HearingChoice], built: FirmNetwork<'a>) -> Self {
        let (least, required) = built.network.weight();
        let prices = built.network.prices_of_what_can_be_met(SOURCE, SINK);
        let FirmNetwork { firms, hearings, sectors, .. } = built;
        Self { choices: choices.to_vec(), least, required, prices, firms, hearings, sectors }
    }

    /// Whether it is known that nothing in this part costs less than a plan when a hearing is changed in anything but
    /// whether it is held. Only the entries of costs that the plan's has count.
    pub fn holds(
        &self,
        before: &Instance<'a>,
        after: &Instance<'a>,
        hearing: usize,
        plan: &[i128],
    ) -> bool {
        let least = self.gains(before, after, hearing).fold(self.least, |sum, gain| sum + gain);
        // What is required is met by everything that is a plan at all.
        match least.required.cmp(&-self.required) {
            std::cmp::Ordering::Less => false,
            std::cmp::Ordering::Equal => least.cost[..plan.len()] >= *plan,
            std::cmp::Ordering::Greater => true,
        }
    }

    /// By how much each new arc could lower the least cost.
    fn gains<'s>(
        &'s self,
        before: &'s Instance<'a>,
        after: &'s Instance<'a>,
        hearing: usize,
    ) -> impl Iterator<Item = Weight<OBJECTIVES>> + 's {
        let (old, new) = (&before.rooms[hearing], &after.rooms[hearing]);
        let nodes = self.hearings[hearing].into_iter();
        nodes.flat_map(move |node| {
            let seat = (new.seats > old.seats).then(|| self.gain([0; OBJECTIVES], node, SINK));
            let of_hearing = self.sectors.range((hearing, Sector::Named(""))..);
            let of_hearing = of_hearing.take_while(move |((at, _), _)| *at == hearing);
            let is_wider = new.same_sector > old.same_sector;
            let pairs = of_hearing.filter(move |_| is_wider).map(move |(_, sector)| {
                self.gain(pair_cost(before, old.same_sector), *sector, node)
            });
            let opens = move |firm: &usize| {
                !before.may_sit(*firm, hearing) && after.may_sit(*firm, hearing)
            };
            let places = (0..self.firms.len()).filter(opens).map(move |firm| {
                let sector = self.sectors.get(&(hearing, before.sector(firm)));
                // Nobody of this sector could sit there: its node would have the price of the hearing.
                let to = sector.copied().unwrap_or(node);
                self.gain(place_cost(before, firm, hearing), self.firms[firm], to)
            });
            seat.into_iter().chain(pairs).chain(places)
        })
    }

    fn gain(&self, cost: Cost, from: NodeId, to: NodeId) -> Weight<OBJECTIVES> {
        Weight::gain(cost, self.prices[from], self.prices[to])
    }
}
