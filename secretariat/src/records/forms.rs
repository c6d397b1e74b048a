//! The forms' questions, as today's content asks them, and which form an application is of.

use std::{fs, io, path::Path};

use application_form::{definition::Definition, reference::Reference};
use authoring::{diagnostics::Source, form::read};

use crate::text::io_error::cause;

/// The forms of a content folder; that of the bureau, candidature.toml, comes first.
pub struct Forms(Vec<Definition>);

/// No form has that id.
#[derive(Debug, thiserror::Error)]
pub enum NoSuchForm {
    /// The folder's forms can be read, and none is called so.
    #[error("aucun formulaire n'a l'identifiant « {id} »")]
    Unknown {
        /// What was asked for.
        id: String,
        /// What could be asked for.
        known: Vec<String>,
    },
    /// Nobody knows which forms there are.
    #[error("{0}")]
    Unreadable(String),
}

impl NoSuchForm {
    /// What to do.
    pub fn help(&self) -> Option<String> {
        match self {
            Self::Unknown { known, .. } => {
                Some(format!("formulaires du site : {}", known.join(", ")))
            }
            Self::Unreadable(_) => {
                Some("corrigez ce fichier, ou indiquez un autre dossier avec --content".to_owned())
            }
        }
    }
}

/// Reads `folder`/candidature.toml and `folder`/forms/, or says in French why not all of them can be read.
///
/// Without `--form`, nothing depends on them but labels and the order of columns, so that their absence is a remark
/// only.
pub fn today(folder: &Path) -> Result<Forms, String> {
    let main = folder.join("candidature.toml");
    let mut files = others(&folder.join("forms"));
    if main.exists() || files.is_empty() {
        files.insert(0, main);
    }
    let forms = files.iter().map(|path| {
        let shown = path.display();
        let text = fs::read_to_string(path)
            .map_err(|error| format!("le formulaire {shown} est illisible : {}", cause(&error)))?;
        let (definition, _) = read(&Source::new(shown.to_string(), text));
        definition.ok_or_else(|| {
            format!("le formulaire {shown} contient des erreurs, « site-gen check » les montre")
        })
    });
    forms.collect::<Result<_, _>>().map(Forms)
}

/// Not what editors and systems leave there, which begins with a dot.
fn is_form(path: &Path) -> bool {
    let is_hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    !is_hidden && path.extension().is_some_and(|ending| ending == "toml")
}

/// The forms of a folder, in the order of their names; none if there is no such folder.
fn others(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>);
    let paths = entries.unwrap_or_default().into_iter().map(|entry| entry.path());
    let mut paths: Vec<_> = paths.filter(|path| is_form(path)).collect();
    paths.sort();
    paths
}

impl Forms {
    /// The form that an application is of, by the prefix of its reference; of its languages, the one it was sent in.
    pub fn of(&self, reference: &Reference, hash: &str) -> Option<&Definition> {
        let mut languages = self.0.iter().filter(|form| is_of(reference, &form.prefix)).peekable();
        let first = languages.peek().copied();
        languages.find(|form| form.hash() == hash).or(first)
    }

    /// The first one: that of the bureau.
    pub fn main(&self) -> Option<&Definition> {
        self.0.first()
    }
}

/// The form of that id, in today's content.
pub fn named(folder: &Path, id: &str) -> Result<Definition, NoSuchForm> {
    let Forms(forms) = today(folder).map_err(NoSuchForm::Unreadable)?;
    let mut known: Vec<String> = forms.iter().map(|form| form.id.clone()).collect();
    known.dedup();
    forms
        .into_iter()
        .find(|form| form.id == id)
        .ok_or_else(|| NoSuchForm::Unknown { id: id.to_owned(), known })
}

/// Whether a reference is one of the form with that prefix.
pub fn is_of(reference: &Reference, prefix: &str) -> bool {
    reference.as_str().split('-').next() == Some(prefix)
}
