//! Which file answers a path, and with which headers: as the content delivery network will.

use std::{collections::BTreeMap, sync::Arc};

use bytes::Bytes;

/// A file of the site, or another answer to a path.
#[derive(Debug, PartialEq, Eq)]
pub enum Found<'a> {
    /// This file.
    File {
        /// Below `public/`, such as `pour-qui/index.html`.
        path: &'a str,
        /// Its bytes.
        bytes: &'a Bytes,
    },
    /// The same path with a slash.
    WithSlash,
    /// The site's page for what does not exist; `None` if it has none.
    Missing(Option<&'a Bytes>),
}

/// The public files, by path below `public/`.
pub type Files = Arc<BTreeMap<String, Bytes>>;

/// The file for a URL path.
pub fn find<'a>(files: &'a BTreeMap<String, Bytes>, url_path: &str) -> Found<'a> {
    let path = url_path.trim_start_matches('/');
    let wanted = match path {
        "" => "index.html".to_owned(),
        folder if folder.ends_with('/') => format!("{folder}index.html"),
        file => file.to_owned(),
    };
    if let Some((path, bytes)) = files.get_key_value(&wanted) {
        return Found::File { path, bytes };
    }
    if files.contains_key(&format!("{wanted}/index.html")) {
        return Found::WithSlash;
    }
    Found::Missing(files.get("404.html"))
}

/// The media type of a file, by its ending.
pub fn media_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, ending)| ending) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("xml") => "application/xml; charset=utf-8",
        Some("txt") => "text/plain; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("webp") => "image/webp",
        Some("avif") => "image/avif",
        Some("gif") => "image/gif",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        Some("pdf") => "application/pdf",
        Some("webmanifest") => "application/manifest+json",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_finds_its_file_its_folder_or_the_page_for_what_is_missing() {
        let files: BTreeMap<String, Bytes> = ["index.html", "a/index.html", "x.css", "404.html"]
            .map(|path| (path.to_owned(), Bytes::from(path.to_owned())))
            .into();
        let found = |path: &str| match find(&files, path) {
            Found::File { path, .. } => path.to_owned(),
            Found::WithSlash => "slash".to_owned(),
            Found::Missing(page) => format!("missing {}", page.is_some()),
        };

        assert_eq!(found("/"), "index.html");
        assert_eq!(found("/a/"), "a/index.html");
        assert_eq!(found("/a"), "slash");
        assert_eq!(found("/x.css"), "x.css");
        assert_eq!(found("/b/"), "missing true");
        assert_eq!(found("/../x"), "missing true");
    }
}
