//! Options of `backup` and `restore`.

use std::path::PathBuf;

use application_form::reference::Reference;
use clap::{Args, Subcommand};

use super::{ContentArgs, IdentityArgs, StoreArgs, TEMPLATE};

/// Options of `backup`.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
#[expect(missing_docs, reason = "the help says it")]
pub struct BackupArgs {
    #[command(subcommand)]
    pub command: Option<Backup>,
    #[command(flatten)]
    pub make: MakeBackupArgs,
}

/// What else can be done with a backup.
#[derive(Debug, Subcommand)]
#[expect(missing_docs, reason = "the help says it")]
pub enum Backup {
    #[command(about = "Ouvre une sauvegarde et vérifie qu'elle est entière", help_template = TEMPLATE)]
    Verify(VerifyBackupArgs),
}

/// Where to, and for whom.
#[derive(Debug, Args)]
#[expect(missing_docs, reason = "the help says it")]
pub struct MakeBackupArgs {
    #[arg(
        long,
        value_name = "FICHIER",
        required = true,
        help = "Où ranger la sauvegarde ; jamais par-dessus un fichier qui existe"
    )]
    pub out: Option<PathBuf>,
    #[command(flatten)]
    pub store: StoreArgs,
    #[command(flatten)]
    pub identity: IdentityArgs,
    #[command(flatten)]
    pub content: ContentArgs,
}

/// Options of `backup verify`.
#[derive(Debug, Args)]
#[expect(missing_docs, reason = "the help says it")]
pub struct VerifyBackupArgs {
    #[arg(value_name = "FICHIER", help = "La sauvegarde")]
    pub file: PathBuf,
    #[command(flatten)]
    pub identity: IdentityArgs,
}

/// Options of `restore`.
#[derive(Debug, Args)]
#[expect(missing_docs, reason = "the help says it")]
pub struct RestoreArgs {
    #[arg(value_name = "FICHIER", help = "La sauvegarde")]
    pub file: PathBuf,
    #[arg(
        long,
        value_name = "RÉFÉRENCE",
        help = "Sauf cette candidature, par exemple effacée depuis ; peut être répété"
    )]
    pub except: Vec<Reference>,
    #[arg(
        long,
        help = "Remplace ce qui, dans la base, diffère de la sauvegarde sous la même référence"
    )]
    pub replace: bool,
    #[command(flatten)]
    pub store: StoreArgs,
    #[command(flatten)]
    pub identity: IdentityArgs,
}
