//! `site-gen new page`: a file with all that a page needs, for its author to fill in.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use authoring::{config::is_control, diagnostics::Diagnostic};

use crate::{
    check,
    content::{
        Content, Drafts,
        directory::{Folder, FolderError},
        page::permalink::{Address, AddressError, dated},
    },
    site::Site,
};

/// A page that was made.
#[derive(Debug, PartialEq, Eq)]
pub struct NewPage {
    /// Its file.
    pub file: PathBuf,
    /// Where it will be on the site.
    pub address: Address,
}

/// The page could not be made.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum NewPageError {
    #[error(transparent)]
    Address(#[from] AddressError),
    #[error("`{0}` leads out of pages/: give its path below that folder, such as news/opening")]
    Outside(String),
    #[error("{} is there already: choose another name, or edit it", .0.display())]
    Taken(PathBuf),
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

/// Makes the page `path` (below `pages/`, with or without `.md`), a draft until its author says otherwise.
/// Without a title, its name is one.
pub fn make(content: &Path, path: &str, title: Option<&str>) -> Result<NewPage, NewPageError> {
    if !content.join(crate::content::config::FILE).is_file() {
        return Err(NewPageError::NoContent(content.to_owned()));
    }
    let name = path.trim_matches('/').trim_start_matches("pages/");
    let name = name.strip_suffix(".md").unwrap_or(name);
    let is_inside = |segment: &str| !segment.is_empty() && !segment.starts_with('.');
    if !name.split('/').all(is_inside) {
        return Err(NewPageError::Outside(path.to_owned()));
    }
    if name.contains(is_control) {
        return Err(NewPageError::Control(path.to_owned()));
    }
    let address = Address::of(&format!("{name}.md"), None)?;
    let file = content.join("pages").join(format!("{name}.md"));
    let folder_page = content.join("pages").join(name).join("index.md");
    for taken in [&file, &folder_page] {
        if taken.exists() {
            return Err(NewPageError::Taken(taken.clone()));
        }
    }
    let title = title.map_or_else(|| title_of(name), str::to_owned);
    // A quoted text of YAML escapes as one of JSON does.
    let title = serde_json::Value::from(title);
    let text = format!("---\ntitle: {title}\ndescription: \"\"\ndraft: true\n---\n\n");
    if let Some(diagnostic) = refusal(&Folder::open(content)?, &format!("pages/{name}.md"), &text) {
        return Err(NewPageError::Refused(Box::new(diagnostic)));
    }
    let write = |source| NewPageError::Write { path: file.clone(), source };
    fs::create_dir_all(file.parent().unwrap_or(content)).map_err(write)?;
    fs::write(&file, text).map_err(write)?;
    Ok(NewPage { file, address })
}

/// What a check would say of the folder with this file, and does not say of it now. That a translation is
/// missing is none of it: its author may well write that one next.
fn refusal(folder: &Folder, path: &str, text: &str) -> Option<Diagnostic> {
    let diagnostics = |folder: &Folder| {
        let mut diagnostics = Vec::new();
        let content = Content::read(folder, None, Drafts::Shown, None, &mut diagnostics);
        check::structure::check(folder, &content, &mut diagnostics);
        let site = Site::of(content, &mut diagnostics);
        let pages = 0..site.content.pages.len();
        check::reserved_urls::check(&site, pages, &mut diagnostics);
        diagnostics
    };
    let known = diagnostics(folder);
    diagnostics(&folder.with(path, text)).into_iter().find(|diagnostic| !known.contains(diagnostic))
}

/// `news/our-opening` → `Our opening`.
fn title_of(name: &str) -> String {
    let last = name.rsplit('/').find(|segment| *segment != "index").unwrap_or(name);
    let words = dated(last).map_or(last, |(_, rest)| rest).replace(['-', '_'], " ");
    let mut letters = words.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        build::{self, timings::Timings},
        content::directory::Folder,
    };

    fn content() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let site = "title = \"Site\"\nbase_url = \"https://a.fr\"\nlanguage = \"fr\"\n";
        fs::create_dir(folder.path().join("pages")).unwrap();
        fs::write(folder.path().join("site.toml"), site).unwrap();
        fs::write(folder.path().join("pages/index.md"), "---\ntitle: A\n---\n").unwrap();
        folder
    }

    #[test]
    fn a_new_page_is_a_draft_that_builds() {
        let content = content();

        let page = make(content.path(), "/actus/notre-été/", None).unwrap();

        assert_eq!(page.address.as_str(), "/actus/notre-ete/");
        let text = fs::read_to_string(&page.file).unwrap();
        assert_eq!(text, "---\ntitle: \"Notre été\"\ndescription: \"\"\ndraft: true\n---\n\n");
        let options =
            build::BuildOptions { drafts: Drafts::Shown, ..build::BuildOptions::default() };
        let folder = Folder::read(content.path()).unwrap();
        let site = build::build(&folder, &options, &mut Timings::start());
        assert_eq!(site.report.diagnostics, []);
        assert!(site.files.contains_key("public/actus/notre-ete/index.html"));
    }

    #[test]
    fn nothing_is_written_over_nor_elsewhere() {
        let content = content();
        make(content.path(), "a.md", Some("Un \"titre\"")).unwrap();

        let refused = |path: &str| make(content.path(), path, None).unwrap_err().to_string();

        assert!(refused("a").ends_with("a.md is there already: choose another name, or edit it"));
        assert!(refused("../b").contains("leads out of pages/"));
        assert!(refused("مرحبا").contains("can stand in an address"));
        assert!(refused("assets/x").contains("is kept for the files of content/assets/"));
        assert!(refused("Robots.txt").contains("is kept for the file `/robots.txt`"));
        assert!(refused("en/x").contains("named like a language that is not listed"));
        assert!(refused("a\u{7}b").contains("holds a character that nobody sees"));
        assert!(refused("A").contains("differs by its capitals alone"));
        make(content.path(), "b c", None).unwrap();
        assert!(refused("b\\c").contains("`/b-c/` is already the address of"));
        let empty = make(content.path(), "d", Some(" ")).unwrap_err().to_string();
        assert!(empty.contains("`title` is empty"), "{empty}");
        let made = fs::read_dir(content.path().join("pages")).unwrap().count();
        assert_eq!(made, 3, "the home page and the two that were not refused");
        let nowhere = make(&content.path().join("pages"), "a", None).unwrap_err().to_string();
        assert!(nowhere.contains("no content folder"), "{nowhere}");
    }
}
