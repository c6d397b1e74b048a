//! `site-gen import`: sites of other programs, converted, then built.

mod hostile;
mod rows;
mod statics;

use std::{fs, path::Path, process::Output};

use tempfile::TempDir;

use crate::harness::{run_in, text};

/// An old site in a folder of its own, which goes with it.
pub(crate) struct OldSite(TempDir);

impl OldSite {
    /// One that has these files.
    fn with(files: &[(&str, &str)]) -> Self {
        let site = Self(TempDir::new().unwrap());
        for (path, text) in files {
            site.write(path, text.as_bytes());
        }
        site
    }

    /// A copy of `tests/import/NAME`.
    fn fixture(name: &str) -> Self {
        let site = Self(TempDir::new().unwrap());
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import").join(name);
        for (path, bytes) in files_below(&folder) {
            site.write(&path, &bytes);
        }
        site
    }

    fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.0.path().join("old").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    /// Runs the command where `old` stands.
    fn import(&self, program: &str, more: &[&str]) -> Output {
        run_in(self.path(), &[&["import", program, "old"], more].concat())
    }

    /// A file of the new site.
    #[track_caller]
    fn new_file(&self, path: &str) -> String {
        let path = self.path().join("content").join(path);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// All of it, each text below the path of its file.
    fn new_files(&self) -> String {
        let files = files_below(&self.path().join("content"));
        let shown = files.into_iter().map(|(path, bytes)| format!("==> {path}\n{}", text(&bytes)));
        shown.collect::<Vec<_>>().join("\n")
    }
}

/// The files of a folder, in order.
fn files_below(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
                files.push((name, fs::read(&path).unwrap()));
            }
        }
    }
    files.sort();
    files
}

/// The codes of what is told, in order.
fn codes(said: &str) -> Vec<&str> {
    said.lines().filter_map(|line| line.trim().strip_prefix("= code: ")).collect()
}

#[test]
fn a_site_of_zola_is_converted_and_the_rest_is_told() {
    let site = OldSite::fixture("zola");

    let done = site.import("zola", &[]);

    assert_eq!(done.status.code(), Some(3), "{}", text(&done.stderr));
    insta::assert_snapshot!("zola-told", text(&done.stderr));
    insta::assert_snapshot!("zola-content", site.new_files());
    let summary = "content: 8 pages and 7 other files, 1 page not converted; 15 other things left, see above\n\
        content/assets/: 1 file of static/ that the site names: img/ (1 file)\n";
    assert_eq!(text(&done.stdout), summary);
}

#[test]
fn a_site_of_hugo_is_converted_and_the_rest_is_told() {
    let site = OldSite::fixture("hugo");

    let done = site.import("hugo", &[]);

    assert_eq!(done.status.code(), Some(3), "{}", text(&done.stderr));
    insta::assert_snapshot!("hugo-told", text(&done.stderr));
    insta::assert_snapshot!("hugo-content", site.new_files());
}

#[test]
fn what_is_converted_builds_but_for_what_was_told() {
    for (program, left) in [
        (
            "zola",
            [
                "heading-level",
                "link-file",
                "link-file",
                "notice-kind",
                "placeholder",
                "value-filter",
            ]
            .as_slice(),
        ),
        ("hugo", &["component-unknown", "link-page"]),
    ] {
        let site = OldSite::fixture(program);
        site.import(program, &[]);

        let said = run_in(site.path(), &["check"]);

        let said = text(&said.stderr);
        let mut found = codes(&said);
        found.sort_unstable();
        assert_eq!(found, left, "{said}");
    }
}

/// What the README shows is what is made.
#[test]
fn the_readme_shows_what_becomes_of_a_page() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(path).unwrap();
    let (_, section) = readme.split_once("\n## Moving in from Zola or Hugo\n").unwrap();
    let mut pages = section.split("```markdown\n<!-- ").skip(1).map(|block| {
        let (path, rest) = block.split_once(" -->\n").unwrap();
        (path, rest.split("```").next().unwrap())
    });
    let (old, new) = (pages.next().unwrap(), pages.next().unwrap());
    let settings =
        "title = \"A\"\nbase_url = \"https://a.example.org\"\ntaxonomies = [{ name = \"tags\" }]\n";
    let site = OldSite::with(&[
        ("config.toml", settings),
        ("content/_index.md", "+++\ntitle = \"Home\"\n+++\n"),
        ("content/news/apply.md", "+++\ntitle = \"Apply\"\n+++\n## What to bring\n"),
        ("templates/shortcodes/button.html", "<b>{{ text }}</b>"),
        (old.0.strip_prefix("~/old-site/").unwrap(), old.1),
    ]);

    let done = site.import("zola", &[]);

    assert_eq!(site.new_file(new.0.strip_prefix("content/").unwrap()), new.1);
    let said = text(&done.stderr);
    assert_eq!(codes(&said), [""; 0], "{said}");
    let checked = run_in(site.path(), &["check"]);
    assert_eq!(checked.status.code(), Some(0), "{}", text(&checked.stderr));
}

