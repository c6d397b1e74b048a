//! Makes an identity file.

use std::{
    io,
    path::{Path, PathBuf},
};

use age::{
    secrecy::{ExposeSecret, SecretString},
    x25519::Identity,
};
use form_handler::crypto::{private_file, recipients::is_development};

use super::passphrase::{NewPassphraseError, ask_twice, protect};
use crate::{
    cli::args::keys::NewKeyArgs,
    context::{Context, NotAsked},
    text::io_error::cause,
};

/// Why no key was made.
#[derive(Debug, thiserror::Error)]
pub enum NewIdentityError {
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
    /// There is nobody to ask for a passphrase.
    #[error("{0}")]
    NotAsked(NotAsked),
    /// The passphrase does not do.
    #[error("{0}, aucune clé n'a été créée")]
    Passphrase(NewPassphraseError),
}

impl NewIdentityError {
    /// What to do.
    pub fn help(&self) -> Option<String> {
        let help = match self {
            Self::Exists(_) => {
                "choisissez un autre fichier, par exemple --out .data/ma-cle.txt, et indiquez-le ensuite avec --identity"
            }
            Self::NotAsked(_) => {
                "lancez la commande depuis un terminal, ou ajoutez --no-passphrase pour une clé d'essai"
            }
            Self::Passphrase(error) => error.help(),
            Self::Io { .. } => return None,
        };
        Some(help.to_owned())
    }
}

impl From<NewPassphraseError> for NewIdentityError {
    fn from(error: NewPassphraseError) -> Self {
        match error {
            NewPassphraseError::NotAsked(error) => Self::NotAsked(error),
            error => Self::Passphrase(error),
        }
    }
}

/// Whether a key could be made there.
pub fn is_free(path: &Path) -> Result<(), NewIdentityError> {
    match path.symlink_metadata() {
        Ok(_) => Err(NewIdentityError::Exists(path.to_owned())),
        Err(_) => Ok(()),
    }
}

/// Makes a key and writes its secret half, protected by a passphrase unless it shall not be.
pub fn create(args: &NewKeyArgs, context: &mut Context<'_>) -> Result<Identity, NewIdentityError> {
    is_free(&args.out)?;
    let passphrase = if args.no_passphrase { None } else { Some(ask_twice(context.passphrases)?) };
    create_with(&args.out, passphrase, context)
}

/// The same with a passphrase that is known already; `None`: unprotected.
pub fn create_with(
    path: &Path,
    passphrase: Option<SecretString>,
    context: &mut Context<'_>,
) -> Result<Identity, NewIdentityError> {
    let failed = |source: io::Error| match source.kind() {
        io::ErrorKind::AlreadyExists => NewIdentityError::Exists(path.to_owned()),
        _ => NewIdentityError::Io { path: path.to_owned(), source },
    };
    let identity = generate();
    let text = identity_text(&identity, context);
    let bytes = match passphrase {
        None => text.expose_secret().as_bytes().to_vec(),
        Some(passphrase) => {
            protect(text.expose_secret(), passphrase, context.work_factor).map_err(failed)?
        }
    };
    private_file::create(path, &bytes).map_err(failed)?;
    Ok(identity)
}

/// A key that nobody mistakes for a development key: one in 32,768 would look like one.
fn generate() -> Identity {
    loop {
        let identity = Identity::generate();
        if !is_development(&identity.to_public().to_string()) {
            return identity;
        }
    }
}

/// As `age-keygen` writes it, so that the other tools of age read it too.
fn identity_text(identity: &Identity, context: &Context<'_>) -> SecretString {
    let created = context.now.round(jiff::Unit::Second).unwrap_or(context.now);
    let public = identity.to_public();
    let secret = identity.to_string();
    let secret = secret.expose_secret();
    format!("# created: {created}\n# public key: {public}\n{secret}\n").into()
}
