//! Takes connections and lets go of them: no more at once than fit, none that keeps its place without saying
//! anything, and all of them soon after the server is told to stop.

use std::{
    convert::Infallible,
    future::Future,
    io,
    net::SocketAddr,
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use axum::Router;
use http::{HeaderValue, Request, header::CONNECTION};
use hyper::{body::Incoming, server::conn::http1, service::Service as _, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore, watch},
    time::{sleep, timeout},
};
use tracing::warn;

use super::http::sender::Peer;

/// What a connection may take.
#[derive(Clone, Copy, Debug)]
pub struct ConnectionLimits {
    /// How many are served at once; others wait until one of these ends.
    pub at_once: u32,
    /// How long a request's headers may take, and how long a connection may wait for its next request.
    pub headers: Duration,
    /// How long one may last, whatever it does; then the next answer says that it is the last, and without another
    /// request it ends after `headers`.
    pub life: Duration,
    /// How long whatever is under way may still take after that, or when the server stops.
    pub patience: Duration,
}

impl ConnectionLimits {
    /// For a process that may have so many files open; `None`: any number. A connection is one, and half of
    /// them stay for all else. With the largest form (256 kB) in each of 512 connections, they take 128 MB.
    pub fn for_open_files(files: Option<u64>) -> Self {
        let half = u32::try_from(files.unwrap_or(u64::MAX) / 2).unwrap_or(u32::MAX);
        Self {
            at_once: half.clamp(1, 512),
            headers: Duration::from_secs(15),
            life: Duration::from_mins(5),
            patience: Duration::from_secs(7),
        }
    }
}

/// The largest headers that are read, in bytes: more than browsers send by far.
const HEADER_BYTES: usize = 64 * 1024;

/// Serves until `stop`, and then what is under way until it is done or `patience` is over.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    limits: ConnectionLimits,
    stop: impl Future<Output = ()>,
) {
    let places = Arc::new(Semaphore::new(limits.at_once as usize));
    let stopping = watch::Sender::new(false);
    let mut stop = pin!(stop);
    loop {
        tokio::select! {
            () = &mut stop => break,
            (stream, peer, place) = next(&listener, &places) => {
                let connection = keep(stream, peer, router.clone(), limits, stopping.subscribe());
                tokio::spawn(async move {
                    connection.await;
                    drop(place);
                });
            }
        }
    }
    // Whoever comes now is refused, and not left waiting.
    drop(listener);
    stopping.send_replace(true);
    // All places are free when the last connection has ended.
    let _ = timeout(limits.patience, places.acquire_many(limits.at_once)).await;
}

/// The next connection, when there is a place for it.
async fn next(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> (TcpStream, SocketAddr, OwnedSemaphorePermit) {
    let place = Arc::clone(places).acquire_owned().await.expect("it is never closed");
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => return (stream, peer, place),
            Err(cause) if is_of_the_other_end(&cause) => {}
            Err(cause) => {
                // As when the process may open no more files: others will be closed.
                warn!(%cause, "a connection cannot be taken; trying again");
                sleep(Duration::from_secs(1)).await;
            }
        }
    }
}

fn is_of_the_other_end(cause: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(cause.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

/// One connection, from its first request to its last.
async fn keep(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    limits: ConnectionLimits,
    mut stopping: watch::Receiver<bool>,
) {
    let router = TowerToHyperService::new(router);
    let is_old = AtomicBool::new(false);
    let service = service_fn(|mut request: Request<Incoming>| {
        request.extensions_mut().insert(Peer(peer.ip()));
        let answer = router.call(request);
        let is_old = &is_old;
        async move {
            let mut answer = answer.await?;
            if is_old.load(Ordering::Relaxed) {
                answer.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
            }
            Ok::<_, Infallible>(answer)
        }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.headers)
        .max_buf_size(HEADER_BYTES)
        .serve_connection(TokioIo::new(stream), service);
    let mut connection = pin!(connection);
    let mut stopped = pin!(async {
        let _ = stopping.wait_for(|&stopping| stopping).await;
    });
    tokio::select! {
        // What can go wrong is the other end's: it breaks off, or sends what is no HTTP.
        _ = &mut connection => return,
        () = &mut stopped => {}
        // Closed at once, it would cross a request that is on its way, which nobody would answer.
        () = sleep(limits.life) => {
            is_old.store(true, Ordering::Relaxed);
            tokio::select! {
                _ = &mut connection => return,
                () = &mut stopped => {}
                () = sleep(limits.headers) => {}
            }
        }
    }
    connection.as_mut().graceful_shutdown();
    let _ = timeout(limits.patience, connection).await;
}

#[cfg(test)]
mod tests;
