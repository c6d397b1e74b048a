//! The site as a graph: its pages, what stands at each address, what is above and below. No HTML.

pub mod links;
pub mod hierarchy;
pub mod translations;
pub mod generated_urls;

use authoring::diagnostics::Diagnostic;

use crate::content::Content;
use hierarchy::Hierarchy;
use links::Links;

/// A site, read but not rendered.
pub struct Site {
    /// What its files say.
    pub content: Content,
    /// Where links lead.
    pub links: Links,
    /// What is below each page.
    pub hierarchy: Hierarchy,
}

impl Site {
    /// Arranges the pages of a content folder; addresses that are taken twice are noted.
    pub fn of(content: Content, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let assets = content.assets.paths();
        let allowed = content.config.allowed.clone();
        let mut links = Links::of(&content.pages, &content.left_out, assets, allowed, diagnostics);
        links.enter_made(generated_urls::linked(&content));
        let hierarchy = Hierarchy::of(&content);
        Self { content, links, hierarchy }
    }
}
