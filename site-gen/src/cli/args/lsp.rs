//! Of `lsp`.

use std::path::PathBuf;

use clap::Args;

/// Of `lsp`.
#[derive(Debug, Args)]
pub struct LspArgs {
    /// The folder that holds all words, data and rules, from the folder that the editor has open.
    #[arg(long, default_value = "content", value_name = "FOLDER")]
    pub content: PathBuf,
    /// Over standard input and output, as some editors ask; there is no other way.
    #[arg(long)]
    pub stdio: bool,
}
