//! The peers and the hearings, as the acts have left them.

use std::collections::{BTreeMap, BTreeSet};

use super::case::correspondence::Correspondence;
use crate::{
    cli::words::{ConvocationAnswer, DayAnswer},
    journal::{
        OfficeJournal,
        act::{AnswerData, Deed, HearingData, PeerData},
    },
    text::day::Day,
};

/// The peers and the hearings, each by its id.
#[derive(Clone, Debug, Default)]
pub struct Roster {
    /// Who could sit.
    pub peers: BTreeMap<String, RosterPeer>,
    /// What could be held, or was; none that was cancelled.
    pub hearings: BTreeMap<String, HearingData>,
    /// The hearings that people are asked to.
    pub convoked: BTreeSet<String>,
    /// What peers have answered, by the ids of the hearing and the peer.
    pub answers: BTreeMap<(String, String), ConvocationAnswer>,
}

/// A peer, and when he was last another one.
#[derive(Clone, Debug)]
pub struct RosterPeer {
    /// What he gave.
    pub data: PeerData,
    /// The number of the last act that changed who he is, or whom he is tied to; other days change nothing.
    pub changed_at: u64,
    /// What was written to the peer.
    pub correspondence: Correspondence,
}

impl Roster {
    /// What all acts together say.
    pub fn of(journal: &OfficeJournal) -> Self {
        let mut roster = Self::default();
        for (event, act) in journal.acts() {
            match &act.deed {
                Deed::Peer(peer) => roster.set_peer(peer, event.seq),
                Deed::PeerRemoved(removed) => {
                    roster.peers.remove(&removed.id);
                }
                Deed::Hearing(hearing) => {
                    roster.hearings.insert(hearing.id.clone(), (**hearing).clone());
                }
                Deed::HearingCancelled(cancelled) => {
                    roster.hearings.remove(&cancelled.id);
                    roster.convoked.remove(&cancelled.id);
                }
                Deed::Convocation(convocation) => {
                    roster.convoked.insert(convocation.id.clone());
                }
                Deed::Answer(AnswerData { hearing, peer: Some(peer), answer }) => {
                    roster.answers.insert((hearing.clone(), peer.clone()), *answer);
                }
                Deed::Letter(letter) => {
                    let peer = letter.peer.as_ref().and_then(|id| roster.peers.get_mut(id));
                    if let Some(peer) = peer {
                        peer.correspondence.apply(event, letter);
                    }
                }
                _ => {}
            }
        }
        roster
    }

    fn set_peer(&mut self, peer: &PeerData, seq: u64) {
        let known = self.peers.get(&peer.id).filter(|known| known.data.is_who(peer));
        let changed_at = known.map_or(seq, |known| known.changed_at);
        let correspondence = self.peers.remove(&peer.id).map(|known| known.correspondence);
        let peer = RosterPeer {
            data: peer.clone(),
            changed_at,
            correspondence: correspondence.unwrap_or_default(),
        };
        self.peers.insert(peer.data.id.clone(), peer);
    }

    /// By when they begin, then by id.
    pub fn hearings_in_order(&self) -> Vec<&HearingData> {
        let mut hearings: Vec<&HearingData> = self.hearings.values().collect();
        hearings.sort_by(|one, other| (&one.starts, &one.id).cmp(&(&other.starts, &other.id)));
        hearings
    }

    /// The peers who sit at a hearing: a peer who is forgotten sits nowhere.
    pub fn panel(&self, hearing: &HearingData) -> BTreeSet<String> {
        hearing.panel.iter().filter(|peer| self.peers.contains_key(*peer)).cloned().collect()
    }

    /// The last day on which a peer is needed, as far as anybody knows.
    pub fn last_day(&self, peer: &PeerData) -> Option<Day> {
        let offered = peer.days.iter().filter(|(_, answer)| **answer != DayAnswer::No);
        let offered = offered.map(|(day, _)| *day);
        let sits = self.hearings.values().filter(|hearing| hearing.panel.contains(&peer.id));
        offered.chain(sits.filter_map(HearingData::day)).max()
    }
}

impl PeerData {
    /// Whether both say the same of who somebody is and whom he is tied to.
    pub fn is_who(&self, other: &Self) -> bool {
        let of = |peer: &Self| {
            let Self { name, siren, firm, sector, department, email, links, .. } = peer.clone();
            (name, siren, firm, sector, department, email, links)
        };
        of(self) == of(other)
    }
}

impl HearingData {
    /// The day on which it is held.
    pub fn day(&self) -> Option<Day> {
        self.starts.get(..10)?.parse().ok()
    }

    /// Whether it is over on that day.
    pub fn is_past(&self, today: Day) -> bool {
        self.day().is_some_and(|day| day < today)
    }
}
