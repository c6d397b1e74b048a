//! Makes the letters to one person, a letter at a time.

use authoring::{
    letters::{FilledLetter, LetterKind},
    typography::french,
};
use jiff::Timestamp;

use super::{
    super::{
        Addressee, LetterTo, OutboxLetter, Writing,
        invitations::{self, HearingLetter, written},
    },
    values::{self, Values},
};
use crate::{
    cases::{
        Case, Roster,
        case::{
            correspondence::Correspondence,
            letters::{LetterStage, LetterState},
        },
        planning::held::schedule::slot_start,
    },
    journal::act::{Invitation, LetterText, VideoLinks},
    text::paris_time,
};

/// What is told to one person.
pub(super) struct Drafts<'a> {
    pub(super) to: LetterTo,
    pub(super) addressee: Addressee,
    pub(super) correspondence: &'a Correspondence,
    pub(super) roster: &'a Roster,
    pub(super) writing: Writing<'a>,
    /// Of what; `None`: to a peer.
    pub(super) case: Option<&'a Case>,
    /// Whether anything may still be begun to send.
    pub(super) is_open: bool,
    /// Whether whoever is not expected any more may be told.
    pub(super) may_be_told: bool,
    pub(super) letters: Vec<OutboxLetter>,
}

impl<'a> Drafts<'a> {
    /// Of somebody who is told nothing of an application.
    pub(super) fn without_case(
        (to, addressee): (LetterTo, Addressee),
        correspondence: &'a Correspondence,
        roster: &'a Roster,
        writing: Writing<'a>,
    ) -> Self {
        let (case, letters) = (None, Vec::new());
        let (is_open, may_be_told) = (true, true);
        Self { to, addressee, correspondence, roster, writing, case, is_open, may_be_told, letters }
    }

    /// What is told of hearings: `expected`, what it is now, beside what was told before.
    pub(super) fn add_hearings(
        &mut self,
        expected: Vec<Invitation>,
        values: &Values,
        now: Timestamp,
    ) {
        for letter in invitations::letters(&self.correspondence.told, expected, now) {
            self.add_hearing(letter, values);
        }
    }

    /// `own`: what a person has written where content says nothing.
    pub(super) fn add(
        &mut self,
        letter: &str,
        kind: LetterKind,
        values: &Values,
        own: Option<String>,
    ) {
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
            letter.is_outdated = letter.stage() == LetterStage::Taken
                && taken.as_ref().is_some_and(|taken| !invitations::is_same(taken, &invitation));
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
            let time = time.map(|time| paris_time::hour(&written(&time))).unwrap_or_default();
            format!("- {time} : {link}")
        });
        timed.collect()
    }

    pub(super) fn done(mut self) -> Vec<OutboxLetter> {
        self.add_outdated();
        for copy in &self.correspondence.copies {
            if !self.letters.iter().any(|letter| letter.letter == copy.letter) {
                self.letters.push(self.without_text(&copy.letter));
            }
        }
        self.letters
    }

    /// Letters about hearings that somebody has taken, and that are not called for any more: they may have gone out.
    fn add_outdated(&mut self) {
        for (name, state) in &self.correspondence.letters {
            let is_known = self.letters.iter().any(|letter| letter.letter == *name);
            let taken = state.taken.as_ref().filter(|_| state.stage() == LetterStage::Taken);
            let invitation = taken.and_then(|taken| taken.invitation.clone());
            let kind = invitations::kind(name).filter(|_| !is_known);
            let (Some(invitation), Some(kind)) = (invitation, kind) else { continue };
            let text = taken.and_then(|taken| taken.text.clone()).unwrap_or_default();
            self.letters.push(OutboxLetter {
                kind: Some(kind),
                text,
                invitation: Some(invitation),
                is_outdated: true,
                state: state.clone(),
                ..self.without_text(name)
            });
        }
    }

    fn without_text(&self, letter: &str) -> OutboxLetter {
        let copies = self.correspondence.copies.iter().filter(|copy| copy.letter == letter);
        OutboxLetter {
            id: format!("{letter}-{}", self.to.part()),
            letter: letter.to_owned(),
            kind: None,
            is_forgotten: false,
            is_outdated: false,
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
