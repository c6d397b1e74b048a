//! What is wrong with a command line, in French. clap only speaks English.

use std::path::PathBuf;

use clap::error::{ContextKind, ContextValue, Error, ErrorKind};

/// What is wrong with an option, beyond what clap knows.
#[derive(Debug, thiserror::Error)]
pub enum UsageError {
    /// A file's name does not say as what it is to be written.
    #[error("{} : le nom du fichier doit finir par .html ou .json", .0.display())]
    Ending(PathBuf),
}

/// The message and what to do, as lines for a terminal.
pub fn explain(error: &Error) -> String {
    let named = |kind| error.get(kind).map(text).unwrap_or_default();
    let argument = named(ContextKind::InvalidArg);
    let value = named(ContextKind::InvalidValue);
    let subject = match error.kind() {
        ErrorKind::UnknownArgument => format!("option ou argument inconnu : {argument}"),
        ErrorKind::InvalidSubcommand => {
            format!("commande inconnue : {}", named(ContextKind::InvalidSubcommand))
        }
        ErrorKind::MissingRequiredArgument => format!("il manque : {argument}"),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            "il manque une commande".to_owned()
        }
        ErrorKind::InvalidValue if value.is_empty() => format!("il manque une valeur à {argument}"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let cause = std::error::Error::source(error).map(|cause| format!(" : {cause}"));
            format!("{value} ne convient pas à {argument}{}", cause.unwrap_or_default())
        }
        ErrorKind::ArgumentConflict => {
            format!("{argument} est donné deux fois, ou contredit un autre")
        }
        other => other.to_string(),
    };
    let suggestion =
        [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue]
            .into_iter()
            .find_map(|kind| error.get(kind))
            .map(nearest);
    let known = [ContextKind::ValidValue, ContextKind::ValidSubcommand]
        .into_iter()
        .find_map(|kind| error.get(kind))
        .map(text)
        .filter(|known| !known.is_empty());
    let help = match (suggestion, known) {
        (Some(suggestion), _) => format!("vouliez-vous dire {suggestion} ?"),
        (None, Some(known)) => format!("au choix : {known}"),
        (None, None) => "secretariat --help montre comment s'en servir".to_owned(),
    };
    format!("erreur : {subject}\naide : {help}\n")
}

/// Of several, clap names the nearest last.
fn nearest(value: &ContextValue) -> String {
    match value {
        ContextValue::Strings(texts) => texts.last().cloned().unwrap_or_default(),
        other => text(other),
    }
}

fn text(value: &ContextValue) -> String {
    match value {
        ContextValue::Strings(texts) => texts.join(", "),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::cli::args::Secretariat;

    #[track_caller]
    fn check(line: &str, expected: &str) {
        let words = std::iter::once("secretariat").chain(line.split_whitespace());
        let error = Secretariat::try_parse_from(words).unwrap_err();
        let explained = explain(&error);
        assert_eq!(explained.trim_end().replace("\naide :", " |"), format!("erreur : {expected}"));
    }

    #[test]
    fn every_mistake_is_explained() {
        let see_help = "| secretariat --help montre comment s'en servir";
        check("lsit", "commande inconnue : lsit | vouliez-vous dire list ?");
        check(
            "list --stroe x",
            "option ou argument inconnu : --stroe | vouliez-vous dire --store ?",
        );
        check("list --truc", &format!("option ou argument inconnu : --truc {see_help}"));
        check(
            "list --identity",
            &format!("il manque une valeur à --identity <FICHIER> {see_help}"),
        );
        check("show", &format!("il manque : <RÉFÉRENCE> {see_help}"));
        check("export", &format!("il manque : --format <FORMAT> {see_help}"));
        check("export --format csv --replace", &format!("il manque : --out <FICHIER> {see_help}"));
        check(
            "export --format pdf",
            "pdf ne convient pas à --format <FORMAT> | au choix : csv, xlsx, json",
        );
        check(
            "list --store mysql:x",
            &format!(
                "mysql:x ne convient pas à --store <LIEU> : attendu sqlite:FICHIER, dynamodb:TABLE, https://SITE/bureau/store ou l'accès reçu, FICHIER.age {see_help}"
            ),
        );
    }
}
