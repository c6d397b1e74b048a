//! An act in a few words, for a line of the history. Never an answer, and nothing of `reseaux`.

use super::{
    Contents, Deed, HIDDEN_FIELD,
    data::{DecisionData, FollowUpData, NoteData},
};
use crate::{
    cli::words::{Caller, DecisionOutcome, ErasureGround, NoteKind, Screening},
    text::printable::one_line,
};

impl Contents {
    /// In French, on one line.
    pub fn summary(&self) -> String {
        match self {
            Self::Act(act) => act.deed.summary(),
            Self::Unknown(unknown) => {
                let name = one_line(&unknown.name, 30);
                format!("acte d'une version plus récente de ce programme ({name})")
            }
        }
    }
}

impl Deed {
    /// In French, on one line.
    pub fn summary(&self) -> String {
        match self {
            Self::Quarantine(data) => {
                let to = match data.to {
                    Screening::Release => "vérifiée",
                    Screening::Discard => "mise de côté (robot)",
                };
                with(to, &data.reason)
            }
            Self::Decision(decision) => decision.summary(),
            Self::Bulk { acts, .. } => format!("décision groupée, {} candidature(s)", acts.len()),
            Self::Note(note) => note.summary(),
            Self::Undo { seq, reason } => with(&format!("acte n° {seq} repris"), reason),
            Self::RecuseMe {} => "se déporte".to_owned(),
            Self::Replace { by } => format!("remplacée par {by}"),
            Self::Withdraw(data) => with("retirée", data.verified.words()),
            Self::Amend(data) => {
                let fields = data.set.keys().filter(|field| *field != HIDDEN_FIELD);
                let fields: Vec<_> = fields.map(|field| one_line(field, 40)).collect();
                // Of what nobody must see not even the name stands here.
                let what = [vec!["corrigée".to_owned()], fields].concat().join(", ");
                with(&what, data.verified.words())
            }
            Self::Restrict(data) => with("limitée", data.verified.words()),
            Self::Lift(data) => with("limitation levée", data.verified.words()),
            Self::Object(data) => with("opposition", data.verified.words()),
            Self::Access(data) => with("copie remise", data.verified.words()),
            Self::Erasure(data) => with("effacée", data.reason.words()),
            Self::Request(request) => {
                format!(
                    "demande à vérifier ({}), à traiter avant le {}",
                    one_line(&request.what, 20),
                    request.due.long()
                )
            }
            Self::Followup(FollowUpData::Text(_)) => "suivi noté".to_owned(),
            Self::Followup(FollowUpData::Skipped(reason)) => with("sans suivi", reason),
            Self::Letter(data) => data.summary(),
            Self::Convocation(data) => format!("audition {} convoquée", one_line(&data.id, 64)),
            Self::Answer(data) => {
                let hearing = one_line(&data.hearing, 64);
                format!("réponse pour l'audition {hearing} : {}", data.answer.words())
            }
            Self::Exclusions(data) if data.peers.is_empty() => "aucun pair concerné".to_owned(),
            Self::Exclusions(data) => {
                let frees = if data.frees { " ; sa place est libérée" } else { "" };
                format!("pairs qui ne siègent pas, notés{frees}")
            }
            Self::Needs(data) if data.codes.is_empty() => "rien à prévoir".to_owned(),
            Self::Needs(data) if data.arranged.is_some() => {
                format!("organisé : {}", one_line(&data.codes.join(", "), 80))
            }
            Self::Needs(data) => format!("à prévoir : {}", one_line(&data.codes.join(", "), 80)),
            Self::Recusal(data) => {
                let frees = if data.frees { " ; sa place est libérée" } else { "" };
                format!("le pair {} se retire{frees}", one_line(&data.peer, 64))
            }
            Self::Dates(_) => "dates notées".to_owned(),
            Self::Peer(peer) => format!("pair {} noté", one_line(&peer.id, 64)),
            Self::PeerRemoved(removed) => format!("pair {} effacé", one_line(&removed.id, 64)),
            Self::Hearing(hearing) => format!("audition {} notée", one_line(&hearing.id, 64)),
            Self::HearingCancelled(cancelled) => {
                format!("audition {} annulée", one_line(&cancelled.id, 64))
            }
            Self::Lock(data) if data.locked => "place fixée".to_owned(),
            Self::Lock(_) => "place libre de changer".to_owned(),
            Self::Plan { slots } => format!("plan accepté, {} entreprise(s)", slots.len()),
            Self::Attendance(data) if data.present => "entendue".to_owned(),
            Self::Attendance(_) => "absente".to_owned(),
            Self::Opinion(_) => "avis rédigé".to_owned(),
            Self::Pack(data) => data.summary(),
            Self::Opened {} => "ouverte par qui y est nommé".to_owned(),
            Self::Accept(data) => with("journal accepté", &data.reason),
            Self::Recipients(data) => {
                format!("refermé pour {} destinataire(s)", data.recipients.len())
            }
        }
    }
}

impl DecisionData {
    fn summary(&self) -> String {
        with(self.outcome.words(), self.reason.as_deref().unwrap_or_default())
    }
}

impl DecisionOutcome {
    /// As an adjective of the application.
    pub fn words(self) -> &'static str {
        match self {
            Self::Retained => "retenue",
            Self::Declined => "non retenue",
            Self::Waiting => "en attente",
            Self::Clarify => "à préciser",
            Self::Undecided => "décision reprise",
        }
    }
}

impl NoteData {
    fn summary(&self) -> String {
        format!("{} : {}", self.kind.words(), one_line(&self.text, 200))
    }
}

impl NoteKind {
    /// What it is a note of.
    pub fn words(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Call => "appel",
            Self::Document => "document",
            Self::Paper => "candidature sur papier",
        }
    }
}

impl Caller {
    /// How it was verified, after "retirée".
    pub fn words(self) -> &'static str {
        match self {
            Self::Callback => "vérifié par rappel",
            Self::Email => "vérifié par courriel",
            Self::InPerson => "vérifié en personne",
            Self::Letter => "vérifié par courrier",
        }
    }
}

impl ErasureGround {
    /// After "effacée".
    pub fn words(self) -> &'static str {
        match self {
            Self::Request => "à la demande de la personne",
            Self::Mistake => "envoyée par erreur",
            Self::Other => "autre motif",
        }
    }
}

/// What was done, and why, if anybody has said.
pub(super) fn with(what: &str, why: &str) -> String {
    if why.is_empty() { what.to_owned() } else { format!("{what} ({})", one_line(why, 120)) }
}
