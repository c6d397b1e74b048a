//! `base_url`: where the site will be.

mod own_urls;
pub mod reachable;

use std::{borrow::Cow, fmt, ops::Range};

use authoring::{
    config::{Table, Value},
    diagnostics::{Diagnostic, Source},
};

use super::mistakes::{SITE_MISTYPED, SITE_UNREACHABLE};

/// A scheme and a host, and the path of the host below which the site stands, if it is not alone there.
///
/// Everywhere else, an address begins at the root of the site; what leaves for readers goes through here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BaseUrl {
    /// Without a slash at the end; empty while it is not known.
    text: String,
    /// The byte at which its path begins, or its end.
    path: usize,
}

impl BaseUrl {
    /// One in which [`fault`] finds nothing, or nothing at all. With or without a slash at the end, people mean the same.
    pub fn of(text: &str) -> Self {
        let text = text.trim_end_matches('/').to_owned();
        let host = text.find("://").map_or(0, |scheme| scheme + "://".len());
        let path = text[host..].find('/').map_or(text.len(), |slash| host + slash);
        Self { text, path }
    }

    /// Without a slash at the end.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The path below which the site stands, such as `/projet`; empty at the root of the host.
    pub fn path(&self) -> &str {
        &self.text[self.path..]
    }

    /// An address of the site, from its root, as anybody can follow it.
    pub fn in_full(&self, url: &str) -> String {
        [&self.text, url].concat()
    }

    /// The same, as browsers get there from the host; whatever does not begin at the site's root is what it was.
    pub fn on_host<'u>(&self, url: &'u str) -> Cow<'u, str> {
        if self.path().is_empty() || !is_from_root(url) {
            return url.into();
        }
        [self.path(), url].concat().into()
    }

    /// An address of the site, from its root, of one on the host; `None` if that is not below its path.
    pub fn below<'u>(&self, url: &'u str) -> Option<&'u str> {
        url.strip_prefix(self.path()).filter(|rest| rest.starts_with('/'))
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Whether a target begins at the root of the site; two slashes begin the name of a host.
pub fn is_from_root(target: &str) -> bool {
    target.starts_with('/') && !target.starts_with("//")
}

/// What a site's file says of it.
pub(super) struct Read {
    /// The one in the file, or the one given instead.
    pub(super) base_url: BaseUrl,
    /// The one in the file, without a slash at its end; empty if it says none.
    pub(super) said: String,
    /// The bytes that say it.
    pub(super) span: Range<usize>,
    /// Why nobody would get there, if so, which is of the one in the file alone.
    pub(super) unreachable: Option<Diagnostic>,
}

/// Reads the one in the file; `given` stands instead.
pub(super) fn read(table: &Table<'_>, source: &Source, given: Option<&str>) -> Read {
    let said = said(table);
    let node = table.node("base_url");
    let span = node.map_or(0..0, |node| node.span.clone());
    let is_placeholder = matches!(node.map(|node| &node.value), Some(Value::Placeholder { .. }));
    let unreachable = match (given, said.as_deref().and_then(reachable::diagnostic)) {
        (None, Some(message)) if !is_placeholder => {
            let help = "write the site's own address, or give it with --base-url https://…";
            Some(source.error(SITE_UNREACHABLE, span.clone(), message).help(help))
        }
        _ => None,
    };
    let base_url = BaseUrl::of(given.or(said.as_deref()).unwrap_or_default());
    let said = said.unwrap_or_default().trim_end_matches('/').to_owned();
    Read { base_url, said, span, unreachable }
}

/// The one in the file. While it is not known, links of the preview need one all the same.
fn said(table: &Table<'_>) -> Option<String> {
    match table.node("base_url").map(|node| &node.value) {
        Some(Value::Placeholder { proposed: None, .. }) => Some("https://site.invalid".to_owned()),
        _ => table.optional::<String>("base_url").filter(|url| is_base_url(table, url)),
    }
}

fn is_base_url(table: &Table<'_>, url: &str) -> bool {
    let fault = fault(url);
    if let Some(fault) = fault {
        table.error_at(SITE_MISTYPED, "base_url", fault, Some(HELP.to_owned()));
    }
    fault.is_none()
}

/// What one looks like.
pub const HELP: &str = "the scheme and the host, such as https://example.org, or https://example.org/folder for a site below a folder";

/// What is wrong with a base URL, if anything.
pub fn fault(url: &str) -> Option<&'static str> {
    let rest = match url.split_once("://") {
        Some(("https" | "http", rest)) => rest.trim_end_matches('/'),
        _ => return Some("`base_url` should start with https://"),
    };
    let (host, path) = rest.split_once('/').map_or((rest, None), |(host, path)| (host, Some(path)));
    if host.is_empty() {
        return Some("`base_url` has no host");
    }
    if rest.contains(['?', '#', ' ', '"', '<', '@', '\\']) {
        return Some("`base_url` should be a scheme, a host and perhaps a path only");
    }
    // What every host and every browser writes in the same way, and no script or style sheet reads as something else.
    let is_plain = |name: &str| {
        !name.is_empty()
            && !name.starts_with('.')
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte))
    };
    let is_plain = path.is_none_or(|path| path.split('/').all(is_plain));
    (!is_plain)
        .then_some("the path of `base_url` should be names of letters, digits, -, _, . and ~")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scheme_a_host_and_perhaps_a_path() {
        for (url, expect) in [
            ("https://a.example", None),
            ("http://127.0.0.1:8080/", None),
            ("https://a.example/projet", None),
            ("https://a.example/~moi/projet-2.1/", None),
            ("a.example", Some("`base_url` should start with https://")),
            ("https:///projet", Some("`base_url` has no host")),
            (
                "https://a.example/?x",
                Some("`base_url` should be a scheme, a host and perhaps a path only"),
            ),
            (
                "https://moi@a.example",
                Some("`base_url` should be a scheme, a host and perhaps a path only"),
            ),
            (
                "https://a.example/é",
                Some("the path of `base_url` should be names of letters, digits, -, _, . and ~"),
            ),
            (
                "https://a.example//b",
                Some("the path of `base_url` should be names of letters, digits, -, _, . and ~"),
            ),
            (
                "https://a.example/b/../c",
                Some("the path of `base_url` should be names of letters, digits, -, _, . and ~"),
            ),
        ] {
            assert_eq!(fault(url), expect, "{url}");
        }
    }

    #[test]
    fn an_address_is_one_of_the_site_on_the_host_and_in_full() {
        for (base, url, on_host) in [
            ("https://a.example", "/b/", "/b/"),
            ("https://a.example/p", "/", "/p/"),
            ("https://a.example/p/", "/b/#c", "/p/b/#c"),
            ("https://a.example/p/q", "/p/", "/p/q/p/"),
            ("https://a.example/p", "#c", "#c"),
            ("https://a.example/p", "b/", "b/"),
            ("https://a.example/p", "//b.example/", "//b.example/"),
            ("https://a.example/p", "https://b.example/", "https://b.example/"),
        ] {
            let base = BaseUrl::of(base);
            assert_eq!(base.on_host(url), on_host, "{base} {url}");
            if is_from_root(url) {
                assert_eq!(base.below(on_host), Some(url));
                assert!(base.in_full(url).ends_with(on_host));
            }
        }
        assert_eq!(BaseUrl::of("https://a.example/p").below("/px/"), None);
        assert_eq!(BaseUrl::default().path(), "");
    }
}
