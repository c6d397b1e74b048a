//! Opens, on the secretariat's own machine, the applications that were sealed for it.
//!
//! ```text
//! store ─records→ Record ─unseal→ SealedContents ─list, show, export→ text, CSV, JSON
//!              identity file ─identity┤              └─forms─ content/candidature.toml, content/forms/
//! content/signing.toml ─signing_keys─┘
//! journal of the store ─journal→ acts ─cases→ what the office knows of each application, and does with it
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
//! * [`journal`] reads what the office has done, verifies and opens it, and adds to it.
//! * [`cases`] folds that over the applications: where each stands, what may be done with it, and doing it.
//! * [`error`] is why a command gives up.
//! * [`commands`] does what the secretariat asks for.
//! * [`web`] shows the same in the person's own browser: `open`, the office.
//!
//! One record that cannot be opened never hides the others: it is reported, and the command ends with
//! [`context::Completion::Incomplete`]. What users read is French; what programs read is as DESIGN.md says.
//!
//! The library asks for no time and no environment, and prompts nobody: [`context::Context`] brings them. It
//! writes to a store to add acts, to erase, to seal again and to bring a backup back, and an opened application only goes
//! to the context's output, or to the file that somebody names. Beside an identity it notes the keys for signatures, which
//! are no secret, what it has seen of a journal, what was erased, and where the running office is.

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
