//! Who came, and what the peers think of a project.

use application_form::reference::Reference;

use crate::{
    cases::{
        Office,
        error::{ActError, held::HeldError},
        office::record::{Done, Run},
    },
    journal::act::{Attendance, Deed, OpinionData},
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

    /// Writes down what the peers think of a firm that was heard. Until its letter is sent it may be written again.
    pub async fn write_opinion(
        &mut self,
        reference: &Reference,
        opinion: OpinionData,
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
        }
        self.record(vec![(reference.clone(), Deed::Opinion(Box::new(opinion)))], run).await
    }
}
