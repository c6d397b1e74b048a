//! Which letters an application and a peer call for, and what they say.

use authoring::{
    letters::{FilledLetter, LetterKind},
    typography::french,
};
use jiff::Timestamp;

use super::{
    Addressee, LetterTo, OutboxLetter, Writing,
    invitations::{self, HearingLetter, PeerSlots, written},
};
use crate::{
    cases::{
        Case, Roster,
        case::{
            correspondence::Correspondence,
            letters::{LetterStage, LetterState},
        },
        planning::held::schedule::slot_start,
        roster::{Forgotten, RosterPeer},
    },
    cli::words::{DecisionOutcome, NoteKind, State},
    journal::act::{
        Invitation, LetterText, VideoLinks,
        letters::{DECISION, OPINION, RECEIPT},
    },
    text::day::Day,
};

mod values;

use values::{Values, hour};

/// What is told to one person.
struct Drafts<'a> {
    to: LetterTo,
    addressee: Addressee,
    correspondence: &'a Correspondence,
    roster: &'a Roster,
    writing: Writing<'a>,
    /// Of what; `None`: to a peer.
    case: Option<&'a Case>,
    /// Whether anything may still be begun to send.
    is_open: bool,
    /// Whether whoever is not expected any more may be told.
    may_be_told: bool,
    letters: Vec<OutboxLetter>,
}

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
    for letter in invitations::letters(&case.correspondence.told, expected, now) {
        drafts.add_hearing(letter, &values);
    }
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
    let mut drafts = Drafts {
        to: gone.reference.clone().map_or_else(peer, LetterTo::Firm),
        addressee: Addressee { name: "Madame, Monsieur".to_owned(), ..Addressee::default() },
        correspondence: &gone.correspondence,
        roster,
        writing,
        case: None,
        is_open: true,
        may_be_told: true,
        letters: Vec::new(),
    };
    let values = vec![("date", Day::of(now).long())];
    for letter in invitations::letters(&gone.correspondence.told, Vec::new(), now) {
        drafts.add_hearing(letter, &values);
    }
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
    let mut drafts = Drafts {
        to: LetterTo::Peer(id.clone()),
        addressee: Addressee {
            name: peer.data.name.clone(),
            firm: None,
            email: peer.data.email.clone(),
        },
        correspondence: &peer.correspondence,
        roster,
        writing,
        case: None,
        is_open: true,
        may_be_told: true,
        letters: Vec::new(),
    };
    let values = vec![("date", Day::of(now).long())];
    let sizes = writing.letters.sizes;
    let expected = sizes.map(|sizes| invitations::of_peer(id, roster, sizes, slots));
    let expected = expected.unwrap_or_default();
    for letter in invitations::letters(&peer.correspondence.told, expected, now) {
        drafts.add_hearing(letter, &values);
    }
    drafts.done()
}

