//! The files that pages load: those of `assets/`, and the theme's where the site has none of that name.
//!
//! Each is published under its own name, so that links to it last. What a page loads has a second name,
//! with a fingerprint of its bytes, which browsers may keep for a year: `theme.1a2b3c4d.css`.

pub mod at_root;
pub mod beside;
pub mod card;
pub mod codes;
pub mod css;
pub mod drawings;
pub mod fingerprint;
pub mod images;
mod loading;

use std::{
    borrow::Cow,
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, LazyLock},
};

use authoring::diagnostics::{Diagnostic, Source};
use rayon::prelude::*;
use sha2::{Digest as _, Sha256};

pub use codes::NAME_TOO_LONG;
pub use loading::Loaded;

use crate::content::{
    assets::{
        codes::{ASSET_FINGERPRINT, ASSET_TWICE},
        fingerprint::{Digest, LETTERS, digest, fingerprint, is_fingerprinted},
        images::variants,
    },
    config::Config,
    directory::{
        Contents, FILE_UNREADABLE, Folder,
        file_url::FileUrl,
        is_style_sheet,
        relative_path::{decode, decode_path, is_code},
    },
    theme,
};

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
    /// The content folder, as its author would type it, with its slash.
    typed: String,
    /// Those that stand beside pages, by path below `assets/`.
    beside: BTreeSet<String>,
}

#[derive(Debug)]
struct Asset {
    contents: Contents,
    digest: Digest,
    /// The path with a fingerprint, below `assets/`.
    fingerprinted: String,
}

impl Assets {
    /// Takes them from a content folder; style sheets are read, and what is wrong with them is noted.
    pub fn read(folder: &Folder, config: &Config, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut assets = Self { typed: folder.typed(""), ..Self::default() };
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
        let own =
            folder.below("assets/").map(|(path, contents)| (path.into(), "assets/", contents));
        let beside = folder.below(beside::FOLDER).filter(|(path, _)| beside::is_beside(path));
        let beside =
            beside.map(|(path, contents)| ([beside::FOLDER, path].concat().into(), "", contents));
        let own: Vec<(Cow<'_, str>, &str, &Contents)> = own.chain(beside).collect();
        let digests: Vec<_> = own.par_iter().map(|(_, _, contents)| digest(contents)).collect();
        for ((path, above, contents), digest) in own.into_iter().zip(digests) {
            let path = &*path;
            assets.own += 1;
            let typed = folder.typed(&[above, path].concat());
            if above.is_empty() {
                assets.beside.insert(path.to_owned());
                note_twice(&assets, path, &typed, diagnostics);
            }
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
                        sheets.insert(path.to_owned(), source);
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
        let sheets: BTreeMap<&str, Source> =
            sheets.iter().map(|(path, source)| (path.as_str(), source.clone())).collect();
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
        self.files.insert(path.to_owned(), Asset { contents, digest, fingerprinted });
    }

    /// The paths below `assets/` that links may lead to, in order.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// Everything to be published, by the path below `assets/` that it gets and the one that it has; `loaded` are the paths of what pages load, `named` those of
    /// what stands beside pages and is in the documents.
    pub fn published<'a>(
        &'a self,
        loaded: &'a BTreeSet<String>,
        named: &'a BTreeSet<String>,
    ) -> impl Iterator<Item = (&'a str, &'a str, &'a Contents)> {
        let is_named = |path: &str| {
            !self.beside.contains(path) || named.contains(path) || loaded.contains(path)
        };
        self.files.iter().filter(move |(path, _)| is_named(path)).flat_map(|(path, asset)| {
            let is_loaded = self.is_loaded(path, loaded);
            let second = Some(&asset.fingerprinted).filter(|_| is_loaded);
            let names = [Some(path), second].into_iter().flatten();
            names.map(|name| (name.as_str(), path.as_str(), &asset.contents))
        })
    }

    /// Whether there is a file of this path below `assets/`.
    pub fn has(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// What a file holds.
    pub fn contents(&self, path: &str) -> Option<&Contents> {
        self.files.get(path).map(|asset| &asset.contents)
    }

    /// Of all bytes of a file.
    pub fn digest(&self, path: &str) -> Option<Digest> {
        self.files.get(path).map(|asset| asset.digest)
    }

    /// The path of a file as its author would type it.
    pub fn typed(&self, path: &str) -> String {
        let folder = if self.beside.contains(path) { "" } else { "assets/" };
        [&self.typed, folder, path].concat()
    }

    /// Whether files stand beside pages.
    pub fn has_beside(&self) -> bool {
        !self.beside.is_empty()
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
}

/// A URL with the name of its file as it is published, which is the only one that hosts know; `None` if it has that
/// name already, whatever signs its author's keyboard writes. A plus sign is a space to some of them, and a percent sign
/// that encodes nothing a mistake.
pub fn published_url(target: &str) -> Option<String> {
    let (path, rest) = target.split_at(target.find(['?', '#']).unwrap_or(target.len()));
    let is_other = decode(path) != decode_path(path)
        || path.contains('+')
        || path.split('%').skip(1).any(|after| !is_code(after));
    is_other.then(|| FileUrl::of("", &decode_path(path)).with_fragment(rest).into_string())
}

/// Notes that a file beside a page has the address of another file.
fn note_twice(assets: &Assets, path: &str, typed: &str, diagnostics: &mut Vec<Diagnostic>) {
    if assets.has(path) {
        let message = format!("`/assets/{path}` is already the address of content/assets/{path}");
        let help = "rename one of the two files";
        diagnostics.push(Diagnostic::whole_file(ASSET_TWICE, typed, message).help(help));
    }
}

/// Notes what disks and browsers would make of the name of a file.
pub(crate) fn note_name(path: &str, typed: &str, diagnostics: &mut Vec<Diagnostic>) {
    if path.rsplit('/').next().is_some_and(|name| name.len() > LONGEST_NAME) {
        let message = format!("this name is longer than {LONGEST_NAME} bytes");
        let help = "give the file a shorter one";
        diagnostics.push(Diagnostic::whole_file(NAME_TOO_LONG, typed, message).help(help));
    }
    let is_among_made =
        path.starts_with(variants::FOLDER) && typed.ends_with(&["assets/", path].concat());
    if is_fingerprinted(path) || is_among_made {
        let (message, help) = if is_among_made {
            (
                "what stands in this folder is kept by browsers for a year",
                "give the folder another name",
            )
        } else {
            (
                "a name with such a part is kept by browsers for a year",
                "write it without, or with - instead of the dot before it",
            )
        };
        diagnostics.push(Diagnostic::whole_file(ASSET_FINGERPRINT, typed, message).help(help));
    }
}

fn below(url: &str) -> &str {
    url.trim_start_matches("/assets/")
}

fn url(path: &str) -> FileUrl {
    FileUrl::of("/assets/", path)
}
