//! What helps whoever writes `content/`: every mistake, with its place and what to do.
//!
//! ```text
//! a file ─config→ Node (a tree with positions) ─form, recipients, signing→ a definition, lists of keys
//!      └────────────── diagnostics: what is wrong, where, what to do ─report→ text, JSON, annotations
//! ```
//!
//! * [`diagnostics`] is the one shape of a mistake, and how it is printed.
//! * [`config`] reads TOML and YAML into a tree; a `Table` notes every missing, mistyped and unknown key.
//! * [`typography`] is what French printers do with spaces, quotes and apostrophes.
//! * [`form`] reads `candidature.toml`, [`recipients`] reads `recipients.toml`, [`signing`] `signing.toml`, [`office`]
//!   `secretariat.toml`, [`letters`] `lettres/*.md`.
//!
//! The crate does no I/O, and the Lambda does not hold it: the handler reads what was checked here.

pub mod diagnostics;
pub mod config;
pub mod typography;
pub mod form;
mod key_list;
pub mod recipients;
pub mod signing;
pub mod office;
pub mod letters;

use config::{front_matter, node, yaml};
use diagnostics::Code;

/// Every kind of mistake that is found here.
pub fn all_codes() -> impl Iterator<Item = Code> {
    let files = [
        node::codes::CODES,
        node::toml_mistakes::CODES,
        node::control::CODES,
        node::mojibake::CODES,
        yaml::CODES,
        yaml::messages::CODES,
        yaml::traps::CODES,
        front_matter::CODES,
        form::codes::CODES,
        form::branches::CODES,
        form::kind::CODES,
        form::rule::CODES,
        form::settings::CODES,
        recipients::codes::CODES,
        signing::codes::CODES,
        office::codes::CODES,
        letters::codes::CODES,
    ];
    files.into_iter().flatten().map(|code| **code)
}
