//! Configuration files as trees that remember where each value stands.

mod node;
pub mod yaml;

pub use node::{
    FromValue, Key, Node, Table, Value, as_placeholder, find_control, find_control_in_json,
    is_control, note_controls, note_placeholders, read_toml, read_toml_part,
};
