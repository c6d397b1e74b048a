//! A network between the store and `DynamoDB` Local that fails as it is told to.

use std::{
    net::Ipv4Addr,
    sync::{Arc, Mutex},
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

/// What happens to one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// `DynamoDB` says that it failed.
    InternalError,
    /// `DynamoDB` says that it is asked too often.
    Throttled,
    /// `DynamoDB` says that another transaction writes the same at the same time.
    Conflict,
    /// AWS says that the request was signed at another time than it is there.
    ClockRefused,
    /// The connection ends and the request is lost.
    CutBefore,
    /// The request is carried out, then the connection ends and the answer is lost.
    CutAfter,
    /// Everything takes so long.
    Slow(Duration),
    /// Nothing ever comes back.
    BlackHole,
}

/// How often a fault happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    pub fault: Fault,
    /// What it happens to; `None`: to everything.
    pub act: Option<Act>,
    pub times: u32,
}

/// What a request is for, by the key or the table that it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// An application is stored.
    Store,
    /// A send is counted.
    Count,
    /// The journal is written, with or without the applications.
    Journal,
    /// Something is read, or something else is done.
    Other,
}

/// Listens on a port of its own.
pub struct FaultyNetwork {
    pub port: u16,
    plan: Arc<Mutex<Option<Plan>>>,
    seen: Arc<Mutex<Vec<Seen>>>,
}

/// A request that came: what it was for, and how many bytes it had.
type Seen = (Act, usize);

impl FaultyNetwork {
    /// Passes everything on to that port, for now.
    pub async fn before(port: u16) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let network = Self {
            port: listener.local_addr().unwrap().port(),
            plan: Arc::default(),
            seen: Arc::default(),
        };
        let (plan, seen) = (Arc::clone(&network.plan), Arc::clone(&network.seen));
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                tokio::spawn(serve(client, port, Arc::clone(&plan), Arc::clone(&seen)));
            }
        });
        network
    }

    /// From now on fails like that, or does not.
    pub fn fails(&self, plan: impl Into<Option<Plan>>) {
        *self.plan.lock().unwrap() = plan.into();
        self.seen.lock().unwrap().clear();
    }

    /// How many requests for that came since.
    pub fn seen(&self, act: Act) -> usize {
        self.sizes(act).len()
    }

    /// How many bytes each of them had, its head included.
    pub fn sizes(&self, act: Act) -> Vec<usize> {
        let seen = self.seen.lock().unwrap();
        seen.iter().filter(|(seen, _)| *seen == act).map(|(_, bytes)| *bytes).collect()
    }
}

/// One request a connection: whoever wants another one connects again.
async fn serve(
    mut client: TcpStream,
    port: u16,
    plan: Arc<Mutex<Option<Plan>>>,
    seen: Arc<Mutex<Vec<Seen>>>,
) -> Option<()> {
    let (act, request) = read_request(&mut client).await?;
    seen.lock().unwrap().push((act, request.len()));
    let answer = match next(&plan, act) {
        Some(Fault::InternalError) => refusal("500 Internal Server Error", "InternalServerError"),
        Some(Fault::Throttled) => refusal("400 Bad Request", "ThrottlingException"),
        Some(Fault::Conflict) => refusal("400 Bad Request", "TransactionCanceledException"),
        Some(Fault::ClockRefused) => refusal("400 Bad Request", "InvalidSignatureException"),
        Some(Fault::CutBefore) => return None,
        Some(Fault::CutAfter) => {
            pass_on(port, &request).await?;
            return None;
        }
        Some(Fault::BlackHole) => std::future::pending().await,
        Some(Fault::Slow(pause)) => {
            tokio::time::sleep(pause).await;
            pass_on(port, &request).await?
        }
        None => pass_on(port, &request).await?,
    };
    client.write_all(&answer).await.ok()?;
    client.shutdown().await.ok()
}

/// The fault that happens to this request, counted.
fn next(plan: &Mutex<Option<Plan>>, act: Act) -> Option<Fault> {
    let mut plan = plan.lock().unwrap();
    let plan = plan
        .as_mut()
        .filter(|plan| plan.times > 0 && plan.act.is_none_or(|affected| affected == act))?;
    plan.times -= 1;
    Some(plan.fault)
}

/// Reads a request, says what it is for, and has the server end the connection after it.
async fn read_request(client: &mut TcpStream) -> Option<(Act, Vec<u8>)> {
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(at) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break at + 4;
        }
        if client.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    };
    let head = String::from_utf8(bytes[..end].to_vec()).ok()?;
    let header = |name: &str| {
        head.lines()
            .filter_map(|line| line.split_once(": "))
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    };
    let length: usize = header("content-length")?.parse().ok()?;
    while bytes.len() < end + length {
        if client.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    }
    let line_end = head.find("\r\n")? + 2;
    let request = [&bytes[..line_end], b"connection: close\r\n", &bytes[line_end..]].concat();
    let names = |key: &[u8]| bytes[end..].windows(key.len()).any(|window| window == key);
    let operation = header("x-amz-target")?.rsplit('.').next()?;
    let act = match () {
        () if ["GetItem", "BatchGetItem", "Query", "Scan"].contains(&operation) => Act::Other,
        () if names(b"-journal\"") => Act::Journal,
        () if names(b"\"APP#") => Act::Store,
        () if names(b"-counters\"") => Act::Count,
        () => Act::Other,
    };
    Some((act, request))
}

async fn pass_on(port: u16, request: &[u8]) -> Option<Vec<u8>> {
    let mut server = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await.ok()?;
    server.write_all(request).await.ok()?;
    let mut answer = Vec::new();
    server.read_to_end(&mut answer).await.ok()?;
    Some(answer)
}

/// As `DynamoDB` refuses.
fn refusal(status: &str, error: &str) -> Vec<u8> {
    // Reasons are those of a transaction, and mean nothing to any other request.
    let body = format!(
        r#"{{"__type":"com.amazonaws.dynamodb.v20120810#{error}","message":"no",
            "CancellationReasons":[{{"Code":"TransactionConflict"}},{{"Code":"None"}}]}}"#
    );
    format!(
        "HTTP/1.1 {status}\r\ncontent-type: application/x-amz-json-1.0\r\n\
         content-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}
