//! Links to other sites, followed: `check --external`.
//!
//! ```text
//! pages, templates ─links→ addresses, by host ─visit→ answers ─→ problems where the links stand
//!                               └ cache: what was fine within a day is not asked again
//! ```
//!
//! Other sites are guests' houses: one request at a time to a host and a pause between two, several hosts at
//! once; only as much as it takes to know (`HEAD`, and `GET` where that says nothing); and the name of the
//! site that asks. Whoever answers programs otherwise than people proves nothing: such links are listed, and
//! are no errors.

mod links;
mod visit;
mod fetch;
mod web;
mod cache;

use std::{
    collections::{BTreeMap, VecDeque},
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use authoring::diagnostics::Diagnostic;

use crate::{
    render::{page::RenderedPage, renderer::Renderer},
    site::Site,
};

pub use cache::{Cache, CacheError};
pub use fetch::{Answer, Fetch, Method, Unreachable};
pub use links::{ExternalLinks, Place};
pub use visit::{Manners, Verdict, Visitor};
pub use web::{NoRoots, Web};

authoring::codes! {
    LINK_EXTERNAL = "link-external" {
        means: "A link to another site leads nowhere: `check --external` has followed it, and \
            found no such page or no such host.",
        hurts: "Whoever follows it gets another site's error page.",
        wrong: "Lisez [le guide](https://mairie.example/guide-2019.pdf).",
        right: "Lisez [le guide](https://mairie.example/guide.pdf).",
    }
}

/// How many hosts are asked at once.
const AT_ONCE: usize = 8;

/// What came of it.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Links that lead nowhere, at their places.
    pub diagnostics: Vec<Diagnostic>,
    /// Addresses that cannot be checked by a program, and why.
    pub unknown: BTreeMap<String, String>,
    /// How many addresses were asked.
    pub asked: usize,
    /// How many were fine within a day.
    pub remembered: usize,
}

/// How far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress<'h> {
    /// Addresses answered.
    pub done: usize,
    /// Addresses to ask.
    pub total: usize,
    /// The host that answered last.
    pub host: &'h str,
}

/// Follows every link of the site that leads to another one.
pub fn check(
    site: &Site,
    renderer: &Renderer,
    pages: &[RenderedPage],
    visitor: &Visitor<'_>,
    cache: &mut Cache,
    progress: &(dyn Fn(Progress<'_>) + Sync),
) -> Outcome {
    let links = ExternalLinks::of(site, renderer, pages);
    let mut outcome = Outcome::default();
    let mut by_host: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for url in links.urls() {
        if cache.holds(url) {
            outcome.remembered += 1;
        } else {
            by_host.entry(links::host(url)).or_default().push(url);
        }
    }
    let verdicts = ask_all(visitor, by_host, progress);
    outcome.asked = verdicts.len();
    for (url, verdict) in verdicts {
        match verdict {
            Verdict::Fine => cache.remember(url),
            Verdict::Unknown(why) => {
                outcome.unknown.insert(url.to_owned(), why);
            }
            Verdict::Broken(message) => outcome.diagnostics.extend(links.at(url).map(|place| {
                let help = "open it in a browser, then correct it or remove the link";
                place.source.error(LINK_EXTERNAL, place.span.clone(), message.clone()).help(help)
            })),
        }
    }
    outcome
}

/// Asks hosts side by side, and each host for one address after the other.
fn ask_all<'u>(
    visitor: &Visitor<'_>,
    by_host: BTreeMap<&'u str, Vec<&'u str>>,
    progress: &(dyn Fn(Progress<'_>) + Sync),
) -> BTreeMap<&'u str, Verdict> {
    let total = by_host.values().map(Vec::len).sum();
    let mut hosts: Vec<(&str, Vec<&str>)> = by_host.into_iter().collect();
    // Whoever has most to answer begins, so that nobody waits for one host at the end.
    hosts.sort_by_key(|(_, urls)| std::cmp::Reverse(urls.len()));
    let at_once = hosts.len().min(AT_ONCE);
    let queue = Mutex::new(VecDeque::from(hosts));
    let verdicts = Mutex::new(BTreeMap::new());
    let done = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..at_once {
            scope.spawn(|| {
                while let Some((host, urls)) = { lock(&queue).pop_front() } {
                    for url in urls {
                        let verdict = visitor.visit(url);
                        lock(&verdicts).insert(url, verdict);
                        let done = 1 + done.fetch_add(1, Ordering::Relaxed);
                        progress(Progress { done, total, host });
                    }
                }
            });
        }
    });
    verdicts.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// What another thread left behind when it panicked is still whole: every change is one call.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
