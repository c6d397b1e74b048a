//! By what the office decides: `content/secretariat.toml`.

use std::{fs, io, path::Path};

use authoring::{
    config::{Value, read_toml},
    diagnostics::{Diagnostics, Severity, Source},
    office::{FILE, OfficeSettings, read},
};

use crate::cases::error::OpenError;

/// Reads the file of a content folder; without one, nothing is set.
pub fn settings(folder: &Path) -> Result<OfficeSettings, OpenError> {
    let path = folder.join(FILE);
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Ok(OfficeSettings::default());
        }
        Err(source) => return Err(OpenError::Settings { path, lines: vec![source.to_string()] }),
    };
    let (settings, diagnostics) = read(&Source::new(path.display().to_string(), text));
    let errors = diagnostics.iter().filter(|each| each.severity == Severity::Error);
    let lines: Vec<String> = errors.map(ToString::to_string).collect();
    if lines.is_empty() { Ok(settings) } else { Err(OpenError::Settings { path, lines }) }
}

/// For how many days a backup holds what was erased: `[retention] backup_days` of the site.
pub fn backup_days(folder: &Path) -> Option<u32> {
    let path = folder.join("site.toml");
    let source = Source::new(path.display().to_string(), fs::read_to_string(&path).ok()?);
    let root = read_toml(&source, &Diagnostics::default());
    match root.get("retention")?.get("backup_days")?.value {
        Value::Integer(days) => u32::try_from(days).ok(),
        _ => None,
    }
}
