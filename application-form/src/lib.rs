//! The application form as data, and everything that can be said about answers without doing anything.
//!
//! ```text
//! candidature.toml ─authoring→ Definition ─┐
//! wire pairs ─submission→ Submission ───────┴─evaluate→ Errors | Stop | Accepted(Application)
//!                                    Definition + any of these ─page→ HTML
//! ```
//!
//! * [`definition`] is the form: sections, fields, rules, warnings, wording.
//! * [`submission`] is what came over the wire, by name, not yet believed.
//! * [`kind`] reads one answer of each kind into a type that proves it well formed.
//! * [`evaluate`] puts them together: every error at once, or every reason to stop, or an
//!   [`Application`](evaluate::Application) with warnings.
//! * [`page`] renders the form and its outcomes, from the same templates for the static page and for
//!   the handler.
//! * [`reference`](mod@reference) is the name an application goes by.
//!
//! The crate `authoring` reads the definition as its author wrote it, with every mistake.
//!
//! The crate does no I/O: no clock, disk, network, environment or randomness. Today's date is passed in.

pub mod definition;
pub mod submission;
pub mod kind;
pub mod evaluate;
pub mod page;
pub mod reference;
pub mod numbers;
pub mod dates;
