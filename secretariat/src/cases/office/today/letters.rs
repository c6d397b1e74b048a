//! What waits because of a letter: to firms and to peers.

use application_form::reference::Reference;
use authoring::letters::LetterKind;

use super::{Task, TaskKind};
use crate::{
    cases::{
        Roster,
        case::letters::LetterStage,
        outbox::{LetterTo, OutboxLetter},
    },
    cli::words::ConvocationAnswer,
};

/// What is known of the letters to one firm.
#[derive(Clone, Debug, Default)]
pub(super) struct FirmLetters {
    /// Those that came back.
    pub returned: Vec<About>,
    /// Whether something about its hearing has changed, and it was not told yet.
    pub is_to_be_told: bool,
}

/// What a letter to a firm is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum About {
    Decision,
    Hearing,
    Opinion,
}

/// Those to that firm.
pub(super) fn of(letters: &[OutboxLetter], reference: &Reference) -> FirmLetters {
    let mut known = FirmLetters::default();
    let to = |letter: &&OutboxLetter| letter.to == LetterTo::Firm(reference.clone());
    for letter in letters.iter().filter(to).filter(|letter| !letter.is_forgotten) {
        let is_returned = letter.stage() == LetterStage::Returned;
        let about = match letter.kind {
            Some(LetterKind::Receipt) | None => continue,
            Some(LetterKind::Opinion) => About::Opinion,
            Some(_) if letter.invitation.is_none() => About::Decision,
            Some(kind) => {
                known.is_to_be_told |= is_returned || (is_to_send(letter) && is_change(kind));
                About::Hearing
            }
        };
        known.returned.extend(is_returned.then_some(about));
    }
    known
}

/// What each letter asks somebody to do; of those to peers, also what their answers do.
pub(super) fn tasks(letters: &[OutboxLetter], roster: &Roster) -> Vec<Task> {
    let mut tasks = Vec::new();
    for letter in letters {
        let mut note = |kind| tasks.push(task(kind, letter));
        match letter.kind {
            _ if letter.stage() == LetterStage::Returned => note(TaskKind::Returned),
            _ if letter.is_outdated => note(TaskKind::Outdated),
            Some(LetterKind::Moved) if is_to_send(letter) => note(TaskKind::Moved),
            Some(LetterKind::Cancelled) if is_to_send(letter) => note(TaskKind::Cancelled),
            Some(LetterKind::PeerConvocation) if is_to_send(letter) => note(TaskKind::Convene),
            _ => {}
        }
        let LetterTo::Peer(peer) = &letter.to else { continue };
        if letter.has_copies_to_destroy() {
            note(TaskKind::DestroyCopies);
        }
        let asked = letter.invitation.as_ref().filter(|asked| !asked.cancelled);
        let Some(asked) = asked.filter(|_| letter.stage() == LetterStage::Sent) else { continue };
        match roster.answer(&asked.hearing, peer) {
            None => note(TaskKind::NoAnswer),
            Some(ConvocationAnswer::Yes) => {}
            Some(_) => note(TaskKind::CannotCome),
        }
    }
    tasks
}

fn is_to_send(letter: &OutboxLetter) -> bool {
    matches!(letter.stage(), LetterStage::Draft | LetterStage::Taken)
}

fn is_change(kind: LetterKind) -> bool {
    matches!(kind, LetterKind::Moved | LetterKind::Cancelled)
}

fn task(kind: TaskKind, letter: &OutboxLetter) -> Task {
    let (reference, peer) = match &letter.to {
        LetterTo::Firm(reference) => (Some(reference.clone()), None),
        LetterTo::Peer(peer) => (None, Some(peer.clone())),
    };
    Task { kind, due: None, reference, peer, letter: Some(letter.id.clone()) }
}
