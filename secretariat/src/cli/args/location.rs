//! Where the sealed applications are, as it is typed.

use std::{
    path::{Path, PathBuf},
    str::FromStr,
};

/// A store, by its address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// A file.
    Sqlite(PathBuf),
    /// A table.
    DynamoDb(Table),
}

/// A table, and by what right it is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Table {
    /// By its name, with the person's own credentials.
    Named(String),
    /// As a file says that is sealed to one person.
    Access(PathBuf),
}

/// The text is not the address of a store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("attendu sqlite:FICHIER, dynamodb:TABLE ou l'accès reçu, FICHIER.age")]
pub struct NotALocation;

impl FromStr for Location {
    type Err = NotALocation;

    fn from_str(text: &str) -> Result<Self, NotALocation> {
        match text.split_once(':') {
            Some(("sqlite", path)) if !path.is_empty() => Ok(Self::Sqlite(path.into())),
            Some(("dynamodb", table)) if !table.is_empty() => {
                Ok(Self::DynamoDb(Table::Named(table.to_owned())))
            }
            _ if is_access(Path::new(text)) => Ok(Self::DynamoDb(Table::Access(text.into()))),
            _ => Err(NotALocation),
        }
    }
}

/// Whether a file may be an access, by its name: Windows changes capitals.
pub fn is_access(file: &Path) -> bool {
    file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("age"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_store_is_named_with_its_kind() {
        assert_eq!("sqlite:a:b.db".parse(), Ok(Location::Sqlite("a:b.db".into())));
        assert_eq!("dynamodb:t".parse(), Ok(Location::DynamoDb(Table::Named("t".into()))));
        for file in ["a/b.age", "b.AGE", "C:\\b.age"] {
            assert_eq!(file.parse(), Ok(Location::DynamoDb(Table::Access(file.into()))));
        }
        for text in ["", "a.db", "sqlite:", "dynamodb:", "mysql:a"] {
            assert_eq!(text.parse::<Location>(), Err(NotALocation), "{text}");
        }
    }
}
