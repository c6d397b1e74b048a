//! Configuration files as trees that remember where each value stands.

pub(crate) mod node;
pub mod yaml;
pub mod front_matter;

pub use node::{
    ForeignKey, FromValue, Key, Node, PLACEHOLDER, Table, TableCodes, Value, as_placeholder,
    find_control, find_control_in_json, find_mojibake, is_control, is_unread, is_unseen,
    name_of_unread, note_controls, note_placeholders, note_placeholders_outside, read_toml,
    read_toml_part, toml_mistakes::loses_values,
};
