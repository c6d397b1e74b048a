//! Options of `keys`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{FormatArgs, IDENTITY, IdentityArgs, PlaceArgs, TEMPLATE};

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
    #[command(
        about = "Dit qui peut ouvrir combien de candidatures ; ne demande aucune clé",
        help_template = TEMPLATE
    )]
    Who(KeysStoreArgs),
    #[command(
        about = "Essaie votre clé : ouvre une candidature et un acte de chaque sorte",
        help_template = TEMPLATE
    )]
    Rehearse(RehearseArgs),
    #[command(
        about = "Change la phrase de passe d'un fichier de clé, ou l'enlève",
        help_template = TEMPLATE
    )]
    Passphrase(PassphraseArgs),
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
    #[arg(long, help = "Dit où irait la clé, et n'en crée aucune")]
    pub dry_run: bool,
    #[command(flatten)]
    pub format: FormatArgs,
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
    #[arg(long, help = "Dit où irait la clé, et n'en crée aucune")]
    pub dry_run: bool,
    #[command(flatten)]
    pub format: FormatArgs,
}

/// Options of `keys show`.
#[derive(Debug, Args)]
#[expect(missing_docs, reason = "the help says it")]
pub struct ShowKeysArgs {
    #[command(flatten)]
    pub format: FormatArgs,
    #[command(flatten)]
    pub identity: IdentityArgs,
}

/// Options of `keys rehearse`.
#[derive(Debug, Args)]
#[expect(missing_docs, reason = "the help says it")]
pub struct RehearseArgs {
    #[arg(long, help = "Essaie la clé, et ne note pas l'essai")]
    pub dry_run: bool,
    #[command(flatten)]
    pub format: FormatArgs,
    #[command(flatten)]
    pub place: PlaceArgs,
}

/// Options of `keys who`.
#[derive(Debug, Args)]
#[expect(missing_docs, reason = "the help says it")]
pub struct KeysStoreArgs {
    #[command(flatten)]
    pub format: FormatArgs,
    #[command(flatten)]
    pub place: PlaceArgs,
}

/// Options of `keys passphrase`.
#[derive(Debug, Args)]
#[expect(missing_docs, reason = "the help says it")]
pub struct PassphraseArgs {
    #[arg(
        long,
        alias = "remove",
        help = "Enlève la phrase de passe : qui lit le fichier ouvre les candidatures"
    )]
    pub no_passphrase: bool,
    #[arg(
        long,
        help = "Vérifie que la phrase de passe actuelle ouvre le fichier, et n'y change rien"
    )]
    pub dry_run: bool,
    #[command(flatten)]
    pub format: FormatArgs,
    #[command(flatten)]
    pub identity: IdentityArgs,
}
