//! What the secretariat asks for, one module a command.

use crate::{
    cli::args::{Command, Keys},
    context::Desk,
    error::Refusal,
};

pub mod questions;
pub mod keys;
pub mod list;
pub mod show;
pub mod export;

/// How a command ended that was not refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Everything asked for was done.
    Done,
    /// Some applications could not be opened; they were reported.
    Incomplete,
}

/// Carries out a command.
pub async fn run(command: &Command, desk: &mut Desk<'_>) -> Result<Outcome, Refusal> {
    match command {
        Command::Keys { command: Keys::New(options) } => {
            keys::new(options, desk)?;
            Ok(Outcome::Done)
        }
        Command::Keys { command: Keys::Show(options) } => {
            keys::show(options, desk)?;
            Ok(Outcome::Done)
        }
        Command::List(options) => list::list(options, desk).await,
        Command::Show(options) => {
            show::show(options, desk).await?;
            Ok(Outcome::Done)
        }
        Command::Export(options) => export::export(options, desk).await,
    }
}
