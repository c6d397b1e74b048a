//! Options of `outbox`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{FormatArgs, PlaceArgs, TEMPLATE, acts::ActArgs, said};

/// What can be done with letters.
#[derive(Debug, Subcommand)]
#[expect(missing_docs, reason = "the help says it")]
pub enum Outbox {
    #[command(about = "Liste les courriers : à prendre, pris, envoyés, revenus", help_template = TEMPLATE)]
    List(OutboxArgs),
    #[command(about = "Affiche un courrier, brouillon ou pris", help_template = TEMPLATE)]
    Show(ShowLetterArgs),
    #[command(about = "Prend un courrier pour l'envoyer : les autres le voient", help_template = TEMPLATE)]
    Take(LetterArgs),
    #[command(about = "Écrit un courrier autrement, tant que personne ne l'a pris", help_template = TEMPLATE)]
    Edit(EditLetterArgs),
    #[command(
        about = "Refait un courrier d'après son modèle ; ce qui était écrit à la main est gardé",
        help_template = TEMPLATE
    )]
    Regenerate(LetterArgs),
    #[command(
        about = "Écrit les courriers pris, en fichiers .eml et en pages à imprimer",
        help_template = TEMPLATE
    )]
    Export(ExportLettersArgs),
    #[command(about = "Rend un courrier qui est pris et n'est pas parti", help_template = TEMPLATE)]
    Release(LetterArgs),
    #[command(about = "Note qu'un courrier est envoyé", help_template = TEMPLATE)]
    Sent(LetterArgs),
    #[command(about = "Note qu'un courrier est revenu : il faut joindre la personne autrement", help_template = TEMPLATE)]
    Returned(ReturnedArgs),
    #[command(about = "Note que les copies d'un courrier sont détruites", help_template = TEMPLATE)]
    Destroyed(LetterArgs),
}

/// Options of `outbox list`.
#[derive(Debug, Args)]
#[expect(missing_docs, reason = "the help says it")]
pub struct OutboxArgs {
    #[command(flatten)]
    pub format: FormatArgs,
    #[command(flatten)]
    pub place: PlaceArgs,
}

/// Options of `outbox show`.
#[derive(Debug, Args)]
#[expect(missing_docs, reason = "the help says it")]
pub struct ShowLetterArgs {
    #[arg(value_name = "COURRIER", help = "Comme « outbox list » le nomme")]
    pub id: String,
    #[command(flatten)]
    pub format: FormatArgs,
    #[command(flatten)]
    pub place: PlaceArgs,
}

/// Options of what is done with one letter.
#[derive(Debug, Args)]
#[expect(missing_docs, reason = "the help says it")]
pub struct LetterArgs {
    #[arg(value_name = "COURRIER", help = "Comme « outbox list » le nomme")]
    pub id: String,
    #[command(flatten)]
    pub act: ActArgs,
}

/// Options of `outbox edit`.
#[derive(Debug, Args)]
#[expect(missing_docs, reason = "the help says it")]
pub struct EditLetterArgs {
    #[arg(value_name = "COURRIER", help = "Comme « outbox list » le nomme")]
    pub id: String,
    #[arg(long, value_name = "FICHIER", help = "Le texte du courrier, un fichier de texte")]
    pub from: PathBuf,
    #[arg(long, value_name = "TEXTE", help = "L'objet, s'il change")]
    pub subject: Option<String>,
    #[command(flatten)]
    pub act: ActArgs,
}

/// Options of `outbox export`.
#[derive(Debug, Args)]
#[expect(missing_docs, reason = "the help says it")]
pub struct ExportLettersArgs {
    #[arg(
        long,
        value_name = "DOSSIER",
        help = "Où écrire les fichiers ; chacun est une copie à détruire ensuite"
    )]
    pub out: PathBuf,
    #[arg(
        long,
        help = "Les avis aussi en messages .eml : seulement si l'entreprise l'a demandé, un message ordinaire n'est pas confidentiel"
    )]
    pub email: bool,
    #[arg(long, help = "Remplace les fichiers qui existent")]
    pub replace: bool,
    #[command(flatten)]
    pub act: ActArgs,
}

/// Options of `outbox returned`.
#[derive(Debug, Args)]
#[expect(missing_docs, reason = "the help says it")]
pub struct ReturnedArgs {
    #[arg(value_name = "COURRIER", help = "Comme « outbox list » le nomme")]
    pub id: String,
    #[arg(
        long,
        value_name = "TEXTE",
        value_parser = said,
        help = "Pourquoi, par exemple « adresse inconnue »"
    )]
    pub reason: String,
    #[command(flatten)]
    pub act: ActArgs,
}
