//! A content folder on disk, made for one test.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use site_gen::{
    build::{self, Build, BuildOptions, Purpose, timings::Timings},
    content::directory::Folder,
    output::{
        Nowhere,
        staging::{self, Written},
    },
};
use tempfile::TempDir;

use crate::fixtures::Fixtures;

/// A site to be built.
pub(crate) struct Site {
    folder: TempDir,
    options: BuildOptions,
}

/// What came of it.
#[must_use = "check what came of it"]
pub(crate) struct Built(pub(crate) build::BuiltSite);

impl Site {
    /// A home page, a title, a base URL, a language: all it takes.
    pub(crate) fn minimal() -> Self {
        let site = Self { folder: TempDir::new().unwrap(), options: BuildOptions::default() };
        site.with(
            "site.toml",
            "title = \"Site\"\nbase_url = \"https://a.example\"\nlanguage = \"fr\"\n",
        )
        .with("pages/index.md", "---\ntitle: Accueil\n---\n")
    }

    /// A copy of the real content.
    pub(crate) fn real() -> Self {
        let site = Self { folder: TempDir::new().unwrap(), options: BuildOptions::default() };
        let real = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("content");
        for (path, bytes) in Folder::read(&real).unwrap().below("") {
            site.write(path, bytes.bytes());
        }
        site
    }

    /// A site with every mistake that has a fixture.
    pub(crate) fn broken() -> Self {
        let site = Self { folder: TempDir::new().unwrap(), options: BuildOptions::default() };
        for (path, bytes) in Fixtures::get().all_at_once() {
            site.write(&path, &bytes);
        }
        site
    }

    /// A minimal site with this file.
    pub(crate) fn of(path: &str, text: &str) -> Self {
        Self::minimal().with(path, text)
    }

    /// The same with one more file, or another text in it.
    pub(crate) fn with(self, path: &str, text: &str) -> Self {
        self.write(path, text.as_bytes());
        self
    }

    /// The same with one more file, whatever it holds.
    pub(crate) fn with_bytes(self, path: &str, bytes: &[u8]) -> Self {
        self.write(path, bytes);
        self
    }

    /// The same without a file.
    pub(crate) fn without(self, path: &str) -> Self {
        fs::remove_file(self.path(path)).unwrap();
        self
    }

    /// The same with `old` replaced in a file.
    #[track_caller]
    pub(crate) fn change(self, path: &str, old: &str, new: &str) -> Self {
        self.edit(path, old, new);
        self
    }

    /// Replaces `old` in a file.
    #[track_caller]
    pub(crate) fn edit(&self, path: &str, old: &str, new: &str) {
        let text = fs::read_to_string(self.path(path)).unwrap();
        assert!(text.contains(old), "{path} does not say {old:?}");
        self.write(path, text.replacen(old, new, 1).as_bytes());
    }

    /// The same, for its readers, who find it at an address given on the command line.
    pub(crate) fn for_production(mut self) -> Self {
        self.options.base_url = Some("https://bureau.example".to_owned());
        self.options.purpose = Purpose::Production;
        self
    }

    /// The same, for its readers, at its own address.
    pub(crate) fn for_readers(mut self) -> Self {
        self.options.purpose = Purpose::Production;
        self
    }

    fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join("content").join(path)
    }

    /// Where commands are run.
    pub(crate) fn home(&self) -> &Path {
        self.folder.path()
    }

    /// The folder a build is written to.
    pub(crate) fn dist(&self) -> PathBuf {
        self.home().join("dist")
    }

    /// Builds it in memory, as on no day in particular.
    pub(crate) fn build(&self) -> Built {
        self.build_with(&self.options)
    }

    /// Builds it in memory, as on that day.
    pub(crate) fn build_on(&self, day: &str) -> Built {
        self.build_with(&BuildOptions { today: Some(day.parse().unwrap()), ..self.options.clone() })
    }

    fn build_with(&self, options: &BuildOptions) -> Built {
        Built(build::build(&self.folder(), options, &mut Timings::start()))
    }

    /// Its pages, rendered.
    pub(crate) fn rendered(&self) -> Build {
        Build::of(&self.folder(), &self.options, &Nowhere, &mut Timings::start())
    }

    /// As from the repository's root, so that problems say the same wherever it is.
    pub(crate) fn folder(&self) -> Folder {
        let read = Folder::read(&self.folder.path().join("content")).unwrap();
        let files = read.below("").map(|(path, bytes)| (path, bytes.bytes().to_vec()));
        Folder::from_files("content", files)
    }

    /// Builds it as the command does: written only without errors.
    pub(crate) fn write_out(&self) -> Option<Written> {
        let Built(site) = self.build();
        (!site.report.has_errors()).then(|| staging::write(&site.files, &self.dist()).unwrap())
    }
}

impl Built {
    /// The problems, as printed.
    pub(crate) fn diagnostics(&self) -> String {
        let diagnostics = self.0.report.diagnostics.iter().map(ToString::to_string);
        diagnostics.collect::<Vec<_>>().join("\n\n")
    }

    /// The files of a site without errors, as text: of an image, what of it is.
    #[track_caller]
    pub(crate) fn expect_files(self) -> BTreeMap<String, String> {
        assert!(!self.0.report.has_errors(), "{}", self.diagnostics());
        let files = self.0.files.into_iter();
        files.map(|(path, bytes)| (path, String::from_utf8_lossy(&bytes).into_owned())).collect()
    }

    /// The document at a URL of a site without errors.
    #[track_caller]
    pub(crate) fn expect_page(self, url: &str) -> String {
        let path = format!("public{url}{}", if url.ends_with('/') { "index.html" } else { "" });
        let mut files = self.expect_files();
        files.remove(&path).unwrap_or_else(|| panic!("no {path} in {:?}", files.keys()))
    }
}

/// The command, from where the site's folder stands.
pub(crate) fn command(site: &Site) -> Command {
    command_in(site.home())
}

fn command_in(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_site-gen"));
    command.current_dir(folder).env_remove("GITHUB_ACTIONS");
    command
}

/// What the command says with these arguments.
pub(crate) fn run(site: &Site, arguments: &[&str]) -> Output {
    command(site).args(arguments).output().unwrap()
}

/// The same in any folder.
pub(crate) fn run_in(folder: &Path, arguments: &[&str]) -> Output {
    command_in(folder).args(arguments).output().unwrap()
}

/// As it was printed.
pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}
