//! `bureau.toml`: what stands in the place of options that are not typed.
//!
//! ```toml
//! store = "dynamodb:bureau-production-Table"
//! region = "eu-west-3"
//! identity = ["marie-identity.txt"]
//! content = "content"
//! idle_minutes = 15
//! ```

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use authoring::diagnostics::{Diagnostic, Source};
use clap::{Arg, Command};

use crate::text::{file_mistake::said, io_error::cause};

mod keys;

pub(crate) use keys::as_typed;

/// The file's name, in the current folder or beside the program.
pub const FILE: &str = "bureau.toml";

/// What the file says. Its paths start where it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// As `--store`.
    pub store: Option<String>,
    /// As `--region`.
    pub region: Option<String>,
    /// As `--identity`, each.
    pub identity: Vec<String>,
    /// As `--content`.
    pub content: Option<String>,
    /// As `--idle`, at least 1.
    pub idle_minutes: Option<u64>,
    /// Where the program itself is, if that is known. No key of the file.
    pub program: Option<PathBuf>,
}

/// Why the file says nothing.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// It is there, and cannot be read.
    #[error("impossible de lire {} : {}", .path.display(), cause(source))]
    Io {
        /// The file.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
    /// All that is wrong in it, in its order.
    #[error("{} contient des erreurs :\n\n{}", .path.display(), listed(.diagnostics))]
    Mistakes {
        /// The file.
        path: PathBuf,
        /// At least one.
        diagnostics: Vec<Diagnostic>,
    },
}

impl Settings {
    /// What the first of these folders says that has such a file; nothing if none has.
    pub fn find(folders: &[&Path]) -> Result<Self, SettingsError> {
        for folder in folders {
            let path = folder.join(FILE);
            match fs::read_to_string(&path) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(source) => return Err(SettingsError::Io { path, source }),
                Ok(text) => {
                    let source = Source::new(path.display().to_string(), text);
                    return keys::read(&source, folder)
                        .map_err(|diagnostics| SettingsError::Mistakes { path, diagnostics });
                }
            }
        }
        Ok(Self::default())
    }

    /// The command line with these in the place of options that are not typed.
    pub fn as_defaults(&self, command: Command) -> Command {
        let parent = command.get_name().to_owned();
        let command = command.mut_args(|arg| match self.default_of(&parent, &arg) {
            values if values.is_empty() => arg,
            values => arg.default_values(values).hide_default_value(true),
        });
        command.mut_subcommands(|command| self.as_defaults(command))
    }

    fn default_of(&self, command: &str, arg: &Arg) -> Vec<String> {
        let list = |value: &Option<String>| value.iter().cloned().collect();
        match (command, arg.get_long().unwrap_or_default()) {
            (_, "store") => list(&self.store),
            (_, "region") => list(&self.region),
            (_, "identity") => self.identity.clone(),
            (_, "content") => list(&self.content),
            (_, "idle") => self.idle_minutes.iter().map(u64::to_string).collect(),
            ("kit", "program") => {
                self.program.iter().map(|program| program.display().to_string()).collect()
            }
            // A new key is made where it will be looked for.
            ("new", "out") => self.identity.first().into_iter().cloned().collect(),
            _ => Vec::new(),
        }
    }
}

