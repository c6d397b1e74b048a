//! The files that pages load: those of `assets/`, and the theme's where the site has none of that name.
//!
//! Each is published under its own name, so that links to it last. What a page loads has a second name,
//! with a fingerprint of its bytes, which browsers may keep for a year: `theme.1a2b3c4d.css`.

pub mod at_root;
pub mod css;
pub mod fingerprint;

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, LazyLock},
};

use authoring::diagnostics::{Diagnostic, suggest};
use base64::prelude::{BASE64_STANDARD, Engine};
use rayon::prelude::*;
use sha2::{Digest as _, Sha256, Sha384};

use crate::content::{
    assets::fingerprint::{Digest, LETTERS, digest, fingerprint, is_fingerprinted},
    config::Config,
    directory::{
        Contents, FILE_UNREADABLE, Folder,
        file_url::FileUrl,
        is_style_sheet,
        relative_path::{decode, decode_path},
    },
    theme,
};

authoring::codes! {
    ASSET_FINGERPRINT = "asset-fingerprint" in "*" {
        means: "A part of a file's name, between two dots, looks like the fingerprint by which \
            browsers know a file that never changes.",
        hurts: "They would keep it for a year: whoever has opened the report once would not see \
            its correction.",
        wrong: "assets/compte-rendu.20260612.pdf",
        right: "assets/compte-rendu-20260612.pdf",
    }
    NAME_TOO_LONG = "name-too-long" in "pages/exemple.md" {
        means: "The name of a file, or a part of an address, is longer than disks take once a \
            fingerprint and the ending of its compressed form are added: 243 bytes for a file of \
            `assets/`, 255 for a part of an address, 252 for an old address that is a file.",
        hurts: "The site could not be written, and readers would keep the old one.",
        wrong: "---\n\
            title: Compte rendu\n\
            slug: compte-rendu-de-la-reunion-du-bureau-avec-les-entreprises-les-reseaux-les-banques-\
            les-collectivites-et-les-pairs-qui-ont-ecoute-les-projets-de-l-annee-et-avec-ceux-qui-\
            les-ecouteront-l-annee-prochaine-dans-les-villes-du-gard-de-l-herault-et-de-la-lozere-sans-oublier-celles-du-vaucluse\n\
            ---",
        right: "---\ntitle: Compte rendu\nslug: compte-rendu-annuel\n---",
    }
    ASSET_MISSING = "asset-missing" in "assets/site.css" {
        means: "A style sheet or a template asks for a file that `assets/` does not hold.",
        hurts: "Readers would see a hole in the place of the picture.",
        wrong: r#".plan { background: url("plan.png"); }"#,
        right: r#".plan { background: url("plan.svg"); }"#,
    }
}

/// The theme's style sheet as it is published.
static STYLE: LazyLock<Arc<str>> = LazyLock::new(|| css::tighten(theme::STYLE).into());

/// The same on a site that asks for code in colours.
static STYLE_WITH_CODE: LazyLock<Arc<str>> =
    LazyLock::new(|| [&**STYLE, &css::tighten(theme::CODE_STYLE)].concat().into());

/// The theme's script as it is published.
static SCRIPT: LazyLock<Arc<str>> = LazyLock::new(|| theme::published(theme::SCRIPT).into());

/// Bytes of a name to which disks that take 255 can add `.1a2b3c4d` and `.br`.
const LONGEST_NAME: usize = 255 - (LETTERS + 1) - 3;

/// All of them, as they are published.
#[derive(Debug, Default)]
pub struct Assets {
    /// By path below `assets/`.
    files: BTreeMap<String, Asset>,
    /// How many are the site's own.
    own: usize,
    /// What style sheets load, by path below `assets/`.
    by_sheets: BTreeSet<String>,
}

/// A file that a page loads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loaded {
    /// Its path below `assets/`.
    pub path: String,
    /// Its URL, with its fingerprint.
    pub url: FileUrl,
}

#[derive(Debug)]
struct Asset {
    contents: Contents,
    /// The path with a fingerprint, below `assets/`.
    fingerprinted: String,
}

