//! What the secretariat asks for, one module a command.

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
        Command::Keys { command: Keys::Who(args) } => keys::who::who(args, context).await,
        Command::Keys { command: Keys::Rehearse(args) } => {
            keys::rehearse::rehearse(args, context).await
        }
        Command::Keys { command: Keys::Passphrase(args) } => {
            keys::passphrase(args, context)?;
            Ok(Completion::Done)
        }
        Command::List(args) => list::list(args, context).await,
        Command::Show(args) => show::show(args, context).await,
        Command::Journal { command } => journal::run(command, context).await,
        Command::Convoke(args) => convoke::convoke(args, context).await,
        Command::Answer(args) => convoke::answer(args, context).await,
        Command::Outbox { command } => outbox::run(command, context).await,
        Command::Today(args) => today::today(args, context).await,
        Command::Decide(args) => acts::decide(args, context).await,
        Command::Quarantine(args) => acts::quarantine(args, context).await,
        Command::Note(args) => acts::note(args, context).await,
        Command::Undo(args) => acts::undo(args, context).await,
        Command::RecuseMe(args) => acts::recuse_me(args, context).await,
        Command::Replace(args) => acts::replace(args, context).await,
        Command::Followup(args) => acts::follow_up(args, context).await,
        Command::Withdraw(args) => rights::exercise(Right::Withdraw, args, context).await,
        Command::Restrict(args) => rights::exercise(Right::Restrict, args, context).await,
        Command::Lift(args) => rights::exercise(Right::Lift, args, context).await,
        Command::Object(args) => rights::exercise(Right::Object, args, context).await,
        Command::Amend(args) => rights::amend(args, context).await,
        Command::Access(args) => rights::access(args, context).await,
        Command::Erase(args) => erase::erase(args, context).await,
        Command::Peers { command } => roster::peers(command, context).await,
        Command::Hearings { command } => roster::hearings(command, context).await,
        Command::Exclude(args) => treat::exclude(args, context).await,
        Command::Recuse(args) => treat::recuse(args, context).await,
        Command::Needs(args) => treat::needs(args, context).await,
        Command::Dates(args) => treat::dates(args, context).await,
        Command::Export(args) => export::export(args, context).await,
        Command::Backup(args) => match &args.command {
            Some(Backup::Verify(args)) => backup::verify(args, context),
            None => backup::make(&args.make, context).await,
        },
        Command::Restore(args) => {
            restore::restore(args, context).await?;
            Ok(Completion::Done)
        }
        Command::Kit(args) => {
            kit::kit(args, context)?;
            Ok(Completion::Done)
        }
        Command::Register(args) => register::run(args, context),
        Command::Reseal(args) => reseal::reseal(args, context).await,
        Command::Plan { command: PlanCommand::Solve(args) } => {
            plan::solve(args, context)?;
            Ok(Completion::Done)
        }
        Command::Plan { command: PlanCommand::Check(args) } => plan::check(args, context),
        Command::Plan { command: PlanCommand::Explain(args) } => plan::explain(args, context),
        Command::Plan { command: PlanCommand::Propose(args) } => {
            plan::store::propose(args, context).await
        }
        Command::Plan { command: PlanCommand::Accept(args) } => {
            plan::store::accept(args, context).await
        }
        Command::Plan { command: PlanCommand::Unlock(args) } => {
            plan::store::lock(args, PlaceLock { locked: false }, context).await
        }
        Command::Plan { command: PlanCommand::Lock(args) } => {
            plan::store::lock(args, PlaceLock { locked: true }, context).await
        }
        Command::Plan { command: PlanCommand::Panels(args) } => {
            plan::store::panels(args, context).await
        }
    }
}
