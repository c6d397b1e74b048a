//! Files that pages link to, show or load: of `assets/`, and beside pages.

use authoring::diagnostics::{Code, Diagnostic};

use super::{Destination, Links, broken, near::ASSETS};
use crate::{
    content::{
        assets::beside,
        directory::{
            file_url::FileUrl,
            relative_path::{decode_path, relative},
        },
        page::Page,
        values::placeholder,
    },
    site::links::mistakes::{IMAGE_ELSEWHERE, IMAGE_MISSING},
};

impl Links {
    /// An image, which is an asset or written in the page itself.
    pub fn image(&self, from: Option<&Page>, target: &str) -> Result<Destination, Box<Diagnostic>> {
        if target.starts_with("data:image/") {
            return Ok(Destination::Elsewhere);
        }
        if target.is_empty() {
            let help = "write the address of a file, /assets/…, or remove the image".to_owned();
            return Err(broken(IMAGE_MISSING, "this image has no address".to_owned(), help));
        }
        if target.starts_with("//") || target.contains("://") {
            let help = "copy it to content/assets/ and write /assets/…".to_owned();
            return Err(broken(
                IMAGE_ELSEWHERE,
                "this is on another site, and pages show only what is their own".to_owned(),
                help,
            ));
        }
        let path = decode_path(target.split(['?', '#']).next().unwrap_or(target));
        if path.starts_with(ASSETS) {
            return self.asset(&path, target, IMAGE_MISSING);
        }
        if path.contains(placeholder::UNKNOWN) {
            return Ok(Destination::Elsewhere);
        }
        if let Some(found) = from.and_then(|from| self.beside(from, &path)) {
            return Ok(found);
        }
        let near = self.near_image(from, &path);
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None if self.made.contains(&*path) => {
                "what a page shows stands in content/assets/: root/ is for those who look there"
                    .to_owned()
            }
            None => {
                "what a page shows or loads stands beside it, or in content/assets/ and is written \
                /assets/…"
                    .to_owned()
            }
        };
        Err(broken(IMAGE_MISSING, format!("there is no file `{target}`"), help))
    }

    /// A file beside pages, by the way to it from a page's file.
    pub(super) fn beside(&self, from: &Page, path: &str) -> Option<Destination> {
        let path = beside::path(&from.file, path)?;
        self.assets.contains(&[ASSETS, &path].concat()).then_some(Destination::Beside(path))
    }

    /// What an image that is not there may be.
    pub(super) fn near_image(&self, from: Option<&Page>, path: &str) -> Option<String> {
        let of_page = from.and_then(|from| {
            let near = self.near.asset(self, &beside::path(&from.file, path)?)?;
            let folder = from.file.rsplit_once('/').map_or("", |(folder, _)| folder);
            near.strip_prefix(beside::FOLDER).map(|file| relative(folder, file))
        });
        of_page.or_else(|| self.asset_named(path).map(str::to_owned))
    }

    /// An asset, by its path and by the target as it is written.
    pub(super) fn asset(
        &self,
        path: &str,
        target: &str,
        code: Code,
    ) -> Result<Destination, Box<Diagnostic>> {
        if self.assets.contains(path) {
            return Ok(Destination::Asset);
        }
        if path.contains(placeholder::UNKNOWN) {
            return Ok(Destination::Elsewhere);
        }
        let name = decode_path(target);
        if target.contains(['?', '#']) && self.assets.contains(&*name) {
            let url = FileUrl::of(ASSETS, name.trim_start_matches(ASSETS));
            let help = format!("did you mean `{url}`? In an address, `?` and `#` end a name");
            return Err(broken(code, format!("there is no file `{path}`"), help));
        }
        // Every path begins alike: what they share says nothing of how near they are.
        let near =
            self.near.asset(self, path.trim_start_matches(ASSETS)).map(|it| [ASSETS, &it].concat());
        let is_beside = path.starts_with(beside::URL);
        let near = near.or_else(|| self.asset_named(path).filter(|_| is_beside).map(str::to_owned));
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None if is_beside => "put the file beside the page, or into content/assets/".to_owned(),
            None => "put the file into content/assets/".to_owned(),
        };
        let name = if is_beside { path.trim_start_matches(ASSETS) } else { path };
        Err(broken(code, format!("there is no file `{name}`"), help))
    }

    /// An asset with the same file name as a path that leads nowhere.
    pub(super) fn asset_named(&self, path: &str) -> Option<&str> {
        let name = path.rsplit('/').next();
        self.assets.iter().find(|asset| asset.rsplit('/').next() == name).map(String::as_str)
    }
}
