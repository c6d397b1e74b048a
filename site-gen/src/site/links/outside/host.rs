//! The host of a link to another site.

use authoring::diagnostics::Diagnostic;

use crate::{
    content::{config::links::is_name, values::placeholder},
    site::links::{broken, mistakes::LINK_HOST},
};

/// What stands between `//` and the path, without a user's name.
pub(super) fn authority(rest: &str) -> &str {
    let rest = rest.strip_prefix("//").unwrap_or(rest);
    let end = rest.bytes().position(|byte| matches!(byte, b'/' | b'?' | b'#' | b'\\'));
    let authority = &rest[..end.unwrap_or(rest.len())];
    authority.rsplit_once('@').map_or(authority, |(_, host)| host)
}

/// The host, if no other machine than the reader's, or one beside it, ever has that name or number: none of them
/// has a certificate.
pub(super) fn own_machine(rest: &str) -> Option<String> {
    let url = url::Url::parse(&format!("http:{rest}")).ok()?;
    let is_own = match url.host()? {
        url::Host::Domain(name) => name == "localhost" || name.ends_with(".localhost"),
        url::Host::Ipv4(it) => it.is_loopback() || it.is_private() || it.is_unspecified(),
        url::Host::Ipv6(it) => it.is_loopback() || it.is_unique_local() || it.is_unspecified(),
    };
    is_own.then(|| url.host_str().map(str::to_owned))?
}

/// The host, if that is the reader's own machine whoever reads it.
pub(super) fn loopback(rest: &str) -> Option<String> {
    let host = authority(rest);
    // Nearly no host may be: no parser is asked.
    if !host.starts_with(['1', '0', '[']) && !host.contains("local") {
        return None;
    }
    let host = own_machine(rest)?;
    let is_it = host.ends_with("localhost")
        || host.starts_with("127.")
        || ["0.0.0.0", "[::1]", "[::]"].contains(&&*host);
    is_it.then_some(host)
}

/// What to do about a link to such a host.
pub(super) fn only_there(host: &str) -> String {
    format!(
        "each reader's own machine answers there, if any: write it as `code`, or allow it in site.toml: \
         [links] allow_http = [\"{host}\"]"
    )
}

/// What is wrong with the host after `https:`, if anything.
pub(super) fn no_host(rest: &str) -> Option<Box<Diagnostic>> {
    let host = authority(rest);
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
    let begins = host.starts_with(|first: char| first.is_ascii_alphabetic());
    let is_named = rest.starts_with("//") && begins;
    let second = if is_named { after_second_scheme(&rest["//".len()..]) } else { None };
    // Nearly every link: no parser is asked.
    if is_named && host.bytes().all(is_plain) && !host.contains("..") && second.is_none() {
        return None;
    }
    if rest.contains(placeholder::is_mark) {
        return None;
    }
    let help = |meant: Option<String>| match meant {
        Some(meant) => format!("did you mean `https://{meant}`?"),
        None => "a host follows the two slashes: https://example.org/…".to_owned(),
    };
    let slashes = rest.trim_start_matches(['/', '\\']);
    if !rest.starts_with("//") || slashes.len() + "//".len() != rest.len() {
        let meant = after_second_scheme(slashes).unwrap_or(slashes);
        let meant = Some(meant.to_owned()).filter(|meant| authority(meant).contains('.'));
        return Some(broken(LINK_HOST, "this link names no host".to_owned(), help(meant)));
    }
    if let Some(meant) = second {
        let message = "this link says twice how to get there".to_owned();
        let meant = Some(meant.to_owned()).filter(|meant| !authority(meant).is_empty());
        return Some(broken(LINK_HOST, message, help(meant)));
    }
    let is_dotted = host.starts_with('.') || host.contains("..");
    let whole = url::Url::parse(&format!("https:{rest}"));
    let is_host = |url: &url::Url| url.domain().is_none_or(is_name);
    if !host.is_empty() && !is_dotted && whole.is_ok_and(|url| is_host(&url)) {
        return None;
    }
    let message = match host {
        "" => "this link names no host".to_owned(),
        host => format!("`{host}` is no host"),
    };
    // A sign of the sentence around it, or a comma for a dot.
    let named = host.trim_matches([',', ';', '"', '\'', '(', ')', '<', '>']).replace(',', ".");
    let is_meant = named.contains('.') && named != host && is_name(&named);
    let meant = is_meant.then(|| rest["//".len()..].replacen(host, &named, 1));
    Some(broken(LINK_HOST, message, help(meant)))
}

/// What follows a second `https:` after the two slashes, or a third: `https://www.https://a.example`.
fn after_second_scheme(rest: &str) -> Option<&str> {
    let mut left = rest;
    loop {
        let host = authority(left);
        let name = host.strip_suffix(':').unwrap_or(host);
        let bare = name.strip_prefix("www.").unwrap_or(name).to_ascii_lowercase();
        let after = left.get(host.len()..).unwrap_or_default();
        let is_scheme = ["http", "https"].contains(&bare.as_str())
            || name.len() < host.len() && after.starts_with("//");
        if !is_scheme {
            return (left.len() < rest.len()).then_some(left);
        }
        left = after.trim_start_matches(['/', '\\']);
    }
}
