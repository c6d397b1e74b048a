//! The outbox: which letters there are, and what a person does with them. The program sends nothing.
//!
//! ```text
//! content/lettres/ ─templates→ drafts: what each firm is to be told ─take→ a letter that may be copied ─sent→ announced
//! ```
//!
//! A draft is made whenever somebody looks, so that it says what is so today; from the moment that somebody takes it, it
//! says what it said then.

use std::fmt;

use application_form::reference::Reference;
use authoring::{letters::LetterKind, office::OfficeSettings};
use form_handler::crypto::recipients::Fingerprint;
use serde::Serialize;

use super::{
    Case, Office,
    case::letters::{LetterCopy, LetterRefusal, LetterStage, LetterState},
    error::{ActError, refusal::Refusal},
    office::record::{Done, Run},
    planning::RosterDone,
};
use crate::{
    journal::act::{CopyForm, Deed, Invitation, LetterData, LetterStep, LetterText},
    text::ids,
};

mod drafts;
pub mod convoke;
pub mod invitations;
pub mod templates;
pub mod print;
pub mod message;

use invitations::PeerSlots;
use templates::Letters;

/// By what letters are written.
#[derive(Clone, Copy, Debug)]
pub struct Writing<'a> {
    /// `content/lettres/`.
    pub letters: &'a Letters,
    /// `content/secretariat.toml`.
    pub settings: &'a OfficeSettings,
}

/// A letter, whether or not somebody has taken it.
#[derive(Clone, Debug)]
pub struct OutboxLetter {
    /// How commands and addresses name it: its name in the journal and whom it is about.
    pub id: String,
    /// Its name in the journal.
    pub letter: String,
    /// Which of content's letters it is; `None` if what it told does not hold any more.
    pub kind: Option<LetterKind>,
    /// To whom it goes.
    pub to: LetterTo,
    /// Whether they are forgotten: the application is erased, the peer removed.
    pub is_forgotten: bool,
    /// What they are called, and where they are reached.
    pub addressee: Addressee,
    /// What it says: from the moment that it is taken, what it said then.
    pub text: LetterText,
    /// Whether that is still to be written.
    pub is_unwritten: bool,
    /// To what it asks, or what it takes back; `None` if it is about no hearing.
    pub invitation: Option<Invitation>,
    /// Whether it was taken, and what it says is not so any more.
    pub is_outdated: bool,
    /// What has happened to it.
    pub state: LetterState,
    /// The copies that were not destroyed.
    pub copies: Vec<LetterCopy>,
}

/// To whom a letter goes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LetterTo {
    /// Whoever sent that application.
    Firm(Reference),
    /// The peer of that id.
    Peer(String),
}

impl LetterTo {
    /// As a part of a letter's id.
    pub fn part(&self) -> String {
        match self {
            Self::Firm(reference) => reference.to_string(),
            Self::Peer(id) => ids::part(id),
        }
    }
}

impl fmt::Display for LetterTo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Firm(reference) => reference.fmt(f),
            Self::Peer(id) => id.fmt(f),
        }
    }
}

/// What somebody is called, and where they are reached.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Addressee {
    /// First and family name.
    pub name: String,
    /// The firm's.
    pub firm: Option<String>,
    /// Where e-mail reaches them.
    pub email: Option<String>,
}

/// What a person does with a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LetterAct {
    /// Writes it otherwise.
    Edit(LetterText),
    /// Makes it again as content has it; what was written by hand is kept aside.
    Regenerate,
    /// Takes it, to send it.
    Take,
    /// Makes a copy that lies around until it is destroyed.
    Copy(CopyForm),
    /// Sends it not: nobody has taken it any more.
    Release,
    /// Has sent it.
    Sent,
    /// It came back, for this reason.
    Returned(String),
    /// Has destroyed all copies.
    Destroy,
}

impl OutboxLetter {
    /// How far it has come.
    pub fn stage(&self) -> LetterStage {
        if self.kind.is_none() { LetterStage::Void } else { self.state.stage() }
    }

    /// Whether its text may leave the office: others see that somebody is sending it.
    pub fn is_taken(&self) -> bool {
        self.kind.is_some() && self.state.taken.is_some()
    }

    /// Whether copies of it lie around that nobody needs any more.
    pub fn has_copies_to_destroy(&self) -> bool {
        !self.copies.is_empty() && self.stage() != LetterStage::Taken
    }
}

/// What was done with a letter, or would be.
#[derive(Clone, Debug)]
pub enum LetterDone {
    /// Of a firm.
    Firm(Vec<Done>),
    /// Of a peer.
    Peer(Vec<RosterDone>),
}

