//! Everything the handler needs at run time, made by `site-gen` out of `content/`.
//!
//! One JSON file, `dist/handler/bundle.json`: a change of content needs no compilation, and the handler
//! reads nothing else.

use std::collections::BTreeMap;

use application_form::{definition::Definition, page::FormPage};
use serde::{Deserialize, Serialize};

use crate::crypto::{recipients::ListedRecipient, signing::listed::ListedSigningKey};

/// The version of the format below; a handler refuses any other.
pub const VERSION: u32 = 2;

/// The file's name inside `dist/handler/`.
pub const FILE_NAME: &str = "bundle.json";

/// The bundle, as written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bundle {
    /// [`VERSION`].
    pub version: u32,
    /// The site's own origin and path, such as `https://bureau-des-pairs.example`.
    pub base_url: String,
    /// The language of the pages, such as `fr`.
    pub language: String,
    /// The form: in the file, as if the site were alone on its host; once read, where browsers find it.
    pub definition: Definition,
    /// Its hash: [`Definition::hash`], of the one in the file.
    pub form_hash: String,
    /// How long an application is kept, in months.
    pub retention_months: u32,
    /// Who can open applications; placeholders included.
    pub recipients: Vec<ListedRecipient>,
    /// By which keys applications are signed; placeholders included.
    pub signing_keys: Vec<ListedSigningKey>,
    /// The site's security headers, sent with every answer.
    pub headers: Vec<(String, String)>,
    /// The site's header and footer, around the form's pages.
    pub layout: Layout,
    /// The form's templates, by name.
    pub templates: BTreeMap<String, String>,
    /// The site's whole page for what does not exist.
    pub not_found: String,
    /// Those of the site's other forms; each of them has none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<Bundle>,
}

/// A page of the site, cut where the title and the main part go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Layout {
    /// Up to the title, inside `<title>`.
    pub before_title: String,
    /// Between title and main part.
    pub between: String,
    /// After the main part.
    pub after: String,
}

/// A text is not a bundle this handler can use.
#[derive(Debug, thiserror::Error)]
pub enum BundleError {
    /// No JSON, or of another shape.
    #[error("the handler's bundle cannot be read; build the site again")]
    Unreadable(#[from] serde_json::Error),
    /// Another version of the format.
    #[error("the handler's bundle has version {0}, expected {VERSION}; build the site again")]
    OtherVersion(u32),
    /// The definition is not the one its hash names.
    #[error("the handler's bundle was altered: its form is not the one its hash names")]
    OtherForm,
}

/// A base URL in its two parts, such as `https://asso.example` and `/projet`; the second is empty at a host's root.
pub fn origin_and_path(base_url: &str) -> (&str, &str) {
    let base_url = base_url.trim_end_matches('/');
    let authority = base_url.find("://").map_or(0, |scheme| scheme + "://".len());
    let path = base_url[authority..].find('/').map_or(base_url.len(), |path| authority + path);
    base_url.split_at(path)
}

impl Bundle {
    /// Reads a bundle, and leads its forms below the path of `base_url`.
    pub fn read(json: &[u8]) -> Result<Self, BundleError> {
        let bundle: Self = serde_json::from_slice(json)?;
        if bundle.version != VERSION {
            return Err(BundleError::OtherVersion(bundle.version));
        }
        let mut forms = std::iter::once(&bundle).chain(&bundle.others);
        if forms.any(|form| form.definition.hash() != form.form_hash) {
            return Err(BundleError::OtherForm);
        }
        Ok(bundle.below_path())
    }

    /// Each form where browsers find it. What `content/` says of it knows the site alone on its host, and so does the
    /// hash: the office compares that with the form in `content/`.
    fn below_path(self) -> Self {
        let (_, path) = origin_and_path(&self.base_url);
        let definition = self.definition.below(path);
        let others = self.others.into_iter().map(Self::below_path).collect();
        Self { definition, others, ..self }
    }

    /// One bundle out of one for each form; `None` if there is none.
    pub fn of(forms: impl IntoIterator<Item = Self>) -> Option<Self> {
        let mut forms = forms.into_iter();
        let first = forms.next()?;
        Some(Self { others: forms.collect(), ..first })
    }

    /// One bundle for each form.
    pub fn each(mut self) -> Vec<Self> {
        let others = std::mem::take(&mut self.others);
        [self].into_iter().chain(others).collect()
    }
}

impl Layout {
    /// The whole document around a page.
    pub fn around(&self, page: &FormPage) -> String {
        let Self { before_title, between, after } = self;
        let title = htmlize::escape_text(&*page.title);
        [before_title, &*title, between, &page.main, after].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_text_and_what_stands_below_it_is_html() {
        let [before_title, between, after] = ["<title>", "</title>", "<footer>"].map(str::to_owned);
        let layout = Layout { before_title, between, after };
        let page = FormPage { title: "A & <b>".to_owned(), main: "<h1>A &amp; b</h1>".to_owned() };

        let html = layout.around(&page);

        assert_eq!(html, "<title>A &amp; &lt;b&gt;</title><h1>A &amp; b</h1><footer>");
    }
}
