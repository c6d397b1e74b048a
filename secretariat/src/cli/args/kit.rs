//! Options of `kit`.

use std::path::PathBuf;

use clap::Args;

use super::{ContentArgs, FormatArgs, StoreArgs};

/// Options of `kit`.
#[derive(Debug, Args)]
#[expect(missing_docs, reason = "the help says it")]
pub struct KitArgs {
    #[arg(
        long,
        value_name = "DOSSIER",
        help = "Le dossier à préparer ; il ne doit pas exister, ou être vide"
    )]
    pub out: PathBuf,
    /// `None`: nobody knows where this one is.
    #[arg(
        long,
        value_name = "FICHIER",
        help = "Le programme à y mettre, par exemple celui de Windows [par défaut\u{a0}: celui-ci]"
    )]
    pub program: Option<PathBuf>,
    #[arg(long, help = "Dit ce qui serait dans le dossier, et n'écrit rien")]
    pub dry_run: bool,
    #[command(flatten)]
    pub format: FormatArgs,
    #[command(flatten)]
    pub store: StoreArgs,
    #[command(flatten)]
    pub content: ContentArgs,
}
