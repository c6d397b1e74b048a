//! An access to the applications, sealed to the key of one person: to a table on AWS, as `infra/office` makes it, or to a
//! site on one machine, as `infra/one-machine/office` does.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use form_handler::crypto::seal::{self, OpenError};
use zeroize::Zeroizing;

use crate::{
    cli::args::{DATABASE, Location, StoreArgs, StoreUrl, is_access},
    text::io_error::cause,
};

/// What somebody needs to reach a store: whoever has it, can.
pub enum Access {
    /// A table on AWS.
    Table(TableAccess),
    /// A site on one machine.
    Site(SiteAccess),
}

/// What somebody needs to reach a site's store.
pub struct SiteAccess {
    /// Where it is.
    pub url: StoreUrl,
    /// What proves who asks.
    pub token: Zeroizing<String>,
}

/// What somebody needs to reach a table.
pub struct TableAccess {
    /// The table's name.
    pub table: String,
    /// Where it is, as AWS names it.
    pub region: String,
    /// Who asks, as AWS names her.
    pub key: String,
    /// What proves it.
    pub secret: Zeroizing<String>,
}

/// Why a file gave no access.
#[derive(Debug, thiserror::Error)]
pub enum AccessError {
    /// It cannot be read.
    #[error("impossible de lire l'accès {} : {}", .path.display(), cause(source))]
    Io {
        /// The file that it is about.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
    /// None of the keys at hand opens it.
    #[error("l'accès {} est scellé pour une autre clé que la vôtre", .0.display())]
    OtherKeys(PathBuf),
    /// It was altered, or is something else.
    #[error("{} n'est pas un accès, ou il est endommagé", .0.display())]
    Damaged(PathBuf),
    /// It opens, and leads nowhere.
    #[error("l'accès {} ne dit pas où sont les candidatures : il y manque {name}", .path.display())]
    Incomplete {
        /// The file that it is about.
        path: PathBuf,
        /// The line that it lacks.
        name: &'static str,
    },
    /// None of those in this folder leads there.
    #[error("aucun accès de ce dossier ne mène à {0}")]
    NoneFor(StoreUrl),
    /// Nobody said which.
    #[error("il y a plusieurs accès dans ce dossier : {}", .0.join(", "))]
    Several(Vec<String>),
}

impl AccessError {
    /// What to do.
    pub fn help(&self) -> &'static str {
        match self {
            Self::Io { .. } => "indiquez le fichier reçu avec --store FICHIER.age",
            Self::OtherKeys(_) => {
                "indiquez votre clé avec --identity, ou demandez un accès scellé pour elle : « secretariat keys show » montre sa partie publique"
            }
            Self::Damaged(_) | Self::Incomplete { .. } => {
                "enregistrez une nouvelle fois le fichier reçu, ou demandez un autre accès à la personne qui s'occupe du site"
            }
            Self::NoneFor(_) => {
                "mettez dans ce dossier le fichier office-….age que vous avez reçu, ou demandez-en un à la personne qui s'occupe du site"
            }
            Self::Several(_) => "choisissez-en un avec --store FICHIER.age",
        }
    }
}

impl Access {
    /// Opens the file with any of these keys.
    pub fn read(path: &Path, identities: &[Box<dyn age::Identity>]) -> Result<Self, AccessError> {
        let sealed =
            fs::read(path).map_err(|source| AccessError::Io { path: path.to_owned(), source })?;
        let text = seal::open(&sealed, identities).map_err(|error| match error {
            OpenError::OtherKeys => AccessError::OtherKeys(path.to_owned()),
            OpenError::Damaged(_) | OpenError::DamagedContents(_) => {
                AccessError::Damaged(path.to_owned())
            }
        })?;
        let text = Zeroizing::new(text);
        let text = std::str::from_utf8(&text).map_err(|_| AccessError::Damaged(path.to_owned()))?;
        // Lines that this release does not know may come with a later one.
        let line = |name: &'static str| {
            let value = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('='));
            let value = value.map(str::trim).filter(|value| !value.is_empty());
            value.ok_or_else(|| AccessError::Incomplete { path: path.to_owned(), name })
        };
        match line("STORE")?.parse() {
            Ok(Location::Https(url)) => {
                let token = Zeroizing::new(line("TOKEN")?.to_owned());
                Ok(Self::Site(SiteAccess { url, token }))
            }
            Ok(Location::DynamoDb(table)) => {
                let (key, secret) = (line("AWS_ACCESS_KEY_ID")?, line("AWS_SECRET_ACCESS_KEY")?);
                Ok(Self::Table(TableAccess {
                    table,
                    region: line("AWS_REGION")?.to_owned(),
                    key: key.to_owned(),
                    secret: Zeroizing::new(secret.to_owned()),
                }))
            }
            _ => Err(AccessError::Incomplete { path: path.to_owned(), name: "STORE" }),
        }
    }
}

impl SiteAccess {
    /// The one in this folder that leads to that site, for one of these keys.
    pub fn find(
        url: &StoreUrl,
        identities: &[Box<dyn age::Identity>],
    ) -> Result<Self, AccessError> {
        let accesses = names().into_iter().filter_map(|name| {
            match Access::read(Path::new(&name), identities) {
                Ok(Access::Site(access)) if access.url == *url => Some(access),
                _ => None,
            }
        });
        accesses.last().ok_or_else(|| AccessError::NoneFor(url.clone()))
    }
}

/// Where the applications are: where somebody says, or in the usual database, else where the one access leads that is
/// in this folder.
pub fn location(args: &StoreArgs) -> Result<Location, AccessError> {
    if let Some(named) = &args.location {
        return Ok(named.clone());
    }
    let usual = Location::Sqlite(DATABASE.into());
    if Path::new(DATABASE).exists() {
        return Ok(usual);
    }
    let names = names();
    match names.as_slice() {
        [] => Ok(usual),
        [name] => Ok(Location::Access(name.into())),
        _ => Err(AccessError::Several(names)),
    }
}

/// The accesses of this folder: as those who make them name them, whatever a mail program has added.
fn names() -> Vec<String> {
    let names = fs::read_dir(".").into_iter().flatten().flatten();
    let names = names.filter_map(|entry| entry.file_name().into_string().ok());
    let mut names: Vec<String> =
        names.filter(|name| name.starts_with("office-") && is_access(Path::new(name))).collect();
    names.sort();
    names
}
