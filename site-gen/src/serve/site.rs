//! Makes the next [`Current`]: out of the content, or out of `dist/` as it is.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
    time::Instant,
};

use application_form::problem::{Problem, Severity};
use bytes::Bytes;
use form_handler::bundle::{Bundle, FILE_NAME};
use tracing::{error, info, warn};

use super::{Options, ServeError, current::Current, data::Data, desk, now};
use crate::{
    build::{self, Drafts, Site},
    folder::Folder,
    timings::Timings,
};

/// Where the site that is served comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Serving {
    /// From the content, again at each change. Drafts are shown.
    Live,
    /// From `dist/`, byte for byte.
    AsDeployed,
}

/// Where `site-gen build` writes, unless told otherwise.
const DIST: &str = "dist";

/// What is served first.
pub fn first(options: &Options, data: &Data) -> Result<Current, ServeError> {
    match options.serving {
        Serving::AsDeployed => deployed(Path::new(DIST), options, data),
        Serving::Live => {
            // Any number that an earlier server's pages do not wait for.
            let build = u64::try_from(now().as_millisecond()).unwrap_or_default();
            let start = Current { build, ..Current::default() };
            Ok(next(options, data, start))
        }
    }
}

/// What is served after a change: the new site, or the last good one and what is wrong now.
pub fn next(options: &Options, data: &Data, last: Current) -> Current {
    let started = Instant::now();
    let build = last.build + 1;
    let site = match Folder::read(&options.content) {
        Ok(folder) => {
            let how = build::Options { drafts: Drafts::Shown, ..build::Options::default() };
            build::build(&folder, &how, &mut Timings::start())
        }
        Err(cause) => {
            error!(%cause, "the content cannot be read");
            let path = options.content.display().to_string();
            let problem = Problem::whole_file(path, cause.to_string());
            return Current { problems: [problem].into(), build, ..last };
        }
    };
    if site.report.has_errors() {
        let errors =
            site.report.problems.iter().filter(|problem| problem.severity == Severity::Error);
        let problems: Arc<[Problem]> = errors.cloned().collect();
        error!(
            "{} to fix; the last good build is still served:\n\n{}\n",
            count(problems.len(), "problem"),
            text(&problems)
        );
        return Current { problems, build, ..last };
    }
    match good(&site, options, data) {
        Ok(current) => {
            let placeholders = site.report.problems.len();
            let milliseconds = started.elapsed().as_millis();
            info!(
                pages = site.report.pages,
                "built {} in {milliseconds} ms",
                count(site.report.pages, "page")
            );
            if placeholders > 0 {
                warn!(
                    "{} still to be given: `site-gen check` lists them",
                    count(placeholders, "value")
                );
            }
            Current { build, ..current }
        }
        Err(cause) => {
            let problem =
                Problem::whole_file(options.content.display().to_string(), cause.to_string());
            error!("{problem}");
            Current { problems: [problem].into(), build, ..last }
        }
    }
}

fn good(site: &Site, options: &Options, data: &Data) -> Result<Current, ServeError> {
    let files =
        site.files.iter().map(|(path, bytes)| (path.clone(), Bytes::copy_from_slice(bytes)));
    current(files.collect(), options, data)
}

fn deployed(dist: &Path, options: &Options, data: &Data) -> Result<Current, ServeError> {
    let mut files = BTreeMap::new();
    read_folder(dist, dist, &mut files)
        .map_err(|source| ServeError::NotBuilt { path: dist.to_owned(), source })?;
    current(files, options, data)
}

fn read_folder(dist: &Path, folder: &Path, files: &mut BTreeMap<String, Bytes>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path: PathBuf = entry?.path();
        if path.is_dir() {
            read_folder(dist, &path, files)?;
        } else if let Ok(name) = path.strip_prefix(dist) {
            files.insert(name.to_string_lossy().into_owned(), fs::read(&path)?.into());
        }
    }
    Ok(())
}

/// Files by path below `dist/`, as they are served.
fn current(
    files: BTreeMap<String, Bytes>,
    options: &Options,
    data: &Data,
) -> Result<Current, ServeError> {
    let desk = match files.get(&format!("handler/{FILE_NAME}")) {
        Some(json) => Some(desk(Bundle::read(json)?, data, options.limits)?),
        None => None,
    };
    let headers = files.get("headers.json").map(|json| serde_json::from_slice(json));
    let headers = headers.transpose().ok().flatten().unwrap_or_default();
    let public = files
        .into_iter()
        .filter_map(|(path, bytes)| Some((path.strip_prefix("public/")?.to_owned(), bytes)))
        .collect();
    Ok(Current { files: Arc::new(public), desk, headers, ..Current::default() })
}

fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

fn text(problems: &[Problem]) -> String {
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n\n")
}
