//! The office's journal: reads it whole, verifies it, opens what each act says, and adds to it.
//!
//! ```text
//! rows ─chain (form_handler)→ events that count ─bodies, opened→ act::Contents ─fold (cases)→ the state of each application
//! content/recipients.toml ─people→ whose signatures count, to whom bodies are sealed, who is called what
//! ```
//!
//! A journal with a hole is read and believed by nobody: [`OfficeJournal::read_only`] says why, and nothing is added to it.

pub mod act;
pub mod people;
pub mod store;
pub mod read_only;
pub mod error;
pub mod entry;
pub mod reading;
pub mod append;
pub mod memory;

pub use entry::JournalEntry;
pub use reading::OfficeJournal;