/// What an example needs to stand in a site: its settings, and which program's it is.
fn beside(code: &str) -> (&'static str, &'static str, &'static str) {
    match code {
        "import-html" => {
            ("hugo", "hugo.toml", "title = \"A\"\nbaseURL = \"https://a.example.org\"\n")
        }
        _ => ("zola", "config.toml", "title = \"A\"\nbase_url = \"https://a.example.org\"\n"),
    }
}

#[test]
fn each_code_is_told_of_its_example() {
    for code in site_gen::cli::import::codes::CODES {
        let (program, name, settings) = beside(code.name());
        let site = OldSite::with(&[
            (name, settings),
            ("content/_index.md", "+++\ntitle = \"Home\"\n+++\n"),
        ]);
        site.write(code.0.file, code.0.wrong.as_bytes());

        let done = site.import(program, &[]);

        let said = text(&done.stderr);
        assert!(codes(&said).contains(&code.name()), "{}: {said}", code.name());
        let explained = run_in(site.path(), &["explain", code.name()]);
        let explained = text(&explained.stdout);
        assert!(explained.contains(&format!("There, in {}:", code.0.file)), "{explained}");
        for sentence in [code.0.means, code.0.hurts] {
            assert!(sentence.ends_with('.') && explained.contains(sentence), "{explained}");
        }
    }
}

#[test]
fn nothing_is_told_of_a_site_that_is_converted_whole() {
    let files = [
        ("config.toml", "title = \"A\"\nbase_url = \"https://a.example.org\"\n"),
        ("content/_index.md", "+++\ntitle = \"Home\"\n+++\n[B](@/b.md)\n"),
        ("content/b.md", "+++\ntitle = \"B\"\n+++\n[Home](/)\n"),
    ];
    let site = OldSite::with(&files);

    let done = site.import("zola", &["--format", "json"]);

    assert_eq!(done.status.code(), Some(0), "{}", text(&done.stdout));
    assert_eq!((text(&done.stdout), text(&done.stderr)), (String::new(), String::new()));
    assert_eq!(site.new_file("pages/b.md"), "---\ntitle: B\n---\n[Home](./index.md)\n");
    let checked = run_in(site.path(), &["check"]);
    assert_eq!(checked.status.code(), Some(0), "{}", text(&checked.stderr));
}

#[test]
fn what_stands_in_the_way_is_named_and_nothing_is_written() {
    let home = ("content/_index.md", "+++\ntitle = \"Home\"\n+++\n");
    let config = ("config.toml", "title = \"A\"\nbase_url = \"https://a.example.org\"\n");
    let site = OldSite::with(&[home, config]);
    for name in ["a", "b", "c", "d"] {
        fs::create_dir_all(site.path().join("content").join(name)).unwrap();
    }

    let refused = site.import("zola", &[]);
    let elsewhere = site.import("zola", &["--out", "new/content"]);
    let no_site = run_in(site.path(), &["import", "zola", "content", "--out", "x"]);

    assert_eq!(refused.status.code(), Some(1));
    let message = "error: content holds a, b, c and 1 more: move it away, or name another folder with --out\n";
    assert_eq!(text(&refused.stderr), message);
    assert_eq!(elsewhere.status.code(), Some(0), "{}", text(&elsewhere.stderr));
    assert!(site.path().join("new/content/pages/index.md").is_file());
    assert_eq!(no_site.status.code(), Some(1));
    assert_eq!(
        text(&no_site.stderr),
        "error: content is no site of Zola: it has none of zola.toml, config.toml\n"
    );
    let left: Vec<String> = files_below(site.path()).into_iter().map(|(path, _)| path).collect();
    assert!(
        left.iter().all(|path| path.starts_with("old/") || path.starts_with("new/content/")),
        "{left:?}"
    );
}
