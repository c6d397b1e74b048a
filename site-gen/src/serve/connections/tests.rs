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

#[tokio::test(flavor = "multi_thread")]
async fn the_last_answer_of_a_connection_says_so() {
    let life = Duration::from_millis(300);
    let headers = Duration::from_secs(5);
    let server = TestServer::start(ConnectionLimits { headers, life, ..LIMITS }).await;
    server.allow.add_permits(2);
    let request = b"POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\n\r\n.";
    let mut stream = server.send(request);
    sleep(Duration::from_millis(600)).await;

    stream.write_all(request).unwrap();
    let answers = answer(stream).await;

    assert_eq!(answers.matches("done").count(), 2, "{answers}");
    let (young, old) = answers.split_once("done").unwrap();
    assert!(!young.contains("connection: close") && old.contains("connection: close"));
}

#[test]
fn half_of_the_files_that_may_be_open_are_for_connections() {
    for (files, at_once) in [(Some(1024), 512), (Some(64), 32), (Some(1), 1), (None, 512)] {
        assert_eq!(ConnectionLimits::for_open_files(files).at_once, at_once, "{files:?}");
    }
}
