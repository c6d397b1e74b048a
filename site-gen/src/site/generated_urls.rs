//! What a build makes besides pages, and where it stands.

use crate::{
    content::{Content, page::Page},
    site::hierarchy::home_url,
};

/// For hosts that read them; readers get neither, so `infra/upload` and `serve` leave them out.
pub const HEADERS: &str = "public/_headers";
/// The same, for old addresses.
pub const REDIRECTS: &str = "public/_redirects";

/// Which addresses a host must ask the forms' service for, for whoever sets the host up.
pub const SERVICE_ADDRESSES: &str = "service-addresses.json";

/// Whether a file below `dist/` is for readers.
pub fn is_for_readers(path: &str) -> bool {
    path.starts_with("public/") && path != HEADERS && path != REDIRECTS
}

/// The URLs that a page may link to.
pub fn linked(content: &Content) -> Vec<String> {
    let languages = content.config.languages.iter();
    let feeds = languages.filter_map(|language| feed(content, language));
    ["/sitemap.xml", "/robots.txt"].map(str::to_owned).into_iter().chain(feeds).collect()
}

/// The URL of a language's feed; `None` if it has no page with a date.
pub fn feed(content: &Content, language: &str) -> Option<String> {
    let url = || format!("{}feed.xml", home_url(content, language));
    feed_entries(content, language).next().map(|_| url())
}

/// The pages of a language's feed, in no order.
pub fn feed_entries<'c>(content: &'c Content, language: &'c str) -> impl Iterator<Item = &'c Page> {
    let pages = content.pages.iter();
    pages.filter(move |page| page.date.is_some() && page.language == language)
}
