//! Opens, on the secretariat's own machine, the applications that were sealed for it.
//!
//! ```text
//! store ─archive→ Record ─open→ Contents ─list, show, export→ text, CSV, JSON
//!                   identity file ─keyring┘      └─questions─ content/candidature.toml
//! ```
//!
//! * [`command`] is the command line; [`usage`] says in French what is wrong with one.
//! * [`keys`] makes an identity, and shows the public half of one; [`keyring`] reads it to open with.
//! * [`archive`] reads the sealed records, wherever they are kept.
//! * [`open`] opens one and compares what is inside with the record: a swapped one shows.
//! * [`list`], [`show`] and [`export`] are what the secretariat wants to see.
//! * [`desk`] is what every command works with; [`refusal`] is why one gives up, and
//!   [`cause`] what the operating system has to say about it.
//!
//! One record that cannot be opened never hides the others: it is reported, and the command ends with
//! [`Outcome::Incomplete`]. What users read is French; what programs read is as DESIGN.md says.
//!
//! The library asks for no time and no environment, and prompts nobody: [`desk::Desk`] brings them. It
//! never writes to the store, and an opened application only goes to the desk's output.

pub mod command;
pub mod usage;
pub mod desk;
pub mod refusal;
pub mod cause;
pub mod keys;
pub mod keyring;
pub mod archive;
pub mod dynamo;
pub mod open;
pub mod questions;
pub mod list;
pub mod show;
pub mod export;
pub mod printable;
pub mod paris;

pub use desk::Desk;
pub use refusal::Refusal;

use command::{Command, Keys};

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
