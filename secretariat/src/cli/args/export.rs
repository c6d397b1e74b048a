//! Options of `export`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{FormArgs, PlaceArgs};

pub(super) const EXPORT_HELP: &str = "\
Exemple : secretariat export --format xlsx --out candidatures.xlsx

Une colonne par question, ou par choix quand plusieurs sont possibles ; les mêmes quoi qu'on ait répondu. \
L'appartenance à un réseau n'y est jamais : elle est sans effet sur l'examen.

Avec --out, le fichier est écrit en entier ou pas du tout, et vous seul pouvez le lire. Il ne prend la place \
d'un autre qu'avec --replace, et seulement si toutes les candidatures ont pu être ouvertes.

Le CSV s'ouvre d'un double clic dans Excel ou LibreOffice en français : UTF-8 avec BOM, point-virgule, \
fins de ligne Windows. Ce qui commencerait comme une formule (= + - @), même après un saut de ligne, une \
virgule ou un point-virgule, et un zéro que le tableur effacerait (téléphone, SIREN), est précédé d'une \
apostrophe. Le fichier contient des données \
personnelles en clair : gardez-le à l'abri, puis effacez-le.";

/// Options of `export`.
#[derive(Debug, Args)]
#[expect(missing_docs, reason = "the help says it")]
pub struct ExportArgs {
    #[arg(
        long,
        value_name = "FORMAT",
        hide_possible_values = true,
        help = "xlsx ou csv (pour un tableur), json (pour un programme)"
    )]
    pub format: ExportFormat,
    #[arg(
        long,
        value_name = "COLONNES",
        default_value = "judge",
        hide_default_value = true,
        hide_possible_values = true,
        help = "judge (ce que les pairs peuvent lire), office (avec les coordonnées et les besoins) ou all (tout, avec les remarques, les décisions et les notes du bureau) [par défaut\u{a0}: judge]"
    )]
    pub columns: ColumnSet,
    #[arg(
        long,
        value_name = "SIGNE",
        default_value = ";",
        hide_default_value = true,
        value_parser = separator,
        help = "Entre les cellules du CSV : « ; », « , » ou « tab » [par défaut\u{a0}: ;]"
    )]
    pub separator: u8,
    #[arg(
        long,
        value_name = "FICHIER",
        help = "Où écrire ; sans cette option, sur la sortie standard"
    )]
    pub out: Option<PathBuf>,
    #[arg(long, requires = "out", help = "Remplace le fichier de --out s'il existe")]
    pub replace: bool,
    #[arg(long, help = "Compte ce qui serait dans le fichier, et n'écrit rien")]
    pub dry_run: bool,
    #[command(flatten)]
    pub place: PlaceArgs,
    #[command(flatten)]
    pub form: FormArgs,
}

/// What `export` writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[expect(missing_docs, reason = "the names say it")]
pub enum ExportFormat {
    Csv,
    Xlsx,
    Json,
}

/// Which answers `export` writes. None has the networks: they have no effect on what is decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ColumnSet {
    /// Without who must not sit, contact, needs and remarks.
    Judge,
    /// The same with contact and needs.
    Office,
    /// Every answer.
    All,
}

fn separator(text: &str) -> Result<u8, &'static str> {
    match text {
        ";" => Ok(b';'),
        "," => Ok(b','),
        "tab" | "\t" => Ok(b'\t'),
        _ => Err("attendu « ; », « , » ou « tab »"),
    }
}
