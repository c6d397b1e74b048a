//! One address asked until it is known whether it leads anywhere.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
    time::Duration,
};

use http::StatusCode;
use url::Url;

use super::{
    fetch::{Answer, Fetch, Method},
    lock,
};

/// How to behave in other people's houses.
#[derive(Clone, Copy, Debug)]
pub struct Manners {
    /// Between two requests to one host.
    pub pause: Duration,
    /// How often an address may send on to another one.
    pub redirects: usize,
    /// The longest wait that a host may ask for, once; beyond, its links are not checked.
    pub longest_wait: Duration,
}

impl Default for Manners {
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Self { pause: seconds(1), redirects: 5, longest_wait: seconds(60) }
    }
}

/// What is known of an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It leads somewhere.
    Fine,
    /// It does not, and why.
    Broken(String),
    /// Its host does not tell programs, and what it says instead.
    Unknown(String),
}

/// Whoever asks: it remembers which hosts it has asked, so as to leave them time.
pub struct Visitor<'f> {
    fetch: &'f dyn Fetch,
    manners: Manners,
    /// Waits. Given, so that no test has to.
    sleep: &'f (dyn Fn(Duration) + Sync),
    hosts: Mutex<HashMap<String, Arc<Mutex<Asked>>>>,
}

/// Whether a host has been asked before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Asked {
    #[default]
    Never,
    Before,
}

/// Statuses of hosts that answer programs otherwise than people: not logged in, forbidden, to be paid,
/// behind a proxy, not acceptable, too many requests, for legal reasons, and what a few large networks say.
const TO_PROGRAMS: [u16; 8] = [401, 402, 403, 406, 407, 429, 451, 999];

impl<'f> Visitor<'f> {
    /// Asks through `fetch`, waits with `sleep`.
    pub fn new(
        fetch: &'f dyn Fetch,
        manners: Manners,
        sleep: &'f (dyn Fn(Duration) + Sync),
    ) -> Self {
        Self { fetch, manners, sleep, hosts: Mutex::default() }
    }

    /// Asks an address, and those that it sends on to.
    pub fn visit(&self, url: &str) -> Verdict {
        let Ok(mut at) = Url::parse(url) else {
            return Verdict::Broken(format!("`{url}` is no address"));
        };
        let (mut method, mut redirects, mut has_waited) = (Method::Head, 0, false);
        loop {
            let answer = match self.ask(method, &at) {
                Ok(answer) => answer,
                // A host that closes the door at HEAD may open it for GET.
                Err(super::Unreachable::Failed(_)) if method == Method::Head => {
                    method = Method::Get;
                    continue;
                }
                Err(why) => return Verdict::Broken(format!("{}: {why}", name(url, &at))),
            };
            if let (300..=399, Some(location)) = (answer.status, &answer.location) {
                redirects += 1;
                match self.next(&at, location, redirects) {
                    Ok(next) => at = next,
                    Err(why) => return Verdict::Broken(format!("{}{why}", name(url, &at))),
                }
                continue;
            }
            match answer {
                Answer { status: 200..=399, .. } => return Verdict::Fine,
                Answer { status: 429 | 503, retry_after: Some(wait), .. }
                    if !has_waited && wait <= self.manners.longest_wait =>
                {
                    (self.sleep)(wait);
                    has_waited = true;
                }
                // Not every host knows HEAD, and some answer it badly: what is reported must be right.
                _ if method == Method::Head => method = Method::Get,
                Answer { status, .. } if TO_PROGRAMS.contains(&status) => {
                    return Verdict::Unknown(format!("answers {}", phrase(status)));
                }
                Answer { status, .. } => {
                    return Verdict::Broken(format!(
                        "{} answers {}",
                        name(url, &at),
                        phrase(status)
                    ));
                }
            }
        }
    }

    /// One request, when nobody else is asking that host, and a pause after the last.
    fn ask(&self, method: Method, url: &Url) -> Result<Answer, super::Unreachable> {
        let host = url.host_str().unwrap_or_default().to_owned();
        let host = Arc::clone(lock(&self.hosts).entry(host).or_default());
        let mut asked = lock(&host);
        if *asked == Asked::Before {
            (self.sleep)(self.manners.pause);
        }
        *asked = Asked::Before;
        self.fetch.fetch(method, url)
    }

    /// Where an address sends on to; or what is wrong with that, to be said after its name.
    fn next(&self, at: &Url, location: &str, redirects: usize) -> Result<Url, String> {
        if redirects > self.manners.redirects {
            return Err(format!(" sends on more than {} times", self.manners.redirects));
        }
        let next =
            at.join(location).map_err(|_| format!(" sends on to `{location}`, no address"))?;
        if at.scheme() == "https" && next.scheme() != "https" {
            return Err(format!(" sends on to `{next}`, which is not encrypted"));
        }
        Ok(next)
    }
}

/// What a message calls an address: the author's, and where it led.
fn name(url: &str, at: &Url) -> String {
    match Url::parse(url) {
        Ok(first) if first != *at => format!("`{url}`, which sends on to `{at}`,"),
        _ => format!("`{url}`"),
    }
}

/// `404 Not Found`.
fn phrase(status: u16) -> String {
    let reason = StatusCode::from_u16(status).ok().and_then(|status| status.canonical_reason());
    reason.map_or_else(|| status.to_string(), |reason| format!("{status} {reason}"))
}
