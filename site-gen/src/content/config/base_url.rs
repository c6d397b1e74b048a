//! `base_url`: where the site will be.

mod own_urls;
pub mod reachable;

use authoring::config::{Table, Value};

use super::mistakes::SITE_MISTYPED;

/// The one in the file. While it is not known, links of the preview need one all the same.
pub(super) fn said(table: &Table<'_>) -> Option<String> {
    match table.node("base_url").map(|node| &node.value) {
        Some(Value::Placeholder { proposed: None, .. }) => Some("https://site.invalid".to_owned()),
        _ => table.optional::<String>("base_url").filter(|url| is_base_url(table, url)),
    }
}

fn is_base_url(table: &Table<'_>, url: &str) -> bool {
    let fault = fault(url);
    if let Some(fault) = fault {
        let help = "the scheme and the host, such as https://example.org";
        table.error_at(SITE_MISTYPED, "base_url", fault, Some(help.to_owned()));
    }
    fault.is_none()
}

/// What is wrong with a base URL, if anything.
pub fn fault(url: &str) -> Option<&'static str> {
    let host = match url.split_once("://") {
        Some(("https" | "http", host)) => host.trim_end_matches('/'),
        _ => return Some("`base_url` should start with https://"),
    };
    match host {
        "" => Some("`base_url` has no host"),
        host if host.contains(['/', '?', '#', ' ', '"', '<']) => {
            Some("`base_url` should be a scheme and a host only")
        }
        _ => None,
    }
}