impl Drafts<'_> {
    /// `own`: what a person has written where content says nothing.
    fn add(&mut self, letter: &str, kind: LetterKind, values: &Values, own: Option<String>) {
        let state = self.correspondence.letters.get(letter).cloned().unwrap_or_default();
        // What nobody has begun to send is not begun any more.
        let may_be_begun = match kind {
            LetterKind::Cancelled => self.may_be_told,
            _ => self.is_open,
        };
        if !may_be_begun && state.stage() == LetterStage::Draft {
            return;
        }
        let template = self.writing.letters.template(kind);
        let FilledLetter { subject, mut text } = template.fill(values);
        let mut is_unwritten = template.is_subject_unwritten || template.is_text_unwritten;
        if let Some(own) = own.filter(|_| template.is_text_unwritten) {
            own.trim().clone_into(&mut text);
            is_unwritten = template.is_subject_unwritten;
        }
        let made = LetterText { subject, text };
        let taken = state.taken.as_ref().filter(|_| state.stage() != LetterStage::Returned);
        let by_hand = taken.and_then(|taken| taken.text.as_ref()).or(state.edited.as_ref());
        self.letters.push(OutboxLetter {
            is_unwritten: is_unwritten && by_hand.is_none(),
            text: by_hand.cloned().unwrap_or(made),
            kind: Some(kind),
            state,
            ..self.without_text(letter)
        });
    }

    fn add_hearing(&mut self, letter: HearingLetter, values: &Values) {
        let HearingLetter { name, kind, invitation } = letter;
        let is_peer = matches!(self.to, LetterTo::Peer(_));
        let kind = match kind {
            LetterKind::FirmConvocation if is_peer => LetterKind::PeerConvocation,
            kind => kind,
        };
        let is_nowhere = invitation.place.is_none() && invitation.links.is_empty();
        let place = match &invitation.place {
            Some(place) => place.clone(),
            None if is_nowhere && !invitation.cancelled => {
                "[à compléter\u{a0}: le lieu]".to_owned()
            }
            None => "à distance, par vidéo".to_owned(),
        };
        let minutes = self.writing.letters.sizes.map_or(0, |it| it.slot_minutes);
        let is_held = self.roster.hearings.contains_key(&invitation.hearing);
        let mut values = values.clone();
        values.retain(|(name, _)| !["jour", "motif"].contains(name));
        values.extend(values::of_hearing(&invitation, &self.addressee, minutes));
        values.extend([
            ("lieu", place),
            ("lien", self.links(&invitation).join("\n")),
            ("motif", french(values::why_cancelled(self.case, is_held)).into_owned()),
        ]);
        let before = self.letters.len();
        self.add(&name, kind, &values, None);
        for letter in &mut self.letters[before..] {
            let taken = letter.state.taken.as_ref().and_then(|taken| taken.invitation.clone());
            let is_settled = !matches!(letter.stage(), LetterStage::Draft | LetterStage::Returned);
            letter.is_unwritten |=
                is_nowhere && !invitation.cancelled && letter.state.edited.is_none() && !is_settled;
            letter.invitation =
                Some(taken.filter(|_| is_settled).unwrap_or_else(|| invitation.clone()));
        }
    }

    /// Where the video is; to a peer, who has several links, with the time of each.
    fn links(&self, invitation: &Invitation) -> Vec<String> {
        let hearing = self.roster.hearings.get(&invitation.hearing);
        let minutes = self.writing.letters.sizes.map_or(0, |it| it.slot_minutes);
        let all = hearing.and_then(|hearing| match &hearing.video {
            Some(VideoLinks::PerSlot(links)) if self.case.is_none() => Some((hearing, links)),
            _ => None,
        });
        let Some((hearing, all)) = all else { return invitation.links.clone() };
        let attended = (1..).zip(all).filter(|(_, link)| invitation.links.contains(link));
        let timed = attended.map(|(n, link)| {
            let time = slot_start(hearing, n, minutes);
            let time = time.map(|time| hour(&written(&time))).unwrap_or_default();
            format!("- {time} : {link}")
        });
        timed.collect()
    }

    fn done(mut self) -> Vec<OutboxLetter> {
        for copy in &self.correspondence.copies {
            if !self.letters.iter().any(|letter| letter.letter == copy.letter) {
                self.letters.push(self.without_text(&copy.letter));
            }
        }
        self.letters
    }

    fn without_text(&self, letter: &str) -> OutboxLetter {
        let copies = self.correspondence.copies.iter().filter(|copy| copy.letter == letter);
        OutboxLetter {
            id: format!("{letter}-{}", self.to),
            letter: letter.to_owned(),
            kind: None,
            is_forgotten: false,
            to: self.to.clone(),
            addressee: self.addressee.clone(),
            text: LetterText::default(),
            is_unwritten: false,
            invitation: None,
            state: LetterState::default(),
            copies: copies.cloned().collect(),
        }
    }
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
