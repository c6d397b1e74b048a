//! What is wrong with a command line, in French. clap only speaks English.

use std::path::PathBuf;

use clap::error::{ContextKind, ContextValue, Error, ErrorKind};

/// What is wrong with an option, beyond what clap knows.
#[derive(Debug, thiserror::Error)]
pub enum UsageError {
    /// A file's name does not say as what it is to be written.
    #[error("{} : le nom du fichier doit finir par .html ou .json", .0.display())]
    Ending(PathBuf),
    /// A list is filtered by what no form offers, and no application gives.
    #[error("« {typed} » n'est pas {what} du formulaire, ni d'aucune candidature")]
    NotKnown {
        /// What was typed.
        typed: String,
        /// What it should be.
        what: &'static str,
        /// What it could be.
        help: String,
    },
}

impl UsageError {
    /// What to do.
    pub fn help(&self) -> Option<String> {
        match self {
            Self::Ending(_) => None,
            Self::NotKnown { help, .. } => Some(help.clone()),
        }
    }
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
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("{argument} n'a pas le bon nombre de valeurs")
        }
        ErrorKind::NoEquals => format!("il manque un signe = après {argument}"),
        ErrorKind::InvalidUtf8 => "un des mots n'est pas du texte en UTF-8".to_owned(),
        // The rest is no mistake of anybody's: help, version, a terminal that is gone.
        _ => "la commande n'a pas pu être lue".to_owned(),
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
    use clap::{Command, CommandFactory, Parser};

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
        check(
            "list --expiring deux",
            &format!(
                "deux ne convient pas à --expiring <JOURS> : attendu un nombre entier, de 0 à 3650 {see_help}"
            ),
        );
        check(
            "list --state zzz",
            "zzz ne convient pas à --state <ÉTAT,…> | au choix : received, quarantined, discarded, clarify, waiting, declined, retained, scheduled, heard, absent, advised, followed, withdrawn, replaced, erased, expired",
        );
        check(
            "list --state recieved",
            "recieved ne convient pas à --state <ÉTAT,…> | vouliez-vous dire received ?",
        );
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

    /// Every command with the words that lead to it.
    fn commands(command: &Command, before: &[String]) -> Vec<(Vec<String>, Command)> {
        let below = command.get_subcommands().flat_map(|each| {
            let words = [before, &[each.get_name().to_owned()]].concat();
            commands(each, &words)
        });
        std::iter::once((before.to_vec(), command.clone())).chain(below).collect()
    }

    #[test]
    fn no_library_speaks_to_whoever_mistypes_a_value() {
        const ENGLISH: [&str; 12] = [
            "invalid", "digit", "found", "expected", "number", " is ", " not ", " the ", "empty",
            "large", "parse", "looks",
        ];
        let mut explained = 0;
        for (words, command) in commands(&Secretariat::command(), &[]) {
            for arg in command.get_arguments().filter(|arg| arg.get_action().takes_values()) {
                for typed in ["", "zzz", "-1", "1.5", "99999999999999999999", "2021-02-30", "a=b"] {
                    let option = arg.get_long().map(|long| format!("--{long}={typed}"));
                    let last = option.unwrap_or_else(|| typed.to_owned());
                    // The command alone: to describe all of them takes longer than to read a line.
                    let line = [command.get_name().to_owned(), last.clone()];
                    let read = command.clone().try_get_matches_from(line);
                    let Some(error) = read.err().filter(Error::use_stderr) else { continue };
                    let said = explain(&error);
                    let english = ENGLISH.iter().find(|word| said.contains(**word));
                    assert_eq!(english, None, "{words:?} {last}: {said}");
                    explained += usize::from(error.kind() == ErrorKind::ValueValidation);
                }
            }
        }
        assert!(explained > 100, "only {explained} values were refused");
    }
}
