//! `site-gen new form`: a short form, to be made longer.

use std::path::{Path, PathBuf};

use application_form::language::Language;

use super::{NewError, content_folder, quoted, refusal};
use crate::content::{Content, Drafts, directory::Folder};

/// A form that was made.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NewForm {
    /// Its file.
    pub(super) file: PathBuf,
    /// Its page on the site.
    pub(super) url: String,
}

/// Makes the form `name`, in the site's language, on a page of that name. Without a title, its name is one.
///
/// # Errors
///
/// The name is none, or taken, or the file cannot be written.
pub(super) fn make(content: &Path, name: &str, title: Option<&str>) -> Result<NewForm, NewError> {
    content_folder(content)?;
    let is_plain = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-');
    let is_name = name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.bytes().all(is_plain)
        && !name.ends_with('-')
        // The name of a folder's own page.
        && name != "index";
    if !is_name {
        return Err(NewError::FormName(name.to_owned()));
    }
    let folder = Folder::open(content)?;
    let site = Content::read(&folder, None, Drafts::Shown, None, &mut Vec::new());
    let language = Language::of(&site.config.language).unwrap_or(Language::English);
    let taken: Vec<&str> = site.definitions().map(|form| form.prefix.as_str()).collect();
    let (path, text) = file(name, language, title, &prefix(name, &taken));
    let file = content.join(&path);
    if file.exists() {
        return Err(NewError::Taken(file));
    }
    if let Some(diagnostic) = refusal(&folder, &path, &text) {
        return Err(NewError::Refused(Box::new(diagnostic)));
    }
    super::write(&file, &text)?;
    Ok(NewForm { file, url: format!("/{name}/") })
}

/// The file of a form: its path in the content folder, and its text.
pub(super) fn file(
    name: &str,
    language: Language,
    title: Option<&str>,
    prefix: &str,
) -> (String, String) {
    let text = match language {
        Language::French => include_str!("starter/fr/form.toml"),
        Language::English => include_str!("starter/en/form.toml"),
    };
    let title = title.map_or_else(|| super::words(name), str::to_owned);
    let text = text.replace("PREFIX", prefix).replace("NAME", name);
    (format!("forms/{name}.toml"), text.replace("TITLE", &quoted(&title)))
}

/// What the references of a form begin with: letters of its name that no other form's do.
fn prefix(name: &str, taken: &[&str]) -> String {
    let letters: String = name.chars().filter(char::is_ascii_alphabetic).take(5).collect();
    // One letter is none: `a` has references as `AA-…`.
    let letters = if letters.len() < 2 { letters.repeat(2) } else { letters }.to_ascii_uppercase();
    let begins = (2..=letters.len()).map(|length| letters[..length].to_owned());
    let others = ('A'..='Z').map(|last| format!("{}{last}", &letters[..2]));
    let mut prefixes = begins.rev().chain(others);
    let is_free = |prefix: &String| !taken.contains(&prefix.as_str());
    // Whoever has as many forms is told which of them has it.
    prefixes.find(is_free).unwrap_or(letters)
}
