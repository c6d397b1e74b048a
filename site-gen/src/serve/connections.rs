//! Takes connections and lets go of them: no more at once than fit, none that keeps its place without saying
//! anything, and all of them soon after the server is told to stop.

use std::{future::Future, io, net::SocketAddr, pin::pin, sync::Arc, time::Duration};

use axum::Router;
use http::Request;
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
    /// How long one may last, whatever it does; then it ends after the request that it is at.
    pub life: Duration,
    /// How long whatever is under way may still take after `life`, or when the server stops.
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
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(Peer(peer.ip()));
        router.call(request)
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.headers)
        .max_buf_size(HEADER_BYTES)
        .serve_connection(TokioIo::new(stream), service);
    let mut connection = pin!(connection);
    tokio::select! {
        // What can go wrong is the other end's: it breaks off, or sends what is no HTTP.
        _ = &mut connection => return,
        _ = stopping.wait_for(|&stopping| stopping) => {}
        () = sleep(limits.life) => {}
    }
    connection.as_mut().graceful_shutdown();
    let _ = timeout(limits.patience, connection).await;
}

#[cfg(test)]
mod tests {
    use std::{
        io::{Read as _, Write as _},
        net::TcpStream,
    };

    use axum::routing::post;
    use tokio::{
        sync::{Notify, oneshot},
        time::Instant,
    };

    use super::*;

    const LIMITS: ConnectionLimits = ConnectionLimits {
        at_once: 2,
        headers: Duration::from_millis(100),
        life: Duration::from_mins(1),
        patience: Duration::from_mins(1),
    };
    const ENTIRE: &[u8] =
        b"POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\nconnection: close\r\n\r\n.";

    /// A server whose answers wait until it is allowed to give them.
    struct TestServer {
        addr: SocketAddr,
        arrived: Arc<Notify>,
        allow: Arc<Semaphore>,
        stop: oneshot::Sender<()>,
        stopped: tokio::task::JoinHandle<()>,
    }

    impl TestServer {
        async fn start(limits: ConnectionLimits) -> Self {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            let addr = listener.local_addr().unwrap();
            let (arrived, allow) = (Arc::new(Notify::new()), Arc::new(Semaphore::new(0)));
            let (arrives, allowed) = (Arc::clone(&arrived), Arc::clone(&allow));
            let answer = async move |_: String| {
                arrives.notify_one();
                allowed.acquire().await.unwrap().forget();
                "done"
            };
            let (stop, told) = oneshot::channel();
            let stopped = tokio::spawn(async move {
                let told = async { told.await.unwrap() };
                serve(listener, Router::new().route("/", post(answer)), limits, told).await;
            });
            Self { addr, arrived, allow, stop, stopped }
        }

        fn send(&self, bytes: &[u8]) -> TcpStream {
            let mut stream = TcpStream::connect(self.addr).unwrap();
            stream.write_all(bytes).unwrap();
            stream
        }
    }

    async fn answer(mut stream: TcpStream) -> String {
        let reading = tokio::task::spawn_blocking(move || {
            let mut text = String::new();
            // Closed while there is something unread, it is reset.
            let _ = stream.read_to_string(&mut text);
            text
        });
        reading.await.unwrap()
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn who_says_nothing_loses_the_place_to_who_waits() {
        let server = TestServer::start(LIMITS).await;
        server.allow.add_permits(1);
        let silent = [server.send(b""), server.send(b"POST / HTTP/1.1\r\nhost: a\r\n")];

        let answered = answer(server.send(ENTIRE)).await;

        assert!(answered.ends_with("done"), "{answered}");
        for stream in silent {
            assert!(!answer(stream).await.contains("done"));
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn no_more_are_served_at_once_than_there_are_places() {
        let limits = ConnectionLimits { at_once: 1, ..LIMITS };
        let server = TestServer::start(limits).await;
        let first = server.send(ENTIRE);
        server.arrived.notified().await;
        let second = server.send(ENTIRE);

        let arrived = timeout(Duration::from_millis(200), server.arrived.notified()).await;

        assert!(arrived.is_err(), "the second is served beside the first");
        server.allow.add_permits(2);
        assert!(answer(first).await.ends_with("done"));
        assert!(answer(second).await.ends_with("done"));
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn what_is_under_way_is_finished_before_the_server_stops() {
        let server = TestServer::start(LIMITS).await;
        let under_way = server.send(ENTIRE);
        server.arrived.notified().await;

        server.stop.send(()).unwrap();
        // Nobody listens any more, as soon as the server has noticed.
        while TcpStream::connect(server.addr).is_ok() {}
        server.allow.add_permits(1);

        assert!(answer(under_way).await.ends_with("done"));
        server.stopped.await.unwrap();
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn what_never_ends_does_not_keep_the_server_from_stopping() {
        let limits = ConnectionLimits { patience: Duration::from_millis(100), ..LIMITS };
        let server = TestServer::start(limits).await;
        let _half = server.send(&ENTIRE[..ENTIRE.len() - 1]);
        let started = Instant::now();

        server.stop.send(()).unwrap();
        server.stopped.await.unwrap();

        assert!(started.elapsed() < Duration::from_secs(30));
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_connection_ends_some_time_whatever_it_does() {
        let short = Duration::from_millis(100);
        let server =
            TestServer::start(ConnectionLimits { life: short, patience: short, ..LIMITS }).await;

        let answered = answer(server.send(&ENTIRE[..ENTIRE.len() - 1])).await;

        assert_eq!(answered, "");
    }

    #[test]
    fn half_of_the_files_that_may_be_open_are_for_connections() {
        for (files, at_once) in [(Some(1024), 512), (Some(64), 32), (Some(1), 1), (None, 512)] {
            assert_eq!(ConnectionLimits::for_open_files(files).at_once, at_once, "{files:?}");
        }
    }
}
