//! What is there and cannot be read.

use std::{io, sync::Arc};

use authoring::diagnostics::{Diagnostic, Source};

use super::{Contents, FILE_UNREADABLE};

/// Why something cannot be read; its place is that of the file, which [`at`] gives it.
pub(super) fn unreadable(message: impl Into<String>, help: &str) -> Arc<Diagnostic> {
    Arc::new(Diagnostic::new(FILE_UNREADABLE, 0..0, message, help))
}

/// The same, as the system says it.
pub(super) fn caused_by(cause: &io::Error) -> Arc<Diagnostic> {
    let message = format!("this cannot be read: {cause}");
    unreadable(message, "give yourself the right to read it, or remove it")
}

/// The same, of the file of that path.
pub(super) fn at(path: String, why: &Diagnostic) -> Diagnostic {
    Source::new(path, "").place(why.clone())
}

/// Of two names that are one when they are composed, the second cannot be told from the first.
pub(super) fn note_twins(files: &mut [(String, Contents)]) {
    for at in 1..files.len() {
        if files[at - 1].0 == files[at].0 {
            let message = "two files have this name, and differ only in how its accents are stored";
            let help = "rename one of them, or remove it";
            files[at].1 = Contents::Unreadable(unreadable(message, help));
        }
    }
}
