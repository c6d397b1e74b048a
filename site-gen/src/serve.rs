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
mod watch;
mod rebuilder;
mod as_deployed;
mod error_page;
mod http;

use std::{net::SocketAddr, path::Path, sync::Arc, thread, time::Duration};

use form_handler::store::sqlite::SqliteStore;
use tracing::{info, warn};

use data_dir::Data;
use live::{Broadcast, Live, Reload};
pub use options::{ServeError, ServeOptions, Serving};
use rebuilder::Rebuilder;
use watch::{Change, Watch};

/// Serves until Ctrl-C.
pub fn run(options: &ServeOptions) -> Result<(), ServeError> {
    let data = Arc::new(Data::open(&options.data)?);
    for path in &data.made {
        info!(path = %path.display(), "made {}", path.display());
    }
    let (current, rebuilder) = first(options, Arc::clone(&data))?;
    let reload = match options.serving {
        Serving::Live => Reload::Yes,
        Serving::AsDeployed => Reload::No,
    };
    let live = Arc::new(Broadcast::new(current, reload));
    if let Some(rebuilder) = rebuilder {
        rebuild_on_change(&options.content, rebuilder, Arc::clone(&live))?;
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(listen(options, &data, live))
}

#[expect(clippy::print_stdout, reason = "the address is this command's result")]
async fn listen(
    options: &ServeOptions,
    data: &Data,
    live: Arc<Broadcast>,
) -> Result<(), ServeError> {
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
        match store.delete_expired(form::now()).await {
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
    mut rebuilder: Rebuilder,
    live: Arc<Broadcast>,
) -> Result<(), ServeError> {
    let path = content.to_owned();
    let watch = Watch::start(&path).map_err(|source| ServeError::Watch { path, source })?;
    thread::spawn(move || {
        watch.each_change(|change| live.replace(rebuilder.next(&change, live.current())));
        warn!("changes are not noticed any more");
    });
    Ok(())
}

/// What is served first, and who makes what is served after each change; nobody where it stays as it is.
fn first(options: &ServeOptions, data: Arc<Data>) -> Result<(Live, Option<Rebuilder>), ServeError> {
    match options.serving {
        Serving::AsDeployed => Ok((as_deployed::deployed(options, &data)?, None)),
        Serving::Live => {
            // Any number that an earlier server's pages do not wait for.
            let build = u64::try_from(form::now().as_millisecond()).unwrap_or_default();
            let start = Live { build, ..Live::default() };
            let mut rebuilder = Rebuilder::new(options.clone(), data);
            Ok((rebuilder.next(&Change::Anything, start), Some(rebuilder)))
        }
    }
}
