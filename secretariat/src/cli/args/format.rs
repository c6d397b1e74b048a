//! How a result is written.

use clap::{Args, ValueEnum};

/// How a result is written.
#[derive(Debug, Args)]
#[expect(missing_docs, reason = "the help says it")]
pub struct FormatArgs {
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "text",
        hide_default_value = true,
        hide_possible_values = true,
        help = "text (pour une personne) ou json (pour un programme) [par défaut\u{a0}: text]"
    )]
    pub format: OutputFormat,
}

/// For whom a result is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[expect(missing_docs, reason = "the names say it")]
pub enum OutputFormat {
    Text,
    Json,
}
