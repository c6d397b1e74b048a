//! What every command works with: where it writes, what time it is, whom it asks.

use std::io::{self, Write};

use age::secrecy::SecretString;
use jiff::Timestamp;

/// What every command works with.
pub struct Desk<'a> {
    /// Results.
    pub out: &'a mut dyn Write,
    /// Diagnostics.
    pub notes: &'a mut dyn Write,
    /// Whether `notes` can show something that moves.
    pub progress: Progress,
    /// The clock was read once.
    pub now: Timestamp,
    /// Who knows the passphrases.
    pub passphrases: &'a mut dyn Passphrases,
    /// How costly guessing a passphrase is made: 2^n. `None`: about a second on this machine.
    pub work_factor: Option<u8>,
}

/// Whether progress is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
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
    #[error("le terminal n'a pas répondu : {0}")]
    Terminal(#[source] io::Error),
}

impl Desk<'_> {
    /// A remark that is no result.
    pub fn note(&mut self, text: impl AsRef<str>) -> io::Result<()> {
        writeln!(self.notes, "{}", text.as_ref())
    }
}
