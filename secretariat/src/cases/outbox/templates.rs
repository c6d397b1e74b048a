//! What letters say: `content/lettres/`.

use std::{fs, io, path::Path};

use authoring::{
    diagnostics::Source,
    letters::{FOLDER, LetterKind, LetterTemplate, read},
};

use crate::{
    cases::{
        error::OpenError,
        office::settings::{HearingSizes, hearing_sizes, office_email},
    },
    text::file_mistake::errors,
};

/// What letters are made of.
#[derive(Clone, Debug)]
pub struct Letters {
    /// A template for each letter. One whose file is not there is still to be written.
    templates: Vec<(LetterKind, LetterTemplate)>,
    /// How long a firm is heard, and how many; `None`: nobody is asked to a hearing.
    pub sizes: Option<HearingSizes>,
    /// Where the office is written to; `None` as long as nobody has given that.
    pub office_email: Option<String>,
}

impl Letters {
    /// Reads those of a content folder.
    pub fn read(folder: &Path) -> Result<Self, OpenError> {
        let template = |kind: LetterKind| {
            let path = folder.join(FOLDER).join(kind.file_stem()).with_extension("md");
            let text = match fs::read_to_string(&path) {
                Ok(text) => text,
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    return Ok((kind, LetterTemplate::missing(kind)));
                }
                Err(source) => return Err(OpenError::Unreadable { path, source }),
            };
            let (template, diagnostics) =
                read(kind, &Source::new(path.display().to_string(), text));
            let mistakes = errors(&diagnostics);
            if mistakes.is_empty() {
                Ok((kind, template))
            } else {
                Err(OpenError::Settings { path, mistakes })
            }
        };
        Ok(Self {
            templates: LetterKind::ALL.into_iter().map(template).collect::<Result<_, _>>()?,
            sizes: hearing_sizes(folder),
            office_email: office_email(folder),
        })
    }

    /// That of a letter.
    pub fn template(&self, kind: LetterKind) -> &LetterTemplate {
        let found = self.templates.iter().find(|(each, _)| *each == kind);
        found.map(|(_, template)| template).expect("there is one for each kind")
    }
}