impl Assets {
    /// Takes them from a content folder; style sheets are read, and what is wrong with them is noted.
    pub fn read(folder: &Folder, config: &Config, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut assets = Self::default();
        for (url, text) in theme::ASSETS {
            let text = match url {
                theme::STYLE_URL if config.markup.highlight => Arc::clone(&STYLE_WITH_CODE),
                theme::STYLE_URL => Arc::clone(&STYLE),
                theme::SCRIPT_URL => Arc::clone(&SCRIPT),
                _ => text.into(),
            };
            assets.enter_text(below(url), text);
        }
        let mut sheets = BTreeMap::new();
        let own: Vec<_> = folder.below("assets/").collect();
        let digests: Vec<_> = own.par_iter().map(|(_, contents)| digest(contents)).collect();
        for ((path, contents), digest) in own.into_iter().zip(digests) {
            assets.own += 1;
            let typed = folder.typed(&format!("assets/{path}"));
            let digest = digest.unwrap_or_else(|cause| {
                let message = format!("this cannot be read: {cause}");
                diagnostics.push(
                    Diagnostic::whole_file(FILE_UNREADABLE, &*typed, message).help("build again"),
                );
                Digest::default()
            });
            assets.enter(path, contents.clone(), digest);
            note_name(path, &typed, diagnostics);
            if is_style_sheet(path) {
                match contents.text(typed) {
                    Ok(source) => {
                        sheets.insert(path, source);
                    }
                    Err(diagnostic) => diagnostics.push(*diagnostic),
                }
            }
        }
        let loaded = RefCell::new(BTreeSet::new());
        let load = |path: &str| {
            let found = assets.loaded(path)?;
            loaded.borrow_mut().insert(found.path);
            // A fingerprint is of the bytes that are published, and these name it.
            Ok(config.base_url.on_host(&found.url.into_string()).into_owned())
        };
        let published = css::publish(&sheets, &load, diagnostics);
        assets.by_sheets = loaded.into_inner();
        for (path, text) in published {
            assets.enter_text(&path, text.into());
        }
        assets
    }

    fn enter_text(&mut self, path: &str, text: Arc<str>) {
        let digest = Sha256::digest(text.as_bytes());
        self.enter(path, Contents::Text(text), digest);
    }

    fn enter(&mut self, path: &str, contents: Contents, digest: Digest) {
        let fingerprinted = fingerprint(path, &digest);
        self.files.insert(path.to_owned(), Asset { contents, fingerprinted });
    }

