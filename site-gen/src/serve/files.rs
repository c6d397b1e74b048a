//! Which file answers a path, and with which headers: as the content delivery network will.

pub mod spool;
pub mod stored;

use std::{collections::BTreeMap, sync::Arc};

use form_handler::http::compression::accepts;

use crate::{content::directory::relative_path::decode, output::compress::Encoding};
use stored::Stored;

/// A file of the site, or another answer to a path.
#[derive(Debug)]
pub enum Found<'a> {
    /// This file.
    File {
        /// Below `public/`, such as `pour-qui/index.html`.
        path: &'a str,
        /// Its bytes.
        bytes: &'a Stored,
    },
    /// The folder's own address: the same path with a slash, or without the name of the file.
    At(String),
    /// The site's page for what does not exist; `None` if it has none.
    Missing(Option<&'a Stored>),
}

/// The public files, by path below `public/`.
pub type Files = Arc<BTreeMap<String, Stored>>;

/// The file for a URL path, which is decoded once. `/x/` is the file `x/index.html`; `/x` and `/x/index.html` lead
/// there, so that a page has one address, as by `infra/edge.js`: `tests/infra/paths.json` tells both what to do.
pub fn find<'a>(files: &'a BTreeMap<String, Stored>, url_path: &str) -> Found<'a> {
    // One slash and no more: `//x` is no address of this site, and answered with `//x/` it would be that of the
    // host `x`.
    let path = decode(url_path.strip_prefix('/').unwrap_or(url_path));
    let wanted = match &*path {
        "" => "index.html".to_owned(),
        folder if folder.ends_with('/') => format!("{folder}index.html"),
        file => file.to_owned(),
    };
    // A compressed file is another form of the one beside it, not a file of the site.
    let is_form_of_another = Encoding::ALL.iter().any(|encoding| {
        wanted.strip_suffix(encoding.ending()).is_some_and(|plain| files.contains_key(plain))
    });
    let found = files.get_key_value(&wanted).filter(|_| !is_form_of_another);
    if found.is_some() && path.ends_with("/index.html") {
        // In other signs, it is no address of the page.
        if !url_path.ends_with("/index.html") {
            return Found::Missing(files.get("404.html"));
        }
        let folder = url_path.rsplit_once('/').map_or("", |(folder, _)| folder);
        return Found::At(format!("{folder}/"));
    }
    if let Some((path, bytes)) = found {
        return Found::File { path, bytes };
    }
    if files.contains_key(&format!("{wanted}/index.html")) {
        return Found::At(format!("{url_path}/"));
    }
    Found::Missing(files.get("404.html"))
}

/// The compressed form of a file that a browser takes, by its `Accept-Encoding`.
pub fn encoded<'a>(
    files: &'a BTreeMap<String, Stored>,
    path: &str,
    accepted: &str,
) -> Option<(Encoding, &'a Stored)> {
    Encoding::ALL
        .into_iter()
        .filter(|encoding| accepts(accepted, encoding.name()))
        .find_map(|encoding| Some((encoding, files.get(&[path, encoding.ending()].concat())?)))
}

/// Whether a file has compressed forms, so that answers differ.
pub fn varies(files: &BTreeMap<String, Stored>, path: &str) -> bool {
    Encoding::ALL.iter().any(|encoding| files.contains_key(&[path, encoding.ending()].concat()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(serde::Deserialize)]
    struct Paths {
        files: Vec<String>,
        paths: Vec<(String, Option<String>)>,
    }

    #[test]
    fn a_path_leads_where_the_edge_leads_it() {
        let Paths { files, paths } =
            serde_json::from_str(include_str!("../../../tests/infra/paths.json")).unwrap();
        let files: BTreeMap<String, Stored> =
            files.into_iter().map(|path| (path.clone(), path.into_bytes().into())).collect();

        for (path, expected) in paths {
            let found = match find(&files, &path) {
                Found::File { path, .. } => Some(format!("file {path}")),
                Found::At(place) => Some(format!("moved {place}")),
                Found::Missing(page) => {
                    assert!(page.is_some(), "{path}");
                    None
                }
            };
            assert_eq!(found, expected, "{path}");
        }
    }

    #[test]
    fn a_browser_gets_the_smallest_form_that_it_takes() {
        let files: BTreeMap<String, Stored> = ["x.css", "x.css.br", "x.css.gz", "y.gz", "z.svg"]
            .map(|path| (path.to_owned(), Stored::from(path.to_owned().into_bytes())))
            .into();
        let got = |accepted| encoded(&files, "x.css", accepted).map(|(encoding, _)| encoding);

        assert_eq!(got("gzip, deflate, br, zstd"), Some(Encoding::Brotli));
        assert_eq!(got("GZIP;q=0.5, br;q=0"), Some(Encoding::Gzip));
        assert_eq!(got("*"), Some(Encoding::Brotli));
        assert_eq!(got("br;q=0, *;q=0.1"), Some(Encoding::Gzip));
        for none in ["", "identity", "zstd", "br;q=0.000", "br;q=x"] {
            assert_eq!(got(none), None, "{none}");
        }
        assert!(varies(&files, "x.css") && !varies(&files, "z.svg"));
        assert!(matches!(find(&files, "/x.css.br"), Found::Missing(None)));
        assert!(matches!(find(&files, "/y.gz"), Found::File { .. }));
    }
}
