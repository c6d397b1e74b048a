//! What a content folder says of letters, read once a command.

use authoring::office::OfficeSettings;

use crate::{
    cases::{
        office::settings::settings,
        outbox::{Writing, templates::Letters},
    },
    cli::args::PlaceArgs,
    error::Error,
};

/// By what letters are written.
pub struct Written {
    letters: Letters,
    /// `content/secretariat.toml`.
    pub settings: OfficeSettings,
}

impl Written {
    /// Reads the content folder.
    pub fn read(place: &PlaceArgs) -> Result<Self, Error> {
        let folder = &place.content.folder;
        Ok(Self { letters: Letters::read(folder)?, settings: settings(folder)? })
    }

    /// What letters are written by.
    pub fn writing(&self) -> Writing<'_> {
        Writing { letters: &self.letters, settings: &self.settings }
    }
}
