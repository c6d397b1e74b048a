//! Options of `register`.

use clap::Args;

use super::{ContentArgs, FormatArgs};

/// Options of `register`.
#[derive(Debug, Args)]
#[expect(missing_docs, reason = "the help says it")]
pub struct RegisterArgs {
    #[command(flatten)]
    pub format: FormatArgs,
    #[command(flatten)]
    pub content: ContentArgs,
}
