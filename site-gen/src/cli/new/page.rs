//! `site-gen new page`: a file with all that a page needs, for its author to fill in.

use std::path::{Path, PathBuf};

use authoring::config::is_control;

use super::{NewError, content_folder, quoted, refusal, words, write};
use crate::content::{
    directory::Folder,
    page::permalink::{Address, dated},
};

/// A page that was made.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NewPage {
    /// Its file.
    pub(super) file: PathBuf,
    /// Where it will be on the site.
    pub(super) address: Address,
}

/// Makes the page `path` (below `pages/`, with or without `.md`), a draft until its author says otherwise.
/// Without a title, its name is one.
pub(super) fn make(content: &Path, path: &str, title: Option<&str>) -> Result<NewPage, NewError> {
    content_folder(content)?;
    let name = path.trim_matches('/').trim_start_matches("pages/");
    let name = name.strip_suffix(".md").unwrap_or(name);
    let is_inside = |segment: &str| !segment.is_empty() && !segment.starts_with('.');
    if !name.split('/').all(is_inside) {
        return Err(NewError::Outside(path.to_owned()));
    }
    if name.contains(is_control) {
        return Err(NewError::Control(path.to_owned()));
    }
    let address = Address::of(&format!("{name}.md"), None)?;
    let file = content.join("pages").join(format!("{name}.md"));
    let folder_page = content.join("pages").join(name).join("index.md");
    for taken in [&file, &folder_page] {
        if taken.exists() {
            return Err(NewError::Taken(taken.clone()));
        }
    }
    let title = title.map_or_else(|| title_of(name), str::to_owned);
    let title = quoted(&title);
    let text = format!("---\ntitle: {title}\ndescription: \"\"\ndraft: true\n---\n\n");
    if let Some(diagnostic) = refusal(&Folder::open(content)?, &format!("pages/{name}.md"), &text) {
        return Err(NewError::Refused(Box::new(diagnostic)));
    }
    write(&file, &text)?;
    Ok(NewPage { file, address })
}

/// `news/our-opening` → `Our opening`.
fn title_of(name: &str) -> String {
    let last = name.rsplit('/').find(|segment| *segment != "index").unwrap_or(name);
    words(dated(last).map_or(last, |(_, rest)| rest))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::{
        build::{self, timings::Timings},
        content::Drafts,
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
