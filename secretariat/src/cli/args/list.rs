//! Options of `list` and `show`.

use clap::Args;

use super::{FormArgs, FormatArgs, PlaceArgs, said, whole};
use crate::cli::words::State;

/// Options of `list`.
#[derive(Debug, Args)]
#[expect(missing_docs, reason = "the help says it")]
pub struct ListArgs {
    #[command(flatten)]
    pub filters: Filters,
    #[command(flatten)]
    pub format: FormatArgs,
    #[command(flatten)]
    pub place: PlaceArgs,
    #[command(flatten)]
    pub form: FormArgs,
}

/// Which applications are listed: those to which all of it applies.
#[derive(Clone, Debug, Default, Args)]
#[expect(missing_docs, reason = "the help says it")]
pub struct Filters {
    #[arg(
        long = "state",
        value_name = "ÉTAT,…",
        value_delimiter = ',',
        hide_possible_values = true,
        help = "Seulement dans ces états, par exemple received,clarify"
    )]
    pub states: Vec<State>,
    #[arg(long, value_name = "CODE", help = "Seulement de ce département, par exemple 34")]
    pub department: Option<String>,
    #[arg(long, value_name = "SECTEUR", help = "Seulement de ce secteur, par exemple industrie")]
    pub sector: Option<String>,
    #[arg(
        long,
        value_name = "TEXTE",
        value_parser = said,
        help = "Seulement ce qui porte ce nom, cette entreprise, ce SIREN, cette adresse ou cette référence ; sans tenir compte des accents"
    )]
    pub search: Option<String>,
    #[arg(long, help = "Seulement les entreprises qui ont envoyé plusieurs candidatures")]
    pub duplicates: bool,
    #[arg(
        long,
        value_name = "JOURS",
        value_parser = whole(0..=3650),
        help = "Seulement ce qui s'efface dans ce nombre de jours"
    )]
    pub expiring: Option<u32>,
}

impl Filters {
    /// Whether any of them was asked for.
    pub fn is_empty(&self) -> bool {
        let Self { states, department, sector, search, duplicates, expiring } = self;
        let named = [department, sector, search].into_iter().any(Option::is_some);
        states.is_empty() && !named && !duplicates && expiring.is_none()
    }
}

/// Options of `show`.
#[derive(Debug, Args)]
#[expect(missing_docs, reason = "the help says it")]
pub struct ShowArgs {
    #[arg(
        value_name = "RÉFÉRENCE",
        help = "Par exemple BDP-7K2M-94X4 ; majuscules et tirets sont facultatifs. Ou un SIREN, un nom, une adresse"
    )]
    pub reference: String,
    #[arg(long, help = "Montre aussi tout ce qui a été fait, par qui et quand")]
    pub history: bool,
    #[command(flatten)]
    pub format: FormatArgs,
    #[command(flatten)]
    pub place: PlaceArgs,
    #[command(flatten)]
    pub form: FormArgs,
}
