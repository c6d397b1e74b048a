//! Which letters an application and a peer call for, and what they say.

use authoring::letters::LetterKind;
use jiff::Timestamp;

use super::{
    Addressee, LetterTo, OutboxLetter, Writing,
    invitations::{self, PeerSlots},
};
use crate::{
    cases::{
        Case, Roster,
        roster::{Forgotten, RosterPeer},
    },
    cli::words::{DecisionOutcome, NoteKind, State},
    journal::act::letters::{DECISION, OPINION, RECEIPT},
    text::day::Day,
};

mod building;
mod values;

use building::Drafts;

/// The letters of an application, in the order in which a firm gets them; last those that only have copies left.
pub fn of_case(
    case: &Case,
    roster: &Roster,
    writing: Writing<'_>,
    now: Timestamp,
) -> Vec<OutboxLetter> {
    let mut drafts = Drafts {
        to: LetterTo::Firm(case.reference.clone()),
        addressee: values::firm(case),
        correspondence: &case.correspondence,
        roster,
        writing,
        case: Some(case),
        is_open: can_be_begun(case),
        // Whoever was asked and has withdrawn is told that nobody waits for him.
        may_be_told: case.is_there() && !case.restricted,
        letters: Vec::new(),
    };
    let values = values::of_case(case, writing, now);
    let own = case.decision.as_ref().and_then(|decision| decision.text.clone());
    for (letter, kind) in called_for(case) {
        let own = own.clone().filter(|_| letter == DECISION);
        drafts.add(letter, kind, &values, own);
    }
    let expected =
        writing.letters.sizes.and_then(|sizes| invitations::of_firm(case, roster, sizes));
    let expected = expected.into_iter().collect();
    drafts.add_hearings(expected, &values, now);
    drafts.done()
}

/// What is still to be taken back from somebody who is forgotten: nobody knows the name or the address any more, but
/// whoever wrote to them before.
pub fn of_forgotten(
    id: &str,
    gone: &Forgotten,
    roster: &Roster,
    writing: Writing<'_>,
    now: Timestamp,
) -> Vec<OutboxLetter> {
    let peer = || LetterTo::Peer(id.to_owned());
    let addressee = Addressee { name: "Madame, Monsieur".to_owned(), ..Addressee::default() };
    let to = gone.reference.clone().map_or_else(peer, LetterTo::Firm);
    let mut drafts = Drafts::without_case((to, addressee), &gone.correspondence, roster, writing);
    drafts.add_hearings(Vec::new(), &dated(now), now);
    let letters = drafts.done().into_iter();
    letters.map(|letter| OutboxLetter { is_forgotten: true, ..letter }).collect()
}

/// The letters of a peer. No name of a firm is among what they may say.
pub fn of_peer(
    peer: &RosterPeer,
    roster: &Roster,
    writing: Writing<'_>,
    now: Timestamp,
    slots: impl Fn(&str) -> PeerSlots,
) -> Vec<OutboxLetter> {
    let id = &peer.data.id;
    let addressee =
        Addressee { name: peer.data.name.clone(), firm: None, email: peer.data.email.clone() };
    let to = (LetterTo::Peer(id.clone()), addressee);
    let mut drafts = Drafts::without_case(to, &peer.correspondence, roster, writing);
    let sizes = writing.letters.sizes;
    let expected = sizes.map(|sizes| invitations::of_peer(id, roster, sizes, slots));
    drafts.add_hearings(expected.unwrap_or_default(), &dated(now), now);
    drafts.done()
}

/// All that a letter says which is about no application.
fn dated(now: Timestamp) -> values::Values {
    vec![("date", Day::of(now).long())]
}

fn called_for(case: &Case) -> Vec<(&'static str, LetterKind)> {
    let mut called = Vec::new();
    let is_on_paper = case.notes.iter().any(|(_, note)| note.kind == NoteKind::Paper);
    if is_on_paper {
        called.push((RECEIPT, LetterKind::Receipt));
    }
    let decision = case.decision.as_ref().map(|decision| decision.outcome);
    let kind = match decision {
        Some(DecisionOutcome::Retained) => Some(LetterKind::Retained),
        Some(DecisionOutcome::Declined) => Some(LetterKind::Declined),
        Some(DecisionOutcome::Waiting) => Some(LetterKind::Waiting),
        Some(DecisionOutcome::Clarify) => Some(LetterKind::Clarify),
        Some(DecisionOutcome::Undecided) | None => None,
    };
    called.extend(kind.map(|kind| (DECISION, kind)));
    let was_heard = matches!(case.state, State::Heard | State::Advised | State::Followed);
    if was_heard && case.opinion.is_some() {
        called.push((OPINION, LetterKind::Opinion));
    }
    called
}

fn can_be_begun(case: &Case) -> bool {
    let is_over = matches!(
        case.state,
        State::Withdrawn | State::Replaced | State::Discarded | State::Quarantined
    );
    case.is_there() && !case.restricted && !is_over && case.contents.is_some()
}
