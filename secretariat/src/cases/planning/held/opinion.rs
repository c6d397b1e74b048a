//! Who came, and what the peers think of a project.

use std::collections::BTreeSet;

use application_form::reference::Reference;
use authoring::office::OfficeSettings;

use crate::{
    cases::{
        Case, Office,
        case::letters::LetterState,
        error::{ActError, held::HeldError},
        office::record::{Done, Run},
        transitions::Step,
    },
    journal::act::{Attendance, Deed, OpinionData, letters::OPINION},
};

impl Office {
    /// Notes whether a firm came to its hearing.
    pub async fn attend(
        &mut self,
        reference: &Reference,
        present: bool,
        run: Run,
    ) -> Result<Vec<Done>, ActError> {
        let deed = Deed::Attendance(Attendance { present });
        self.record(vec![(reference.clone(), deed)], run).await
    }

    /// Writes down what the peers think of a firm that was heard: peers of its panel, and enough of them. Until its letter
    /// is taken it may be written again.
    pub async fn write_opinion(
        &mut self,
        reference: &Reference,
        opinion: OpinionData,
        settings: &OfficeSettings,
        run: Run,
    ) -> Result<Vec<Done>, ActError> {
        for peer in opinion.present.iter().chain(&opinion.recused) {
            self.peer(peer)?;
        }
        if let Some(case) = self.cases.find(reference) {
            let reference = || reference.clone();
            for peer in &opinion.present {
                let peer = || peer.clone();
                if opinion.recused.contains(&peer()) {
                    return Err(HeldError::PresentAndRecused(peer()).into());
                }
                if case.excluded.contains(&peer()) {
                    let refused =
                        HeldError::ExcludedPresent { peer: peer(), reference: reference() };
                    return Err(refused.into());
                }
                if case.recusals.contains(&peer()) {
                    let refused =
                        HeldError::RecusedPresent { peer: peer(), reference: reference() };
                    return Err(refused.into());
                }
            }
            // Of one that was not heard, that is said first.
            if case.admits(Step::OpinionWritten).is_ok() {
                let letter = case.correspondence.letters.get(OPINION);
                if let Some(LetterState { taken: Some(taken), sent_at: None, .. }) = letter {
                    return Err(HeldError::LetterTaken { by: self.people.name(&taken.by) }.into());
                }
                self.is_of_the_panel(case, &opinion, settings)?;
            }
        }
        self.record(vec![(reference.clone(), Deed::Opinion(Box::new(opinion)))], run).await
    }

    /// Whether it names nobody who does not sit there, and enough who heard the firm. Where so many have left since, or
    /// for this firm, that there cannot be enough, all who are left are.
    fn is_of_the_panel(
        &self,
        case: &Case,
        opinion: &OpinionData,
        settings: &OfficeSettings,
    ) -> Result<(), HeldError> {
        let place = case.hearing.as_ref();
        let hearing = place.and_then(|place| self.cases.roster.hearings.get(&place.id));
        let Some(hearing) = hearing else { return Ok(()) };
        let panel = self.cases.roster.panel(hearing);
        let mut named = opinion.present.iter().chain(&opinion.recused);
        if let Some(peer) = named.find(|peer| !panel.contains(*peer)) {
            let (peer, hearing) = (peer.clone(), hearing.id.clone());
            return Err(HeldError::NotOnPanel { peer, hearing });
        }
        let may_sit =
            |peer: &&String| !case.recusals.contains(peer) && !case.excluded.contains(peer);
        let quorum = settings.hearings.map_or(0, |rules| rules.quorum as usize);
        let least = panel.iter().filter(may_sit).count().min(quorum);
        let present = opinion.present.iter().collect::<BTreeSet<_>>().len();
        if present < least { Err(HeldError::TooFewPresent { present, least }) } else { Ok(()) }
    }
}
