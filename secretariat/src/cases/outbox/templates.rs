//! What letters say: `content/lettres/`.

use std::{fs, io, path::Path};

use authoring::{
    diagnostics::{Severity, Source},
    letters::{FOLDER, LetterKind, LetterTemplate, read},
};

use crate::cases::{
    error::OpenError,
    office::settings::{HearingSizes, hearing_sizes, office_email},
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
                Err(source) => {
                    return Err(OpenError::Settings { path, lines: vec![source.to_string()] });
                }
            };
            let (template, diagnostics) =
                read(kind, &Source::new(path.display().to_string(), text));
            let errors = diagnostics.iter().filter(|each| each.severity == Severity::Error);
            let lines: Vec<String> = errors.map(ToString::to_string).collect();
            if lines.is_empty() {
                Ok((kind, template))
            } else {
                Err(OpenError::Settings { path, lines })
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
