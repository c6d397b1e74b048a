//! `dist/` as it was built, to be served byte for byte.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use form_handler::bundle::{Bundle, FILE_NAME};

use super::{
    data_dir::Data,
    files::{spool::Spool, stored::Stored},
    live::Live,
    options::{ServeError, ServeOptions},
};

/// Where `site-gen build` writes, unless told otherwise.
const DIST: &str = "dist";

/// What it holds.
pub fn deployed(options: &ServeOptions, data: &Data) -> Result<Live, ServeError> {
    let dist = Path::new(DIST);
    let mut files = BTreeMap::new();
    // The next build takes the place of this one, whose files are still served.
    let spool = Spool::within(&options.data);
    read_folder(dist, dist, &spool, &mut files).map_err(not_built)?;
    Live::of_files(&files, options, data)
}

/// What its form is made of; `None` if it has no form.
pub fn bundle() -> Result<Option<Bundle>, ServeError> {
    fs::metadata(DIST).map_err(not_built)?;
    match fs::read(Path::new(DIST).join("handler").join(FILE_NAME)) {
        Ok(json) => Ok(Some(Bundle::read(&json)?)),
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(cause) => Err(not_built(cause)),
    }
}

fn not_built(source: io::Error) -> ServeError {
    ServeError::NotBuilt { path: DIST.into(), source }
}

fn read_folder(
    dist: &Path,
    folder: &Path,
    spool: &Spool,
    files: &mut BTreeMap<String, Stored>,
) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path: PathBuf = entry?.path();
        if path.is_dir() {
            read_folder(dist, &path, spool, files)?;
        } else if let Ok(name) = path.strip_prefix(dist) {
            let name = name.to_string_lossy().into_owned();
            let is_asset = name.starts_with("public/assets/");
            let stored =
                if is_asset { spool.copy(File::open(&path)?)? } else { fs::read(&path)?.into() };
            files.insert(name, stored);
        }
    }
    Ok(())
}
