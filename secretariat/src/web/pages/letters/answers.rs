//! What somebody answers who was asked to a hearing.

use clap::ValueEnum as _;

use super::{
    super::{acts::choice, page::Page},
    case,
};
use crate::{
    cases::{
        office::record::Run,
        outbox::{LetterTo, OutboxLetter},
    },
    cli::words::ConvocationAnswer,
    error::Error,
};

/// Notes what somebody answers who was asked to a hearing.
pub(super) fn answer(page: &mut Page<'_>, letter: &OutboxLetter) -> Result<(), Error> {
    let answer: ConvocationAnswer = choice(page, "reponse")?;
    let office = &mut page.at_work.office;
    match (&letter.to, &letter.invitation) {
        (LetterTo::Firm(reference), _) => {
            page.runtime.block_on(office.answer(reference, answer, Run::Real))?;
        }
        (LetterTo::Peer(peer), Some(asked)) => {
            let noting = office.answer_of_peer(&asked.hearing, peer, answer, Run::Real);
            page.runtime.block_on(noting)?;
        }
        (LetterTo::Peer(_), None) => {}
    }
    Ok(())
}

/// What was answered to what is asked now, in words.
pub(super) fn answered(letter: &OutboxLetter, page: &Page<'_>) -> Option<&'static str> {
    let roster = &page.at_work.office.cases.roster;
    let asked = letter.invitation.as_ref()?;
    let answer = match &letter.to {
        LetterTo::Firm(_) => {
            let place = case(letter, page)?.hearing.as_ref();
            let answer = place.filter(|place| place.id == asked.hearing)?.answer.as_deref()?;
            ConvocationAnswer::from_str(answer, false).ok()?
        }
        LetterTo::Peer(peer) => roster.answer(&asked.hearing, peer)?,
    };
    Some(answer.words())
}
