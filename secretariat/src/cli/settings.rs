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

use authoring::{
    config::{Table as TomlTable, TableCodes, read_toml},
    diagnostics::{Diagnostic, Diagnostics, Source},
};
use clap::{Arg, Command};

use crate::{cli::args::Location, text::io_error::cause};

/// The file's name, in the current folder or beside the program.
pub const FILE: &str = "bureau.toml";

authoring::codes! {
    BUREAU_KEYS = "bureau-keys" in "bureau.toml" {
        means: "A key of bureau.toml has another name than those that the program reads, or a value of another kind.",
        hurts: "The program would open another store, or look for another key, than its user believes.",
        wrong: r#"stor = "sqlite:applications.db""#,
        right: r#"store = "sqlite:applications.db""#,
    }
}

const CODES_OF_KEYS: TableCodes =
    TableCodes { missing: BUREAU_KEYS, mistyped: BUREAU_KEYS, unknown: BUREAU_KEYS };

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
                    return Self::read(&source, folder)
                        .map_err(|diagnostics| SettingsError::Mistakes { path, diagnostics });
                }
            }
        }
        Ok(Self::default())
    }

    /// Reads the file of a folder, or says everything that is wrong with it.
    fn read(source: &Source, folder: &Path) -> Result<Self, Vec<Diagnostic>> {
        let diagnostics = Diagnostics::default();
        let root = read_toml(source, &diagnostics);
        let mut settings = Self::default();
        if let Some(table) = TomlTable::read(CODES_OF_KEYS, source, &diagnostics, &root) {
            let beside = |path: &str| folder.join(path).display().to_string();
            let store: Option<String> = table.optional("store");
            if let Some(store) = store {
                settings.store = store.parse().ok().map(|location| as_typed(&location, &beside));
                if settings.store.is_none() {
                    let message = format!("`{store}` is not the address of a store");
                    let help = "for example store = \"sqlite:applications.db\", \"dynamodb:TABLE\" or \"office-….age\"";
                    table.error_at(BUREAU_KEYS, "store", message, Some(help.to_owned()));
                }
            }
            settings.region = table.optional("region");
            let identity: Option<Vec<String>> = table.optional("identity");
            settings.identity = identity.iter().flatten().map(|path| beside(path)).collect();
            settings.content = table.optional::<String>("content").map(|path| beside(&path));
            settings.idle_minutes = table.optional("idle_minutes");
            if settings.idle_minutes == Some(0) {
                let help = Some("for example idle_minutes = 15".to_owned());
                table.error_at(BUREAU_KEYS, "idle_minutes", "it is at least 1", help);
            }
            table.finish();
        }
        let mut diagnostics = diagnostics.into_vec();
        diagnostics.sort();
        if diagnostics.is_empty() { Ok(settings) } else { Err(diagnostics) }
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

/// The address of a store, as it is typed where the program was started.
pub(crate) fn as_typed(location: &Location, beside: &dyn Fn(&str) -> String) -> String {
    let path = |path: &Path| beside(&path.display().to_string());
    match location {
        Location::Sqlite(file) => format!("sqlite:{}", path(file)),
        Location::DynamoDb(table) => format!("dynamodb:{table}"),
        Location::Https(url) => url.to_string(),
        Location::Access(file) => path(file),
    }
}

fn listed(diagnostics: &[Diagnostic]) -> String {
    diagnostics.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n\n")
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory, FromArgMatches};

    use super::*;
    use crate::cli::args::{Command as Asked, Invocation, Secretariat, keys::Keys};

    fn read(text: &str, folder: &str) -> Result<Settings, String> {
        let source = Source::new("bureau.toml", text);
        Settings::read(&source, Path::new(folder)).map_err(|diagnostics| listed(&diagnostics))
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
                    idle_minutes = 0\ntheme = \"dark\"\n";

        insta::assert_snapshot!(read(text, "").unwrap_err(), @r#"
        bureau.toml:1:1: unknown key `stor`
          | stor = "sqlite:a.db"
          | ^^^^
          = help: did you mean `store`?
          = code: bureau-keys

        bureau.toml:2:12: `identity` should be a list of texts, this is a text
          | identity = "a.txt"
          |            ^^^^^^^
          = help: for example identity = ["…", "…"]
          = code: bureau-keys

        bureau.toml:3:10: `region` should be a text, this is 3
          | region = 3
          |          ^
          = help: for example region = "…"
          = code: bureau-keys

        bureau.toml:4:9: `a.db` is not the address of a store
          | store = "a.db"
          |         ^^^^^^
          = help: for example store = "sqlite:applications.db", "dynamodb:TABLE" or "office-….age"
          = code: bureau-keys

        bureau.toml:5:16: it is at least 1
          | idle_minutes = 0
          |                ^
          = help: for example idle_minutes = 15
          = code: bureau-keys

        bureau.toml:6:1: unknown key `theme`
          | theme = "dark"
          | ^^^^^
          = help: known here: content, identity, idle_minutes, region, store
          = code: bureau-keys
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
