//! What is there and cannot be read.

use std::{io, sync::Arc};

use authoring::diagnostics::{Code, Diagnostic};

use super::{Contents, FILE_UNREADABLE};

/// Why something cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    pub(super) code: Code,
    pub(super) message: String,
    pub(super) help: &'static str,
}

impl Unreadable {
    pub(super) fn of(cause: &io::Error) -> Self {
        let message = format!("this cannot be read: {cause}");
        Self::because(message, "give yourself the right to read it, or remove it")
    }

    pub(super) fn because(message: impl Into<String>, help: &'static str) -> Self {
        Self { code: FILE_UNREADABLE, message: message.into(), help }
    }

    pub(super) fn diagnostic(&self, path: String) -> Diagnostic {
        Diagnostic::whole_file(self.code, path, &*self.message).help(self.help)
    }
}

impl From<Unreadable> for Contents {
    fn from(why: Unreadable) -> Self {
        Self::Unreadable(Arc::new(why))
    }
}

/// Of two names that are one when they are composed, the second cannot be told from the first.
pub(super) fn note_twins(files: &mut [(String, Contents)]) {
    for at in 1..files.len() {
        if files[at - 1].0 == files[at].0 {
            let message = "two files have this name, and differ only in how its accents are stored";
            let help = "rename one of them, or remove it";
            files[at].1 = Unreadable::because(message, help).into();
        }
    }
}
