//! Asks everybody who is expected at a hearing, and notes who comes.

use application_form::reference::Reference;

use crate::{
    cases::{
        Office,
        error::{ActError, planning::PlanningError},
        office::record::{Done, Run},
        planning::{MONTHS_AFTER_HEARING, RosterDone},
    },
    cli::words::ConvocationAnswer,
    journal::{
        act::{Act, AnswerData, ConvocationData, Deed, HearingData, LetterData},
        append::BodyEnd,
    },
    text::day::Day,
};

impl Office {
    /// From now on, there is a letter for each firm that has a place at that hearing, and for each peer who sits there.
    pub async fn convoke(&mut self, id: &str, run: Run) -> Result<Vec<RosterDone>, ActError> {
        let end = hearing_end(self.hearing(id)?);
        let refs = self.placed_at(id);
        if refs.is_empty() {
            return Err(PlanningError::NobodyPlaced(id.to_owned()).into());
        }
        let end = self.end_with(refs.iter()).map_or(end, |with| with.max(end));
        let deed = Deed::Convocation(ConvocationData { id: id.to_owned(), refs });
        self.record_one_general(id, deed, end, run).await
    }

    /// Notes whether a firm comes.
    pub async fn answer(
        &mut self,
        reference: &Reference,
        answer: ConvocationAnswer,
        run: Run,
    ) -> Result<Vec<Done>, ActError> {
        let place = self.cases.find(reference).and_then(|case| case.hearing.as_ref());
        let hearing = place.map(|place| place.id.clone());
        let hearing = hearing.ok_or_else(|| PlanningError::NoPlace(reference.clone()))?;
        let data = AnswerData { hearing, peer: None, answer };
        self.record(vec![(reference.clone(), Deed::Answer(data))], run).await
    }

    /// Notes whether a peer comes.
    pub async fn answer_of_peer(
        &mut self,
        hearing: &str,
        peer: &str,
        answer: ConvocationAnswer,
        run: Run,
    ) -> Result<Vec<RosterDone>, ActError> {
        self.peer(peer)?;
        let known = self.hearing(hearing)?;
        if !known.panel.iter().any(|id| id == peer) {
            let (hearing, peer) = (hearing.to_owned(), peer.to_owned());
            return Err(PlanningError::NotOnPanel { hearing, peer }.into());
        }
        let end = hearing_end(known);
        let (hearing, peer) = (hearing.to_owned(), Some(peer.to_owned()));
        let id = peer.clone().unwrap_or_default();
        let deed = Deed::Answer(AnswerData { hearing, peer, answer });
        self.record_one_general(&id, deed, end, run).await
    }

    /// What happened to a letter to a peer: it goes with what is known of the peer; of one to whoever is forgotten, a year
    /// after now.
    pub(super) async fn record_letter_to_peer(
        &mut self,
        id: String,
        data: LetterData,
        run: Run,
    ) -> Result<Vec<RosterDone>, ActError> {
        let peer = self.cases.roster.peers.get(&id);
        let last = peer.and_then(|peer| self.cases.roster.last_day(&peer.data));
        let today = Day::of(self.now());
        let end = last.map_or(today, |last| last.max(today));
        let end = BodyEnd::months_after(end, MONTHS_AFTER_HEARING);
        self.record_one_general(&id, Deed::Letter(data), end, run).await
    }

    async fn record_one_general(
        &mut self,
        id: &str,
        deed: Deed,
        end: BodyEnd,
        run: Run,
    ) -> Result<Vec<RosterDone>, ActError> {
        let name = deed.name();
        let seq = self.record_acts(vec![(Act { reference: None, deed }, end)], run).await?;
        Ok(vec![RosterDone { id: id.to_owned(), name, seq: seq.into_iter().next().flatten() }])
    }
}

fn hearing_end(hearing: &HearingData) -> BodyEnd {
    BodyEnd::months_after(hearing.day().unwrap_or(Day::MAX), MONTHS_AFTER_HEARING)
}
