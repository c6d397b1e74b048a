//! What every command works with: where it writes, what time it is, whom it asks.

use std::io::{self, Write};

use age::secrecy::SecretString;
use jiff::Timestamp;

use crate::text::{io_error::cause, without_secrets::without_secrets};

/// What every command works with.
pub struct Context<'a> {
    /// Results.
    pub out: &'a mut dyn Write,
    /// Diagnostics.
    pub notes: &'a mut dyn Write,
    /// Whether `notes` can show something that moves.
    pub progress: ProgressDisplay,
    /// The clock was read once.
    pub now: Timestamp,
    /// Who knows the passphrases.
    pub passphrases: &'a mut dyn Passphrases,
    /// How costly guessing a passphrase is made: 2^n. `None`: about a second on this machine.
    pub work_factor: Option<u8>,
}

/// How a command ended that did not give up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Completion {
    /// Everything asked for was done.
    Done,
    /// Some applications could not be opened, or what was checked is not right; it was reported.
    Incomplete,
}

/// Whether progress is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProgressDisplay {
    /// On a terminal.
    Shown,
    /// In a file, it would be noise.
    Hidden,
}

/// Somebody who knows passphrases.
pub trait Passphrases {
    /// Asks, without showing the answer.
    fn ask(&mut self, question: &str) -> Result<SecretString, NotAsked>;
}

/// The passphrase could not be asked for.
#[derive(Debug, thiserror::Error)]
pub enum NotAsked {
    /// Nobody is there to answer.
    #[error("il n'y a pas de terminal où demander la phrase de passe")]
    NoTerminal,
    /// The terminal failed.
    #[error("le terminal n'a pas répondu : {}", cause(.0))]
    Terminal(#[source] io::Error),
}

impl Context<'_> {
    /// Writes a remark, which is not a result, and never a secret key.
    pub fn note(&mut self, text: impl AsRef<str>) -> io::Result<()> {
        writeln!(self.notes, "{}", without_secrets(text.as_ref()))
    }

    /// Shows how far a command is, over what was shown before. A terminal that does not take it stops
    /// nothing.
    pub fn show_progress(&mut self, text: &str) {
        let _ = write!(self.notes, "\r{text}").and_then(|()| self.notes.flush());
    }

    /// Removes what [`Self::show_progress`] has shown, where anything that moves is shown.
    pub fn clear_progress_if_shown(&mut self) {
        if self.progress == ProgressDisplay::Shown {
            self.clear_progress();
        }
    }

    /// Removes what [`Self::show_progress`] has shown.
    pub fn clear_progress(&mut self) {
        let _ = write!(self.notes, "\r\x1b[K");
    }
}
