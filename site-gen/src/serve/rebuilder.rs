//! Makes the next [`Live`] after each change of the content: as little of it as depends on the change.

mod watch;

use std::{collections::BTreeMap, sync::Arc, time::Instant};

use authoring::diagnostics::{Diagnostic, Severity};
use tracing::{error, info, warn};

use super::{
    data_dir::Data,
    files::{spool::Spool, stored::Stored},
    live::{self, Live},
    options::{ServeError, ServeOptions},
};
use crate::{
    build::{self, Build, Report, rebuild::Updated, timings::Timings},
    content::{
        Drafts,
        directory::{FILE_UNREADABLE, Folder, FolderError},
    },
};
pub use watch::{Change, Watch};

/// The site as it was built last, with all that is needed to build a part of it again.
pub struct Rebuilder {
    options: ServeOptions,
    data: Arc<Data>,
    last: Option<Last>,
}

struct Last {
    folder: Folder,
    build: Build,
    /// By path below `dist/`; the newest, whether or not it may be shown.
    files: BTreeMap<String, Stored>,
    /// Where they are.
    spool: Spool,
}

/// How much was built.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Extent {
    Site,
    /// Pages that were saved, and what depends on them; the form and the headers are as they were.
    Pages,
    Nothing,
}

impl Rebuilder {
    /// Builds from a content folder, with nothing built yet.
    pub fn new(options: ServeOptions, data: Arc<Data>) -> Self {
        Self { options, data, last: None }
    }

    /// What is served after a change: the new site, or the last good one and what is wrong now.
    pub fn next(&mut self, change: &Change, last: Live) -> Live {
        let started = Instant::now();
        let extent = match self.build(change) {
            Ok(extent) => extent,
            Err(cause) => {
                error!(%cause, "the content cannot be read");
                let path = self.options.content.display().to_string();
                return refuse(
                    Diagnostic::whole_file(FILE_UNREADABLE, path, cause.to_string()),
                    last,
                );
            }
        };
        let Some(site) = self.last.as_ref().filter(|_| extent != Extent::Nothing) else {
            return last;
        };
        let report = site.build.report();
        if report.has_errors() {
            return with_errors(report, last);
        }
        let current = match extent {
            // Nothing of what the form stands on has changed, so it need not be opened again.
            Extent::Pages if last.diagnostics.is_empty() => {
                Ok(Live { files: live::public(&site.files), ..last.clone() })
            }
            _ => Live::of_files(&site.files, &self.options, &self.data),
        };
        match current {
            Ok(current) => {
                say(&report, extent, started);
                Live { build: last.build + 1, ..current }
            }
            Err(cause) => self.fail(&cause, last),
        }
    }

    fn build(&mut self, change: &Change) -> Result<Extent, FolderError> {
        if let Change::Files(paths) = change
            && let Some(last) = &mut self.last
            && let Some(changed) =
                last.folder.read_again(&self.options.content, paths.iter().map(AsRef::as_ref))
        {
            if changed.is_empty() {
                return Ok(Extent::Nothing);
            }
            if last.update(&changed) == Updated::Yes {
                return Ok(Extent::Pages);
            }
        }
        let path = &self.options.content;
        let folder = match &self.last {
            Some(last) => Folder::open_again(path, &last.folder)?,
            None => Folder::open(path)?,
        };
        let images = self.options.images;
        let how =
            build::BuildOptions { drafts: Drafts::Shown, images, ..build::BuildOptions::default() };
        let spool = Spool::new();
        let build = Build::of(&folder, &how, &spool, &mut Timings::start());
        self.last = Some(Last { folder, build, files: spool.take(), spool });
        Ok(Extent::Site)
    }

    fn fail(&self, cause: &ServeError, last: Live) -> Live {
        let path = self.options.content.display().to_string();
        let diagnostic = Diagnostic::whole_file(FILE_UNREADABLE, path, cause.to_string());
        error!("{diagnostic}");
        refuse(diagnostic, last)
    }
}

impl Last {
    fn update(&mut self, changed: &[String]) -> Updated {
        // What an update that was not finished has left.
        self.spool.take();
        for path in changed {
            let Some(file) = path.strip_prefix("pages/") else { return Updated::No };
            let Some(Ok(source)) = self.folder.text(path) else { return Updated::No };
            if self.build.update(file, source, &self.spool) == Updated::No {
                return Updated::No;
            }
        }
        self.files.extend(self.spool.take());
        Updated::Yes
    }
}

fn refuse(diagnostic: Diagnostic, last: Live) -> Live {
    Live { diagnostics: [diagnostic].into(), build: last.build + 1, ..last }
}

fn with_errors(report: Report, last: Live) -> Live {
    let errors = report.diagnostics.into_iter().filter(|each| each.severity == Severity::Error);
    let diagnostics: Arc<[Diagnostic]> = errors.collect();
    let text: Vec<String> = diagnostics.iter().map(ToString::to_string).collect();
    error!(
        "{} to fix; until then pages show what is wrong, and the form runs on the last good build:\n\n{}\n",
        count(diagnostics.len(), "problem"),
        text.join("\n\n")
    );
    Live { diagnostics, build: last.build + 1, ..last }
}

fn say(report: &Report, extent: Extent, started: Instant) {
    let what = match extent {
        Extent::Site => count(report.pages, "page"),
        _ => "what was saved".to_owned(),
    };
    let milliseconds = started.elapsed().as_millis();
    info!(pages = report.pages, "built {what} in {milliseconds} ms");
    let of = |severity| report.diagnostics.iter().filter(|each| each.severity == severity).count();
    let (warnings, placeholders) = (of(Severity::Warning), of(Severity::Placeholder));
    if warnings > 0 && extent == Extent::Site {
        warn!("{}: `site-gen check` lists them", count(warnings, "warning"));
    }
    if placeholders > 0 && extent == Extent::Site {
        warn!("{} still to be given: `site-gen check` lists them", count(placeholders, "value"));
    }
}

fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}