impl Office {
    /// All letters, by how urgent they are, then by rank.
    pub fn outbox(&self, writing: Writing<'_>) -> Vec<OutboxLetter> {
        let cases = self.cases.cases.iter();
        let mut letters: Vec<_> = cases.flat_map(|case| self.letters_of(case, writing)).collect();
        let roster = &self.cases.roster;
        letters.extend(roster.peers.values().flat_map(|peer| {
            let slots = |hearing: &str| self.slots_of_peer(hearing, &peer.data.id);
            drafts::of_peer(peer, roster, writing, self.now(), slots)
        }));
        letters.extend(
            roster
                .forgotten
                .iter()
                .flat_map(|(id, gone)| drafts::of_forgotten(id, gone, roster, writing, self.now())),
        );
        letters.sort_by_key(OutboxLetter::stage);
        letters
    }

    /// Those of an application, in the order in which a firm gets them.
    pub fn letters_of(&self, case: &Case, writing: Writing<'_>) -> Vec<OutboxLetter> {
        drafts::of_case(case, &self.cases.roster, writing, self.now())
    }

    /// The firms of a hearing, as one of its peers meets them.
    fn slots_of_peer(&self, hearing: &str, peer: &str) -> PeerSlots {
        let cases = self.seated_at(hearing).into_iter();
        let mut slots = PeerSlots::default();
        for (case, place) in cases.filter_map(|case| Some((case, case.hearing.as_ref()?))) {
            slots.any = true;
            if case.recusals.iter().any(|id| id == peer) {
                slots.left.insert(place.slot);
            }
        }
        slots
    }

    /// The letter of that id.
    pub fn letter(&self, id: &str, writing: Writing<'_>) -> Result<OutboxLetter, Refusal> {
        let mut all = self.outbox(writing);
        let found = all.iter().position(|letter| letter.id.eq_ignore_ascii_case(id));
        found.map(|at| all.swap_remove(at)).ok_or_else(|| Refusal::NoLetter(id.to_owned()))
    }

    /// Does that with the letter of that id.
    pub async fn act_on_letter(
        &mut self,
        id: &str,
        act: LetterAct,
        writing: Writing<'_>,
        run: Run,
    ) -> Result<LetterDone, ActError> {
        let letter = self.letter(id, writing).map_err(|why| ActError::Refused(vec![why]))?;
        let refused = |why| ActError::Refused(vec![Refusal::Letter { id: letter.id.clone(), why }]);
        let data = letter.data(act).map_err(refused)?;
        match &letter.to {
            to if letter.is_forgotten => {
                let id = to.to_string();
                let gone = self.cases.roster.forgotten.get(&id);
                let name = |by: &Fingerprint| self.people.name(by);
                gone.map_or(Ok(()), |gone| gone.correspondence.admits(&data, name))
                    .map_err(refused)?;
                let data = LetterData { peer: Some(id.clone()), ..data };
                self.record_letter_to_peer(id, data, run).await.map(LetterDone::Peer)
            }
            LetterTo::Firm(reference) => {
                let deed = (reference.clone(), Deed::Letter(data));
                self.record(vec![deed], run).await.map(LetterDone::Firm)
            }
            LetterTo::Peer(id) => {
                let peer = self.cases.roster.peers.get(id);
                let correspondence = peer.map(|peer| &peer.correspondence);
                let name = |by: &Fingerprint| self.people.name(by);
                correspondence.map_or(Ok(()), |all| all.admits(&data, name)).map_err(refused)?;
                self.record_letter_to_peer(id.clone(), data, run).await.map(LetterDone::Peer)
            }
        }
    }
}

impl OutboxLetter {
    /// What the journal is told of it.
    fn data(&self, act: LetterAct) -> Result<LetterData, LetterRefusal> {
        let peer = match &self.to {
            LetterTo::Peer(id) => Some(id.clone()),
            LetterTo::Firm(_) => None,
        };
        let of = |step| LetterData { peer: peer.clone(), ..LetterData::of(&self.letter, step) };
        if self.kind.is_none() && act != LetterAct::Destroy {
            return Err(LetterRefusal::Void);
        }
        Ok(match act {
            LetterAct::Edit(text) => {
                LetterData { text: Some(text.mended()), ..of(LetterStep::Edited) }
            }
            LetterAct::Regenerate => of(LetterStep::Regenerated),
            LetterAct::Take if self.is_unwritten && self.stage() != LetterStage::Taken => {
                return Err(LetterRefusal::Unwritten);
            }
            LetterAct::Take => {
                let text = Some(self.text.clone());
                let invitation = self.invitation.clone().map(Box::new);
                LetterData { text, invitation, ..of(LetterStep::Taken) }
            }
            LetterAct::Copy(form) => LetterData { copy: Some(form), ..of(LetterStep::Copied) },
            LetterAct::Release => of(LetterStep::Released),
            LetterAct::Sent => of(LetterStep::Sent),
            LetterAct::Returned(reason) => {
                LetterData { reason: Some(reason), ..of(LetterStep::Returned) }
            }
            LetterAct::Destroy => of(LetterStep::Destroyed),
        })
    }
}
