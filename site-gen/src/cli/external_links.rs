//! `check --external`: the clock, the network and the terminal for [`crate::check::external_links`].

use std::{
    io::{self, IsTerminal, Write},
    path::Path,
    thread,
    time::Duration,
};

use authoring::diagnostics::{Diagnostic, report::plural};

use crate::{
    build::Build,
    check::external_links::{
        self, Cache, CacheError, Manners, NoRoots, Outcome, Progress, Visitor, Web,
    },
};

/// The longest that one request takes.
const PATIENCE: Duration = Duration::from_secs(20);

/// The links cannot be followed, or nobody can be told.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
#[expect(missing_docs, reason = "the names say it")]
pub enum ExternalLinksError {
    NoRoots(#[from] NoRoots),
    Cache(#[from] CacheError),
    Terminal(#[from] io::Error),
}

/// Follows the links that lead to other sites, says how far it is, and lists what cannot be checked.
pub fn check(build: &Build, data: &Path) -> Result<Vec<Diagnostic>, ExternalLinksError> {
    let web = Web::new(build.site.content.config.base_url.as_str(), PATIENCE)?;
    let visitor = Visitor::new(&web, Manners::default(), &thread::sleep);
    let mut cache = Cache::read(data, now());
    let is_terminal = io::stderr().is_terminal();
    let progress = |progress: Progress<'_>| {
        // Whoever reads a log wants a line now and then, not one a second.
        let Progress { done, total, host } = progress;
        let line = format!("links to other sites: {done} of {total}");
        let _ = if is_terminal {
            write!(io::stderr(), "\r\x1b[K{line}, {host}")
        } else if done % 25 == 0 && done < total {
            writeln!(io::stderr(), "{line}")
        } else {
            Ok(())
        };
    };
    let outcome = external_links::check(
        &build.site,
        &build.renderer,
        &build.pages,
        &visitor,
        &mut cache,
        &progress,
    );
    if is_terminal {
        write!(io::stderr(), "\r\x1b[K")?;
    }
    cache.write()?;
    summarise(&outcome, &mut io::stderr().lock())?;
    Ok(outcome.diagnostics)
}

fn summarise(outcome: &Outcome, out: &mut impl Write) -> io::Result<()> {
    for (url, why) in &outcome.unknown {
        writeln!(out, "not checked: {url} {why}, which says nothing about what people get")?;
    }
    let asked = plural(outcome.asked, "link", "links");
    writeln!(out, "{asked} to other sites asked, {} fine within a day\n", outcome.remembered)
}

#[expect(clippy::disallowed_methods, reason = "the clock enters here")]
fn now() -> i64 {
    jiff::Timestamp::now().as_second()
}
