//! Makes the first [`Current`]: out of the content, or out of `dist/` as it is.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use bytes::Bytes;
use form_handler::bundle::{Bundle, FILE_NAME};

use super::{
    Options, ServeError, data_dir::Data, desk, files::Files, live::Current, now, rebuilder::Studio,
    watch::Change,
};
use crate::site::generated_urls;

/// Where the site that is served comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Serving {
    /// From the content, again at each change. Drafts are shown.
    Live,
    /// From `dist/`, byte for byte.
    AsDeployed,
}

/// Where `site-gen build` writes, unless told otherwise.
const DIST: &str = "dist";

/// What is served first, and who makes what is served after each change; nobody where it stays as it is.
pub fn first(options: &Options, data: Arc<Data>) -> Result<(Current, Option<Studio>), ServeError> {
    match options.serving {
        Serving::AsDeployed => Ok((deployed(Path::new(DIST), options, &data)?, None)),
        Serving::Live => {
            // Any number that an earlier server's pages do not wait for.
            let build = u64::try_from(now().as_millisecond()).unwrap_or_default();
            let start = Current { build, ..Current::default() };
            let mut studio = Studio::new(options.clone(), data);
            Ok((studio.next(&Change::Anything, start), Some(studio)))
        }
    }
}

fn deployed(dist: &Path, options: &Options, data: &Data) -> Result<Current, ServeError> {
    let mut files = BTreeMap::new();
    read_folder(dist, dist, &mut files)
        .map_err(|source| ServeError::NotBuilt { path: dist.to_owned(), source })?;
    current(&files, options, data)
}

fn read_folder(dist: &Path, folder: &Path, files: &mut BTreeMap<String, Bytes>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path: PathBuf = entry?.path();
        if path.is_dir() {
            read_folder(dist, &path, files)?;
        } else if let Ok(name) = path.strip_prefix(dist) {
            files.insert(name.to_string_lossy().into_owned(), fs::read(&path)?.into());
        }
    }
    Ok(())
}

/// Files by path below `dist/`, as they are served.
pub fn current(
    files: &BTreeMap<String, Bytes>,
    options: &Options,
    data: &Data,
) -> Result<Current, ServeError> {
    let desk = match files.get(&format!("handler/{FILE_NAME}")) {
        Some(json) => Some(desk(Bundle::read(json)?, data, options.limits)?),
        None => None,
    };
    let headers = files.get("headers.json").map(|json| serde_json::from_slice(json));
    let headers = headers.transpose().ok().flatten().unwrap_or_default();
    Ok(Current { files: public(files), desk, headers, ..Current::default() })
}

/// What readers may see.
pub fn public(files: &BTreeMap<String, Bytes>) -> Files {
    let files = files.iter();
    let files = files.filter(|(path, _)| generated_urls::is_for_readers(path));
    let public = files.filter_map(|(path, bytes)| {
        Some((path.strip_prefix("public/")?.to_owned(), bytes.clone()))
    });
    Arc::new(public.collect())
}
