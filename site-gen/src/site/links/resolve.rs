//! Where one link leads, as its author wrote it.

use authoring::diagnostics::{Code, Diagnostic};

use super::{
    Links, Place,
    near::{self, ASSETS},
    outside::without_scheme,
    without_file,
};
use crate::{
    content::{
        directory::relative_path::{decode, decode_path, join, joined, relative},
        page::{Page, Unpublished},
        values::placeholder,
    },
    site::links::mistakes::{
        IMAGE_ELSEWHERE, LINK_ASSET, LINK_DRAFT, LINK_EMPTY, LINK_FILE, LINK_PAGE, LINK_RELATIVE,
    },
};

/// What a link leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// A page of the site.
    Page {
        /// Its place in the list of pages.
        index: usize,
        /// What to write in the page, fragment included; `None` if it is what the author wrote.
        url: Option<String>,
        /// The fragment, decoded; `None` is the whole page.
        fragment: Option<String>,
    },
    /// A file of `assets/`, or of the site's root.
    Asset,
    /// A file beside pages, named from the page's own file: its path below `assets/`.
    Beside(String),
    /// Another site, an e-mail, a telephone number; or a page that could not be read, and said so.
    Elsewhere,
}

/// A link to a page that is not on the site.
pub fn unpublished(path: &str, why: Unpublished) -> Box<Diagnostic> {
    let help = format!("{}, or remove the link; --drafts shows it", why.remedy());
    broken(LINK_DRAFT, format!("`{path}` {why}"), help)
}

/// An image of the site itself, whose address is written in full: `path` is what follows the host.
pub fn image_in_full(path: &str) -> Box<Diagnostic> {
    let message = "an image of this site is named without the site's address".to_owned();
    broken(IMAGE_ELSEWHERE, message, format!("write {path}"))
}

/// How a page is linked, for those whose link is like nothing on the site.
const WAYS: &str = "a link leads to a page's file (./page.md), to a file beside it, to a URL (/page/) or to /assets/…";

/// A link that leads nowhere; whoever reads it knows where it stands.
pub fn broken(code: Code, message: String, help: impl Into<Option<String>>) -> Box<Diagnostic> {
    Box::new(Diagnostic::without_help(code, 0..0, message).maybe_help(help.into()))
}

impl Links {
    /// Follows a link of the page `from`, whose place in the list of pages is `here`.
    pub fn follow(
        &self,
        from: &Page,
        here: usize,
        target: &str,
    ) -> Result<Destination, Box<Diagnostic>> {
        if let Some(outside) = self.outside(target) {
            return outside;
        }
        // Byte by byte: most targets are shorter than a search takes to begin.
        let end = target.bytes().position(|byte| matches!(byte, b'?' | b'#'));
        let (path, rest) = target.split_at(end.unwrap_or(target.len()));
        let (query, fragment) = match rest.strip_prefix('#') {
            Some(fragment) => ("", fragment),
            None if rest.is_empty() => ("", ""),
            None => rest.split_once('#').unwrap_or((rest, "")),
        };
        // What a browser is to look for in the text, `#:~:text=…`, is no part of its name.
        let fragment = fragment.split(":~:").next().unwrap_or_default();
        let fragment = Some(decode(fragment).into_owned()).filter(|text| !text.is_empty());
        if path.is_empty() {
            return match (fragment, query) {
                (None, "") if target.is_empty() => Err(broken(
                    LINK_EMPTY,
                    "this link leads nowhere".to_owned(),
                    "say where, or remove it".to_owned(),
                )),
                (fragment, _) => Ok(Destination::Page { index: here, url: None, fragment }),
            };
        }
        let path = decode_path(path);
        if path.starts_with(ASSETS) {
            return self.asset(&path, target, LINK_ASSET);
        }
        if path.starts_with('/') {
            return self.url(&path, rest, fragment);
        }
        self.file(from, &path, rest, fragment)
    }

    /// Follows a link that is not written in a page, and so has no place to start from.
    pub fn follow_from_anywhere(&self, target: &str) -> Result<Destination, Box<Diagnostic>> {
        if let Some(outside) = self.outside(target) {
            return outside;
        }
        if !target.starts_with('/') {
            let help = "begin it with /: a template is shown at many addresses".to_owned();
            return Err(broken(
                LINK_RELATIVE,
                format!("`{target}` is another place for every page"),
                help,
            ));
        }
        let (path, fragment) = target.split_once('#').unwrap_or((target, ""));
        let path = decode_path(path.split('?').next().unwrap_or(path));
        if path.starts_with(ASSETS) {
            return self.asset(&path, target, LINK_ASSET);
        }
        self.url(&path, "", Some(decode(fragment).into_owned()).filter(|text| !text.is_empty()))
    }

