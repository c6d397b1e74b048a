//! Options of what is settled about an application before its hearing.

use application_form::reference::Reference;
use clap::Args;

use super::{acts::ActArgs, reference};

/// Options of `exclude`.
#[derive(Debug, Args)]
#[expect(missing_docs, reason = "the help says it")]
pub struct ExcludeArgs {
    #[arg(value_name = "RÉFÉRENCE", value_parser = reference, help = "La candidature")]
    pub reference: Reference,
    #[arg(
        value_name = "PAIR",
        required = true,
        help = "Les identifiants des pairs qui ne siègent pas ; none si aucun pair n'est concerné"
    )]
    pub peers: Vec<String>,
    #[command(flatten)]
    pub act: ActArgs,
}

/// Options of `recuse`.
#[derive(Debug, Args)]
#[expect(missing_docs, reason = "the help says it")]
pub struct RecuseArgs {
    #[arg(value_name = "RÉFÉRENCE", value_parser = reference, help = "La candidature")]
    pub reference: Reference,
    #[arg(value_name = "PAIR", help = "L'identifiant du pair qui se retire")]
    pub peer: String,
    #[command(flatten)]
    pub act: ActArgs,
}

/// Options of `needs`.
#[derive(Debug, Args)]
#[expect(missing_docs, reason = "the help says it")]
pub struct NeedsArgs {
    #[arg(value_name = "RÉFÉRENCE", value_parser = reference, help = "La candidature")]
    pub reference: Reference,
    #[arg(
        long = "set",
        value_name = "CODE,…",
        required_unless_present = "arranged",
        conflicts_with = "arranged",
        num_args = 0..=1,
        default_missing_value = "",
        value_delimiter = ',',
        help = "Des codes de content/secretariat.toml ; vide (--set \"\") : rien à prévoir"
    )]
    pub codes: Vec<String>,
    #[arg(
        long,
        help = "Tout ce qui est à prévoir est organisé, pour le jour où l'entreprise a sa place"
    )]
    pub arranged: bool,
    #[command(flatten)]
    pub act: ActArgs,
}

/// Options of `dates`.
#[derive(Debug, Args)]
#[expect(missing_docs, reason = "the help says it")]
pub struct DatesArgs {
    #[arg(value_name = "RÉFÉRENCE", value_parser = reference, help = "La candidature")]
    pub reference: Reference,
    #[arg(
        long,
        value_name = "AUDITION,…",
        value_delimiter = ',',
        help = "Les auditions où l'entreprise ne peut pas venir"
    )]
    pub cannot: Vec<String>,
    #[arg(long, value_name = "AUDITION,…", value_delimiter = ',', help = "Celles qu'elle préfère")]
    pub prefers: Vec<String>,
    #[command(flatten)]
    pub act: ActArgs,
}
