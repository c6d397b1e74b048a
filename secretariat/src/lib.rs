//! Opens, on the secretariat's own machine, the applications that were sealed for it.
//!
//! ```text
//! store ─records→ Record ─unseal→ SealedContents ─list, show, export→ text, CSV, JSON
//!              identity file ─identity┤              └─forms─ content/candidature.toml, content/forms/
//! content/signing.toml ─signing_keys─┘
//! ```
//!
//! Each module imports only those above it in this list:
//!
//! * [`text`] is how texts and times are shown: nothing typed by a stranger steers a terminal.
//! * [`cli`] is the command line, and says in French what is wrong with one.
//! * [`context`] is what every command works with.
//! * [`identity`] reads the secret halves of keys.
//! * [`records`] reads and backs up the sealed records, wherever they are kept, opens one, verifies its signature,
//!   by the keys of the content or those seen there last, and compares what is inside with the record: one that the
//!   service has not written shows.
//! * [`error`] is why a command gives up.
//! * [`commands`] does what the secretariat asks for.
//! * [`web`] shows the same in the person's own browser: `open`, the office.
//!
//! One record that cannot be opened never hides the others: it is reported, and the command ends with
//! [`context::Completion::Incomplete`]. What users read is French; what programs read is as DESIGN.md says.
//!
//! The library asks for no time and no environment, and prompts nobody: [`context::Context`] brings them. It
//! writes to a store only to bring a backup back, and an opened application only goes to the context's output.
//! Beside an identity it notes the keys for signatures, which are no secret, and where the running office is.

pub mod text;
pub mod cli;
pub mod context;
pub mod identity;
pub mod records;
pub mod journal;
pub mod cases;
pub mod error;
pub mod commands;
pub mod web;
