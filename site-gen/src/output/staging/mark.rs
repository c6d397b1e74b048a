//! What says that a build has made a folder, so that the next one may replace it.

use std::{fs, io, path::Path};

/// A file that says that a build has made its folder, and may replace it. Nothing else writes one of this name.
pub(super) const MARK: &str = ".site-gen";

pub(super) const MARK_TEXT: &[u8] =
    b"Made by `site-gen build`, and replaced by the next one: keep nothing of your own here.\n";

/// What releases that left no mark wrote; the second and the third are in no folder of anybody else.
const UNMARKED: [&str; 5] =
    ["handler", "headers.json", "media-types.json", "public", "redirects.json"];

/// Whether a folder is a build's, or empty.
pub(super) fn may_be_replaced(out: &Path) -> io::Result<bool> {
    if out.join(MARK).is_file() {
        return Ok(true);
    }
    let names = fs::read_dir(out)?.map(|entry| Ok(entry?.file_name()));
    let names: Vec<_> = names.collect::<io::Result<_>>()?;
    let has = |name: &str| names.iter().any(|found| found == name);
    let only_ours = names.iter().all(|found| UNMARKED.iter().any(|name| found == name));
    Ok(names.is_empty() || only_ours && has("headers.json") && has("media-types.json"))
}
