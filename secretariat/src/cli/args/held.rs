//! Options of what is done for a hearing and at it.

use std::path::PathBuf;

use application_form::reference::Reference;
use clap::{Args, Subcommand, ValueEnum};

use super::{TEMPLATE, acts::ActArgs, reference, whole};

/// What can be done for a hearing and at it.
#[derive(Debug, Subcommand)]
#[expect(missing_docs, reason = "the help says it")]
pub enum HeldCommand {
    #[command(about = "Fait le dossier d'un pair pour une audition, ou dit ce qu'est devenu un exemplaire", help_template = TEMPLATE)]
    Pack(PackArgs),
    #[command(about = "Dit si une entreprise est venue à son audition", help_template = TEMPLATE)]
    Attend(AttendArgs),
    #[command(about = "Note l'avis des pairs sur une entreprise entendue", help_template = TEMPLATE)]
    Opinion(OpinionArgs),
}

/// Options of `pack`.
#[derive(Debug, Args)]
#[expect(missing_docs, reason = "the help says it")]
pub struct PackArgs {
    #[arg(value_name = "AUDITION", help = "L'audition, par exemple a1")]
    pub hearing: String,
    #[arg(
        long,
        value_name = "PAIR",
        requires = "out",
        required_unless_present = "copy",
        conflicts_with = "copy",
        help = "Fait un dossier pour ce pair, par exemple p1"
    )]
    pub peer: Option<String>,
    #[arg(long, value_name = "FICHIER", help = "Le dossier, à imprimer (.html)")]
    pub out: Option<PathBuf>,
    #[arg(long, help = "Prend la place d'un fichier de ce nom")]
    pub replace: bool,
    #[arg(
        long,
        value_name = "NUMÉRO",
        value_parser = whole(1..=9999),
        requires = "step",
        help = "Note ce qu'est devenu cet exemplaire"
    )]
    pub copy: Option<u32>,
    #[arg(
        long,
        value_name = "handed|returned|destroyed",
        requires = "copy",
        hide_possible_values = true,
        help = "handed : remis ; returned : rendu ; destroyed : détruit"
    )]
    pub step: Option<CopyStep>,
    #[command(flatten)]
    pub act: ActArgs,
}

/// What became of a copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[expect(missing_docs, reason = "the names say it")]
pub enum CopyStep {
    Handed,
    Returned,
    Destroyed,
}

/// Options of `attend`.
#[derive(Debug, Args)]
#[expect(missing_docs, reason = "the help says it")]
pub struct AttendArgs {
    #[arg(value_name = "RÉFÉRENCE", value_parser = reference, help = "La candidature")]
    pub reference: Reference,
    #[arg(
        value_name = "present|absent",
        hide_possible_values = true,
        help = "present : l'entreprise a été entendue ; absent : elle n'est pas venue"
    )]
    pub presence: Presence,
    #[command(flatten)]
    pub act: ActArgs,
}

/// Whether a firm came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Presence {
    Present,
    Absent,
}

/// Options of `opinion`.
#[derive(Debug, Args)]
#[expect(missing_docs, reason = "the help says it")]
pub struct OpinionArgs {
    #[arg(value_name = "RÉFÉRENCE", value_parser = reference, help = "La candidature")]
    pub reference: Reference,
    #[arg(
        long,
        value_name = "FICHIER",
        help = "En JSON : present et recused (identifiants de pairs), asked, opinion (confirme, adapte, renonce, partage, autre), text, networks, next, oral_on, approved_by"
    )]
    pub from: PathBuf,
    #[command(flatten)]
    pub act: ActArgs,
}
