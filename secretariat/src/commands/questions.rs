//! The form's questions, as today's content asks them.

use std::{fs, path::Path};

use application_form::definition::Definition;
use authoring::{diagnostics::Source, form::read};

use crate::text::io_error::cause;

/// Reads the definition from `folder`/candidature.toml, or says in French why there is none.
///
/// Nothing depends on it but labels and the order of columns, so that its absence is a remark only.
pub fn today(folder: &Path) -> Result<Definition, String> {
    let path = folder.join("candidature.toml");
    let shown = path.display();
    let text = fs::read_to_string(&path)
        .map_err(|error| format!("le formulaire {shown} est illisible : {}", cause(&error)))?;
    let (definition, _) = read(&Source::new(shown.to_string(), text));
    definition.ok_or_else(|| {
        format!("le formulaire {shown} contient des erreurs, « site-gen check » les montre")
    })
}
