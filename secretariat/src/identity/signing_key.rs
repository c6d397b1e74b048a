//! Makes the service's key for signatures. Whoever runs the service keeps it; nobody opens anything with it.

use std::{
    io,
    path::{Path, PathBuf},
};

use form_handler::crypto::{private_file, signing::SigningKey};

use crate::text::io_error::cause;

/// Why no key was made.
#[derive(Debug, thiserror::Error)]
pub enum NewSigningKeyError {
    /// The file is there already.
    #[error("{} existe déjà : une clé n'en remplace jamais une autre", .0.display())]
    Exists(PathBuf),
    /// The file cannot be written.
    #[error("impossible d'écrire {} : {}", .path.display(), cause(source))]
    Io {
        /// The file that it is about.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
}

impl NewSigningKeyError {
    /// What to do.
    pub fn help(&self) -> Option<String> {
        match self {
            Self::Exists(_) => Some("choisissez un autre fichier avec --out".to_owned()),
            Self::Io { .. } => None,
        }
    }
}

/// Whether a key could be made there.
pub fn is_free(path: &Path) -> Result<(), NewSigningKeyError> {
    match path.symlink_metadata() {
        Ok(_) => Err(NewSigningKeyError::Exists(path.to_owned())),
        Err(_) => Ok(()),
    }
}

/// Makes a key and writes its secret half: base64 on one line, for `SIGNING_KEY`.
pub fn create(path: &Path) -> Result<SigningKey, NewSigningKeyError> {
    is_free(path)?;
    let exists = || NewSigningKeyError::Exists(path.to_owned());
    let key = SigningKey::generate();
    let text = format!("{}\n", key.secret_text());
    private_file::create(path, text.as_bytes()).map_err(|source| match source.kind() {
        io::ErrorKind::AlreadyExists => exists(),
        _ => NewSigningKeyError::Io { path: path.to_owned(), source },
    })?;
    Ok(key)
}
