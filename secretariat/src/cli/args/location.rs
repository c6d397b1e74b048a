//! Where the sealed applications are, as it is typed.

use std::{
    fmt,
    path::{Path, PathBuf},
    str::FromStr,
};

use form_handler::store::https::PATH;
use http::Uri;

/// A store, by its address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// A file.
    Sqlite(PathBuf),
    /// A table by its name, with the person's own credentials.
    DynamoDb(String),
    /// A site that runs on one machine, with an access that is at hand.
    Https(StoreUrl),
    /// Wherever an access leads: a file that is sealed to one person.
    Access(PathBuf),
}

/// Where a site gives its store to the office: `https://SITE/bureau/store`; on this machine, for tests, without TLS too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoreUrl(Uri);

/// The text is not the address of a store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("attendu sqlite:FICHIER, dynamodb:TABLE, https://SITE{PATH} ou l'accès reçu, FICHIER.age")]
pub struct NotALocation;

impl StoreUrl {
    /// The address.
    pub fn uri(&self) -> &Uri {
        &self.0
    }

    /// Whether what passes is encrypted: everywhere but on this machine.
    pub fn is_encrypted(&self) -> bool {
        self.0.scheme_str() == Some("https")
    }
}

impl FromStr for StoreUrl {
    type Err = NotALocation;

    fn from_str(text: &str) -> Result<Self, NotALocation> {
        let uri: Uri = text.parse().map_err(|_| NotALocation)?;
        let authority = uri.authority().ok_or(NotALocation)?;
        // What is before `@` is taken for the site by whoever reads quickly.
        let is_a_site = !authority.host().is_empty() && !authority.as_str().contains('@');
        let is_reached = match uri.scheme_str() {
            Some("https") => true,
            Some("http") => authority.host() == "127.0.0.1",
            _ => false,
        };
        let is_a_store = uri.path() == PATH && uri.query().is_none();
        if is_a_site && is_reached && is_a_store { Ok(Self(uri)) } else { Err(NotALocation) }
    }
}

impl fmt::Display for StoreUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Location {
    type Err = NotALocation;

    fn from_str(text: &str) -> Result<Self, NotALocation> {
        match text.split_once(':') {
            Some(("sqlite", path)) if !path.is_empty() => Ok(Self::Sqlite(path.into())),
            Some(("dynamodb", table)) if !table.is_empty() => Ok(Self::DynamoDb(table.to_owned())),
            Some(("https" | "http", _)) => text.parse().map(Self::Https),
            _ if is_access(Path::new(text)) => Ok(Self::Access(text.into())),
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
        assert_eq!("dynamodb:t".parse(), Ok(Location::DynamoDb("t".into())));
        for file in ["a/b.age", "b.AGE", "C:\\b.age"] {
            assert_eq!(file.parse(), Ok(Location::Access(file.into())));
        }
        for text in ["", "a.db", "sqlite:", "dynamodb:", "mysql:a"] {
            assert_eq!(text.parse::<Location>(), Err(NotALocation), "{text}");
        }
    }

    #[test]
    fn a_store_of_a_site_is_reached_encrypted_or_on_this_machine() {
        for (text, encrypted) in [
            ("https://www.example.org/bureau/store", true),
            ("https://example.org:8443/bureau/store", true),
            ("https://127.0.0.1/bureau/store", true),
            ("http://127.0.0.1:8080/bureau/store", false),
        ] {
            let Ok(Location::Https(url)) = text.parse() else { panic!("{text}") };
            assert_eq!((url.to_string().as_str(), url.is_encrypted()), (text, encrypted));
        }
        for text in [
            "http://example.org/bureau/store",
            "http://localhost/bureau/store",
            "http://127.0.0.1.example.org/bureau/store",
            "http://127.0.0.1@example.org/bureau/store",
            "http://127.0.0.2/bureau/store",
            "http://[::1]/bureau/store",
            "https://marie@example.org/bureau/store",
            "https://example.org",
            "https://example.org/bureau/store/",
            "https://example.org/bureau/store?a=b",
            "https://example.org/bureau/store.age",
            "https:///bureau/store",
            "https:example.org/bureau/store",
            "ftp://example.org/bureau/store",
        ] {
            assert_eq!(text.parse::<Location>(), Err(NotALocation), "{text}");
        }
    }
}
