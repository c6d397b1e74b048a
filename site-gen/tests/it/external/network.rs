//! Networks for tests: a table, and a host on this machine.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{BufRead, BufReader, Write},
    net::{Ipv4Addr, SocketAddr, TcpListener},
    sync::Mutex,
    thread,
    time::Duration,
};

use site_gen::{
    build::Build,
    check::external_links::{
        self, Answer, Cache, Fetch, Manners, Method, Outcome, Unreachable, Verdict, Visitor,
    },
};
use url::Url;

use crate::harness::Site;

/// A network where each address says what it says, again and again from its last answer on.
#[derive(Default)]
pub(crate) struct Network {
    says: BTreeMap<(Method, String), Vec<Result<Answer, Unreachable>>>,
    asked: Mutex<Vec<(Method, String)>>,
    busy: Mutex<BTreeSet<String>>,
    pub(crate) waited: Mutex<Vec<u64>>,
}

impl Network {
    pub(crate) fn with(
        mut self,
        method: Method,
        url: &str,
        says: impl IntoIterator<Item = Answer>,
    ) -> Self {
        let says = says.into_iter().map(Ok).collect();
        self.says.insert((method, url.to_owned()), says);
        self
    }

    pub(crate) fn without(mut self, method: Method, url: &str, why: Unreachable) -> Self {
        self.says.insert((method, url.to_owned()), vec![Err(why)]);
        self
    }

    pub(crate) fn head(self, url: &str, status: u16) -> Self {
        self.with(Method::Head, url, [status_of(status)])
    }

    pub(crate) fn get(self, url: &str, status: u16) -> Self {
        self.with(Method::Get, url, [status_of(status)])
    }

    pub(crate) fn visit(&self, url: &str) -> Verdict {
        let sleep = |time: Duration| self.waited.lock().unwrap().push(time.as_secs());
        Visitor::new(self, Manners::default(), &sleep).visit(url)
    }

    pub(crate) fn check(&self, site: &Site, cache: &mut Cache) -> Outcome {
        let sleep = |time: Duration| self.waited.lock().unwrap().push(time.as_secs());
        let visitor = Visitor::new(self, Manners::default(), &sleep);
        let Build { site, renderer, pages, .. } = &site.rendered();
        external_links::check(site, renderer, pages, &visitor, cache, &|_| {})
    }

    pub(crate) fn asked(&self) -> Vec<String> {
        let asked = self.asked.lock().unwrap();
        asked.iter().map(|(method, url)| format!("{method:?} {url}")).collect()
    }
}

pub(crate) fn status_of(status: u16) -> Answer {
    Answer { status, ..Answer::default() }
}

pub(crate) fn sends_on_to(location: &str) -> Answer {
    Answer { status: 302, location: Some(location.to_owned()), retry_after: None }
}

pub(crate) fn later(status: u16, seconds: u64) -> Answer {
    Answer { status, location: None, retry_after: Some(Duration::from_secs(seconds)) }
}

impl Fetch for Network {
    fn fetch(&self, method: Method, url: &Url) -> Result<Answer, Unreachable> {
        let host = url.host_str().unwrap().to_owned();
        assert!(self.busy.lock().unwrap().insert(host.clone()), "{host} is asked twice at once");
        // Time for another thread to ask the same host, if nothing keeps it from that.
        (0..50).for_each(|_| thread::yield_now());
        let asked = (method, url.to_string());
        let mut all = self.asked.lock().unwrap();
        let before = all.iter().filter(|each| **each == asked).count();
        all.push(asked.clone());
        drop(all);
        self.busy.lock().unwrap().remove(&host);
        let said = self.says.get(&asked);
        said.map_or(Err(Unreachable::NoHost), |said| said[before.min(said.len() - 1)].clone())
    }
}

/// A host on this machine that answers requests by their first words; 404 to all others.
pub(crate) fn serve(answers: &[(&'static str, &'static str)]) -> SocketAddr {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let address = listener.local_addr().unwrap();
    let answers = answers.to_vec();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
            let Some(Ok(first)) = lines.next() else { continue };
            while lines.next().is_some_and(|line| line.is_ok_and(|line| !line.is_empty())) {}
            let found = answers.iter().find(|(asked, _)| first.starts_with(asked));
            let answer = found.map_or("404 Not Found\r\ncontent-length: 0", |(_, answer)| answer);
            let _ = stream.write_all(format!("HTTP/1.1 {answer}\r\n\r\n").as_bytes());
        }
    });
    address
}
