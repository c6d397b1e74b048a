//! What is there and cannot be read.

use std::{io, sync::Arc};

use authoring::diagnostics::Diagnostic;

use super::{Contents, FILE_UNREADABLE};

/// Why something cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    pub(super) message: String,
    pub(super) help: &'static str,
}

impl Unreadable {
    pub(super) fn of(cause: &io::Error) -> Self {
        let message = format!("this cannot be read: {cause}");
        Self { message, help: "give yourself the right to read it, or remove it" }
    }

    pub(super) fn diagnostic(&self, path: String) -> Diagnostic {
        Diagnostic::whole_file(FILE_UNREADABLE, path, &*self.message).help(self.help)
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
            files[at].1 = Unreadable { message: message.to_owned(), help }.into();
        }
    }
}
