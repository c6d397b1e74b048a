//! What the name of a file says of it.

use std::{fs, io, path::Path};

/// A folder that `root/` takes, though its name is hidden.
pub(super) const WELL_KNOWN: &str = ".well-known";
/// A file of that kind.
pub(super) const NO_JEKYLL: &str = ".nojekyll";

/// Hidden names of what no site publishes.
pub(super) const UNPUBLISHED: [&str; 5] = [".DS_Store", ".git", ".gitignore", ".gitkeep", ".keep"];

/// What is asked for by its address, whatever the pages say: by browsers, by crawlers and hosts, by people.
const BY_CUSTOM: [&str; 12] = [
    "favicon.ico",
    "apple-touch-icon.png",
    "apple-touch-icon-precomposed.png",
    "browserconfig.xml",
    "robots.txt",
    "ads.txt",
    "app-ads.txt",
    "BingSiteAuth.xml",
    "CNAME",
    "humans.txt",
    "llms.txt",
    "security.txt",
];

/// Endings of texts that may name files.
const TEXTS: [&str; 12] =
    ["css", "htm", "html", "js", "json", "mjs", "sass", "scss", "svg", "ts", "webmanifest", "xml"];

/// The names at the top of a folder that begin with a dot, in order.
pub(super) fn hidden(folder: &Path) -> io::Result<Vec<(String, fs::FileType)>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') {
            names.push((name, entry.file_type()?));
        }
    }
    names.sort_by(|(one, _), (other, _)| one.cmp(other));
    Ok(names)
}

/// Whether people and programs ask for a file by its address, whatever the pages say.
pub(super) fn is_by_custom(file: &str) -> bool {
    // How the owner of a site proves it.
    let is_proof = |name: &str| name.starts_with("google") || name.starts_with("yandex_");
    let is_proof = file.strip_suffix(".html").is_some_and(is_proof);
    BY_CUSTOM.contains(&file) || !file.contains('/') && is_proof
}

/// Whether a file is a text that may name others.
pub(super) fn is_text(file: &str) -> bool {
    let ending = file.rsplit_once('.').map_or("", |(_, ending)| ending);
    TEXTS.contains(&ending)
}
