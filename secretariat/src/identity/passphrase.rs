//! The passphrase that protects an identity file: a new one, or none.

use std::{
    fs, io,
    io::Write,
    path::{Path, PathBuf},
};

use age::{
    Encryptor,
    armor::{ArmoredWriter, Format},
    secrecy::{ExposeSecret, SecretString},
};
use form_handler::crypto::private_file;
use zeroize::Zeroizing;

use super::{IdentityError, open_file, unprotect_with};
use crate::{
    context::{Context, NotAsked, Passphrases},
    text::io_error::cause,
};

/// Shorter ones are guessed. Four everyday words are easier to keep than eight odd signs.
pub const SHORTEST: usize = 12;

/// Why there is no new passphrase.
#[derive(Debug, thiserror::Error)]
pub enum NewPassphraseError {
    /// There is nobody to ask.
    #[error("{0}")]
    NotAsked(#[from] NotAsked),
    /// The two answers differ.
    #[error("les deux phrases de passe diffèrent")]
    Different,
    /// It has too few characters.
    #[error("la phrase de passe doit avoir au moins {SHORTEST} caractères")]
    TooShort,
}

/// Why a file keeps the passphrase that it has.
#[derive(Debug, thiserror::Error)]
pub enum ChangeError {
    /// It does not open as it is.
    #[error(transparent)]
    Identity(#[from] IdentityError),
    /// There is no new one.
    #[error("{0}, rien n'a été changé")]
    New(#[from] NewPassphraseError),
    /// The file cannot be written.
    #[error("impossible d'écrire {} : {} ; rien n'a été changé", .path.display(), cause(source))]
    Io {
        /// The file that it is about.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
    /// What would be written does not open again.
    #[error("le fichier écrit ne se rouvrirait pas, rien n'a été changé")]
    DoesNotOpen,
    /// Nobody says which file.
    #[error("il y a plusieurs fichiers de clé, rien n'a été changé")]
    Several,
}

/// What protects an identity from now on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protection {
    /// A passphrase, to be asked for.
    Passphrase,
    /// Nothing.
    None,
}

impl NewPassphraseError {
    /// What to do.
    pub fn help(&self) -> &'static str {
        match self {
            Self::NotAsked(_) => "lancez la commande depuis un terminal",
            Self::Different => "recommencez",
            Self::TooShort => "quatre mots courants tirés au hasard font une bonne phrase de passe",
        }
    }
}

impl ChangeError {
    /// What to do.
    pub fn help(&self) -> Option<String> {
        match self {
            Self::Identity(error) => error.help(),
            Self::New(error) => Some(error.help().to_owned()),
            Self::Several => Some("indiquez-en un avec --identity".to_owned()),
            Self::Io { .. } | Self::DoesNotOpen => None,
        }
    }
}

/// Whether the passphrase that a file has is known, so that it could be changed.
pub fn try_out(path: &Path, context: &mut Context<'_>) -> Result<(), ChangeError> {
    open_file(path, context.passphrases).map(drop).map_err(ChangeError::from)
}

/// Changes the passphrase of an identity file, or takes it away, without changing anything else in it.
///
/// The old one must open it, and what takes its place has been opened again, before it does so in one step.
pub fn change(
    path: &Path,
    protection: Protection,
    context: &mut Context<'_>,
) -> Result<(), ChangeError> {
    let io = |source| ChangeError::Io { path: path.to_owned(), source };
    let text = open_file(path, context.passphrases)?;
    let bytes = match protection {
        Protection::None => text.as_bytes().to_vec(),
        Protection::Passphrase => {
            let passphrase = ask_twice(context.passphrases)?;
            let bytes = protect(&text, passphrase.clone(), context.work_factor).map_err(io)?;
            let opened = unprotect_with(path, &bytes, passphrase);
            if !opened.is_ok_and(|opened| opened.as_slice() == text.as_bytes()) {
                return Err(ChangeError::DoesNotOpen);
            }
            bytes
        }
    };
    // Behind a link stands the file that is meant.
    let place = fs::canonicalize(path).map_err(io)?;
    private_file::replace(&place, &Zeroizing::new(bytes)).map_err(io)
}

/// Asks for a new passphrase, and for the same again.
pub fn ask_twice(passphrases: &mut dyn Passphrases) -> Result<SecretString, NewPassphraseError> {
    let passphrase = passphrases.ask(&format!(
        "Choisissez une phrase de passe, par exemple quatre mots courants tirés au hasard\n\
         ({SHORTEST} caractères au moins ; rien ne s'affiche pendant la frappe) : "
    ))?;
    if passphrase.expose_secret().trim().chars().count() < SHORTEST {
        return Err(NewPassphraseError::TooShort);
    }
    let again = passphrases.ask("La même, encore une fois : ")?;
    if passphrase.expose_secret() == again.expose_secret() {
        Ok(passphrase)
    } else {
        Err(NewPassphraseError::Different)
    }
}

/// Closes the text of an identity file by a passphrase.
pub fn protect(
    text: &str,
    passphrase: SecretString,
    work_factor: Option<u8>,
) -> io::Result<Vec<u8>> {
    let mut recipient = age::scrypt::Recipient::new(passphrase);
    if let Some(work_factor) = work_factor {
        recipient.set_work_factor(work_factor);
    }
    let encryptor = Encryptor::with_recipients(std::iter::once(&recipient as &dyn age::Recipient))
        .expect("one passphrase is a fit recipient");
    let armor = ArmoredWriter::wrap_output(Vec::new(), Format::AsciiArmor)?;
    let mut writer = encryptor.wrap_output(armor)?;
    writer.write_all(text.as_bytes())?;
    writer.finish()?.finish()
}
