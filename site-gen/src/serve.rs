//! The site and the form on one machine: `site-gen serve`, which is `cargo run`.
//!
//! ```text
//! content/ ─watch→ build ─→ Live ←─ http ← browser      .data/ applications, keys, secret
//!                     └ problems stand in the page              │
//!                       the form: form_handler, the same as on Lambda
//! ```
//!
//! This is an edge: the clock, the network and the disk enter here.

mod options;
mod data_dir;
mod files;
mod form;
mod live;
mod rebuilder;
mod as_deployed;
mod production;
mod http;
mod connections;

use std::{sync::Arc, thread, time::Duration};

use form_handler::{
    service::office::Office,
    store::{
        chain,
        sqlite::{AheadClock, ClockRules, Deletion, SqliteStore},
    },
};
use rustix::process::{Resource, getrlimit};
use tracing::{error, info, warn};

use connections::ConnectionLimits;
use data_dir::Data;
use http::sender::Senders;
use live::{Broadcast, Live, Reload};
pub use options::{Noticing, ProductionOptions, Reach, ServeError, ServeOptions, Serving};
use rebuilder::{Change, Rebuilder, Watch};

/// What has been stored but not answered when everybody's patience is over: a write takes milliseconds.
const LAST_WRITES: Duration = Duration::from_secs(2);

/// How long an author waits for the server to stop.
const AUTHORS_PATIENCE: Duration = Duration::from_secs(2);

/// Serves until Ctrl-C.
pub fn run(options: &ServeOptions) -> Result<(), ServeError> {
    let data = Arc::new(open(options)?);
    for path in &data.made {
        info!(path = %path.display(), "made {}", path.display());
    }
    let (current, rebuilder) = first(options, Arc::clone(&data))?;
    let reload = match options.serving {
        Serving::Live => Reload::Yes,
        Serving::AsDeployed | Serving::Production(_) => Reload::No,
    };
    let live = Arc::new(Broadcast::new(current, reload));
    if let Some(rebuilder) = rebuilder {
        rebuild_on_change(options, rebuilder, Arc::clone(&live))?;
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let done = runtime.block_on(listen(options, &data, live));
    runtime.shutdown_timeout(LAST_WRITES);
    done
}

fn open(options: &ServeOptions) -> Result<Data, ServeError> {
    let accepted = options.accept_clock.then(form::now);
    match &options.serving {
        Serving::Production(production) => {
            let given = production::check(options.addr, production, &options.data)?;
            let rules = ClockRules { ahead: AheadClock::Refuses, accepted };
            Ok(Data::open_with(given, &options.data, rules)?)
        }
        Serving::Live | Serving::AsDeployed => {
            let rules = ClockRules { ahead: AheadClock::Confirms, accepted };
            Ok(Data::open(&options.data, rules)?)
        }
    }
}

#[expect(clippy::print_stdout, reason = "the address is this command's result")]
async fn listen(
    options: &ServeOptions,
    data: &Data,
    live: Arc<Broadcast>,
) -> Result<(), ServeError> {
    let addr = options.addr;
    let failed = |source| ServeError::Listen { addr, source };
    let listener = tokio::net::TcpListener::bind(addr).await.map_err(failed)?;
    tokio::spawn(forget_what_expires(data.store.clone()));
    println!("The site and its form are on http://{}/ (Ctrl-C stops)", listener.local_addr()?);
    let limits = ConnectionLimits::for_open_files(getrlimit(Resource::Nofile).current);
    let (router, limits) = match &options.serving {
        Serving::Production(production) => {
            let router = http::router(live, Senders::new(production.trusted_proxy));
            let office = Office { people: data.office.clone(), store: data.store.clone() };
            (http::office::with_office(http::with_health(router), office), limits)
        }
        // Browsers that wait for a change are not waited for.
        Serving::Live | Serving::AsDeployed => {
            let limits = ConnectionLimits { patience: AUTHORS_PATIENCE, ..limits };
            (http::router(live, Senders::new(None)), limits)
        }
    };
    connections::serve(listener, router, limits, stop()).await;
    Ok(())
}

/// Retention is a promise: what has expired is looked for at the start and then every hour, and deleted when
/// it has been expired for a day. A wrong clock deletes nothing.
async fn forget_what_expires(store: SqliteStore) {
    let mut hourly = tokio::time::interval(Duration::from_hours(1));
    loop {
        hourly.tick().await;
        match store.delete_expired(form::now()).await {
            Ok(Deletion::Done { deleted, bodies, damaged, .. }) => {
                if deleted > 0 {
                    info!(deleted, "deleted {deleted} applications whose retention is over");
                }
                if bodies > 0 {
                    info!(bodies, "deleted {bodies} bodies of the journal whose retention is over");
                }
                for reference in damaged {
                    error!(%reference, "{reference} is damaged: it is not deleted, although it seems expired");
                }
            }
            Ok(Deletion::ClockBehind { latest }) => {
                error!(%latest, "the clock is before {latest}, which was seen earlier: nothing is deleted; set \
                     it or, if it is right, start once with --accept-clock");
            }
            Ok(Deletion::ClockAhead { latest }) => {
                error!(%latest, "the clock is more than 40 days after {latest}, the latest time seen: nothing \
                     is deleted, nor confirmed in production; set it or, if it is right, start once with --accept-clock");
            }
            Err(cause) => {
                let cause = chain(&cause);
                warn!(
                    cause,
                    "expired applications are not yet deleted and overwritten; trying again in an hour"
                );
            }
        }
    }
}

/// Ctrl-C, or what a service manager sends.
async fn stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminate) = signal(SignalKind::terminate()) else { return };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
    info!("stopping");
}

fn rebuild_on_change(
    options: &ServeOptions,
    mut rebuilder: Rebuilder,
    live: Arc<Broadcast>,
) -> Result<(), ServeError> {
    let path = options.content.clone();
    let mut watch = Watch::start(&path, options.noticing)
        .map_err(|source| ServeError::Watch { path, source })?;
    thread::spawn(move || {
        watch.each_change(|change| live.replace(rebuilder.next(&change, live.current())));
        warn!("changes are not noticed any more");
    });
    Ok(())
}

/// What is served first, and who makes what is served after each change; nobody where it stays as it is.
fn first(options: &ServeOptions, data: Arc<Data>) -> Result<(Live, Option<Rebuilder>), ServeError> {
    match options.serving {
        Serving::AsDeployed | Serving::Production(_) => {
            Ok((as_deployed::deployed(options, &data)?, None))
        }
        Serving::Live => {
            // Any number that an earlier server's pages do not wait for.
            let build = u64::try_from(form::now().as_millisecond()).unwrap_or_default();
            let start = Live { build, ..Live::default() };
            let mut rebuilder = Rebuilder::new(options.clone(), data);
            Ok((rebuilder.next(&Change::Anything, start), Some(rebuilder)))
        }
    }
}