fn listed(diagnostics: &[Diagnostic]) -> String {
    diagnostics.iter().map(said).collect::<Vec<_>>().join("\n\n")
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory, FromArgMatches};

    use super::*;
    use crate::cli::args::{Command as Asked, Invocation, Location, Secretariat, keys::Keys};

    fn read(text: &str, folder: &str) -> Result<Settings, String> {
        let source = Source::new("bureau.toml", text);
        keys::read(&source, Path::new(folder)).map_err(|diagnostics| listed(&diagnostics))
    }

    fn parsed(settings: &Settings, line: &str) -> Asked {
        let words = std::iter::once("secretariat").chain(line.split_whitespace());
        let command = settings.as_defaults(Secretariat::command());
        let matches = command.try_get_matches_from(words).unwrap();
        let args = Secretariat::from_arg_matches(&matches).unwrap();
        let Invocation::Command(command) = args.invocation() else { panic!("{line}") };
        command
    }

    #[test]
    fn every_key_is_read_and_its_paths_start_where_the_file_stands() {
        let text = "store = \"sqlite:a.db\"\nregion = \"eu-west-3\"\nidentity = [\"b.txt\", \"/c.txt\"]\n\
                    content = \"../content\"\nidle_minutes = 5\n";

        let settings = read(text, "folder").unwrap();

        assert_eq!(settings.store.as_deref(), Some("sqlite:folder/a.db"));
        assert_eq!(settings.region.as_deref(), Some("eu-west-3"));
        assert_eq!(settings.identity, ["folder/b.txt", "/c.txt"]);
        assert_eq!(settings.content.as_deref(), Some("folder/../content"));
        assert_eq!(settings.idle_minutes, Some(5));
        let of = |store: &str| read(&format!("store = \"{store}\""), "folder").unwrap().store;
        assert_eq!(of("dynamodb:t").as_deref(), Some("dynamodb:t"));
        assert_eq!(of("office-a.age").as_deref(), Some("folder/office-a.age"));
        let site = "https://example.org/bureau/store";
        assert_eq!(of(site).as_deref(), Some(site));
        assert_eq!(read("", "folder"), Ok(Settings::default()));
        assert_eq!(read(text, "").unwrap().store.as_deref(), Some("sqlite:a.db"), "where it was");
    }

    #[test]
    fn every_mistake_is_named_at_its_place() {
        let text = "stor = \"sqlite:a.db\"\nidentity = \"a.txt\"\nregion = 3\nstore = \"a.db\"\n\
                    idle_minutes = 0\ntheme = \"dark\"\ncontent = content\n";

        insta::assert_snapshot!(read(text, "").unwrap_err(), @r#"
        bureau.toml, ligne 1 : « stor » n'est pas une clé de bureau.toml
          | stor = "sqlite:a.db"
          | ^^^^
          aide : vouliez-vous dire « store » ?

        bureau.toml, ligne 2 : « identity » demande une liste de textes
          | identity = "a.txt"
          |            ^^^^^^^
          aide : par exemple identity = ["identity.txt"]

        bureau.toml, ligne 3 : « region » demande un texte
          | region = 3
          |          ^
          aide : par exemple region = "eu-west-3"

        bureau.toml, ligne 4 : « a.db » n'est pas l'adresse d'une base
          | store = "a.db"
          |         ^^^^^^
          aide : par exemple store = "sqlite:applications.db", "dynamodb:TABLE" ou "office-….age"

        bureau.toml, ligne 5 : « idle_minutes » demande un nombre entier, de 1 à 1440
          | idle_minutes = 0
          |                ^
          aide : par exemple idle_minutes = 15

        bureau.toml, ligne 6 : « theme » n'est pas une clé de bureau.toml
          | theme = "dark"
          | ^^^^^
          aide : au choix : content, identity, idle_minutes, region, store

        bureau.toml, ligne 7 : cette ligne n'est pas comprise
          | content = content
          |           ^^^^^^^
          aide : une ligne a une clé, un signe = et une valeur ; un texte est entre guillemets droits : "…"
        "#);
    }

    #[test]
    fn what_is_typed_stands_before_the_file_and_the_file_before_what_is_usual() {
        let settings = Settings {
            store: Some("sqlite:file.db".into()),
            region: Some("eu-west-3".into()),
            identity: vec!["file.txt".into(), "other.txt".into()],
            content: Some("folder".into()),
            idle_minutes: None,
            program: None,
        };

        let Asked::List(args) = parsed(&settings, "list") else { panic!("list") };
        assert_eq!(args.place.store.location, Some(Location::Sqlite("file.db".into())));
        assert_eq!(args.place.store.region.as_deref(), Some("eu-west-3"));
        assert_eq!(args.place.identity.paths(), [Path::new("file.txt"), Path::new("other.txt")]);
        assert_eq!(args.place.content.folder, Path::new("folder"));

        let line =
            "list --store sqlite:typed.db --identity typed.txt --content typed --region us-east-1";
        let Asked::List(args) = parsed(&settings, line) else { panic!("list") };
        assert_eq!(args.place.store.location, Some(Location::Sqlite("typed.db".into())));
        assert_eq!(args.place.store.region.as_deref(), Some("us-east-1"));
        assert_eq!(args.place.identity.paths(), [Path::new("typed.txt")]);
        assert_eq!(args.place.content.folder, Path::new("typed"));

        let Asked::List(args) = parsed(&Settings::default(), "list") else { panic!("list") };
        assert_eq!((args.place.store.location, args.place.store.region), (None, None));
        assert_eq!(args.place.content.folder, Path::new("content"));

        let Asked::Keys { command: Keys::New(args) } = parsed(&settings, "keys new") else {
            panic!("keys new")
        };
        assert_eq!(args.out, Path::new("file.txt"), "where it is looked for afterwards");
        let Asked::Backup(args) = parsed(&settings, "backup verify x.age") else {
            panic!("backup verify")
        };
        assert!(args.command.is_some(), "what stands there by itself contradicts nothing");
    }
}
