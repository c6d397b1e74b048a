//! The peers and the hearings, as the acts have left them.

use std::collections::{BTreeMap, BTreeSet};

use application_form::reference::Reference;
use jiff::Timestamp;

use super::case::correspondence::Correspondence;
use crate::{
    cli::words::{ConvocationAnswer, DayAnswer},
    journal::{
        OfficeJournal,
        act::{AnswerData, Deed, HearingData, Invitation, PeerData},
    },
    text::{day::Day, paris_time},
};

mod appointments;

use appointments::Appointments;

/// The peers and the hearings, each by its id.
#[derive(Clone, Debug, Default)]
pub struct Roster {
    /// Who could sit.
    pub peers: BTreeMap<String, RosterPeer>,
    /// What could be held, or was; none that was cancelled.
    pub hearings: BTreeMap<String, HearingData>,
    /// The hearings that people are asked to, and the act that said so last.
    pub convoked: BTreeMap<String, u64>,
    /// The last plan that was accepted.
    pub planned_at: Option<u64>,
    /// What was asked of whom, and when that changed.
    pub appointments: Appointments,
    /// Who was asked to a hearing and is forgotten, by the peer's id or the application's reference.
    pub forgotten: BTreeMap<String, Forgotten>,
    /// What peers have answered, by the ids of the hearing and the peer, and in which act.
    answers: BTreeMap<(String, String), (u64, ConvocationAnswer)>,
}

/// Somebody of whom nothing is known any more but to what they were asked, which is still to be taken back.
#[derive(Clone, Debug, Default)]
pub struct Forgotten {
    /// Their application; `None`: a peer.
    pub reference: Option<Reference>,
    /// What was written to them since, and what they were told.
    pub correspondence: Correspondence,
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
                Deed::PeerRemoved(removed) => roster.remove_peer(&removed.id, &removed.told),
                Deed::Erasure(erasure) => {
                    let id = act.reference.as_ref().map(ToString::to_string).unwrap_or_default();
                    roster.forget(&id, act.reference.clone(), &erasure.told);
                }
                Deed::Hearing(hearing) => {
                    roster.appointments.note(event.seq, hearing);
                    roster.hearings.insert(hearing.id.clone(), (**hearing).clone());
                }
                Deed::HearingCancelled(cancelled) => {
                    roster.hearings.remove(&cancelled.id);
                    roster.convoked.remove(&cancelled.id);
                    roster.appointments.forget(&cancelled.id);
                    roster.answers.retain(|(hearing, _), _| *hearing != cancelled.id);
                }
                Deed::Plan { slots } => {
                    let convoked = &roster.convoked;
                    let is_convoked = |id: &str| convoked.contains_key(id);
                    roster.appointments.plan(event.seq, slots, is_convoked);
                    roster.planned_at = Some(event.seq);
                }
                Deed::Convocation(convocation) => {
                    roster.convoked.insert(convocation.id.clone(), event.seq);
                }
                Deed::Answer(AnswerData { hearing, peer: Some(peer), answer }) => {
                    let of = (hearing.clone(), peer.clone());
                    roster.answers.insert(of, (event.seq, *answer));
                }
                Deed::Letter(letter) => {
                    let Some(id) = &letter.peer else { continue };
                    let peer = roster.peers.get_mut(id).map(|peer| &mut peer.correspondence);
                    let forgotten = roster.forgotten.get_mut(id);
                    let forgotten = forgotten.map(|gone| &mut gone.correspondence);
                    if let Some(correspondence) = peer.or(forgotten) {
                        correspondence.apply(event, letter);
                    }
                }
                _ => {}
            }
        }
        roster
    }

    /// A peer who is forgotten sits nowhere.
    fn remove_peer(&mut self, id: &str, told: &[Invitation]) {
        self.peers.remove(id);
        for hearing in self.hearings.values_mut() {
            hearing.panel.retain(|peer| peer != id);
        }
        self.answers.retain(|(_, peer), _| peer != id);
        self.forget(id, None, told);
    }

    fn forget(&mut self, id: &str, reference: Option<Reference>, told: &[Invitation]) {
        if told.is_empty() {
            return;
        }
        let gone = self.forgotten.entry(id.to_owned()).or_default();
        gone.reference = reference;
        for invitation in told {
            gone.correspondence.told.sent("", invitation.clone());
        }
    }

    /// What a peer has answered to what is asked now.
    pub fn answer(&self, hearing: &str, peer: &str) -> Option<ConvocationAnswer> {
        let (seq, answer) = self.answers.get(&(hearing.to_owned(), peer.to_owned()))?;
        self.appointments.is_same_for_peer(hearing, *seq).then_some(*answer)
    }

    /// Whether what a firm has answered in that act is about what is asked now: a slot of a hearing.
    pub fn is_asked_the_same(&self, hearing: &str, slot: u32, answered_at: u64) -> bool {
        self.appointments.is_same_for_firm(hearing, slot, answered_at)
    }

    fn set_peer(&mut self, peer: &PeerData, seq: u64) {
        let known = self.peers.get(&peer.id).filter(|known| known.data.is_who(peer));
        let changed_at = known.map_or(seq, |known| known.changed_at);
        self.forgotten.remove(&peer.id);
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

    /// Whether its first slot has begun.
    pub fn has_begun(&self, now: Timestamp) -> bool {
        paris_time::moment(&self.starts).is_some_and(|begins| begins <= now)
    }

    /// Whether it is over on that day.
    pub fn is_past(&self, today: Day) -> bool {
        self.day().is_some_and(|day| day < today)
    }
}
