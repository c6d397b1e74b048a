//! Options of `export`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{ContentArgs, FormArgs, IdentityArgs, StoreArgs};

pub(super) const EXPORT_HELP: &str = "\
Exemple : secretariat export --format csv --out candidatures.csv

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
        help = "csv (pour un tableur) ou json (pour un programme)"
    )]
    pub format: ExportFormat,
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
    #[command(flatten)]
    pub store: StoreArgs,
    #[command(flatten)]
    pub identity: IdentityArgs,
    #[command(flatten)]
    pub content: ContentArgs,
    #[command(flatten)]
    pub form: FormArgs,
}

/// What `export` writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[expect(missing_docs, reason = "the names say it")]
pub enum ExportFormat {
    Csv,
    Json,
}

fn separator(text: &str) -> Result<u8, &'static str> {
    match text {
        ";" => Ok(b';'),
        "," => Ok(b','),
        "tab" | "\t" => Ok(b'\t'),
        _ => Err("attendu « ; », « , » ou « tab »"),
    }
}
