//! Reads the command line, talks to the terminal.

pub mod args;
pub mod environment;
pub mod explain;
pub mod external_links;
pub mod import;
pub mod lsp;
pub mod new;
pub mod place;
pub mod report;
pub mod schema;
