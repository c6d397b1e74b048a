//! The flow of firms to the hearings that are held.
//!
//! ```text
//! s → f:FIRM → hs:HEARING:SECTOR ⇉ h:HEARING → t
//! ```
//!
//! A firm's arc to a hearing costs what its place there does in every objective but `mixite`. From a sector to its
//! hearing there is an arc for the first firm, the second, and so on; the k-th costs k − 1 in `mixite`, so that k firms
//! cost k(k−1)/2. Such costs rise, so a flow takes the first arcs first, and no integer program is needed.

use std::collections::BTreeMap;

use super::instance::{Instance, Sector};
use crate::{
    flow::{ArcId, Bounds, FlowNetwork, NodeId},
    problem::objective::{Cost, OBJECTIVES, Objective},
};

pub(super) const SOURCE: NodeId = 0;
pub(super) const SINK: NodeId = 1;

/// Whether a hearing is part of the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HearingChoice {
    /// With at least its least.
    Held,
    /// With any number: it bounds what both other choices can give.
    Open,
    Out,
}

/// The network, and what its nodes and arcs stand for.
pub(super) struct FirmNetwork<'a> {
    pub network: FlowNetwork<OBJECTIVES>,
    pub firms: Vec<NodeId>,
    /// By hearing; `None` if it is out.
    pub hearings: Vec<Option<NodeId>>,
    pub sectors: BTreeMap<(usize, Sector<'a>), NodeId>,
    /// Each place that a firm can have: firm, hearing, arc.
    places: Vec<(usize, usize, ArcId)>,
}

impl<'a> FirmNetwork<'a> {
    pub fn of(instance: &Instance<'a>, choices: &[HearingChoice]) -> Self {
        let firms = instance.problem.firms().len();
        let mut built = Self {
            network: FlowNetwork::new(2),
            firms: Vec::new(),
            hearings: Vec::new(),
            sectors: BTreeMap::new(),
            places: Vec::new(),
        };
        built.firms = (0..firms).map(|_| built.network.node()).collect();
        for firm in 0..firms {
            let bounds = at_most_one(instance.fixed[firm].is_some());
            built.network.add(SOURCE, built.firms[firm], bounds, [0; OBJECTIVES]);
        }
        for (hearing, choice) in choices.iter().enumerate() {
            built.add_hearing(instance, hearing, *choice);
        }
        built
    }

    fn add_hearing(&mut self, instance: &Instance<'a>, hearing: usize, choice: HearingChoice) {
        let room = &instance.rooms[hearing];
        let least = match choice {
            HearingChoice::Out => return self.hearings.push(None),
            HearingChoice::Open => 0,
            HearingChoice::Held => room.least,
        };
        let node = self.network.node();
        self.hearings.push(Some(node));
        let bounds = Bounds { lower: narrow(least), upper: narrow(room.seats) };
        self.network.add(node, SINK, bounds, [0; OBJECTIVES]);

        let mut sitting: BTreeMap<Sector<'a>, usize> = BTreeMap::new();
        for firm in (0..self.firms.len()).filter(|firm| instance.may_sit(*firm, hearing)) {
            let sector = instance.sector(firm);
            *sitting.entry(sector.clone()).or_default() += 1;
            let network = &mut self.network;
            let to = *self.sectors.entry((hearing, sector)).or_insert_with(|| network.node());
            let bounds = at_most_one(instance.fixed[firm] == Some(hearing));
            let arc =
                network.add(self.firms[firm], to, bounds, place_cost(instance, firm, hearing));
            self.places.push((firm, hearing, arc));
        }
        for (sector, firms) in sitting {
            let from = self.sectors[&(hearing, sector)];
            // One arc more than there are firms: the certificate is about the first that stays empty, too.
            for already in 0..room.same_sector.min(firms + 1) {
                let bounds = Bounds { lower: 0, upper: 1 };
                self.network.add(from, node, bounds, pair_cost(instance, already));
            }
        }
    }

    /// By firm, the hearing where it sits.
    pub fn places(&self) -> Vec<Option<usize>> {
        let mut places = vec![None; self.firms.len()];
        for (firm, hearing, arc) in &self.places {
            if self.network.carries(*arc) == 1 {
                places[*firm] = Some(*hearing);
            }
        }
        places
    }
}

fn at_most_one(is_fixed: bool) -> Bounds {
    Bounds { lower: is_fixed.into(), upper: 1 }
}

fn narrow(count: usize) -> u32 {
    u32::try_from(count).expect("a hearing has at most 1001 seats")
}

/// What these places cost.
pub(super) fn cost(instance: &Instance<'_>, places: &[Option<usize>]) -> Cost {
    let mut sum = [0; OBJECTIVES];
    let mut together: BTreeMap<(usize, Sector<'_>), usize> = BTreeMap::new();
    for (firm, place) in places.iter().enumerate() {
        let Some(hearing) = *place else { continue };
        let already = together.entry((hearing, instance.sector(firm))).or_default();
        let parts =
            place_cost(instance, firm, hearing).into_iter().zip(pair_cost(instance, *already));
        for (sum, (place, pair)) in sum.iter_mut().zip(parts) {
            *sum += place + pair;
        }
        *already += 1;
    }
    sum
}

/// What a firm's place at a hearing costs, but for those who sit there of its sector.
pub(super) fn place_cost(instance: &Instance<'_>, rank: usize, number: usize) -> Cost {
    let firm = &instance.problem.firms()[rank];
    let id = &instance.problem.hearings[number].id;
    let younger = instance.problem.firms().len() - 1 - rank;
    instance.problem.rules.order.map(|objective| match objective {
        Objective::Nombre => -1,
        Objective::Anciennete => -(1 << younger),
        Objective::Mixite => 0,
        Objective::Attente => (younger as i128 + 1) * number as i128,
        Objective::Preferences => {
            i128::from(!firm.prefers.is_empty() && !firm.prefers.contains(id))
        }
        Objective::Stabilite => -i128::from(firm.was.as_ref() == Some(id)),
    })
}

/// What one firm more costs, where so many of its sector sit already.
pub(super) fn pair_cost(instance: &Instance<'_>, already: usize) -> Cost {
    let cost = |objective| if objective == Objective::Mixite { already as i128 } else { 0 };
    instance.problem.rules.order.map(cost)
}
