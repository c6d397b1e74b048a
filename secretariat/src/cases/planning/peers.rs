//! The peers: added, changed, forgotten.

use std::collections::BTreeMap;

use form_handler::store::journal::Journal;

use super::{MONTHS_AFTER_HEARING, RosterDone, ids::may_be_given};
use crate::{
    cases::{
        Office,
        error::{
            ActError,
            planning::{EntryKind, PlanningError},
        },
        office::record::Run,
    },
    cli::words::DayAnswer,
    journal::{
        act::{Act, Deed, PeerData, PeerRemoval},
        append::BodyEnd,
        error::OfficeError,
    },
    text::day::Day,
};

impl Office {
    /// Adds peers, all of them new.
    pub async fn add_peers(
        &mut self,
        peers: Vec<PeerData>,
        run: Run,
    ) -> Result<Vec<RosterDone>, ActError> {
        for PeerData { id, .. } in &peers {
            may_be_given(EntryKind::Peer, id, self.cases.roster.peers.keys())?;
        }
        self.record_peers(peers, run).await
    }

    /// Changes peers, all of them known: what the file says takes the place of what was known.
    pub async fn edit_peers(
        &mut self,
        peers: Vec<PeerData>,
        run: Run,
    ) -> Result<Vec<RosterDone>, ActError> {
        for peer in &peers {
            self.peer(&peer.id)?;
        }
        self.record_peers(peers, run).await
    }

    /// Notes on which days a peer can come; what was known of others stays.
    pub async fn set_days(
        &mut self,
        id: &str,
        days: BTreeMap<Day, DayAnswer>,
        run: Run,
    ) -> Result<Vec<RosterDone>, ActError> {
        let mut peer = self.peer(id)?.clone();
        peer.days.extend(days);
        self.record_peers(vec![peer], run).await
    }

    /// Forgets a peer: the act comes first, then what it announces. Stopped in between, it is ended by doing it again.
    pub async fn remove_peer(&mut self, id: &str, run: Run) -> Result<Vec<RosterDone>, ActError> {
        let bodies = self.journal.bodies_of_peer(id);
        let is_known = self.cases.roster.peers.contains_key(id);
        if bodies.is_empty() {
            self.peer(id)?;
        }
        let known = self.cases.roster.peers.get(id);
        let told = known.map(|peer| peer.correspondence.told.to_take_back(self.now()));
        let removal = PeerRemoval {
            id: id.to_owned(),
            acts: bodies.iter().map(|(seq, _)| *seq).collect(),
            told: told.unwrap_or_default(),
        };
        let deed = Deed::PeerRemoved(removal);
        let name = deed.name();
        let seq = if is_known {
            // As long as any backup: what comes back from one is told from what is missing.
            let end = BodyEnd::latest(self.now());
            self.record_acts(vec![(Act { reference: None, deed }, end)], run).await?.pop().flatten()
        } else {
            None
        };
        if run == Run::Real {
            for (_, body) in &bodies {
                let deleted = self.store.delete_body(*body).await;
                deleted.map_err(|error| OfficeError::of(&self.store, error))?;
            }
            self.journal.forget_peer(&bodies);
            self.fold();
        }
        Ok(vec![RosterDone { id: id.to_owned(), name, seq }])
    }

    /// A peer who is known.
    pub fn peer(&self, id: &str) -> Result<&PeerData, PlanningError> {
        let peers = &self.cases.roster.peers;
        peers.get(id).map(|peer| &peer.data).ok_or_else(|| PlanningError::Unknown {
            what: EntryKind::Peer,
            id: id.to_owned(),
            known: peers.keys().cloned().collect(),
        })
    }

    /// What a peer has given, as an act that goes a year after the last hearing.
    pub(super) fn peer_act(&self, peer: PeerData) -> (Act, BodyEnd) {
        let today = Day::of(self.now());
        let last = self.cases.roster.last_day(&peer).map_or(today, |last| last.max(today));
        let end = BodyEnd::months_after(last, MONTHS_AFTER_HEARING);
        (Act { reference: None, deed: Deed::Peer(Box::new(peer)) }, end)
    }

    async fn record_peers(
        &mut self,
        peers: Vec<PeerData>,
        run: Run,
    ) -> Result<Vec<RosterDone>, ActError> {
        let ids: Vec<String> = peers.iter().map(|peer| peer.id.clone()).collect();
        let acts = peers.into_iter().map(|peer| self.peer_act(peer)).collect();
        let numbers = self.record_acts(acts, run).await?;
        let done = |(id, seq)| RosterDone { id, name: "peer".to_owned(), seq };
        Ok(ids.into_iter().zip(numbers).map(done).collect())
    }
}
