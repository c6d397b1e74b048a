//! Reads identity files: the secret halves of keys.

use std::{
    fs,
    io::{self, BufRead, Read},
    path::{Path, PathBuf},
};

use age::{DecryptError, Decryptor, IdentityFile, armor::ArmoredReader, x25519};

use crate::{
    context::{NotAsked, Passphrases},
    text::io_error::cause,
};

pub mod create;
pub mod signing_key;

/// The secret halves that one file holds, and their public halves.
pub struct Identities {
    /// For [`form_handler::crypto::seal::open`].
    pub secret: Vec<Box<dyn age::Identity>>,
    /// In the order of the file.
    pub public: Vec<x25519::Recipient>,
}

/// Why a file gave no identities.
#[derive(Debug, thiserror::Error)]
pub enum IdentityError {
    /// There is no such file.
    #[error("pas de clé secrète dans {}", .0.display())]
    Absent(PathBuf),
    /// The file cannot be read.
    #[error("impossible de lire {} : {}", .path.display(), cause(source))]
    Io {
        /// The file that it is about.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
    /// It holds something else.
    #[error("{} n'est pas un fichier de clé secrète age", .0.display())]
    NotAnIdentity(PathBuf),
    /// It only holds what anyone may know.
    #[error("{} contient une clé publique, il faut la clé secrète", .0.display())]
    OnlyPublic(PathBuf),
    /// There is nobody to ask.
    #[error("{} est protégé par une phrase de passe : {source}", .path.display())]
    NotAsked {
        /// The file that it is about.
        path: PathBuf,
        /// Why nobody could be asked.
        source: NotAsked,
    },
    /// The passphrase given does not open it.
    #[error("la phrase de passe n'ouvre pas {}", .0.display())]
    WrongPassphrase(PathBuf),
    /// It was altered, or is sealed to a key instead of a passphrase.
    #[error("{} est endommagé, ou fermé autrement que par une phrase de passe", .0.display())]
    Damaged(PathBuf),
}

impl IdentityError {
    /// What to do.
    pub fn help(&self) -> Option<String> {
        let help = match self {
            Self::Absent(_) | Self::NotAnIdentity(_) => {
                "indiquez le fichier de votre clé avec --identity, ou créez une clé avec « secretariat keys new »"
            }
            Self::OnlyPublic(_) => {
                "la clé secrète commence par AGE-SECRET-KEY- ; c'est le fichier qu'a créé « secretariat keys new »"
            }
            Self::NotAsked { .. } => "lancez la commande depuis un terminal",
            Self::WrongPassphrase(_) => {
                "recommencez ; vérifiez la touche majuscules et la langue du clavier"
            }
            Self::Damaged(_) => "reprenez votre copie de sauvegarde du fichier",
            Self::Io { .. } => return None,
        };
        Some(help.to_owned())
    }
}

/// Reads the identities of a file: plain, with comments, several of them, or protected by a passphrase.
pub fn read(path: &Path, passphrases: &mut dyn Passphrases) -> Result<Identities, IdentityError> {
    let bytes = fs::read(path).map_err(|source| match source.kind() {
        io::ErrorKind::NotFound => IdentityError::Absent(path.to_owned()),
        _ => IdentityError::Io { path: path.to_owned(), source },
    })?;
    if is_sealed(&bytes) {
        identities(path, &unprotect(path, &bytes, passphrases)?)
    } else {
        identities(path, &bytes)
    }
}

fn is_sealed(bytes: &[u8]) -> bool {
    let bytes = bytes.trim_ascii_start();
    bytes.starts_with(b"age-encryption.org/") || bytes.starts_with(b"-----BEGIN AGE ENCRYPTED FILE")
}

fn unprotect(
    path: &Path,
    bytes: &[u8],
    passphrases: &mut dyn Passphrases,
) -> Result<Vec<u8>, IdentityError> {
    let damaged = || IdentityError::Damaged(path.to_owned());
    let file = Decryptor::new_buffered(ArmoredReader::new(bytes.trim_ascii_start()))
        .map_err(|_| damaged())?;
    if !file.is_scrypt() {
        return Err(damaged());
    }
    let passphrase = passphrases
        .ask(&format!("Phrase de passe de {} : ", path.display()))
        .map_err(|source| IdentityError::NotAsked { path: path.to_owned(), source })?;
    let identity = age::scrypt::Identity::new(passphrase);
    let refused = |error| match error {
        DecryptError::DecryptionFailed
        | DecryptError::KeyDecryptionFailed
        | DecryptError::NoMatchingKeys => IdentityError::WrongPassphrase(path.to_owned()),
        _ => damaged(),
    };
    let mut reader =
        file.decrypt(std::iter::once(&identity as &dyn age::Identity)).map_err(refused)?;
    let mut text = Vec::new();
    reader.read_to_end(&mut text).map_err(|_| damaged())?;
    Ok(text)
}

fn identities(path: &Path, text: &[u8]) -> Result<Identities, IdentityError> {
    let not_an_identity = || {
        let public = text.lines().map_while(Result::ok).any(|line| line.starts_with("age1"));
        let error = if public { IdentityError::OnlyPublic } else { IdentityError::NotAnIdentity };
        error(path.to_owned())
    };
    let file = IdentityFile::from_buffer(text).map_err(|_| not_an_identity())?;
    let mut public = Vec::new();
    file.write_recipients_file(&mut public).map_err(|_| not_an_identity())?;
    let public = public
        .lines()
        .map_while(Result::ok)
        .map(|line| line.parse().expect("age wrote it"))
        .collect();
    let secret = file.into_identities().map_err(|_| not_an_identity())?;
    let secret = secret.into_iter().map(|identity| identity as Box<dyn age::Identity>).collect();
    Ok(Identities { secret, public })
}
