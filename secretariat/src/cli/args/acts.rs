//! Options of what the office does with an application.

use std::path::PathBuf;

use application_form::reference::Reference;
use clap::{Args, ValueEnum};

use super::{FormatArgs, PlaceArgs, reference, said};
use crate::cli::words::{Caller, DecisionOutcome, ErasureGround, NoteKind, Screening};
use crate::text::day::Day;

/// What all of them take.
#[derive(Debug, Args)]
#[expect(missing_docs, reason = "the help says it")]
pub struct ActArgs {
    #[arg(long, help = "Dit ce qui serait fait, sans rien enregistrer")]
    pub dry_run: bool,
    #[command(flatten)]
    pub format: FormatArgs,
    #[command(flatten)]
    pub place: PlaceArgs,
}

/// Options of `decide`.
#[derive(Debug, Args)]
#[expect(missing_docs, reason = "the help says it")]
pub struct DecideArgs {
    #[arg(value_name = "RÉFÉRENCE", value_parser = reference, required = true, help = "Une ou plusieurs candidatures")]
    pub references: Vec<Reference>,
    #[arg(
        long = "as",
        value_name = "DÉCISION",
        hide_possible_values = true,
        help = "retained, declined, waiting, clarify, ou undecided pour reprendre la précédente"
    )]
    pub outcome: DecisionOutcome,
    #[arg(
        long,
        value_name = "CODE",
        value_parser = said,
        help = "Un motif de content/secretariat.toml ; pour undecided, en toutes lettres"
    )]
    pub reason: Option<String>,
    #[arg(long, value_name = "TEXTE", help = "Ce que l'entreprise lira")]
    pub text: Option<String>,
    #[arg(long, value_name = "TEXTE", help = "Pour le bureau seulement")]
    pub remark: Option<String>,
    #[arg(
        long,
        value_name = "NOM",
        required = true,
        value_parser = said,
        help = "Qui a décidé ; peut être répété"
    )]
    pub by: Vec<String>,
    #[arg(
        long,
        value_name = "JOUR",
        help = "Quand, par exemple 2021-06-10 [par défaut\u{a0}: aujourd'hui]"
    )]
    pub on: Option<Day>,
    #[command(flatten)]
    pub act: ActArgs,
}

/// Options of `quarantine`.
#[derive(Debug, Args)]
#[expect(missing_docs, reason = "the help says it")]
pub struct QuarantineArgs {
    #[arg(value_name = "RÉFÉRENCE", value_parser = reference, help = "La candidature")]
    pub reference: Reference,
    #[arg(
        value_name = "release|discard",
        hide_possible_values = true,
        help = "release : une vraie personne l'a envoyée ; discard : un robot"
    )]
    pub to: Screening,
    #[arg(long, value_name = "TEXTE", value_parser = said, help = "Pourquoi")]
    pub reason: String,
    #[command(flatten)]
    pub act: ActArgs,
}

/// Options of `note`.
#[derive(Debug, Args)]
#[expect(missing_docs, reason = "the help says it")]
pub struct NoteArgs {
    #[arg(value_name = "RÉFÉRENCE", value_parser = reference, help = "La candidature")]
    pub reference: Reference,
    #[arg(value_name = "TEXTE", value_parser = said, help = "La personne peut demander à le lire")]
    pub text: String,
    #[arg(
        long,
        value_name = "GENRE",
        hide_possible_values = true,
        help = "call (un appel), document (reçu à part : demande --from, --on et --destroy) ou paper (candidature reçue sur papier : demande --on)"
    )]
    pub kind: Option<NoteKind>,
    #[arg(
        long,
        value_name = "JOUR",
        help = "Quand c'est arrivé ; une candidature sur papier prend rang ce jour-là"
    )]
    pub on: Option<Day>,
    #[arg(long, value_name = "NOM", help = "Qui l'a envoyé")]
    pub from: Option<String>,
    #[arg(long, value_name = "JOUR", help = "Quand ce sera détruit")]
    pub destroy: Option<Day>,
    #[command(flatten)]
    pub act: ActArgs,
}

/// Options of `undo`.
#[derive(Debug, Args)]
#[expect(missing_docs, reason = "the help says it")]
pub struct UndoArgs {
    #[arg(value_name = "RÉFÉRENCE", value_parser = reference, help = "La candidature dont le dernier acte est repris")]
    pub reference: Reference,
    #[arg(long, value_name = "TEXTE", value_parser = said, help = "Pourquoi")]
    pub reason: String,
    #[command(flatten)]
    pub act: ActArgs,
}

/// Options of `recuse-me`.
#[derive(Debug, Args)]
#[expect(missing_docs, reason = "the help says it")]
pub struct RecuseMeArgs {
    #[arg(value_name = "RÉFÉRENCE", value_parser = reference, help = "La candidature dont une autre personne s'occupera")]
    pub reference: Reference,
    #[command(flatten)]
    pub act: ActArgs,
}

