//! What a build makes besides pages, and where it stands.

use super::feeds::Feed;
use crate::content::config::base_url::BaseUrl;

/// For hosts that read them; readers get neither, so `infra/upload` and `serve` leave them out.
pub const HEADERS: &str = "public/_headers";
/// The same, for old addresses.
pub const REDIRECTS: &str = "public/_redirects";

/// Which addresses a host must ask the forms' service for, for whoever sets the host up.
pub const SERVICE_ADDRESSES: &str = "service-addresses.json";

/// The path of the host below which the site stands, for whoever serves it; not there where it is the root.
pub const BASE_PATH: &str = "base-path.json";

/// Whether a file below `dist/` is for readers.
pub fn is_for_readers(path: &str) -> bool {
    path.starts_with("public/") && path != HEADERS && path != REDIRECTS
}

/// The URLs that a page may link to.
pub fn linked(base: &BaseUrl, feeds: &[Feed]) -> impl Iterator<Item = String> {
    let feeds = feeds.iter().map(|feed| feed.url.clone());
    let robots = base.path().is_empty().then_some("/robots.txt");
    ["/sitemap.xml"].into_iter().chain(robots).map(str::to_owned).chain(feeds)
}
