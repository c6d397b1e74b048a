//! What the secretariat asks for, one module a command.

use crate::{
    cli::args::{Command, backup::Backup, keys::Keys},
    context::{Completion, Context},
    error::Error,
};

pub mod keys;
pub mod list;
pub mod show;
pub mod export;
pub mod backup;
pub mod restore;
pub mod reseal;

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
        Command::Show(args) => {
            show::show(args, context).await?;
            Ok(Completion::Done)
        }
        Command::Export(args) => export::export(args, context).await,
        Command::Backup(args) => match &args.command {
            Some(Backup::Verify(args)) => backup::verify(args, context),
            None => backup::make(&args.make, context).await,
        },
        Command::Restore(args) => {
            restore::restore(args, context).await?;
            Ok(Completion::Done)
        }
        Command::Reseal(args) => reseal::reseal(args, context).await,
    }
}