    /// The paths below `assets/` that links may lead to, in order.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// Everything to be published, by path below `assets/`; `loaded` are the paths of what pages load.
    pub fn published<'a>(
        &'a self,
        loaded: &'a BTreeSet<String>,
    ) -> impl Iterator<Item = (&'a str, &'a Contents)> {
        self.files.iter().flat_map(|(path, asset)| {
            let is_loaded = self.is_loaded(path, loaded);
            let second = Some(&asset.fingerprinted).filter(|_| is_loaded);
            let names = [Some(path), second].into_iter().flatten();
            names.map(|name| (name.as_str(), &asset.contents))
        })
    }

    /// The URLs that hold a fingerprint, in order, of what pages load.
    pub fn fingerprinted<'a>(
        &'a self,
        loaded: &'a BTreeSet<String>,
    ) -> impl Iterator<Item = FileUrl> + 'a {
        let files = self.files.iter().filter(|(path, _)| self.is_loaded(path, loaded));
        files.map(|(_, asset)| url(&asset.fingerprinted))
    }

    fn is_loaded(&self, path: &str, by_pages: &BTreeSet<String>) -> bool {
        by_pages.contains(path) || self.is_always_loaded(path)
    }

    /// Whether a file is loaded whatever the pages say: the theme's, and what style sheets load.
    pub fn is_always_loaded(&self, path: &str) -> bool {
        self.by_sheets.contains(path) || theme::ASSETS.iter().any(|(url, _)| below(url) == path)
    }

    /// The file that a URL with a fingerprint stands for, by path below `assets/`.
    pub fn of_fingerprint(&self, target: &str) -> Option<String> {
        let target = target.strip_prefix("/assets/")?;
        let target = decode_path(target.split(['?', '#']).next().unwrap_or(target));
        let (rest, ending) = target.rsplit_once('.')?;
        let (plain, letters) = rest.rsplit_once('.').unwrap_or((rest, ending));
        let candidates = [format!("{plain}.{ending}"), plain.to_owned()];
        let is_it = |path: &String| {
            self.files.get(path).is_some_and(|asset| asset.fingerprinted == *target)
        };
        if letters.len() < LETTERS { None } else { candidates.into_iter().find(is_it) }
    }

    /// How many are the site's own.
    pub fn own(&self) -> usize {
        self.own
    }

    /// What a page loads from `target`, such as `/assets/a.svg#part`.
    pub fn load(&self, target: &str) -> Result<Loaded, Box<Diagnostic>> {
        let (path, fragment) = target.split_at(target.find('#').unwrap_or(target.len()));
        let path = decode_path(path.split('?').next().unwrap_or(path));
        let Loaded { path, url } = self.loaded(path.strip_prefix("/assets/").unwrap_or(&path))?;
        Ok(Loaded { path, url: url.with_fragment(fragment) })
    }

    /// The same, by path below `assets/`.
    fn loaded(&self, path: &str) -> Result<Loaded, Box<Diagnostic>> {
        let url = url(&self.asset(path)?.fingerprinted);
        Ok(Loaded { path: path.to_owned(), url })
    }

    /// What templates can name of the theme's files.
    pub fn of_theme(&self) -> [(&'static str, String); 5] {
        let url = |url| self.load(url).expect("the theme has it").url.into_string();
        // Of a file of its own that a site has changed meanwhile, nothing is right: writing it will say so.
        let integrity = |url| self.integrity(url).unwrap_or_default();
        [
            ("style_url", url(theme::STYLE_URL)),
            ("style_integrity", integrity(theme::STYLE_URL)),
            ("script_url", url(theme::SCRIPT_URL)),
            ("script_integrity", integrity(theme::SCRIPT_URL)),
            ("icon_url", url(theme::ICON_URL)),
        ]
    }

    /// What `integrity` says of a file, by its URL.
    pub fn integrity(&self, url: &str) -> Result<String, Box<Diagnostic>> {
        let path = decode_path(below(url));
        let digest = match &self.asset(&path)?.contents {
            Contents::Streamed(file) => file.digest_by::<Sha384>().map_err(|cause| {
                let (message, help) = (format!("`{url}` cannot be read: {cause}"), "build again");
                Box::new(Diagnostic::new(FILE_UNREADABLE, 0..0, message, help))
            })?,
            held => Sha384::digest(held.bytes()),
        };
        Ok(format!("sha384-{}", BASE64_STANDARD.encode(digest)))
    }

    fn asset(&self, path: &str) -> Result<&Asset, Box<Diagnostic>> {
        self.files.get(path).ok_or_else(|| {
            let help = match suggest::nearest(path, self.paths()) {
                Some(near) => format!("did you mean `/assets/{near}`?"),
                None => "put the file into content/assets/".to_owned(),
            };
            let message = format!("there is no file `/assets/{path}`");
            Box::new(Diagnostic::new(ASSET_MISSING, 0..0, message, help))
        })
    }
}

/// A URL with the name of its file as it is published, which is the only one that hosts know; `None` if it has that
/// name already, whatever signs its author's keyboard writes.
pub fn published_url(target: &str) -> Option<String> {
    let (path, rest) = target.split_at(target.find(['?', '#']).unwrap_or(target.len()));
    let is_other = decode(path) != decode_path(path);
    is_other.then(|| FileUrl::of("", &decode_path(path)).with_fragment(rest).into_string())
}

/// Notes what disks and browsers would make of the name of a file.
fn note_name(path: &str, typed: &str, diagnostics: &mut Vec<Diagnostic>) {
    if path.rsplit('/').next().is_some_and(|name| name.len() > LONGEST_NAME) {
        let message = format!("this name is longer than {LONGEST_NAME} bytes");
        let help = "give the file a shorter one";
        diagnostics.push(Diagnostic::whole_file(NAME_TOO_LONG, typed, message).help(help));
    }
    if is_fingerprinted(path) {
        let message = "a name with such a part is kept by browsers for a year";
        let help = "write it without, or with - instead of the dot before it";
        diagnostics.push(Diagnostic::whole_file(ASSET_FINGERPRINT, typed, message).help(help));
    }
}

fn below(url: &str) -> &str {
    url.trim_start_matches("/assets/")
}

fn url(path: &str) -> FileUrl {
    FileUrl::of("/assets/", path)
}
