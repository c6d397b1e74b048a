//! By what the office decides: `content/secretariat.toml`.

use std::{fs, io, path::Path};

use authoring::{
    config::{Value, read_toml},
    diagnostics::{Diagnostics, Source},
    office::{FILE, OfficeSettings, read},
};

use crate::{cases::error::OpenError, text::file_mistake::errors};

/// Reads the file of a content folder; without one, nothing is set.
pub fn settings(folder: &Path) -> Result<OfficeSettings, OpenError> {
    let path = folder.join(FILE);
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Ok(OfficeSettings::default());
        }
        Err(source) => return Err(OpenError::Unreadable { path, source }),
    };
    let (settings, diagnostics) = read(&Source::new(path.display().to_string(), text));
    let mistakes = errors(&diagnostics);
    if mistakes.is_empty() { Ok(settings) } else { Err(OpenError::Settings { path, mistakes }) }
}

/// How many firms a hearing has, and for how long each: `data/hearings.toml`, which the site tells readers too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HearingSizes {
    /// How long a firm is heard.
    pub slot_minutes: u32,
    /// At least so many, or it is not held.
    pub firms_min: u32,
    /// At most so many.
    pub firms_max: u32,
}

/// The file of [`HearingSizes`], in a content folder.
pub const HEARING_SIZES: &str = "data/hearings.toml";

/// What the file says; `None` if it is not there, or not whole.
pub fn hearing_sizes(folder: &Path) -> Option<HearingSizes> {
    let path = folder.join(HEARING_SIZES);
    let source = Source::new(path.display().to_string(), fs::read_to_string(&path).ok()?);
    let root = read_toml(&source, &Diagnostics::default());
    let number = |name| match root.get(name)?.value {
        Value::Integer(number) => u32::try_from(number).ok(),
        _ => None,
    };
    Some(HearingSizes {
        slot_minutes: number("duration_minutes")?,
        firms_min: number("firms_min")?,
        firms_max: number("firms_max")?,
    })
}

/// Where the office is written to: `email` of `data/contact.toml`.
pub fn office_email(folder: &Path) -> Option<String> {
    let path = folder.join("data/contact.toml");
    let source = Source::new(path.display().to_string(), fs::read_to_string(&path).ok()?);
    let root = read_toml(&source, &Diagnostics::default());
    match &root.get("email")?.value {
        Value::String(email) => Some(email.clone()),
        _ => None,
    }
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
