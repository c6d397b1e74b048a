//! `site-gen import`: the content folder of a site of Zola or Hugo.
//!
//! ```text
//! the old folder ─zola, hugo→ pages, settings, files ─new_site→ the content folder, whole or not at all
//!                    ├─ markdown  one text: links, anchors, fences, signs
//!                    ├─ addresses where everything was, and where it is
//!                    ├─ statics   files of `static/`: what the site loads, and what has its own address
//!                    └─ codes     what could not be converted, with its place
//! ```
//!
//! What means the same here is converted. Anything else is told and left out, or left as it was: nothing is guessed.

mod addresses;
pub mod codes;
mod edits;
mod front_matter;
mod hugo;
mod markdown;
mod new_site;
mod statics;
mod tree;
mod zola;

use std::{
    fmt::Write as _,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use authoring::diagnostics::{
    Diagnostic, Severity,
    report::{self, Detail, Paint, plural},
};

use crate::{
    cli::args::{Format, ImportArgs, Program},
    content::directory::FolderError,
};
use codes::IMPORT_PAGE;
use new_site::NewSite;
use statics::Placed;

/// The site could not be converted, and nothing was written.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum ImportError {
    #[error("{} is no site of {program}: it has none of {files}", .folder.display())]
    NoSite { folder: PathBuf, program: &'static str, files: String },
    #[error("{} holds {names}: move it away, or name another folder with --out", .out.display())]
    InTheWay { out: PathBuf, names: String },
    #[error(transparent)]
    Folder(#[from] FolderError),
    #[error("cannot say what became of it")]
    Say(#[from] io::Error),
    #[error("cannot read {}", .path.display())]
    Read { path: PathBuf, source: io::Error },
    #[error("cannot write {}", .path.display())]
    Write { path: PathBuf, source: io::Error },
}

/// What became of a site.
#[derive(Debug)]
pub struct Imported {
    /// What could not be converted, in the order of its places: of a page that is not taken over, errors.
    pub diagnostics: Vec<Diagnostic>,
    /// How many pages were converted.
    pub pages: usize,
    /// How many other files were taken over.
    pub files: usize,
    /// Where the files of `static/` went.
    pub placed: Placed,
}

impl Imported {
    /// Whether everything was converted.
    pub fn is_whole(&self) -> bool {
        self.diagnostics.is_empty()
    }

    /// `content: 178 pages and 34 other files, 2 pages not converted; 41 other things left, see above`, then a line for each
    /// folder that files of `static/` went to.
    pub fn summary(&self, out: &Path) -> String {
        let left = self.diagnostics.iter().filter(|each| each.code == IMPORT_PAGE).count();
        let told =
            self.diagnostics.iter().filter(|each| each.severity == Severity::Warning).count();
        let mut summary = format!(
            "{}: {} and {}",
            out.display(),
            plural(self.pages, "page", "pages"),
            plural(self.files, "other file", "other files")
        );
        if left > 0 {
            let _ = write!(summary, ", {} not converted", plural(left, "page", "pages"));
        }
        if told > 0 {
            let _ = write!(
                summary,
                "; {} left, see above",
                plural(told, "other thing", "other things")
            );
        }
        for line in self.placed.lines(out) {
            let _ = write!(summary, "\n{line}");
        }
        summary
    }
}

/// A site of another program, converted but not written.
#[derive(Default)]
struct Conversion {
    site: NewSite,
    told: Vec<Diagnostic>,
    placed: Placed,
}

impl Conversion {
    /// Notes what is left out, and stops nothing.
    fn tell(&mut self, mut diagnostic: Diagnostic) {
        diagnostic.severity = Severity::Warning;
        self.told.push(diagnostic);
    }
}

/// Whether it is said how far the writing is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Progress {
    Shown,
    Hidden,
}

/// Converts a site, writes it and says what became of it; false if something was left. How far the writing is, is shown
/// on a terminal.
///
/// # Errors
///
/// As for [`import`].
pub fn run(args: &ImportArgs, paint: Paint, is_terminal: bool) -> Result<bool, ImportError> {
    let imported = import(args, if is_terminal { Progress::Shown } else { Progress::Hidden })?;
    let mut stdout = io::stdout().lock();
    match args.format {
        Format::Json => report::json(&imported.diagnostics, &mut stdout)?,
        Format::Text => {
            report::text(&imported.diagnostics, Detail::Whole, paint, &mut io::stderr().lock())?;
            writeln!(stdout, "{}", imported.summary(&args.out))?;
        }
    }
    Ok(imported.is_whole())
}

/// Converts a site and writes it.
///
/// # Errors
///
/// There is no such site, something stands where the new one is to be, or that cannot be written. Nothing is, then.
pub fn import(args: &ImportArgs, progress: Progress) -> Result<Imported, ImportError> {
    let failed = |source| ImportError::Read { path: args.out.clone(), source };
    let names = new_site::in_the_way(&args.out).map_err(failed)?;
    if !names.is_empty() {
        let first: Vec<&str> = names.iter().take(3).map(String::as_str).collect();
        let more = names.len() - first.len();
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let names = format!("{}{more}", first.join(", "));
        return Err(ImportError::InTheWay { out: args.out.clone(), names });
    }
    let Conversion { site, mut told, placed } = match args.program {
        Program::Hugo => hugo::convert(&args.dir)?,
        Program::Zola => zola::convert(&args.dir)?,
    };
    told.sort();
    told.dedup();
    site.write(&args.out, progress)?;
    let pages = site.count("pages/");
    Ok(Imported { diagnostics: told, pages, files: site.count("") - pages, placed })
}

/// What a program's settings stand in, of which the first that is there counts.
fn settings_file(
    folder: &Path,
    program: &'static str,
    names: &[&str],
) -> Result<(String, Vec<u8>), ImportError> {
    for name in names {
        let path = folder.join(name);
        match std::fs::read(&path) {
            Ok(bytes) => return Ok(((*name).to_owned(), bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(source) => return Err(ImportError::Read { path, source }),
        }
    }
    Err(ImportError::NoSite { folder: folder.to_owned(), program, files: names.join(", ") })
}
