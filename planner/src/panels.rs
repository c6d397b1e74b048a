//! Who sits at which hearing, before firms are planned; and afterwards, which single change of a peer would help most.
//!
//! Peers flow to hearings as firms do: peer → (hearing, network) → hearing. What counts, one after the other: each
//! hearing has at least [`PanelRequest::peers_min`] peers; as few as possible who come only if needed; as many as possible, up to
//! [`PanelRequest::peers_max`]; as few pairs as possible of a same network; hearings shared out evenly. So a peer who
//! comes if needed is asked only where there would be too few.
//!
//! Panels and the plan of firms are not best together: panels come first, and [`best_change`] then tries every change of
//! one peer at one hearing.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

mod change;

pub use change::{PanelStep, best_change};

use crate::flow::{Bounds, FlowNetwork};

/// What panels are made of.
#[derive(Clone, Debug)]
pub struct PanelRequest {
    /// The days of the hearings, by name.
    pub hearings: BTreeMap<String, Date>,
    /// The peers, by name.
    pub peers: BTreeMap<String, PeerDays>,
    /// At least so many at each hearing.
    pub peers_min: usize,
    /// At most so many.
    pub peers_max: usize,
}

/// When a peer can come.
#[derive(Clone, Debug)]
pub struct PeerDays {
    /// Those of one network count as alike.
    pub network: String,
    /// Day by day; on one that is not there, the peer does not come.
    pub days: BTreeMap<Date, Availability>,
    /// At most so many hearings.
    pub most: usize,
}

/// Whether a peer comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Availability {
    Yes,
    IfNeeded,
    No,
}

/// Who sits at a hearing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Panel {
    /// By name.
    pub peers: BTreeSet<String>,
    /// So many more would be the least.
    pub missing: usize,
}

impl PanelRequest {
    /// Whether, and how, a peer could sit at a hearing.
    fn availability(&self, peer: &str, hearing: &str) -> Availability {
        let day = self.hearings.get(hearing);
        let days = self.peers.get(peer).map(|peer| &peer.days);
        day.and_then(|day| days?.get(day)).copied().unwrap_or(Availability::No)
    }
}

/// Of peers at a hearing: those who come if needed, minus all, pairs of a network, pairs of hearings of a peer.
const PARTS: usize = 4;

/// The best panels, by hearing.
pub fn panels(request: &PanelRequest) -> BTreeMap<String, Panel> {
    let (source, sink) = (0, 1);
    let mut network = FlowNetwork::<PARTS>::new(2);
    let one = Bounds { lower: 0, upper: 1 };
    let mut peers = BTreeMap::new();
    for (id, peer) in &request.peers {
        let node = network.node();
        peers.insert(id, node);
        // The second hearing of a peer costs one more than the first, and so on: so many share the work.
        for already in 0..peer.most.min(request.hearings.len()) {
            network.add(source, node, one, [0, 0, 0, already as i128]);
        }
    }
    let mut seats = Vec::new();
    for hearing in request.hearings.keys() {
        let node = network.node();
        let (least, most) = (narrow(request.peers_min), narrow(request.peers_max));
        let bounds = Bounds { lower: least, upper: most.max(least) };
        network.add(node, sink, bounds, [0; PARTS]);
        let mut networks: BTreeMap<&str, (usize, i128)> = BTreeMap::new();
        for (id, peer) in &request.peers {
            let needed = match request.availability(id, hearing) {
                Availability::Yes => 0,
                Availability::IfNeeded => 1,
                Availability::No => continue,
            };
            let entry = networks.entry(&peer.network);
            let (of_network, alike) = entry.or_insert_with(|| (network.node(), 0));
            network.add(*of_network, node, one, [0, 0, *alike, 0]);
            *alike += 1;
            let arc = network.add(peers[id], *of_network, one, [needed, -1, 0, 0]);
            seats.push((hearing, id, arc));
        }
    }
    // Where the least cannot be met, the flow comes as near to it as it can.
    let _ = network.minimize(source, sink);
    let panel = |hearing: &String| {
        let sitting =
            seats.iter().filter(|(at, _, arc)| *at == hearing && network.carries(*arc) == 1);
        let peers: BTreeSet<String> = sitting.map(|(_, peer, _)| (*peer).clone()).collect();
        Panel { missing: request.peers_min.saturating_sub(peers.len()), peers }
    };
    request.hearings.keys().map(|hearing| (hearing.clone(), panel(hearing))).collect()
}

fn narrow(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
