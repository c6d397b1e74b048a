//! The site and the form on one machine: `site-gen serve`, which is `cargo run`.
//!
//! ```text
//! content/ ─watch→ build ─→ Current ←─ http ← browser      .data/ applications, keys, secret
//!                     └ problems stand in the page              │
//!                       the form: form_handler, the same as on Lambda
//! ```
//!
//! This is an edge: the clock, the network and the disk enter here.

mod as_deployed;
mod data_dir;
mod error_page;
mod live;
mod rebuilder;

use std::{
    io,
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::Arc,
    thread,
    time::Duration,
};

use form_handler::{
    bundle::{Bundle, BundleError},
    desk::{Clock, Desk},
    limit::Limits,
    parse::Origin,
    recipients::{Allow, Recipients, Unfit},
    store::SqliteStore,
    token::Secrets,
};
use jiff::{Timestamp, tz::TimeZone};
use tracing::{info, warn};

mod files;
mod http;
mod watch;

pub use as_deployed::Serving;
use data_dir::{Data, DataError};
use live::{Live, Reload};
use rebuilder::Studio;
use watch::Watch;

/// Where "today" is decided for applicants.
const TIME_ZONE: &str = "Europe/Paris";

/// What to serve, where.
#[derive(Clone, Debug)]
pub struct Options {
    /// The content folder.
    pub content: PathBuf,
    /// Where applications, keys and the secret are.
    pub data: PathBuf,
    /// Port 0 takes any free one.
    pub addr: SocketAddr,
    /// Built from the content as it changes, or as it was built.
    pub serving: Serving,
    /// Whether one address may send only so often.
    pub limits: Limits,
}

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

/// Serves until Ctrl-C.
pub fn run(options: &Options) -> Result<(), ServeError> {
    let data = Arc::new(Data::open(&options.data)?);
    for path in &data.made {
        info!(path = %path.display(), "made {}", path.display());
    }
    let (current, studio) = as_deployed::first(options, Arc::clone(&data))?;
    let reload = match options.serving {
        Serving::Live => Reload::Yes,
        Serving::AsDeployed => Reload::No,
    };
    let live = Arc::new(Live::new(current, reload));
    if let Some(studio) = studio {
        rebuild_on_change(&options.content, studio, Arc::clone(&live))?;
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(listen(options, &data, live))
}

#[expect(clippy::print_stdout, reason = "the address is this command's result")]
async fn listen(options: &Options, data: &Data, live: Arc<Live>) -> Result<(), ServeError> {
    let addr = options.addr;
    let taken = |source| ServeError::Taken { addr, source };
    let listener = tokio::net::TcpListener::bind(addr).await.map_err(taken)?;
    tokio::spawn(forget_what_expires(data.store.clone()));
    println!("The site and its form are on http://{}/ (Ctrl-C stops)", listener.local_addr()?);
    // The peer's address is the sender's: nothing stands between on one machine.
    let service = http::router(live).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(stop()).await?;
    Ok(())
}

/// Retention is a promise: what has expired is deleted at the start and then every hour.
async fn forget_what_expires(store: SqliteStore) {
    let mut hourly = tokio::time::interval(Duration::from_hours(1));
    loop {
        hourly.tick().await;
        match store.delete_expired(now()).await {
            Ok(0) => {}
            Ok(deleted) => info!(deleted, "deleted {deleted} applications whose retention is over"),
            Err(cause) => warn!(%cause, "expired applications could not be deleted; trying again"),
        }
    }
}

/// Ctrl-C, or what a service manager sends. Browsers that wait for a change are not waited for.
async fn stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminate) = signal(SignalKind::terminate()) else { return };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
    info!("stopping");
    tokio::spawn(async {
        tokio::time::sleep(Duration::from_secs(2)).await;
        std::process::exit(0);
    });
}

fn rebuild_on_change(
    content: &Path,
    mut studio: Studio,
    live: Arc<Live>,
) -> Result<(), ServeError> {
    let path = content.to_owned();
    let watch = Watch::start(&path).map_err(|source| ServeError::Watch { path, source })?;
    thread::spawn(move || {
        watch.each_change(|change| live.replace(studio.next(&change, live.current())));
        warn!("changes are not noticed any more");
    });
    Ok(())
}

/// The form's desk for a bundle.
fn desk(bundle: Bundle, data: &Data, limits: Limits) -> Result<Arc<Desk<SqliteStore>>, ServeError> {
    let listed = data.recipients(&bundle.recipients);
    Ok(Arc::new(Desk {
        pages: application_form::page::Pages::new(&bundle.templates)?,
        recipients: Recipients::from_listed(&listed, Allow::DevelopmentKeys)?,
        bundle,
        secrets: Secrets { current: data.secret.clone(), previous: None },
        store: data.store.clone(),
        origin: Origin::Host,
        time_zone: TimeZone::get(TIME_ZONE)?,
        clock: Clock(Box::new(now)),
        limits,
    }))
}

#[expect(clippy::disallowed_methods, reason = "the clock enters here")]
fn now() -> Timestamp {
    Timestamp::now()
}
