//! Options of `backup` and `restore`.

use std::{convert::Infallible, path::PathBuf, str::FromStr};

use application_form::reference::Reference;
use clap::{Args, Subcommand};

use super::{
    ContentArgs, FormatArgs, IdentityArgs, PlaceArgs, StoreArgs, TEMPLATE, reference,
    reseal::AcceptArgs,
};

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
    #[arg(long, value_name = "FICHIER", required = true, help = "Où ranger la sauvegarde")]
    pub out: Option<PathBuf>,
    #[arg(
        long,
        help = "Remplace le fichier de --out s'il existe, et si rien ne manque au nouveau"
    )]
    pub replace: bool,
    #[command(flatten)]
    pub accept: AcceptArgs,
    #[arg(long, help = "Compte ce qui serait dans la sauvegarde, et n'écrit rien")]
    pub dry_run: bool,
    #[command(flatten)]
    pub format: FormatArgs,
    #[command(flatten)]
    pub place: PlaceArgs,
}

/// Options of `backup verify`.
#[derive(Debug, Args)]
#[expect(missing_docs, reason = "the help says it")]
pub struct VerifyBackupArgs {
    #[arg(value_name = "FICHIER", help = "La sauvegarde")]
    pub file: PathBuf,
    #[command(flatten)]
    pub format: FormatArgs,
    #[command(flatten)]
    pub identity: IdentityArgs,
    #[command(flatten)]
    pub content: ContentArgs,
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
        value_parser = reference,
        help = "Sauf cette candidature, par exemple effacée depuis ; peut être répété"
    )]
    pub except: Vec<Reference>,
    #[arg(
        long,
        help = "Ajoute ce qui manque à une base qui n'est pas vide, ou continue une restauration interrompue"
    )]
    pub merge: bool,
    #[arg(
        long,
        help = "Comme --merge, et remplace ce qui, dans la base, diffère de la sauvegarde sous la même référence"
    )]
    pub replace: bool,
    #[arg(
        long,
        value_name = "FICHIER|none",
        help = "Une liste de candidatures effacées, qui ne reviennent pas ; peut être répété. Celles de la sauvegarde et du fichier erased.txt à côté de votre clé comptent aussi ; none, si rien n'a jamais été effacé"
    )]
    pub erased: Vec<ErasedArg>,
    #[arg(long, help = "Dit ce qui reviendrait, et n'écrit rien")]
    pub dry_run: bool,
    #[command(flatten)]
    pub format: FormatArgs,
    #[command(flatten)]
    pub store: StoreArgs,
    #[command(flatten)]
    pub identity: IdentityArgs,
}

/// A list of what was erased.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ErasedArg {
    /// There is none: nothing was ever erased.
    None,
    /// It stands in that file.
    File(PathBuf),
}

impl FromStr for ErasedArg {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(if text == "none" { Self::None } else { Self::File(text.into()) })
    }
}
