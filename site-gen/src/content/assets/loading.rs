//! What pages load of the assets: by which name, and by which bytes it can be told.

use authoring::diagnostics::{Diagnostic, suggest};
use base64::prelude::{BASE64_STANDARD, Engine};
use sha2::{Digest as _, Sha384};

use super::{Asset, Assets, below, codes::ASSET_MISSING, url};
use crate::content::{
    directory::{Contents, FILE_UNREADABLE, file_url::FileUrl, relative_path::decode_path},
    theme,
};

/// A file that a page loads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loaded {
    /// Its path below `assets/`.
    pub path: String,
    /// Its URL, with its fingerprint.
    pub url: FileUrl,
}

impl Assets {
    /// What a page loads from `target`, such as `/assets/a.svg#part`.
    pub fn load(&self, target: &str) -> Result<Loaded, Box<Diagnostic>> {
        let (path, fragment) = target.split_at(target.find('#').unwrap_or(target.len()));
        let path = decode_path(path.split('?').next().unwrap_or(path));
        let Loaded { path, url } = self.loaded(path.strip_prefix("/assets/").unwrap_or(&path))?;
        Ok(Loaded { path, url: url.with_fragment(fragment) })
    }

    /// The same, by path below `assets/`.
    pub(super) fn loaded(&self, path: &str) -> Result<Loaded, Box<Diagnostic>> {
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

    pub(super) fn asset(&self, path: &str) -> Result<&Asset, Box<Diagnostic>> {
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
