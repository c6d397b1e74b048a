//! Reads identity files: the secret halves of keys.

use std::{
    fs,
    io::{self, Read},
    path::{Path, PathBuf},
};

use age::{DecryptError, Decryptor, armor::ArmoredReader, secrecy::SecretString, x25519};
use form_handler::store::journal::author::Author;
use zeroize::Zeroizing;

use crate::{
    context::{NotAsked, Passphrases},
    text::io_error::cause,
};

pub mod authors;
pub mod lines;
pub mod passphrase;
pub mod phrase;
pub mod create;
pub mod rehearsals;
pub mod backups;
pub mod signing_key;

use lines::LineError;

/// The secret halves that some files hold, and their public halves.
#[derive(Default)]
pub struct Identities {
    /// For [`form_handler::crypto::seal::open`].
    pub secret: Vec<Box<dyn age::Identity>>,
    /// In the order of the files, each once.
    pub public: Vec<x25519::Recipient>,
    /// The same as authors of the office's journal.
    pub authors: Vec<Author>,
    /// The same once more: a box cannot be handed to another thread.
    pub keys: Vec<x25519::Identity>,
}

/// The keys of one person, read when the first thing wants them: a slip in what she typed is told before her passphrase
/// is asked for.
pub struct Keyring<'a> {
    files: Vec<&'a Path>,
    read: Option<Identities>,
}

impl<'a> Keyring<'a> {
    /// The keys in these files.
    pub fn of(files: Vec<&'a Path>) -> Self {
        Self { files, read: None }
    }

    /// The keys; a passphrase is asked for once.
    pub fn identities(
        &mut self,
        passphrases: &mut dyn Passphrases,
    ) -> Result<&Identities, IdentityError> {
        if self.read.is_none() {
            self.read = Some(read(&self.files, passphrases)?);
        }
        Ok(self.read.get_or_insert_default())
    }

    /// The keys, to be kept.
    pub fn into_identities(
        mut self,
        passphrases: &mut dyn Passphrases,
    ) -> Result<Identities, IdentityError> {
        self.identities(passphrases)?;
        Ok(self.read.unwrap_or_default())
    }
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
    /// A line of it is no identity. The line is never shown: it may be one, but for a character.
    #[error("{}, ligne {line} : {error}", .path.display())]
    Line {
        /// The file that it is about.
        path: PathBuf,
        /// Counted from 1, as an editor does.
        line: usize,
        /// What it is instead.
        error: LineError,
    },
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
            Self::Absent(_)
            | Self::NotAnIdentity(_)
            | Self::Line { error: LineError::Other | LineError::OtherKind, .. } => {
                "indiquez le fichier de votre clé avec --identity, ou créez une clé avec « secretariat keys new »"
            }
            Self::Line { error: LineError::Public, .. } => {
                "la clé secrète commence par AGE-SECRET-KEY- ; c'est le fichier qu'a créé « secretariat keys new »"
            }
            Self::NotAsked { .. } => "lancez la commande depuis un terminal",
            Self::WrongPassphrase(_) => {
                "recommencez ; vérifiez la touche majuscules et la langue du clavier"
            }
            Self::Line { .. } | Self::Damaged(_) => "reprenez votre copie de sauvegarde du fichier",
            Self::Io { .. } => return None,
        };
        Some(help.to_owned())
    }
}

/// Reads the identities of all these files. Each is plain, with comments, several of them, or protected by a
/// passphrase.
pub fn read(
    paths: &[&Path],
    passphrases: &mut dyn Passphrases,
) -> Result<Identities, IdentityError> {
    let mut identities = Identities::default();
    for path in paths {
        for identity in read_file(path, passphrases)? {
            let public = identity.to_public();
            if !identities.public.contains(&public) {
                identities.public.push(public);
                identities.authors.push(Author::of(&identity));
                identities.keys.push(identity.clone());
                identities.secret.push(Box::new(identity));
            }
        }
    }
    Ok(identities)
}

fn read_file(
    path: &Path,
    passphrases: &mut dyn Passphrases,
) -> Result<Vec<x25519::Identity>, IdentityError> {
    let text = open_text(path, passphrases)?;
    identities(path, text.as_ref())
}

/// The text of a file that holds identities, once it is open.
pub(crate) fn open_file(
    path: &Path,
    passphrases: &mut dyn Passphrases,
) -> Result<Zeroizing<String>, IdentityError> {
    let text = open_text(path, passphrases)?;
    identities(path, text.as_ref())?;
    text.ok_or_else(|| IdentityError::NotAnIdentity(path.to_owned()))
}

/// The text of a file, once it is open; `None` if it holds none.
fn open_text(
    path: &Path,
    passphrases: &mut dyn Passphrases,
) -> Result<Option<Zeroizing<String>>, IdentityError> {
    let bytes = fs::read(path).map(Zeroizing::new).map_err(|source| match source.kind() {
        io::ErrorKind::NotFound => IdentityError::Absent(path.to_owned()),
        _ => IdentityError::Io { path: path.to_owned(), source },
    })?;
    // Whatever is in neither of the encodings may be sealed.
    let text = lines::decode(&bytes);
    let bytes = text.as_ref().map_or(bytes.as_slice(), |text| text.as_bytes());
    if is_sealed(bytes) {
        Ok(lines::decode(&unprotect(path, bytes, passphrases)?))
    } else {
        Ok(text)
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
) -> Result<Zeroizing<Vec<u8>>, IdentityError> {
    let damaged = || IdentityError::Damaged(path.to_owned());
    let file = Decryptor::new_buffered(ArmoredReader::new(bytes.trim_ascii_start()))
        .map_err(|_| damaged())?;
    if !file.is_scrypt() {
        return Err(damaged());
    }
    let passphrase = passphrases
        .ask(&format!("Phrase de passe de {} : ", path.display()))
        .map_err(|source| IdentityError::NotAsked { path: path.to_owned(), source })?;
    unprotect_with(path, bytes, passphrase)
}

/// Opens what a passphrase closes.
pub(crate) fn unprotect_with(
    path: &Path,
    bytes: &[u8],
    passphrase: SecretString,
) -> Result<Zeroizing<Vec<u8>>, IdentityError> {
    let damaged = || IdentityError::Damaged(path.to_owned());
    let file = Decryptor::new_buffered(ArmoredReader::new(bytes.trim_ascii_start()))
        .map_err(|_| damaged())?;
    let identity = age::scrypt::Identity::new(passphrase);
    let refused = |error| match error {
        DecryptError::DecryptionFailed
        | DecryptError::KeyDecryptionFailed
        | DecryptError::NoMatchingKeys => IdentityError::WrongPassphrase(path.to_owned()),
        _ => damaged(),
    };
    let mut reader =
        file.decrypt(std::iter::once(&identity as &dyn age::Identity)).map_err(refused)?;
    let mut text = Zeroizing::new(Vec::new());
    reader.read_to_end(&mut text).map_err(|_| damaged())?;
    Ok(text)
}

fn identities(
    path: &Path,
    text: Option<&Zeroizing<String>>,
) -> Result<Vec<x25519::Identity>, IdentityError> {
    let not_an_identity = || IdentityError::NotAnIdentity(path.to_owned());
    let text = text.ok_or_else(not_an_identity)?;
    let identities = lines::identities(text).map_err(|(line, error)| IdentityError::Line {
        path: path.to_owned(),
        line,
        error,
    })?;
    if identities.is_empty() { Err(not_an_identity()) } else { Ok(identities) }
}
