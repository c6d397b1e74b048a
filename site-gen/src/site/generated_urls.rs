//! What a build makes besides pages, and where it stands.

use super::feeds::Feed;

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
pub fn linked(feeds: &[Feed]) -> impl Iterator<Item = String> {
    let feeds = feeds.iter().map(|feed| feed.url.clone());
    ["/sitemap.xml", "/robots.txt"].map(str::to_owned).into_iter().chain(feeds)
}
