//! What every screen says of the journal, as long as something is wrong with it.

use form_handler::store::journal::chain::{Fault, FaultKind};

use super::Office;
use crate::{
    cli::words::State,
    context::Completion,
    journal::{
        act::Deed,
        memory::{Compared, eight_letters},
    },
    records::unseal::defect,
    text::printable::one_line,
};

impl Office {
    /// What is wrong with the journal, in French, a line each; and at the first time, what to compare.
    pub fn remarks(&self) -> Vec<String> {
        let mut remarks: Vec<String> = self.journal.faults().iter().map(said).collect();
        if let Some(why) = self.journal.read_only() {
            remarks.push(format!("journal : {why} ; rien ne peut être enregistré"));
        }
        remarks.extend(self.memory_remark());
        for record in self.back() {
            remarks.push(format!(
                "{} a été effacée et se trouve de nouveau dans la base : elle n'est pas montrée ; « secretariat erase {0} … » l'efface encore",
                record.reference
            ));
        }
        for id in self.peers_back() {
            let id = one_line(&id, 64);
            remarks.push(format!(
                "le pair {id} a été effacé et se trouve de nouveau dans la base : « secretariat peers remove {id} » l'efface encore"
            ));
        }
        remarks
    }

    /// Peers who were removed, and of whom a body is in the store all the same: the removal was stopped, or a backup came
    /// back.
    fn peers_back(&self) -> Vec<String> {
        let is_known = |id: &str| self.cases.roster.peers.contains_key(id);
        let removed = self.journal.acts().filter_map(|(_, act)| match &act.deed {
            Deed::PeerRemoved(removed) if !is_known(&removed.id) => Some(&removed.id),
            _ => None,
        });
        let back = removed.filter(|id| !self.journal.bodies_of_peer(id).is_empty());
        back.cloned().collect::<std::collections::BTreeSet<_>>().into_iter().collect()
    }

    /// Whether all that was done is known.
    pub fn completion(&self) -> Completion {
        match self.journal.read_only() {
            None => Completion::Done,
            Some(_) => Completion::Incomplete,
        }
    }

    /// How many applications are kept and used for nothing else: no list shows them.
    pub fn restricted(&self) -> usize {
        let cases = self.cases.cases.iter();
        cases.filter(|case| case.restricted && case.state != State::Erased).count()
    }

    fn memory_remark(&self) -> Option<String> {
        match &self.compared {
            Compared::Holds => None,
            Compared::First => self.journal.head().map(|head| {
                format!(
                    "journal vu pour la première fois sur cet ordinateur : dernier acte n° {}, {} ; comparez avec l'écran d'un collègue",
                    head.seq,
                    eight_letters(head)
                )
            }),
            Compared::Shorter { seq, hash } => Some(unlike(
                &format!("il finit avant l'acte n° {seq} ({})", short(hash)),
            )),
            Compared::Differs { seq, hash } => Some(unlike(
                &format!("ce n'est plus l'acte n° {seq} ({}) qui s'y trouve", short(hash)),
            )),
        }
    }
}

fn unlike(how: &str) -> String {
    format!(
        "le journal n'est plus celui que cet ordinateur a vu : {how} ; si c'est normal, dites pourquoi avec « secretariat journal accept --reason … »"
    )
}

fn short(hash: &str) -> String {
    hash.chars().take(8).collect()
}

/// A fault, in French.
pub fn said(fault: &Fault) -> String {
    let seq = fault.seq;
    match &fault.kind {
        FaultKind::Missing { next } if *next == seq + 1 => {
            format!("journal : l'acte n° {seq} manque")
        }
        FaultKind::Missing { next } => {
            format!("journal : les actes n° {seq} à n° {} manquent", next - 1)
        }
        FaultKind::OutOfOrder => format!("journal : l'acte n° {seq} n'est pas à sa place"),
        FaultKind::Prev => {
            format!("journal : l'acte n° {seq} ne suit pas celui qui le précède, qui a été changé")
        }
        FaultKind::Unreadable(why) => {
            let why = defect(*why).replacen("elle", "il", 1);
            format!("journal : l'acte n° {seq} est illisible : {why}")
        }
        FaultKind::Hash => format!("journal : l'acte n° {seq} ne compte pas : il a été modifié"),
        FaultKind::UnknownAuthor(author) => format!(
            "journal : l'acte n° {seq} ne compte pas : personne ne connaît la clé de son auteur ({})",
            one_line(author.as_str(), 16)
        ),
        FaultKind::AuthorLeft(day) => format!(
            "journal : l'acte n° {seq} ne compte pas : son auteur n'était plus destinataire depuis le {day}"
        ),
        FaultKind::Signature => format!(
            "journal : l'acte n° {seq} ne compte pas : il n'est pas signé par l'auteur qu'il nomme"
        ),
    }
}
