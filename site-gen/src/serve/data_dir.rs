//! The folder of one machine: applications, the keys that open them, the secret, the key that signs.
//!
//! Made on the first start, never changed afterwards: what was received must stay readable.

use std::{
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
};

use age::{secrecy::ExposeSecret, x25519::Identity};
use form_handler::{
    crypto::{
        access_list::AccessList,
        private_file::{self, Mended},
        recipients::{ListedRecipient, new_development_identity},
        secret::{Secret, SecretError},
        signing::{SigningKey, SigningKeyError},
    },
    store::sqlite::{ClockRules, SqliteError, SqliteStore},
};
use tracing::warn;

mod signing;

/// What `serve` works with, outside of the content.
pub struct Data {
    /// The applications.
    pub store: SqliteStore,
    /// Signs check pages.
    pub secret: Secret,
    /// Signs applications.
    pub signing_key: SigningKey,
    /// Who of the office may reach the applications over HTTPS.
    pub office: AccessList,
    /// Two, whose identities are in `identity.txt`; none where applications are real.
    pub development_keys: Vec<String>,
    /// Files that were made just now; empty on every start but the first.
    pub made: Vec<PathBuf>,
    /// Held as long as this server runs.
    _lock: File,
}

/// What a site for the public is given, which makes none of it.
pub struct Given {
    /// The form's secret.
    pub secret: Secret,
    /// Signs applications.
    pub signing_key: SigningKey,
    /// Who of the office may reach the store over HTTPS; mostly nobody.
    pub office: AccessList,
}

/// The folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum DataError {
    #[error("{path} cannot be used")]
    Io { path: PathBuf, source: io::Error },
    #[error("{path} holds {found} age identities, expected two; delete it to have new ones made")]
    Identities { path: PathBuf, found: usize },
    #[error("{path} holds no secret; delete it to have a new one made")]
    Secret { path: PathBuf, source: SecretError },
    #[error("{path} holds no key for signatures; delete it to have a new one made")]
    SigningKey { path: PathBuf, source: SigningKeyError },
    #[error("another server works with {path}; end it first, or choose another folder with --data")]
    Taken { path: PathBuf },
    #[error("the applications cannot be opened")]
    Store(#[from] SqliteError),
}

impl Data {
    /// Opens the folder, and makes what is missing in it.
    pub fn open(folder: &Path, rules: ClockRules) -> Result<Self, DataError> {
        let lock = lock(folder)?;
        let mut made = Vec::new();
        let identities = folder.join("identity.txt");
        let text = read_or_make(&identities, || Ok(new_identities()), &mut made)?;
        let development_keys: Vec<String> = text
            .lines()
            .filter_map(|line| line.trim().parse::<Identity>().ok())
            .map(|identity| identity.to_public().to_string())
            .collect();
        if development_keys.len() < 2 {
            let found = development_keys.len();
            return Err(DataError::Identities { path: identities, found });
        }
        let path = folder.join("secret");
        let secret = read_or_make(&path, new_secret, &mut made)?
            .parse()
            .map_err(|source| DataError::Secret { path, source })?;
        let signing_key = signing::open(folder, &mut made)?;
        let store = open_store(folder, rules, &mut made)?;
        let office = AccessList::default();
        Ok(Self { store, secret, signing_key, office, development_keys, made, _lock: lock })
    }

    /// Opens the folder of a site for the public. No secret and no key is made, which people would then keep
    /// without knowing it; only the file of the applications is.
    pub fn open_with(
        Given { secret, signing_key, office }: Given,
        folder: &Path,
        rules: ClockRules,
    ) -> Result<Self, DataError> {
        let lock = lock(folder)?;
        let mut made = Vec::new();
        let store = open_store(folder, rules, &mut made)?;
        let development_keys = Vec::new();
        Ok(Self { store, secret, signing_key, office, development_keys, made, _lock: lock })
    }

    /// The content's recipients, with development keys where there are only placeholders.
    pub fn recipients(&self, listed: &[ListedRecipient]) -> Vec<ListedRecipient> {
        let mut keys = self.development_keys.iter().cycle();
        let development = |(role, name): (&str, &str), key: Option<&String>| ListedRecipient {
            role: role.to_owned(),
            name: name.to_owned(),
            key: key.cloned(),
            ..Default::default()
        };
        if listed.is_empty() {
            let who = ("développement", "clé de développement");
            return self.development_keys.iter().map(|key| development(who, Some(key))).collect();
        }
        let known = listed.iter().map(|recipient| match recipient.key {
            Some(_) => recipient.clone(),
            None => development((&recipient.role, &recipient.name), keys.next()),
        });
        let mut recipients: Vec<ListedRecipient> = known.collect();
        // A form for a role that one person has so far is tried out all the same.
        if let [only] = &recipients[..]
            && let Some(key) = keys.next()
        {
            let second = development((&only.role, "clé de développement"), Some(key));
            recipients.push(second);
        }
        recipients
    }
}

/// Where the applications of a folder are.
pub(super) fn database(folder: &Path) -> PathBuf {
    folder.join("applications.db")
}

fn open_store(
    folder: &Path,
    rules: ClockRules,
    made: &mut Vec<PathBuf>,
) -> Result<SqliteStore, DataError> {
    let applications = database(folder);
    made.extend((!applications.exists()).then(|| applications.clone()));
    Ok(SqliteStore::open_with(&applications, rules)?)
}

/// The folder is for one server at a time; the secretariat shares the database through its own locks. The
/// system gives it back when the process ends, however it ends.
fn lock(folder: &Path) -> Result<File, DataError> {
    let path = folder.join("lock");
    let io = |source| DataError::Io { path: path.clone(), source };
    match private_file::create(&path, b"") {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        made => made.map_err(io)?,
    }
    let file = File::options().append(true).open(&path).map_err(io)?;
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => Err(DataError::Taken { path: folder.to_owned() }),
        // Some network file systems know no locks.
        Err(TryLockError::Error(cause)) if cause.kind() != io::ErrorKind::Unsupported => {
            Err(io(cause))
        }
        _ => Ok(file),
    }
}

fn read_or_make(
    path: &Path,
    make: impl FnOnce() -> io::Result<String>,
    made: &mut Vec<PathBuf>,
) -> Result<String, DataError> {
    let io = |source| DataError::Io { path: path.to_owned(), source };
    match fs::read_to_string(path) {
        Ok(text) => {
            if private_file::mend(path).map_err(io)? == Mended::Yes {
                warn!("others could read {}; they cannot any more", path.display());
            }
            return Ok(text);
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(io(error)),
    }
    let text = make().map_err(io)?;
    private_file::create(path, text.as_bytes()).map_err(io)?;
    made.push(path.to_owned());
    Ok(text)
}

fn new_identities() -> String {
    let [first, second] = [(), ()].map(|()| {
        let identity = new_development_identity();
        let (public, secret) = (identity.to_public(), identity.to_string());
        format!("# public key: {public}\n{}\n", secret.expose_secret())
    });
    format!(
        "# Two development identities. They open what was sent to this machine, and are not protected:\n\
         # production refuses their keys, which start with age1dev.\n{first}{second}"
    )
}

/// 48 bytes of the system's randomness, in base64.
fn new_secret() -> io::Result<String> {
    use base64::prelude::{BASE64_STANDARD, Engine};
    let mut bytes = [0; 48];
    io::Read::read_exact(&mut fs::File::open("/dev/urandom")?, &mut bytes)?;
    Ok(format!("{}\n", BASE64_STANDARD.encode(bytes)))
}

#[cfg(test)]
mod tests;
