//! `convoke` and `answer`: who is asked to a hearing, and who comes.

use crate::{
    cases::error::{ActError, planning::PlanningError},
    cli::{
        args::convoke::{AnswerArgs, ConvokeArgs},
        words::ConvocationAnswer,
    },
    commands::{
        acts::{open, tell},
        roster::tell_roster,
    },
    context::{Completion, Context},
    error::Error,
    records::find::reference,
};

/// From now on, there is a letter for each who is expected at a hearing.
pub async fn convoke(args: &ConvokeArgs, context: &mut Context<'_>) -> Result<Completion, Error> {
    let mut office = open(&args.act, context).await?;
    let done = office.convoke(&args.hearing, args.act.run()).await?;
    let completion = tell_roster(&done, &args.act, context)?;
    if !args.act.dry_run {
        context.note("« secretariat outbox list » montre les courriers")?;
    }
    Ok(completion)
}

/// Whether somebody comes.
pub async fn answer(args: &AnswerArgs, context: &mut Context<'_>) -> Result<Completion, Error> {
    let AnswerArgs { about, answer, peer, act } = args;
    if let Some(peer) = peer {
        let mut office = open(act, context).await?;
        if *answer == ConvocationAnswer::Move {
            return Err(ActError::from(PlanningError::PeerMoves).into());
        }
        let done = office.answer_of_peer(about, peer, *answer, act.run()).await?;
        return tell_roster(&done, act, context);
    }
    let reference = reference(about)?;
    let mut office = open(act, context).await?;
    let done = office.answer(&reference, *answer, act.run()).await?;
    tell(&office, &done, act, context)
}
