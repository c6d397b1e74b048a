//! Options of `journal`.

use clap::{Args, Subcommand};

use super::{FormatArgs, PlaceArgs, TEMPLATE, said};

/// What can be asked about the journal.
#[derive(Debug, Subcommand)]
#[expect(missing_docs, reason = "the help says it")]
pub enum Journal {
    #[command(about = "Liste tous les actes, dans leur ordre", help_template = TEMPLATE)]
    List(JournalArgs),
    #[command(
        about = "Vérifie que tous les actes sont là, signés par qui ils nomment, et s'ouvrent",
        help_template = TEMPLATE
    )]
    Verify(JournalArgs),
    #[command(
        about = "Accepte un journal qui n'est plus celui que cet ordinateur a vu, et dit pourquoi",
        help_template = TEMPLATE
    )]
    Accept(AcceptJournalArgs),
}

/// Options of `journal list` and `journal verify`.
#[derive(Debug, Args)]
#[expect(missing_docs, reason = "the help says it")]
pub struct JournalArgs {
    #[command(flatten)]
    pub format: FormatArgs,
    #[command(flatten)]
    pub place: PlaceArgs,
}

/// Options of `journal accept`.
#[derive(Debug, Args)]
#[expect(missing_docs, reason = "the help says it")]
pub struct AcceptJournalArgs {
    #[arg(
        long,
        value_name = "TEXTE",
        value_parser = said,
        help = "Pourquoi, par exemple « base reprise d'une sauvegarde »"
    )]
    pub reason: String,
    #[arg(long, help = "Dit ce qui serait fait, sans rien enregistrer")]
    pub dry_run: bool,
    #[command(flatten)]
    pub format: FormatArgs,
    #[command(flatten)]
    pub place: PlaceArgs,
}
