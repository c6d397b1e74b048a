//! Which letters an application and a peer call for, and what they say.

use authoring::letters::{FilledLetter, LetterKind};
use jiff::{Timestamp, civil::DateTime};

use super::{
    Addressee, LetterTo, OutboxLetter, Writing,
    invitations::{self, HearingLetter},
};
use crate::{
    cases::{
        Case, Roster,
        case::{
            correspondence::Correspondence,
            letters::{LetterStage, LetterState},
        },
        roster::RosterPeer,
    },
    cli::words::{DecisionOutcome, NoteKind, State},
    journal::act::{
        Invitation, LetterText, OpinionData, VideoLinks,
        letters::{DECISION, OPINION, RECEIPT},
    },
    text::{day::Day, paris_time},
};

type Values = Vec<(&'static str, String)>;

/// What is told to one person.
struct Drafts<'a> {
    to: LetterTo,
    addressee: Addressee,
    correspondence: &'a Correspondence,
    roster: &'a Roster,
    writing: Writing<'a>,
    /// Whether anything may still be begun to send.
    is_open: bool,
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
        addressee: firm(case),
        correspondence: &case.correspondence,
        roster,
        writing,
        is_open: can_be_begun(case),
        letters: Vec::new(),
    };
    let values = values(case, writing, now);
    let own = case.decision.as_ref().and_then(|decision| decision.text.clone());
    for (letter, kind) in called_for(case) {
        let own = own.clone().filter(|_| letter == DECISION);
        drafts.add(letter, kind, &values, own);
    }
    let expected =
        writing.letters.sizes.and_then(|sizes| invitations::of_firm(case, roster, sizes));
    let slot = case.hearing.as_ref().map(|place| place.slot);
    for letter in invitations::letters(&case.correspondence, expected.into_iter().collect()) {
        drafts.add_hearing(letter, &values, slot);
    }
    drafts.done()
}

/// The letters of a peer. No name of a firm is among what they may say.
pub fn of_peer(
    peer: &RosterPeer,
    roster: &Roster,
    writing: Writing<'_>,
    now: Timestamp,
    last_slot: impl Fn(&str) -> u32,
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
        is_open: true,
        letters: Vec::new(),
    };
    let values = vec![("date", Day::of(now).long())];
    let sizes = writing.letters.sizes;
    let expected = sizes.map(|sizes| invitations::of_peer(id, roster, sizes, last_slot));
    for letter in invitations::letters(&peer.correspondence, expected.unwrap_or_default()) {
        drafts.add_hearing(letter, &values, None);
    }
    drafts.done()
}

impl Drafts<'_> {
    /// `own`: what a person has written where content says nothing.
    fn add(&mut self, letter: &str, kind: LetterKind, values: &Values, own: Option<String>) {
        let state = self.correspondence.letters.get(letter).cloned().unwrap_or_default();
        // What nobody has begun to send is not begun any more.
        if !self.is_open && state.stage() == LetterStage::Draft {
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

    fn add_hearing(&mut self, letter: HearingLetter, values: &Values, slot: Option<u32>) {
        let HearingLetter { name, kind, invitation } = letter;
        let is_peer = matches!(self.to, LetterTo::Peer(_));
        let kind = match kind {
            LetterKind::FirmConvocation if is_peer => LetterKind::PeerConvocation,
            kind => kind,
        };
        let links = self.links(&invitation, slot);
        let is_nowhere = invitation.place.is_none() && links.is_empty();
        let place = match &invitation.place {
            Some(place) => place.clone(),
            None if is_nowhere => "[à compléter\u{a0}: le lieu]".to_owned(),
            None => "à distance, par vidéo".to_owned(),
        };
        let mut values = values.clone();
        values.retain(|(name, _)| *name != "jour");
        values.extend([
            ("destinataire", self.addressee.name.clone()),
            ("jour", day(&invitation.starts)),
            ("heure", hour(&invitation.starts)),
            ("fin", hour(&invitation.ends)),
            ("duree", self.writing.letters.sizes.map_or(0, |it| it.slot_minutes).to_string()),
            ("lieu", place),
            ("lien", links.join("\n")),
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

    /// Where the video is: of a firm, that of its slot.
    fn links(&self, invitation: &Invitation, slot: Option<u32>) -> Vec<String> {
        let hearing = self.roster.hearings.get(&invitation.hearing);
        match hearing.and_then(|hearing| hearing.video.as_ref()) {
            None => Vec::new(),
            Some(VideoLinks::Shared(link)) => vec![link.clone()],
            Some(VideoLinks::PerSlot(links)) => match slot.map(|slot| slot as usize) {
                None => links.clone(),
                Some(slot) => links.get(slot.wrapping_sub(1)).cloned().into_iter().collect(),
            },
        }
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

fn firm(case: &Case) -> Addressee {
    let names: Vec<&str> = ["prenom", "nom"].iter().filter_map(|name| case.answer(name)).collect();
    Addressee {
        name: names.join(" "),
        firm: case.firm().map(ToOwned::to_owned),
        email: case.answer("courriel").map(ToOwned::to_owned),
    }
}

/// What the names of a letter stand for.
fn values(case: &Case, writing: Writing<'_>, now: Timestamp) -> Values {
    let answer = |field| case.answer(field).unwrap_or_default().to_owned();
    let decision = case.decision.as_ref();
    let reason = decision.and_then(|decision| {
        let code = decision.reason.as_deref()?;
        let reasons = writing.settings.reasons_of(decision.outcome.id());
        let words = reasons.iter().find(|reason| reason.code == code);
        Some(words.map_or(code, |reason| &reason.words).to_owned())
    });
    let received = case.received_at();
    vec![
        ("date", Day::of(now).long()),
        ("reference", case.reference.to_string()),
        ("entreprise", answer("raison_sociale")),
        ("prenom", answer("prenom")),
        ("nom", answer("nom")),
        ("recue_le", received.map(|at| paris_time::long_day(at.timestamp())).unwrap_or_default()),
        ("motif", reason.unwrap_or_default()),
        ("texte", decision.and_then(|decision| decision.text.clone()).unwrap_or_default()),
        ("jour", case.hearing.as_ref().map(|place| day(&place.starts)).unwrap_or_default()),
        ("avis", case.opinion.as_ref().map(OpinionData::for_the_firm).unwrap_or_default()),
    ]
}

/// `1er juin 2021`, of a local time to the minute.
fn day(local: &str) -> String {
    let time = local.parse::<DateTime>();
    time.map_or_else(|_| local.to_owned(), |time| Day(time.date()).long())
}

/// `9 h 00`, of a local time to the minute.
fn hour(local: &str) -> String {
    let time = local.parse::<DateTime>();
    time.map_or_else(
        |_| local.to_owned(),
        |time| format!("{}\u{a0}h\u{a0}{:02}", time.hour(), time.minute()),
    )
}
