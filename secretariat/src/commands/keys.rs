//! Makes a key, and shows the public half of one.

use std::{
    fs,
    io::{self, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::{Path, PathBuf},
};

use age::{
    Encryptor,
    armor::{ArmoredWriter, Format},
    secrecy::{ExposeSecret, SecretString},
    x25519::Identity,
};
use form_handler::crypto::recipients::{fingerprint, is_development};

use crate::{
    cli::args::{NewKey, ShowKeys},
    context::{Desk, NotAsked},
    error::Refusal,
    identity,
    text::io_error::cause,
};

/// Shorter ones are guessed. Four everyday words are easier to keep than eight odd signs.
const SHORTEST_PASSPHRASE: usize = 12;

/// Why no key was made.
#[derive(Debug, thiserror::Error)]
pub enum KeysError {
    /// The file is there already.
    #[error("{} existe déjà : une clé n'en remplace jamais une autre", .0.display())]
    Exists(PathBuf),
    /// The file cannot be written.
    #[error("impossible d'écrire {} : {}", .path.display(), cause(source))]
    Io {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Nobody to ask for a passphrase.
    #[error("{0}")]
    NotAsked(#[from] NotAsked),
    /// The two answers differ.
    #[error("les deux phrases de passe diffèrent, aucune clé n'a été créée")]
    Different,
    /// Too few characters.
    #[error(
        "la phrase de passe doit avoir au moins {SHORTEST_PASSPHRASE} caractères, aucune clé n'a été créée"
    )]
    TooShort,
}

impl KeysError {
    /// What to do.
    pub fn help(&self) -> Option<String> {
        let help = match self {
            Self::Exists(_) => {
                "choisissez un autre fichier, par exemple --out .data/ma-cle.txt, et indiquez-le ensuite avec --identity"
            }
            Self::NotAsked(_) => {
                "lancez la commande depuis un terminal, ou ajoutez --no-passphrase pour une clé d'essai"
            }
            Self::Different => "recommencez",
            Self::TooShort => "quatre mots courants tirés au hasard font une bonne phrase de passe",
            Self::Io { .. } => return None,
        };
        Some(help.to_owned())
    }
}

/// Makes a key, writes its secret half and says what to do with the public one.
pub fn new(options: &NewKey, desk: &mut Desk<'_>) -> Result<(), Refusal> {
    let path = &options.out;
    if path.symlink_metadata().is_ok() {
        return Err(KeysError::Exists(path.clone()).into());
    }
    let passphrase = if options.no_passphrase { None } else { Some(ask_twice(desk)?) };
    let identity = generate();
    let text = identity_text(&identity, desk);
    let bytes = match passphrase {
        None => text.expose_secret().as_bytes().to_vec(),
        Some(passphrase) => protect(&text, passphrase, desk.work_factor)?,
    };
    write(path, &bytes).map_err(|source| match source.kind() {
        io::ErrorKind::AlreadyExists => KeysError::Exists(path.clone()),
        _ => KeysError::Io { path: path.clone(), source },
    })?;
    tell(&identity, options, desk)?;
    Ok(())
}

/// Shows the public halves of an identity file.
pub fn show(options: &ShowKeys, desk: &mut Desk<'_>) -> Result<(), Refusal> {
    let keyring = identity::read(options.identity.path(), desk.passphrases)?;
    for key in &keyring.public {
        let text = key.to_string();
        let kind = if is_development(&text) { "  (clé d'essai, non protégée)" } else { "" };
        writeln!(desk.out, "{text}  {}{kind}", fingerprint(key))?;
    }
    Ok(())
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

fn ask_twice(desk: &mut Desk<'_>) -> Result<SecretString, KeysError> {
    let passphrase = desk.passphrases.ask(&format!(
        "Choisissez une phrase de passe, par exemple quatre mots courants tirés au hasard\n\
         ({SHORTEST_PASSPHRASE} caractères au moins ; rien ne s'affiche pendant la frappe) : "
    ))?;
    if passphrase.expose_secret().trim().chars().count() < SHORTEST_PASSPHRASE {
        return Err(KeysError::TooShort);
    }
    let again = desk.passphrases.ask("La même, encore une fois : ")?;
    if passphrase.expose_secret() == again.expose_secret() {
        Ok(passphrase)
    } else {
        Err(KeysError::Different)
    }
}

/// As `age-keygen` writes it, so that the other tools of age read it too.
fn identity_text(identity: &Identity, desk: &Desk<'_>) -> SecretString {
    let created = desk.now.round(jiff::Unit::Second).unwrap_or(desk.now);
    let public = identity.to_public();
    let secret = identity.to_string();
    let secret = secret.expose_secret();
    format!("# created: {created}\n# public key: {public}\n{secret}\n").into()
}

fn protect(
    text: &SecretString,
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
    writer.write_all(text.expose_secret().as_bytes())?;
    writer.finish()?.finish()
}

/// On the disk when it returns: applications will depend on it.
fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    }
    let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn tell(identity: &Identity, options: &NewKey, desk: &mut Desk<'_>) -> io::Result<()> {
    let key = identity.to_public();
    let path = options.out.display();
    let (protection, loss) = if options.no_passphrase {
        ("NON protégée : qui lit ce fichier ouvre les candidatures", "Sans lui")
    } else {
        ("protégée par votre phrase de passe", "Sans lui et sa phrase de passe")
    };
    writeln!(
        desk.out,
        "\
Clé publique : {key}
Empreinte    : {}
Clé secrète  : {path} ({protection})

À faire maintenant :

1. Copiez ce fichier sur une clé USB que vous rangez ailleurs.
   {loss}, vous ne pourrez plus ouvrir aucune candidature,
   et personne ne pourra vous aider.

2. Envoyez les lignes suivantes à qui s'occupe du site ; elles vont dans content/recipients.toml
   (la clé publique n'est pas un secret) :

   [[recipient]]
   role = \"secrétariat\"
   name = \"Prénom Nom\"
   key = \"{key}\"

3. Vérifiez l'empreinte avec cette personne au téléphone, une fois le site publié : la page
   « Vos données » doit montrer la même.",
        fingerprint(&key)
    )
}
