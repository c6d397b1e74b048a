//! The forms' questions, as today's content asks them, and which form an application is of.

use std::{fs, io, path::Path};

use application_form::{definition::Definition, reference::Reference};
use authoring::{diagnostics::Source, form::read};

use crate::text::io_error::cause;

/// The forms of a content folder, each file's or why it cannot be read, in French; that of the bureau,
/// candidature.toml, comes first.
pub struct Forms(Vec<Result<Definition, String>>);

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
    /// It may be that of a file that cannot be read.
    #[error("{}", .0.join(" ; "))]
    Unreadable(Vec<String>),
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

/// Reads `folder`/candidature.toml and `folder`/forms/. One file that is broken takes nothing from the others.
///
/// Without `--form`, nothing depends on them but labels and the order of columns, so that their absence is a remark
/// only.
pub fn today(folder: &Path) -> Forms {
    let main = folder.join("candidature.toml");
    let mut files = others(&folder.join("forms"));
    if main.exists() || files.is_empty() {
        files.insert(0, main);
    }
    let forms = files.iter().map(|path| {
        let shown = path.display();
        let text = fs::read_to_string(path)
            .map_err(|error| format!("le formulaire {shown} est illisible : {}", cause(&error)))?;
        let (definition, diagnostics) = read(&Source::new(shown.to_string(), text));
        definition.ok_or_else(|| {
            let line = diagnostics.first().map_or(1, |first| first.place.line);
            format!(
                "le formulaire {shown} contient des erreurs, dès la ligne {line} : « site-gen check » les montre"
            )
        })
    });
    Forms(forms.collect())
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
    /// Those that can be read, that of the bureau first.
    pub fn readable(&self) -> impl Iterator<Item = &Definition> {
        self.0.iter().filter_map(|form| form.as_ref().ok())
    }

    /// Why some files cannot be read.
    pub fn broken(&self) -> Vec<String> {
        self.0.iter().filter_map(|form| form.as_ref().err()).cloned().collect()
    }

    /// The form that an application is of, by the prefix of its reference; of its languages, the one it was sent in.
    pub fn of(&self, reference: &Reference, hash: &str) -> Option<&Definition> {
        let mut languages =
            self.readable().filter(|form| is_of(reference, &form.prefix)).peekable();
        let first = languages.peek().copied();
        languages.find(|form| form.hash() == hash).or(first)
    }

    /// The first one: that of the bureau.
    pub fn main(&self) -> Result<&Definition, &str> {
        let first = self.0.first().expect("candidature.toml is looked for where there is no other");
        first.as_ref().map_err(String::as_str)
    }

    /// The form of that id.
    pub fn named(&self, id: &str) -> Result<&Definition, NoSuchForm> {
        if let Some(form) = self.readable().find(|form| form.id == id) {
            return Ok(form);
        }
        match self.broken() {
            broken if broken.is_empty() => {
                let mut known: Vec<String> = self.readable().map(|form| form.id.clone()).collect();
                known.dedup();
                Err(NoSuchForm::Unknown { id: id.to_owned(), known })
            }
            broken => Err(NoSuchForm::Unreadable(broken)),
        }
    }
}

/// Whether a reference is one of the form with that prefix.
pub fn is_of(reference: &Reference, prefix: &str) -> bool {
    reference.as_str().split('-').next() == Some(prefix)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_editors_and_people_leave_beside_forms_is_none() {
        for (name, expected) in [
            ("mentorat.toml", true),
            ("mentorat.en.toml", true),
            (".mentorat.toml", false),
            (".toml", false),
            ("mentorat.toml~", false),
            ("notes.txt", false),
            ("mentorat", false),
        ] {
            assert_eq!(is_form(Path::new(name)), expected, "{name}");
        }
    }
}