    /// Follows the URL of a page, without a fragment.
    pub fn follow_url(&self, url: &str) -> Result<Destination, Box<Diagnostic>> {
        self.url(url, "", None)
    }

    /// A URL of a page; `rest` is what follows it in the link.
    fn url(
        &self,
        path: &str,
        rest: &str,
        fragment: Option<String>,
    ) -> Result<Destination, Box<Diagnostic>> {
        match self.by_url.get(path) {
            Some(Place::Page(index) | Place::Alias(index)) => {
                Ok(Destination::Page { index: *index, url: None, fragment })
            }
            Some(Place::Unreadable) => Ok(Destination::Elsewhere),
            Some(Place::Unpublished(why)) => Err(unpublished(path, *why)),
            None if self.made.contains(path) => Ok(Destination::Asset),
            None if path.contains(placeholder::UNKNOWN) => Ok(Destination::Elsewhere),
            None => {
                let help = self.nearest(path).map(|near| format!("did you mean `{near}{rest}`?"));
                let help = help.unwrap_or_else(|| WAYS.to_owned());
                Err(broken(LINK_PAGE, format!("there is no page `{path}`"), help))
            }
        }
    }

    /// The page that a path means in other programs, as a path from the folder of all pages: from the page's file,
    /// from its own address, or from that folder, as `@/folder/page.md`.
    fn other_programs(&self, from: &Page, folder: &str, path: &str) -> Option<String> {
        let address = from.file.strip_suffix(".md");
        let address = address.filter(|it| it.rsplit('/').next() != Some("index"));
        let beside = join(folder, path).and_then(|file| self.meant(&file));
        let below = || self.meant(&join(address?, path)?);
        let top = path.strip_prefix("@/").or(Some(path).filter(|path| path.contains('/')));
        let here = || self.meant(near::below("pages", path)?);
        beside.or_else(below).or_else(|| self.meant(top?)).or_else(here)
    }

    /// The file of the page that another program's path means, from the folder of all pages.
    pub(super) fn meant(&self, file: &str) -> Option<String> {
        let page = without_file(file);
        let candidates = match page {
            "" => vec!["index.md".to_owned()],
            page => vec![format!("{page}.md"), format!("{page}/index.md")],
        };
        let found = candidates.into_iter().find(|it| self.by_file.contains_key(it));
        found.or_else(|| self.near.numbered(self, page).map(str::to_owned))
    }

    /// A path from the page's file to another's.
    fn file(
        &self,
        from: &Page,
        path: &str,
        rest: &str,
        fragment: Option<String>,
    ) -> Result<Destination, Box<Diagnostic>> {
        let slash = from.file.bytes().rposition(|byte| byte == b'/');
        let folder = &from.file[..slash.unwrap_or(0)];
        match join(folder, path).and_then(|file| self.by_file.get(&file)) {
            Some(Place::Page(index)) => {
                // A page whose address another one has: that is reported already.
                let Some(url) = &self.urls[*index] else { return Ok(Destination::Elsewhere) };
                Ok(Destination::Page { index: *index, url: Some(joined(&[url, rest])), fragment })
            }
            Some(Place::Unpublished(why)) => Err(unpublished(path, *why)),
            Some(Place::Unreadable | Place::Alias(_)) => Ok(Destination::Elsewhere),
            None if path.contains(placeholder::UNKNOWN) => Ok(Destination::Elsewhere),
            None => match self.beside(from, path) {
                Some(found) => Ok(found),
                None => Err(self.no_file(from, folder, path, rest)),
            },
        }
    }

    /// There is no such file, from the folder of a page; what was meant, if that can be told.
    fn no_file(&self, from: &Page, folder: &str, path: &str, rest: &str) -> Box<Diagnostic> {
        let file = join(folder, path);
        let page = self.other_programs(from, folder, path).map(|file| relative(folder, &file));
        let near = || Some(relative(folder, &self.near.file(self, file.as_deref()?)?));
        let near = page
            .or_else(|| without_scheme(path))
            .or_else(near)
            .map(|near| [&near, rest].concat())
            .or_else(|| self.near_image(Some(from), path));
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None if file.is_none() => {
                "pages stand in content/pages/, and no link leads out of it".to_owned()
            }
            None => WAYS.to_owned(),
        };
        broken(LINK_FILE, format!("there is no file `{path}`"), help)
    }
}
