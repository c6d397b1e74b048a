//! What a file holds, or where that is.

use std::{path::Path, sync::Arc};

use authoring::diagnostics::{Diagnostic, Source};

use super::{ENCODING, OnDisk, StreamedFile, unreadable};

/// What a file holds. Text is kept as such, so that whoever reads it shares it.
#[derive(Clone, Debug)]
pub enum Contents {
    /// UTF-8.
    Text(Arc<str>),
    /// Anything else.
    Bytes(Arc<[u8]>),
    /// It is there, and that is all that is known of it.
    Unreadable(Arc<Diagnostic>),
    /// The text of a page, not read yet.
    OnDisk(OnDisk),
    /// What goes out as it is, and is never held.
    Streamed(StreamedFile),
}

impl Contents {
    /// As they are in the file; nothing of what is not held.
    pub fn bytes(&self) -> &[u8] {
        match self {
            Self::Text(text) => text.as_bytes(),
            Self::Bytes(bytes) => bytes,
            Self::Unreadable(_) | Self::OnDisk(_) | Self::Streamed(_) => &[],
        }
    }

    /// As the text of the file `path`.
    ///
    /// # Errors
    ///
    /// They are not UTF-8, or cannot be read at all.
    pub fn text(&self, path: String) -> Result<Source, Box<Diagnostic>> {
        let bytes = match self {
            Self::Text(text) => return Ok(Source::new(path, Arc::clone(text))),
            Self::Bytes(bytes) => bytes,
            Self::Unreadable(why) => return Err(Box::new(unreadable::at(path, why))),
            Self::OnDisk(file) => return file.contents(&path).text(path),
            Self::Streamed(file) => return file.contents().text(path),
        };
        let valid = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
        let before = String::from_utf8_lossy(&bytes[..valid]).into_owned();
        let diagnostic = Source::new(path, before)
            .error(ENCODING, valid..valid, "this file is not UTF-8 text from here on")
            .help("save it again with the encoding UTF-8");
        Err(Box::new(diagnostic))
    }
}

impl From<&[u8]> for Contents {
    fn from(bytes: &[u8]) -> Self {
        // French has a letter outside ASCII every 30 bytes, where the standard library starts again.
        match simdutf8::basic::from_utf8(bytes) {
            Ok(text) => Self::Text(text.into()),
            Err(_) => Self::Bytes(bytes.into()),
        }
    }
}

/// Where the bytes of a file stay when the folder has been listed.
pub(super) enum Keeping {
    InMemory,
    OnDisk,
    Streamed,
}

impl Keeping {
    pub(super) fn of(path: &str) -> Self {
        let is_markdown = || Path::new(path).extension().is_some_and(|it| it == "md");
        let is_defaults = || path.ends_with("/_defaults.toml");
        let is_copied = path.starts_with("assets/") && !is_style_sheet(path)
            || path.starts_with("root/") && path != "root/robots.txt"
            || path.starts_with("pages/") && !is_markdown() && !is_defaults();
        if is_copied {
            Self::Streamed
        } else if path.starts_with("pages/") && is_markdown() {
            Self::OnDisk
        } else {
            Self::InMemory
        }
    }

    /// The same of a folder of another program.
    pub(super) fn of_foreign(path: &str) -> Self {
        let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
        if FOREIGN_TEXTS.contains(&ending) { Self::InMemory } else { Self::Streamed }
    }
}

/// What texts of other programs that are read end with.
const FOREIGN_TEXTS: [&str; 9] =
    ["md", "markdown", "html", "toml", "yaml", "yml", "json", "csv", "txt"];

/// Whether a file is a style sheet, which is read and rewritten.
pub fn is_style_sheet(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("css"))
}
