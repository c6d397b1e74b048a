//! A folder of broken sites, one kind of mistake each: what is printed, word for word.
//!
//! To add one: a folder in `tests/broken/` that is the content of a site, and its snapshot beside it.
//! `site-gen check --content site-gen/tests/broken/NAME` prints the same by hand.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use authoring::diagnostics::report::{self, Detail, Paint};
use site_gen::{
    build::{self, BuildOptions, timings::Timings},
    content::{Content, Drafts, directory::Folder},
};

use crate::{harness::Site, merge::Files};

/// A folder of `tests/`: `broken` has a site for each code, named like it; `variants` has other ways to make
/// the same mistakes.
fn folder(of: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(of)
}

/// The names of the sites, in order.
pub(crate) fn sites(of: &str) -> BTreeSet<String> {
    let entries = fs::read_dir(folder(of)).unwrap().map(Result::unwrap);
    entries
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect()
}

/// The files of a site.
pub(crate) fn files(of: &str, name: &str) -> Files {
    let read = Folder::read(&folder(of).join(name)).unwrap();
    read.below("").map(|(path, bytes)| (path.to_owned(), bytes.bytes().to_vec())).collect()
}

/// Builds a site as if it were the repository's content.
pub(crate) fn build(of: &str, name: &str) -> (Folder, build::BuiltSite) {
    let folder = Folder::from_files("content", files(of, name));
    let site = build::build(&folder, &BuildOptions::default(), &mut Timings::start());
    (folder, site)
}

#[test]
fn every_broken_site_says_all_that_is_wrong_where_and_what_to_do() {
    for of in ["broken", "variants"] {
        insta::with_settings!({
            snapshot_path => format!("../{of}"),
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, {
        for name in sites(of) {
            let (_, site) = build(of, &name);
            let mut printed = Vec::new();
            report::text(&site.report.diagnostics, Detail::Whole, Paint::Plain, &mut printed).unwrap();
            assert!(!site.report.diagnostics.is_empty(), "{name}: nothing is reported");
            for diagnostic in &site.report.diagnostics {
                assert!(diagnostic.help.is_some(), "{name}: this does not say what to do: {diagnostic}");
            }
            insta::assert_snapshot!(name, String::from_utf8(printed).unwrap());
        }
        });
    }
}

#[test]
fn a_site_is_the_same_whether_the_texts_of_its_pages_are_kept_or_read_again() {
    let sites =
        ["broken", "variants"].map(|of| sites(of).into_iter().map(move |it| folder(of).join(it)));
    let real = Path::new(env!("CARGO_MANIFEST_DIR")).join("../content");
    for path in sites.into_iter().flatten().chain([real]) {
        let [kept, again] = [Folder::read(&path), Folder::open(&path)].map(|folder| {
            build::build(&folder.unwrap(), &BuildOptions::default(), &mut Timings::start())
        });

        assert_eq!(kept.report.diagnostics, again.report.diagnostics, "{}", path.display());
        // With errors nothing is written: of two pages with one address, either may come last.
        if !kept.report.has_errors() {
            assert!(kept.files == again.files, "{}", path.display());
        }
    }
}

#[test]
fn a_page_whose_front_matter_changes_while_the_site_is_built_is_reported() {
    let copy = tempfile::tempdir().unwrap();
    fs::create_dir(copy.path().join("pages")).unwrap();
    let site = "title = \"A\"\nbase_url = \"https://a.example\"\nlanguage = \"fr\"\n";
    fs::write(copy.path().join("site.toml"), site).unwrap();
    let page = copy.path().join("pages/index.md");
    fs::write(&page, "---\ntitle: Accueil\n---\nUn.\n").unwrap();
    let folder = Folder::open(copy.path()).unwrap();
    let mut diagnostics = Vec::new();
    let content = Content::read(&folder, None, Drafts::Hidden, None, &mut diagnostics);
    let source = &content.pages[0].source;
    assert_eq!(diagnostics, []);

    fs::write(&page, "---\ntitle: Accueil\n---\nDeux.\n").unwrap();
    assert!(source.read().unwrap().text.ends_with("Deux.\n"));
    fs::write(&page, "---\ntitle: Autre\n---\nDeux.\n").unwrap();
    let changed = source.read().unwrap_err();
    assert_eq!(changed.message, "this file changed while the site was built");
}

#[test]
fn every_problem_points_into_its_file() {
    for (of, name) in ["broken", "variants"]
        .into_iter()
        .flat_map(|of| sites(of).into_iter().map(move |name| (of, name)))
    {
        let (folder, site) = build(of, &name);
        for diagnostic in site.report.diagnostics {
            let path = diagnostic.place.path.strip_prefix("content/").unwrap();
            let source = match folder.text(path) {
                Some(Ok(source)) => source,
                // It is no text: the line is what could be read of it.
                Some(Err(_)) => continue,
                None => {
                    assert_eq!(
                        (diagnostic.place.line, diagnostic.place.column),
                        (1, 1),
                        "{name}: {diagnostic}"
                    );
                    continue;
                }
            };
            let line = source.text.lines().nth(diagnostic.place.line - 1).unwrap_or_default();
            let line = line.trim_start_matches('\u{feff}');
            if diagnostic.place.excerpt.is_empty() {
                // About the whole file, or not to be repeated.
                continue;
            }
            assert_eq!(diagnostic.place.excerpt, line, "{name}: {diagnostic}");
            let end = diagnostic.place.column - 1 + diagnostic.place.width;
            assert!(end <= line.chars().count().max(1) + 1, "{name}: {diagnostic}");
        }
    }
}

#[test]
fn the_same_site_says_the_same_in_the_same_order() {
    let all = Site::broken();

    assert_eq!(all.build().diagnostics(), all.build().diagnostics());
}
