//! What the secretariat asks for, one module a command.

use std::pin::Pin;

use crate::{
    cases::office::rights::Right,
    cli::args::{Command, backup::Backup, keys::Keys, plan::PlanCommand},
    context::{Completion, Context},
    error::Error,
    journal::act::PlaceLock,
};

pub mod keys;
pub mod case_json;
pub mod target;
pub mod list;
pub mod show;
pub mod journal;
pub mod acts;
pub mod roster;
pub mod treat;
pub mod today;
pub mod outbox;
pub mod convoke;
pub mod rights;
pub mod erase;
pub mod export;
pub mod backup;
pub mod restore;
pub mod reseal;
pub mod kit;
pub mod plan;
pub mod register;
pub mod held;

/// Carries out a command.
pub async fn run(command: &Command, context: &mut Context<'_>) -> Result<Completion, Error> {
    match command {
        Command::Keys { command: Keys::New(args) } => {
            keys::new(args, context)?;
            Ok(Completion::Done)
        }
        Command::Keys { command: Keys::Signing(args) } => {
            keys::signing(args, context)?;
            Ok(Completion::Done)
        }
        Command::Keys { command: Keys::Show(args) } => {
            keys::show(args, context)?;
            Ok(Completion::Done)
        }
        Command::Keys { command: Keys::Who(args) } => apart(|| keys::who::who(args, context)).await,
        Command::Keys { command: Keys::Rehearse(args) } => {
            apart(|| keys::rehearse::rehearse(args, context)).await
        }
        Command::Keys { command: Keys::Passphrase(args) } => {
            keys::passphrase(args, context)?;
            Ok(Completion::Done)
        }
        Command::List(args) => apart(|| list::list(args, context)).await,
        Command::Show(args) => apart(|| show::show(args, context)).await,
        Command::Journal { command } => apart(|| journal::run(command, context)).await,
        Command::Convoke(args) => apart(|| convoke::convoke(args, context)).await,
        Command::Answer(args) => apart(|| convoke::answer(args, context)).await,
        Command::Outbox { command } => apart(|| outbox::run(command, context)).await,
        Command::Today(args) => apart(|| today::today(args, context)).await,
        Command::Decide(args) => apart(|| acts::decide(args, context)).await,
        Command::Quarantine(args) => apart(|| acts::quarantine(args, context)).await,
        Command::Note(args) => apart(|| acts::note(args, context)).await,
        Command::Undo(args) => apart(|| acts::undo(args, context)).await,
        Command::RecuseMe(args) => apart(|| acts::recuse_me(args, context)).await,
        Command::Replace(args) => apart(|| acts::replace(args, context)).await,
        Command::Followup(args) => apart(|| acts::follow_up(args, context)).await,
        Command::Withdraw(args) => apart(|| rights::exercise(Right::Withdraw, args, context)).await,
        Command::Restrict(args) => apart(|| rights::exercise(Right::Restrict, args, context)).await,
        Command::Lift(args) => apart(|| rights::exercise(Right::Lift, args, context)).await,
        Command::Object(args) => apart(|| rights::exercise(Right::Object, args, context)).await,
        Command::Amend(args) => apart(|| rights::amend(args, context)).await,
        Command::Access(args) => apart(|| rights::access(args, context)).await,
        Command::Erase(args) => apart(|| erase::erase(args, context)).await,
        Command::Peers { command } => apart(|| roster::peers(command, context)).await,
        Command::Hearings { command } => apart(|| roster::hearings(command, context)).await,
        Command::Exclude(args) => apart(|| treat::exclude(args, context)).await,
        Command::Recuse(args) => apart(|| treat::recuse(args, context)).await,
        Command::Needs(args) => apart(|| treat::needs(args, context)).await,
        Command::Dates(args) => apart(|| treat::dates(args, context)).await,
        Command::Export(args) => apart(|| export::export(args, context)).await,
        Command::Backup(args) => match &args.command {
            Some(Backup::Verify(args)) => backup::verify(args, context),
            None => apart(|| backup::make(&args.make, context)).await,
        },
        Command::Restore(args) => {
            apart(|| restore::restore(args, context)).await?;
            Ok(Completion::Done)
        }
        Command::Kit(args) => {
            kit::kit(args, context)?;
            Ok(Completion::Done)
        }
        Command::Held(command) => apart(|| held::run(command, context)).await,
        Command::Register(args) => register::run(args, context),
        Command::Reseal(args) => apart(|| reseal::reseal(args, context)).await,
        Command::Plan { command: PlanCommand::Solve(args) } => {
            plan::solve(args, context)?;
            Ok(Completion::Done)
        }
        Command::Plan { command: PlanCommand::Check(args) } => plan::check(args, context),
        Command::Plan { command: PlanCommand::Explain(args) } => plan::explain(args, context),
        Command::Plan { command: PlanCommand::Propose(args) } => {
            apart(|| plan::store::propose(args, context)).await
        }
        Command::Plan { command: PlanCommand::Accept(args) } => {
            apart(|| plan::store::accept(args, context)).await
        }
        Command::Plan { command: PlanCommand::Unlock(args) } => {
            apart(|| plan::store::lock(args, PlaceLock { locked: false }, context)).await
        }
        Command::Plan { command: PlanCommand::Lock(args) } => {
            apart(|| plan::store::lock(args, PlaceLock { locked: true }, context)).await
        }
        Command::Plan { command: PlanCommand::Panels(args) } => {
            apart(|| plan::store::panels(args, context)).await
        }
    }
}

/// What a command does until it waits is kept beside the others', not in one frame with all of them: without
/// optimisation that frame took half of a thread's stack.
#[inline(never)]
fn apart<'a, F: Future + 'a>(
    command: impl FnOnce() -> F,
) -> Pin<Box<dyn Future<Output = F::Output> + 'a>> {
    Box::pin(command())
}
