//! Takes connections and lets go of them: no more at once than fit, and none that keeps its place without saying anything.

use std::{future::Future, pin::pin, sync::Arc, time::Duration};

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{Semaphore, watch},
    time::{sleep, timeout},
};

/// So many at once; others wait. A browser opens six.
const AT_ONCE: u32 = 32;

/// How long the head of a request may take, and how long a connection may wait for its next request.
const HEAD: Duration = Duration::from_secs(15);

/// How long a connection may last; then it ends after the request that it is at.
const LIFE: Duration = Duration::from_mins(5);

/// How long whatever is under way may still take when the program ends: the last page.
const LAST: Duration = Duration::from_secs(3);

/// The largest head of a request, in bytes.
const HEAD_BYTES: usize = 16 * 1024;

/// Serves until `stop`, and then what is under way.
pub async fn serve(listener: TcpListener, router: Router, stop: impl Future<Output = ()>) {
    let places = Arc::new(Semaphore::new(AT_ONCE as usize));
    let stopping = watch::Sender::new(false);
    let mut stop = pin!(stop);
    loop {
        let next = async {
            let place = Arc::clone(&places).acquire_owned().await.expect("it is never closed");
            (listener.accept().await, place)
        };
        tokio::select! {
            () = &mut stop => break,
            (accepted, place) = next => match accepted {
                Ok((stream, _)) => {
                    let connection = keep(stream, router.clone(), stopping.subscribe());
                    tokio::spawn(async move {
                        connection.await;
                        drop(place);
                    });
                }
                // As when the process may open no more files: others will be closed.
                Err(_) => sleep(Duration::from_millis(200)).await,
            }
        }
    }
    drop(listener);
    stopping.send_replace(true);
    // All places are free when the last connection has ended.
    let _ = timeout(LAST, places.acquire_many(AT_ONCE)).await;
}

/// One connection, from its first request to its last.
async fn keep(stream: TcpStream, router: Router, mut stopping: watch::Receiver<bool>) {
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .max_buf_size(HEAD_BYTES)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router));
    let mut connection = pin!(connection);
    tokio::select! {
        // What can go wrong is the other end's: it breaks off, or sends what is no HTTP.
        _ = &mut connection => return,
        _ = stopping.wait_for(|&stopping| stopping) => {}
        () = sleep(LIFE) => {}
    }
    connection.as_mut().graceful_shutdown();
    let _ = timeout(LAST, connection).await;
}
