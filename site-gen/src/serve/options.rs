//! What `serve` is asked for, and why it cannot start.

use std::{
    io,
    net::{IpAddr, SocketAddr},
    path::PathBuf,
};

use form_handler::{
    bundle::BundleError,
    crypto::{
        access_list::NotAnAccess,
        recipients::{Fingerprint, Unfit, last_used::LastUsedError},
        secret::SecretError,
        signing::{
            SigningKeyError,
            listed::{NotAdmitted, UnfitSigningKeys},
        },
    },
    rate_limit::RateLimit,
};

use super::data_dir::DataError;
use crate::content::assets::images::shown::Images;

/// What to serve, where.
#[derive(Clone, Debug)]
pub struct ServeOptions {
    /// The content folder.
    pub content: PathBuf,
    /// Where applications, keys and the secret are.
    pub data: PathBuf,
    /// Port 0 takes any free one.
    pub addr: SocketAddr,
    /// Built from the content as it changes, or as it was built.
    pub serving: Serving,
    /// How changes of the content are noticed.
    pub noticing: Noticing,
    /// Whether images are made of those that pages show.
    pub images: Images,
    /// Whether one address may send only so often.
    pub limits: RateLimit,
    /// Whether a person says that the clock is right, whatever the applications' file remembers.
    pub accept_clock: bool,
}

/// Where the site that is served comes from.
#[derive(Clone, Debug)]
pub enum Serving {
    /// From the content, again at each change. Drafts are shown.
    Live,
    /// From `dist/`, byte for byte.
    AsDeployed,
    /// The same, and to the public: nothing that is only for trying out is accepted.
    Production(ProductionOptions),
}

/// How changes are noticed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Noticing {
    /// The system tells of them.
    ByEvents,
    /// Every file is looked at once a second: some shared and network folders tell nothing.
    ByPolling,
}

/// What `serve --production` is asked for.
#[derive(Clone, Debug)]
pub struct ProductionOptions {
    /// The file with the form's secret.
    pub secret: Option<PathBuf>,
    /// The file with the key by which applications are signed.
    pub signing_key: Option<PathBuf>,
    /// The file that says who of the office may reach the store over HTTPS. There need be none.
    pub office: Option<PathBuf>,
    /// Keys that were not on the list of recipients used last, and that somebody has accepted.
    pub accepted: Vec<Fingerprint>,
    /// Where the service manager has put them otherwise, under the names `secret`, `signing-key` and `office`.
    pub credentials: Option<PathBuf>,
    /// Whose word on who sends is taken.
    pub trusted_proxy: Option<IpAddr>,
    /// From where connections are taken.
    pub reach: Reach,
}

/// From where connections are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Only a proxy on the same machine gets here.
    ThisMachine,
    /// Whoever gets to the address.
    Anyone,
}

/// Where "today" is decided for applicants.
pub const TIME_ZONE: &str = "Europe/Paris";

/// The server cannot start.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum ServeError {
    #[error(transparent)]
    Unready(#[from] Unready),
    #[error(transparent)]
    Data(#[from] DataError),
    #[error("{}", cannot_listen(*addr, source))]
    Listen { addr: SocketAddr, source: io::Error },
    #[error("the content folder {} cannot be watched", .path.display())]
    Watch { path: PathBuf, source: notify::Error },
    #[error("{} cannot be read; build the site first: site-gen build", .path.display())]
    NotBuilt { path: PathBuf, source: io::Error },
    #[error(transparent)]
    Bundle(#[from] BundleError),
    #[error(transparent)]
    Recipients(#[from] Unfit),
    #[error("the form's templates cannot be compiled")]
    Templates(#[from] tera::Error),
    #[error("the time zone {TIME_ZONE} is unknown")]
    TimeZone(#[from] jiff::Error),
    #[error("the server stopped")]
    Io(#[from] io::Error),
}

fn cannot_listen(addr: SocketAddr, cause: &io::Error) -> String {
    match cause.kind() {
        io::ErrorKind::AddrInUse => format!(
            "{addr} is not free: stop what listens there, or choose another with --addr 127.0.0.1:0"
        ),
        io::ErrorKind::AddrNotAvailable => format!(
            "{} is no address of this machine: --addr 127.0.0.1:8080 is, and 0.0.0.0 stands for all of them",
            addr.ip()
        ),
        io::ErrorKind::PermissionDenied => format!(
            "you may not listen on {addr}: ports below 1024 are for the system, choose another with \
             --addr 127.0.0.1:8080"
        ),
        _ => format!("cannot listen on {addr}"),
    }
}

/// How a secret is made, with what stands on every Linux.
const MAKING: &str = "(umask 077; head -c 48 /dev/urandom | base64 -w0 > secret)";

/// How a key for signatures is made, which also says what goes into `content/signing.toml`.
const MAKING_KEY: &str = "secretariat keys signing --out signing-key";

/// How somebody of the office gets an access, which also writes it down.
const MAKING_ACCESS: &str = "infra/one-machine/office add --name NAME --key age1…";

/// The site cannot be served to the public; every reason at once.
#[derive(Debug, thiserror::Error)]
#[error("the site cannot be served to the public:\n- {}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n- "))]
pub struct Unready(pub Vec<Unreadiness>);

/// One reason why a site cannot be served to the public.
#[derive(Debug, thiserror::Error)]
pub enum Unreadiness {
    #[error(
        "{0} can be reached from other machines, where answers would travel unencrypted: listen on 127.0.0.1 behind a proxy that adds HTTPS (infra/one-machine/README.md), or say --public if there is one elsewhere"
    )]
    Reachable(SocketAddr),
    #[error(
        "there is no secret: say --secret FILE, or have systemd load it as `secret`; to make one: {MAKING}"
    )]
    NoSecret,
    #[error("the secret {path} cannot be read: {source}; to make one: {MAKING}")]
    SecretFile { path: PathBuf, source: io::Error },
    #[error("the secret {path} is malformed: {source}; to make one: {MAKING}")]
    Secret { path: PathBuf, source: SecretError },
    #[error(
        "there is no key for signatures: say --signing-key FILE, or have systemd load it as `signing-key`; to make one: {MAKING_KEY}"
    )]
    NoSigningKey,
    #[error("the key for signatures {path} cannot be read: {source}; to make one: {MAKING_KEY}")]
    SigningKeyFile { path: PathBuf, source: io::Error },
    #[error("the key for signatures {path} is malformed: {source}; to make one: {MAKING_KEY}")]
    SigningKey { path: PathBuf, source: SigningKeyError },
    #[error("the list of the office {path} cannot be read: {source}; to make one: {MAKING_ACCESS}")]
    OfficeFile { path: PathBuf, source: io::Error },
    #[error("the list of the office {path}: {source}; to make a line: {MAKING_ACCESS}")]
    Office { path: PathBuf, source: NotAnAccess },
    #[error("{0}; mend content/signing.toml, and build it again: site-gen build --production")]
    SigningKeys(UnfitSigningKeys),
    #[error(
        "the key for signatures cannot sign: {0}; mend that, and build it again: site-gen build --production"
    )]
    NotAdmitted(NotAdmitted),
    #[error("the site cannot be read: {0}; build it first: site-gen build --production")]
    Site(String),
    #[error(
        "{0}: put the site's own address into `base_url` in content/site.toml, and build it again: site-gen build --production"
    )]
    Unreachable(String),
    #[error("{0}; mend content/recipients.toml, and build it again: site-gen build --production")]
    Recipients(Unfit),
    #[error("{0}; once the owner of a new key has read its fingerprint out: --accept FINGERPRINT")]
    LastUsed(LastUsedError),
}
