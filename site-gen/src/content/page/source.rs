//! The file of a page: its front matter, and its prose for whoever asks.

use std::{ops::Range, sync::Arc};

use authoring::diagnostics::{Code, Diagnostic, Source};

use crate::content::directory::{FILE_UNREADABLE, OnDisk};

/// A page's file. Where it is on the disk, only its front matter is kept: it is read again to be rendered, which costs
/// no more than the memory for the prose of all pages, and 10,000 of them then fit into half as much.
#[derive(Clone, Debug)]
pub struct PageSource {
    /// As the author would type it.
    pub path: Arc<str>,
    /// All of it, or what is kept.
    text: Arc<str>,
    /// Where the rest is.
    on_disk: Option<OnDisk>,
}

impl PageSource {
    /// Keeps all of it.
    pub fn whole(source: Source) -> Self {
        let Source { path, text } = source;
        Self { path, text, on_disk: None }
    }

    /// Keeps the first `length` bytes alone.
    #[must_use]
    pub fn kept_on(self, on_disk: OnDisk, length: usize) -> Self {
        Self { text: self.text[..length].into(), on_disk: Some(on_disk), ..self }
    }

    /// Its first `length` bytes, as if there were no more.
    #[must_use]
    pub fn without_prose(&self, length: usize) -> Self {
        let text = self.front_matter(length).into();
        Self { path: Arc::clone(&self.path), text, on_disk: None }
    }

    /// The text up to `end`, which is at most where the prose starts.
    pub fn front_matter(&self, end: usize) -> &str {
        &self.text[..end]
    }

    /// The whole file, read again if it is not held.
    ///
    /// # Errors
    ///
    /// It cannot be read any more, or its front matter is not what it was.
    pub fn read(&self) -> Result<Source, Box<Diagnostic>> {
        let Some(on_disk) = &self.on_disk else { return Ok(self.kept()) };
        let source = on_disk.contents(&self.path).text(self.path.to_string())?;
        if source.text.starts_with(&*self.text) {
            return Ok(source);
        }
        let message = "this file changed while the site was built";
        let changed = Diagnostic::whole_file(FILE_UNREADABLE, &*self.path, message);
        Err(Box::new(changed.help("build again")))
    }

    /// An error at these bytes of the file.
    pub fn error(&self, code: Code, span: Range<usize>, message: impl Into<String>) -> Diagnostic {
        self.place(Diagnostic::without_help(code, span, message))
    }

    /// A diagnostic whose bytes are bytes of this file, with its place in it.
    pub fn place(&self, diagnostic: Diagnostic) -> Diagnostic {
        self.with_text_up_to(diagnostic.span.start).place(diagnostic)
    }

    /// Several of them: the file is read once for all.
    pub fn place_all(&self, diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let last = diagnostics.iter().map(|diagnostic| diagnostic.span.start).max();
        last.map_or(Vec::new(), |last| self.with_text_up_to(last).place_all(diagnostics))
    }

    /// What is kept, or all of it where that does not reach this byte.
    fn with_text_up_to(&self, byte: usize) -> Source {
        let is_kept = self.on_disk.is_none() || byte < self.text.len();
        let whole = if is_kept { None } else { self.read().ok() };
        whole.unwrap_or_else(|| self.kept())
    }

    fn kept(&self) -> Source {
        Source { path: Arc::clone(&self.path), text: Arc::clone(&self.text) }
    }
}
