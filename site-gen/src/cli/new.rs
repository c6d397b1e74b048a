//! `site-gen new`: files with all that they need, for their author to fill in.

mod form;
mod page;
mod site;

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use authoring::diagnostics::{Diagnostic, Severity};

use crate::{
    check,
    cli::args::New,
    content::{
        Content, Drafts,
        directory::{Folder, FolderError},
        page::permalink::AddressError,
    },
    site::Site,
};

/// A file, or a whole site, could not be made.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum NewError {
    #[error(transparent)]
    Address(#[from] AddressError),
    #[error("`{0}` leads out of pages/: give its path below that folder, such as news/opening")]
    Outside(String),
    #[error(
        "`{0}` is no name of a form: write one of small letters, digits and hyphens, such as contact"
    )]
    FormName(String),
    #[error("{} is there already: choose another name, or edit it", .0.display())]
    Taken(PathBuf),
    #[error("{} is there already: this is a site; `site-gen new page` and `site-gen new form` add to it", .0.display())]
    IsSite(PathBuf),
    #[error("{} is no content folder: it has no site.toml; name it with --content", .0.display())]
    NoContent(PathBuf),
    #[error("{0:?} holds a character that nobody sees: choose another name")]
    Control(String),
    #[error("{}; {}", .0.message, .0.help.as_deref().unwrap_or("choose another name"))]
    Refused(Box<Diagnostic>),
    #[error(transparent)]
    Folder(#[from] FolderError),
    #[error("cannot write {}", .path.display())]
    Write { path: PathBuf, source: io::Error },
}

/// Makes what is asked for; says what was made, and what to do with it.
///
/// # Errors
///
/// It is there already, cannot be what it is called, or cannot be written.
pub fn make(what: &New) -> Result<String, NewError> {
    match what {
        New::Site(args) => {
            let content = site::make(args)?;
            let into = into(&args.dir);
            Ok(format!(
                "made {}: `{into}site-gen serve` shows the site, and again whenever you save a file of it",
                content.display()
            ))
        }
        New::Form(args) => {
            let form = form::make(&args.content, &args.name, args.title.as_deref())?;
            Ok(format!(
                "made {}: `site-gen serve` shows it at {}; `site-gen check --production` says what is to be decided \
                 before anyone sends it",
                form.file.display(),
                form.url
            ))
        }
        New::Page(args) => {
            let page = page::make(&args.content, &args.path, args.title.as_deref())?;
            let (file, url) = (page.file.display(), page.address.as_str());
            Ok(format!(
                "made {file}, a draft: `site-gen serve` shows it at {url}; remove `draft: true` to publish it"
            ))
        }
    }
}

/// The command that leads to the folder, and what joins it to the next one.
fn into(folder: &Path) -> String {
    let name = folder.display().to_string();
    match name.as_str() {
        "." => String::new(),
        _ if name.contains([' ', '\'', '&', '(']) => format!("cd \"{name}\" && "),
        _ => format!("cd {name} && "),
    }
}

/// That nothing can be added to a folder without `site.toml`.
fn content_folder(content: &Path) -> Result<(), NewError> {
    let is_there = content.join(crate::content::config::FILE).is_file();
    if is_there { Ok(()) } else { Err(NewError::NoContent(content.to_owned())) }
}

/// What a check would say of the folder with this file, and does not say of it now. That a translation is
/// missing is none of it: its author may well write that one next.
fn refusal(folder: &Folder, path: &str, text: &str) -> Option<Diagnostic> {
    let known = diagnostics(folder);
    diagnostics(&folder.with(path, text)).into_iter().find(|diagnostic| !known.contains(diagnostic))
}

/// What is wrong with what a folder holds, and with its addresses.
fn diagnostics(folder: &Folder) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let content = Content::read(folder, None, Drafts::Shown, None, &mut diagnostics);
    check::structure::check(folder, &content, &mut diagnostics);
    let site = Site::of(content, &mut diagnostics);
    let pages = 0..site.content.pages.len();
    check::reserved_urls::check(&site, pages, &mut diagnostics);
    // What somebody still has to decide comes later.
    diagnostics.retain(|each| each.severity != Severity::Placeholder);
    diagnostics
}

fn write(file: &Path, text: &str) -> Result<(), NewError> {
    let failed = |source| NewError::Write { path: file.to_owned(), source };
    fs::create_dir_all(file.parent().unwrap_or(file)).map_err(failed)?;
    fs::write(file, text).map_err(failed)
}

/// A text in quotes, for YAML and TOML: both escape as JSON does.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// `our-opening` → `Our opening`.
fn words(name: &str) -> String {
    let words = name.replace(['-', '_'], " ");
    let mut letters = words.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}