/// Options of `replace`.
#[derive(Debug, Args)]
#[expect(missing_docs, reason = "the help says it")]
pub struct ReplaceArgs {
    #[arg(value_name = "ANCIENNE", value_parser = reference, help = "La candidature qui n'est plus examinée")]
    pub old: Reference,
    #[arg(long, value_name = "NOUVELLE", value_parser = reference, help = "Celle qui la remplace, et prend son rang")]
    pub by: Reference,
    #[command(flatten)]
    pub act: ActArgs,
}

/// How it was made sure who is asking.
#[derive(Debug, Args)]
#[expect(missing_docs, reason = "the help says it")]
pub struct VerifiedArgs {
    #[arg(
        long,
        value_name = "COMMENT",
        hide_possible_values = true,
        help = "callback (rappel au numéro de la candidature ou d'un annuaire public), email, in_person, letter ; no : pas encore, la demande est notée et rien d'autre"
    )]
    pub verified: Verified,
}

/// How it was made sure who is asking, or that it was not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Verified {
    Callback,
    Email,
    InPerson,
    Letter,
    No,
}

impl Verified {
    /// How; `None` if it was not.
    pub fn caller(self) -> Option<Caller> {
        match self {
            Self::Callback => Some(Caller::Callback),
            Self::Email => Some(Caller::Email),
            Self::InPerson => Some(Caller::InPerson),
            Self::Letter => Some(Caller::Letter),
            Self::No => None,
        }
    }
}

/// Options of `withdraw`, `restrict`, `lift` and `object`.
#[derive(Debug, Args)]
#[expect(missing_docs, reason = "the help says it")]
pub struct RightsArgs {
    #[arg(value_name = "RÉFÉRENCE", value_parser = reference, help = "La candidature")]
    pub reference: Reference,
    #[command(flatten)]
    pub verified: VerifiedArgs,
    #[command(flatten)]
    pub act: ActArgs,
}

/// Options of `amend`.
#[derive(Debug, Args)]
#[expect(missing_docs, reason = "the help says it")]
pub struct AmendArgs {
    #[arg(value_name = "RÉFÉRENCE", value_parser = reference, help = "La candidature")]
    pub reference: Reference,
    #[arg(
        long,
        value_name = "CHAMP=VALEUR",
        required = true,
        num_args = 1..,
        help = "La réponse corrigée, écrite comme dans le formulaire ; une ou plusieurs"
    )]
    pub set: Vec<String>,
    #[command(flatten)]
    pub verified: VerifiedArgs,
    #[command(flatten)]
    pub act: ActArgs,
}

/// Options of `access`.
#[derive(Debug, Args)]
#[expect(missing_docs, reason = "the help says it")]
pub struct AccessArgs {
    #[arg(value_name = "RÉFÉRENCE", value_parser = reference, help = "La candidature")]
    pub reference: Reference,
    #[command(flatten)]
    pub verified: VerifiedArgs,
    #[arg(
        long,
        value_name = "FICHIER",
        help = "Où écrire la copie : .json pour un programme, sinon une page à imprimer"
    )]
    pub out: PathBuf,
    #[arg(long, help = "Remplace le fichier de --out s'il existe")]
    pub replace: bool,
    #[command(flatten)]
    pub act: ActArgs,
}

/// Options of `erase`.
#[derive(Debug, Args)]
#[expect(missing_docs, reason = "the help says it")]
pub struct EraseArgs {
    #[arg(value_name = "RÉFÉRENCE", value_parser = reference, required = true, help = "Une ou plusieurs candidatures")]
    pub references: Vec<Reference>,
    #[arg(
        long,
        value_name = "MOTIF",
        hide_possible_values = true,
        help = "request (la personne le demande), mistake (envoyée par erreur) ou other"
    )]
    pub reason: ErasureGround,
    #[command(flatten)]
    pub verified: VerifiedArgs,
    #[arg(
        long,
        value_name = "FICHIER",
        help = "Où écrire l'attestation : .html à imprimer, ou .json ; peut être répété"
    )]
    pub out: Vec<PathBuf>,
    #[arg(long, requires = "out", help = "Remplace les fichiers de --out s'ils existent")]
    pub replace: bool,
    #[command(flatten)]
    pub act: ActArgs,
}

/// Options of `followup`.
#[derive(Debug, Args)]
#[group(id = "what", required = true, multiple = false, args = ["from", "skip"])]
#[expect(missing_docs, reason = "the help says it")]
pub struct FollowUpArgs {
    #[arg(value_name = "RÉFÉRENCE", value_parser = reference, help = "La candidature")]
    pub reference: Reference,
    #[arg(
        long,
        value_name = "FICHIER",
        help = "Ce que l'entreprise est devenue : un fichier de texte"
    )]
    pub from: Option<PathBuf>,
    #[arg(
        long,
        value_name = "MOTIF",
        value_parser = said,
        help = "Pourquoi plus personne ne le lui demandera"
    )]
    pub skip: Option<String>,
    #[command(flatten)]
    pub act: ActArgs,
}

/// Options of `today`.
#[derive(Debug, Args)]
#[expect(missing_docs, reason = "the help says it")]
pub struct TodayArgs {
    #[command(flatten)]
    pub format: FormatArgs,
    #[command(flatten)]
    pub place: PlaceArgs,
}
