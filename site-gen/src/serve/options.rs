//! What `serve` is asked for, and why it cannot start.

use std::{io, net::SocketAddr, path::PathBuf};

use form_handler::{bundle::BundleError, crypto::recipients::Unfit, rate_limit::RateLimit};

use super::data_dir::DataError;

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
    /// Whether one address may send only so often.
    pub limits: RateLimit,
}

/// Where the site that is served comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Serving {
    /// From the content, again at each change. Drafts are shown.
    Live,
    /// From `dist/`, byte for byte.
    AsDeployed,
}

/// Where "today" is decided for applicants.
pub const TIME_ZONE: &str = "Europe/Paris";

/// The server cannot start.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum ServeError {
    #[error(transparent)]
    Data(#[from] DataError),
    #[error(
        "{addr} is not free: stop what listens there, or choose another with --addr 127.0.0.1:0"
    )]
    Taken { addr: SocketAddr, source: io::Error },
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
