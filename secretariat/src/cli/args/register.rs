//! Options of `register`.

use std::path::PathBuf;

use clap::Args;

use super::{ContentArgs, FormatArgs};

/// Options of `register`.
#[derive(Debug, Args)]
#[expect(missing_docs, reason = "the help says it")]
pub struct RegisterArgs {
    #[arg(
        long,
        value_name = "FICHIER",
        help = "Où l'écrire ; sans cette option, sur la sortie standard"
    )]
    pub out: Option<PathBuf>,
    #[arg(long, requires = "out", help = "Remplace le fichier de --out s'il existe")]
    pub replace: bool,
    #[arg(long, help = "Dit où il serait écrit et ce qui y manque, et n'écrit rien")]
    pub dry_run: bool,
    #[command(flatten)]
    pub format: FormatArgs,
    #[command(flatten)]
    pub content: ContentArgs,
}
