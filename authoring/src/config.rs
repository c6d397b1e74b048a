//! Configuration files as trees that remember where each value stands.

use node::{
    codes::TOML_UNCLOSED_LIST,
    toml_mistakes::{TOML_DATE, TOML_QUOTES, TOML_SYNTAX},
};

use crate::diagnostics::Code;

pub(crate) mod node;
pub mod yaml;
pub mod front_matter;

pub use node::{
    ForeignKey, FromValue, Key, Node, Table, TableCodes, Value, as_placeholder, find_control,
    find_control_in_json, is_control, note_controls, note_placeholders, read_toml, read_toml_part,
};

/// Whether a part of a file with such a mistake could not be read, and nobody knows which values stood there.
pub fn loses_values(code: Code) -> bool {
    [TOML_SYNTAX, TOML_DATE, TOML_QUOTES, TOML_UNCLOSED_LIST].contains(&code)
}
