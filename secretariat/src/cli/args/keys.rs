//! Options of `keys`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{IDENTITY, IdentityArgs, TEMPLATE};

/// What can be asked about keys.
#[derive(Debug, Subcommand)]
#[expect(missing_docs, reason = "the help says it")]
pub enum Keys {
    #[command(about = "Crée une clé et dit quoi en faire", help_template = TEMPLATE)]
    New(NewKeyArgs),
    #[command(
        about = "Crée la clé par laquelle le service signe les candidatures, et dit quoi en faire",
        help_template = TEMPLATE
    )]
    Signing(NewSigningKeyArgs),
    #[command(about = "Montre les clés publiques et leurs empreintes", help_template = TEMPLATE)]
    Show(ShowKeysArgs),
}

/// Options of `keys new`.
#[derive(Debug, Args)]
#[expect(missing_docs, reason = "the help says it")]
pub struct NewKeyArgs {
    #[arg(
        long,
        value_name = "FICHIER",
        default_value = IDENTITY,
        hide_default_value = true,
        help = "Où ranger la clé secrète ; jamais par-dessus un fichier qui existe [par défaut\u{a0}: .data/identity.txt]"
    )]
    pub out: PathBuf,
    #[arg(long, help = "Ne protège pas la clé secrète par une phrase de passe (pour des essais)")]
    pub no_passphrase: bool,
}

/// Options of `keys signing`.
#[derive(Debug, Args)]
#[expect(missing_docs, reason = "the help says it")]
pub struct NewSigningKeyArgs {
    #[arg(
        long,
        value_name = "FICHIER",
        help = "Où ranger la clé secrète ; jamais par-dessus un fichier qui existe"
    )]
    pub out: PathBuf,
}

/// Options of `keys show`.
#[derive(Debug, Args)]
#[expect(missing_docs, reason = "the help says it")]
pub struct ShowKeysArgs {
    #[command(flatten)]
    pub identity: IdentityArgs,
}
