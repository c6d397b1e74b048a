//! What an act is about, so that two people at once do not undo each other's work unseen.

use std::fmt;

use application_form::reference::Reference;

use super::{Act, AnswerData, Contents, Deed, LetterData};

/// What an act is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// An application.
    Application(Reference),
    /// A peer, by the id.
    Peer(String),
    /// A hearing, by the id.
    Hearing(String),
    /// Nothing of these.
    Journal,
}

impl Act {
    /// All that it is about; empty if that is the journal itself.
    pub fn subjects(&self) -> Vec<Subject> {
        let applications = self.references().into_iter().cloned().map(Subject::Application);
        let others = match &self.deed {
            Deed::Peer(peer) => vec![Subject::Peer(peer.id.clone())],
            Deed::PeerRemoved(removed) => vec![Subject::Peer(removed.id.clone())],
            Deed::Hearing(hearing) => vec![Subject::Hearing(hearing.id.clone())],
            Deed::HearingCancelled(cancelled) => vec![Subject::Hearing(cancelled.id.clone())],
            Deed::Convocation(convocation) => vec![Subject::Hearing(convocation.id.clone())],
            Deed::Letter(LetterData { peer: Some(peer), .. })
            | Deed::Answer(AnswerData { peer: Some(peer), .. }) => {
                vec![Subject::Peer(peer.clone())]
            }
            Deed::Pack(pack) => vec![Subject::Hearing(pack.hearing.clone())],
            Deed::Plan { slots } => {
                slots.iter().map(|slot| Subject::Hearing(slot.hearing.clone())).collect()
            }
            _ => Vec::new(),
        };
        applications.chain(others).collect()
    }

    /// Whether it says anything of a peer that goes when the peer is forgotten.
    pub fn tells_of_peer(&self, id: &str) -> bool {
        let is_letter =
            matches!(&self.deed, Deed::Letter(LetterData { peer: Some(peer), .. }) if peer == id);
        is_letter || self.is_of_peer(id)
    }

    /// Whether it says what a peer has given.
    pub fn is_of_peer(&self, id: &str) -> bool {
        matches!(&self.deed, Deed::Peer(peer) if peer.id == id)
    }
}

impl Contents {
    /// All that it is about; empty if that may be anything.
    pub fn subjects(&self) -> Vec<Subject> {
        match self {
            Self::Act(act) => act.subjects(),
            Self::Unknown(unknown) => {
                unknown.reference.iter().cloned().map(Subject::Application).collect()
            }
        }
    }
}

/// After "sur".
impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Application(reference) => reference.fmt(f),
            Self::Peer(id) => write!(f, "le pair {id}"),
            Self::Hearing(id) => write!(f, "l'audition {id}"),
            Self::Journal => f.write_str("le journal"),
        }
    }
}
