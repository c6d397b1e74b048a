//! A site on one machine, whose store the office reaches: the service that `serve --production` runs, on a port of its own.

use std::{
    convert::Infallible,
    io::{self, Read as _, Write as _},
    net::{Shutdown, TcpListener},
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    task::{self, Poll},
    thread,
};

use age::x25519::Identity;
use bytes::Bytes;
use form_handler::{
    http::response::respond_to_office,
    service::office::Office,
    store::{
        https::{PATH, REQUEST_BYTES},
        journal::body::SealedHash,
        sqlite::SqliteStore,
    },
};
use http::{Request, Response};
use http_body_util::{BodyExt as _, Collected, Limited};
use hyper::{
    body::{Body, Frame, Incoming},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::TokioIo;

use crate::test_secretariat::now;

pub const TOKEN: &str = "bWFyaWUgbWFyaWUgbWFyaWUgbWFyaWUgbWFyaWUgISE=";

pub struct TestSite {
    pub url: String,
    /// Until one that breaks off; 0: none does.
    answers_left: Arc<AtomicUsize>,
}

impl TestSite {
    /// A site with that store, which only Marie may reach. It ends with the tests.
    pub fn start(store: SqliteStore) -> Self {
        let hash = SealedHash::of(TOKEN.as_bytes());
        let people = format!("marie 2021-06-01 {hash}\n").parse().unwrap();
        let office = Arc::new(Office { people, store });
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let url = format!("http://{}{PATH}", listener.local_addr().unwrap());
        let answers_left = Arc::new(AtomicUsize::new(0));
        let left = Arc::clone(&answers_left);
        thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.unwrap().block_on(serve(listener, office, left));
        });
        Self { url, answers_left }
    }

    /// The next answer of that number, from 1, is given when all is done, and breaks off in the middle; 0:
    /// none does. Says how many were left of the last such number.
    pub fn break_off(&self, number: usize) -> usize {
        self.answers_left.swap(number, Ordering::SeqCst)
    }

    /// What `infra/one-machine/office` writes into an access.
    pub fn access(&self) -> String {
        format!("STORE={}\nTOKEN={TOKEN}\nLATER=line\n", self.url)
    }
}

async fn serve(listener: TcpListener, office: Arc<Office>, answers_left: Arc<AtomicUsize>) {
    let listener = tokio::net::TcpListener::from_std(listener).unwrap();
    loop {
        let (stream, _) = listener.accept().await.unwrap();
        let (office, left) = (Arc::clone(&office), Arc::clone(&answers_left));
        let service =
            service_fn(move |request| answer(Arc::clone(&office), Arc::clone(&left), request));
        tokio::spawn(async move {
            // It is the other end's to break off, or ours because we are told to.
            let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
        });
    }
}

async fn answer(
    office: Arc<Office>,
    answers_left: Arc<AtomicUsize>,
    request: Request<Incoming>,
) -> Result<Response<Sent>, Infallible> {
    let (head, body) = request.into_parts();
    assert_eq!(head.uri.path(), PATH);
    let response = match office.admit(&head) {
        Ok(person) => {
            let body = Limited::new(body, REQUEST_BYTES + 1).collect().await.ok();
            office.answer(person, body.map(Collected::to_bytes), now()).await
        }
        Err(outcome) => respond_to_office(outcome),
    };
    let one_less = |left: usize| left.checked_sub(1);
    let breaks_off =
        answers_left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, one_less) == Ok(1);
    Ok(response.map(|body| Sent { body: Some(body), breaks_off, waits: true }))
}

/// A body that is sent whole, or half of it, and then the connection ends.
struct Sent {
    body: Option<Bytes>,
    breaks_off: bool,
    waits: bool,
}

impl Body for Sent {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut task::Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        let breaks_off = self.breaks_off;
        if breaks_off && self.body.is_none() && self.waits {
            // So that the half is on its way.
            self.waits = false;
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(match self.body.take() {
            Some(body) if breaks_off => Some(Ok(Frame::data(body.slice(..body.len() / 2)))),
            Some(body) => Some(Ok(Frame::data(body))),
            None if breaks_off => Some(Err(io::ErrorKind::BrokenPipe.into())),
            None => None,
        })
    }
}

/// A site that answers every request with these bytes, and ends the connection; its address.
pub fn answering(bytes: impl Into<Vec<u8>>) -> String {
    let (listener, bytes) = (TcpListener::bind("127.0.0.1:0").unwrap(), bytes.into());
    let url = format!("http://{}{PATH}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            // As much as there is of a small request; the rest is read too, or the answer could be lost.
            let _ = stream.read(&mut [0; 4096]);
            let _ = stream.write_all(&bytes).and_then(|()| stream.shutdown(Shutdown::Write));
            let _ = io::copy(&mut stream, &mut io::sink());
        }
    });
    url
}

/// An access that leads there, sealed to that identity.
pub fn sealed(to: &Identity, text: &str) -> Vec<u8> {
    age::encrypt(&to.to_public(), text.as_bytes()).unwrap()
}
