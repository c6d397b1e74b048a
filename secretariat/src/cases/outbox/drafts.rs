//! Which letters an application calls for, and what they say.

use authoring::letters::{FilledLetter, LetterKind};
use jiff::Timestamp;

use super::{Addressee, OutboxLetter, Writing, letter_id};
use crate::{
    cases::{
        Case,
        case::letters::{LetterStage, LetterState},
    },
    cli::words::{DecisionOutcome, NoteKind, State},
    journal::act::{
        LetterText,
        letters::{DECISION, OPINION, RECEIPT},
    },
    text::{day::Day, paris_time},
};

/// The letters of an application, in the order in which a firm gets them; last those that only have copies left.
pub fn of_case(case: &Case, writing: Writing<'_>, now: Timestamp) -> Vec<OutboxLetter> {
    let mut letters = Vec::new();
    for (letter, kind) in called_for(case) {
        let state = case.letters.get(letter).cloned().unwrap_or_default();
        // What nobody has begun to send is not begun any more.
        if can_be_begun(case) || state.stage() != LetterStage::Draft {
            letters.push(draft(case, (letter, kind), state, writing, now));
        }
    }
    for copy in &case.copies {
        if !letters.iter().any(|letter| letter.letter == copy.letter) {
            letters.push(without_text(case, &copy.letter));
        }
    }
    letters
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

fn draft(
    case: &Case,
    (letter, kind): (&str, LetterKind),
    state: LetterState,
    writing: Writing<'_>,
    now: Timestamp,
) -> OutboxLetter {
    let template = writing.letters.template(kind);
    let FilledLetter { subject, mut text } = template.fill(&values(case, writing, now));
    let mut is_unwritten = template.is_subject_unwritten || template.is_text_unwritten;
    let own = case.decision.as_ref().and_then(|decision| decision.text.as_deref());
    if let (true, DECISION, Some(own)) = (template.is_text_unwritten, letter, own) {
        // Who decided has written what the firm is to read.
        own.trim().clone_into(&mut text);
        is_unwritten = template.is_subject_unwritten;
    }
    let made = LetterText { subject, text };
    let taken = state.taken.as_ref().filter(|_| state.stage() != LetterStage::Returned);
    let by_hand = taken.and_then(|taken| taken.text.as_ref()).or(state.edited.as_ref());
    OutboxLetter {
        is_unwritten: is_unwritten && by_hand.is_none(),
        text: by_hand.cloned().unwrap_or(made),
        kind: Some(kind),
        state,
        ..without_text(case, letter)
    }
}

fn without_text(case: &Case, letter: &str) -> OutboxLetter {
    let copies = case.copies.iter().filter(|copy| copy.letter == letter).cloned();
    OutboxLetter {
        id: letter_id(letter, &case.reference),
        letter: letter.to_owned(),
        kind: None,
        reference: case.reference.clone(),
        addressee: addressee(case),
        text: LetterText::default(),
        is_unwritten: false,
        state: LetterState::default(),
        copies: copies.collect(),
    }
}

fn addressee(case: &Case) -> Addressee {
    let names: Vec<&str> = ["prenom", "nom"].iter().filter_map(|name| case.answer(name)).collect();
    Addressee {
        name: names.join(" "),
        firm: case.firm().map(ToOwned::to_owned),
        email: case.answer("courriel").map(ToOwned::to_owned),
    }
}

/// What the names of a letter stand for.
fn values(case: &Case, writing: Writing<'_>, now: Timestamp) -> Vec<(&'static str, String)> {
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
        ("avis", case.opinion.clone().unwrap_or_default()),
    ]
}

/// `1er juin 2021`, of a local time to the minute.
fn day(starts: &str) -> String {
    let day = starts.get(..10).and_then(|day| day.parse::<Day>().ok());
    day.map_or_else(|| starts.to_owned(), Day::long)
}
