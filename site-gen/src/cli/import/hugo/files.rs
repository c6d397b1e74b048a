//! The files of Hugo's settings: one, or a folder of them.

use std::path::Path;

use authoring::diagnostics::Source;

use crate::{
    cli::import::{ImportError, settings_file},
    content::directory::Folder,
};

/// Names of the file, of which the first that is there counts.
const FILES: [&str; 8] = [
    "hugo.toml",
    "hugo.yaml",
    "hugo.yml",
    "hugo.json",
    "config.toml",
    "config.yaml",
    "config.yml",
    "config.json",
];

/// The files of the settings, each with the name of what it is about, if not all.
pub(super) fn files(folder: &Path) -> Result<Vec<(Option<String>, Source)>, ImportError> {
    let parts = folder.join("config/_default");
    let whole = settings_file(folder, "Hugo", &FILES);
    if !parts.is_dir() || whole.is_ok() {
        let (name, bytes) = whole?;
        let typed = folder.to_string_lossy().trim_end_matches('/').to_owned();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        return Ok(vec![(None, Source::new(format!("{typed}/{name}"), text))]);
    }
    let parts = Folder::open_foreign(&parts)?;
    let mut files = Vec::new();
    for (file, contents) in parts.below("") {
        let Ok(source) = contents.text(parts.typed(file)) else { continue };
        // `menus.en.toml` is that of a language.
        let name = file.split('.').next().unwrap_or(file);
        let is_whole = ["hugo", "config"].contains(&name);
        files.push(((!is_whole).then(|| name.to_owned()), source));
    }
    Ok(files)
}
