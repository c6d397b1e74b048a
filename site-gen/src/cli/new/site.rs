//! `site-gen new site`: a small site that builds.

use std::path::{Path, PathBuf};

use application_form::language::Language;
use authoring::{config::is_control, diagnostics::Diagnostic};

use super::{NewError, diagnostics, form, quoted, words, write};
use crate::{
    cli::args::NewSiteArgs,
    content::{config::FILE, directory::Folder},
};

/// Its files below `content/`, of which `TITLE` stands for the title, in quotes.
fn starter(language: Language) -> [(&'static str, &'static str); 4] {
    match language {
        Language::French => [
            (FILE, include_str!("starter/fr/site.toml")),
            ("pages/index.md", include_str!("starter/fr/index.md")),
            ("pages/a-propos.md", include_str!("starter/fr/a-propos.md")),
            ("pages/404.md", include_str!("starter/fr/404.md")),
        ],
        Language::English => [
            (FILE, include_str!("starter/en/site.toml")),
            ("pages/index.md", include_str!("starter/en/index.md")),
            ("pages/about.md", include_str!("starter/en/about.md")),
            ("pages/404.md", include_str!("starter/en/404.md")),
        ],
    }
}

/// What a version control must not keep, beside `content/`: what is built, and what `serve` stores.
const IGNORED: (&str, &str) = (".gitignore", "/dist/\n/.data/\n");

/// Makes a site in a folder, which may hold anything but a site; returns its content folder.
///
/// # Errors
///
/// There is a site already, the title is none, or a file cannot be written.
pub(super) fn make(args: &NewSiteArgs) -> Result<PathBuf, NewError> {
    let folder = &args.dir;
    // As one would type it.
    let content = folder.strip_prefix(".").unwrap_or(folder).join("content");
    if content.exists() {
        return Err(NewError::IsSite(content));
    }
    let title = args.title.clone().unwrap_or_else(|| title_of(folder));
    if title.contains(is_control) {
        return Err(NewError::Control(title));
    }
    let files = files(&title, args);
    if let Some(diagnostic) = refusal(&files) {
        return Err(NewError::Refused(Box::new(diagnostic)));
    }
    for (path, text) in &files {
        write(&content.join(path), text)?;
    }
    let (path, text) = IGNORED;
    if !folder.join(path).exists() {
        write(&folder.join(path), text)?;
    }
    Ok(content)
}

fn files(title: &str, args: &NewSiteArgs) -> Vec<(String, String)> {
    let files = starter(args.language).into_iter();
    let mut files: Vec<(String, String)> = files
        .map(|(path, text)| (path.to_owned(), text.replace("TITLE", &quoted(title))))
        .collect();
    if args.form {
        files.push(form::file("contact", args.language, None, "CTC"));
        // The form's page is in the menu, behind the one that is there.
        files[0].1 = files[0].1.replace("/\"]", "/\", \"/contact/\"]");
    }
    files
}

/// What a check would say of the site: its title may be one that none can have.
fn refusal(files: &[(String, String)]) -> Option<Diagnostic> {
    let files = files.iter().map(|(path, text)| (path.as_str(), text.as_str()));
    diagnostics(&Folder::from_files("content", files)).into_iter().next()
}

/// `sites/club-photo` → `Club photo`.
fn title_of(folder: &Path) -> String {
    let absolute = std::path::absolute(folder).unwrap_or_default();
    let name = absolute.file_name().map(|name| name.to_string_lossy().into_owned());
    words(&name.unwrap_or_else(|| "site".to_owned()))
}
