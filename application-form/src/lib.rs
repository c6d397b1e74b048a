//! The application form as data, and everything that can be said about answers without doing anything.
//!
//! ```text
//! candidature.toml ─authoring→ Definition ─┐
//! wire pairs ─submission→ Submission ───────┴─evaluate→ Errors | Stop | Accepted(Application)
//!                                    Definition + any of these ─page→ HTML
//! ```
//!
//! Each module imports only those above it in this list:
//!
//! * [`language`] knows how numbers and dates are written in each.
//! * [`message`] is why an answer is refused, and the sentence that says so.
//! * [`submission`] is what came over the wire, by name, not yet believed.
//! * [`kind`] reads one answer of each kind into a type that proves it well formed.
//! * [`definition`] is the form: sections, fields, rules, warnings, texts.
//! * [`evaluate`] puts them together: every error at once, or every reason to stop, or an
//!   [`Application`](evaluate::result::Application) with warnings.
//! * [`page`] renders the form and its outcomes, from the same templates for the static page and for
//!   the handler.
//! * [`schema`] says what the form is sent to programs: JSON Schema, `OpenAPI`.
//! * [`reference`](mod@reference) is the name an application goes by.
//!
//! The crate `authoring` reads the definition as its author wrote it, with every mistake.
//!
//! The crate does no I/O: no clock, disk, network, environment or randomness. Today's date is passed in.

pub mod language;
pub mod message;
pub mod submission;
pub mod kind;
pub mod definition;
pub mod evaluate;
pub mod page;
pub mod schema;
pub mod reference;
