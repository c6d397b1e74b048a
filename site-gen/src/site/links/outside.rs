//! Links that leave the site, by their scheme.

use std::fmt::Write as _;

use authoring::diagnostics::{Code, Diagnostic};

use super::{
    Destination, Links, broken,
    mistakes::{LINK_HOST, LINK_HTTP, LINK_SCHEME, LINK_WITHOUT_SCHEME},
};
use crate::content::{config::links::Allowed, values::placeholder};

/// Where a link leads, or what is wrong with it.
type Followed = Result<Destination, Box<Diagnostic>>;

fn refused(code: Code, message: impl Into<String>, help: impl Into<String>) -> Followed {
    Err(broken(code, message.into(), help.into()))
}

impl Links {
    /// Follows a link that leaves the site; `None` if it does not.
    pub(super) fn outside(&self, target: &str) -> Option<Followed> {
        // Nearly every one of them.
        if let Some(rest) = target.strip_prefix("https:") {
            return Some(no_host(rest).map_or(Ok(Destination::Elsewhere), Err));
        }
        if !target.starts_with("//") && !target.bytes().any(|byte| byte == b':') {
            return None;
        }
        if target.starts_with("//") {
            let help = format!("write it in full: https:{target}");
            return Some(refused(LINK_SCHEME, "this link does not say how to get there", help));
        }
        let (scheme, rest) = target.split_once(':').filter(|(scheme, _)| {
            scheme.starts_with(|symbol: char| symbol.is_ascii_alphabetic())
                && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
        })?;
        Some(match scheme.to_ascii_lowercase().as_str() {
            "https" => no_host(rest).map_or(Ok(Destination::Elsewhere), Err),
            "mailto" => no_recipient(rest).map_or(Ok(Destination::Elsewhere), Err),
            "tel" if !rest.contains(|it: char| it.is_ascii_digit() || placeholder::is_mark(it)) => {
                let help = "a number is written in digits: tel:+33…";
                refused(LINK_WITHOUT_SCHEME, "nobody can be called here", help)
            }
            "tel" | "sms" => Ok(Destination::Elsewhere),
            "http" => match no_host(rest) {
                Some(wrong) => Err(wrong),
                None if self.allowed.http(authority(rest)) => Ok(Destination::Elsewhere),
                None => {
                    let help = match own_machine(rest) {
                        Some(host) => format!(
                            "each reader's own machine answers there, if any: write it as `code`, or allow it \
                             in site.toml: [links] allow_http = [\"{host}\"]"
                        ),
                        None => format!("did you mean `https:{rest}`?"),
                    };
                    refused(LINK_HTTP, "this link is not encrypted", help)
                }
            },
            other if self.allowed.scheme(other) => Ok(Destination::Elsewhere),
            other => {
                let mut help = "links start with https:, mailto: or tel:".to_owned();
                if Allowed::may_list(other) {
                    let _ = write!(
                        help,
                        "; to allow others, in site.toml: [links] schemes = [\"{other}\"]"
                    );
                }
                refused(LINK_SCHEME, format!("a page cannot lead to `{other}:`"), help)
            }
        })
    }
}

/// What stands between `//` and the path, without a user's name.
fn authority(rest: &str) -> &str {
    let rest = rest.strip_prefix("//").unwrap_or(rest);
    let end = rest.bytes().position(|byte| matches!(byte, b'/' | b'?' | b'#' | b'\\'));
    let authority = &rest[..end.unwrap_or(rest.len())];
    authority.rsplit_once('@').map_or(authority, |(_, host)| host)
}

/// The host, if no other machine than the reader's, or one beside it, ever has that name or number: none of them
/// has a certificate.
fn own_machine(rest: &str) -> Option<String> {
    let url = url::Url::parse(&format!("http:{rest}")).ok()?;
    let is_own = match url.host()? {
        url::Host::Domain(name) => name == "localhost" || name.ends_with(".localhost"),
        url::Host::Ipv4(it) => it.is_loopback() || it.is_private() || it.is_unspecified(),
        url::Host::Ipv6(it) => it.is_loopback() || it.is_unique_local() || it.is_unspecified(),
    };
    is_own.then(|| url.host_str().map(str::to_owned))?
}

/// What is wrong with the host after `https:`, if anything.
fn no_host(rest: &str) -> Option<Box<Diagnostic>> {
    let host = authority(rest);
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
    let begins = host.starts_with(|first: char| first.is_ascii_alphabetic());
    // Nearly every link: no parser is asked.
    if rest.starts_with("//") && begins && host.bytes().all(is_plain) && !host.contains("..") {
        return None;
    }
    if rest.contains(placeholder::is_mark) {
        return None;
    }
    let slashes = rest.trim_start_matches(['/', '\\']);
    if !rest.starts_with("//") || slashes.len() + "//".len() != rest.len() {
        let is_host = authority(slashes).contains('.');
        let help = if is_host {
            format!("did you mean `https://{slashes}`?")
        } else {
            "a host follows the two slashes: https://example.org/…".to_owned()
        };
        return Some(broken(LINK_HOST, "this link names no host".to_owned(), help));
    }
    let is_dotted = host.starts_with('.') || host.contains("..");
    let whole = url::Url::parse(&format!("https:{rest}"));
    if !host.is_empty() && !is_dotted && whole.is_ok() {
        return None;
    }
    let message = match host {
        "" => "this link names no host".to_owned(),
        host => format!("`{host}` is no host"),
    };
    let help = "a host follows the two slashes: https://example.org/…".to_owned();
    Some(broken(LINK_HOST, message, help))
}

/// What is wrong with the addresses after `mailto:`, if anything.
fn no_recipient(rest: &str) -> Option<Box<Diagnostic>> {
    let (addresses, fields) = rest.split_once('?').unwrap_or((rest, ""));
    let is_address = |address: &str| {
        // Whoever writes %40 means @.
        let (name, host) = match address.rsplit_once('@').or_else(|| address.rsplit_once("%40")) {
            Some((name, host)) => (name.trim(), host.trim()),
            None => return false,
        };
        !name.is_empty()
            && !name.contains('/')
            && !host.is_empty()
            && !host.starts_with('.')
            && !host.ends_with('.')
            && !host.contains("..")
            && !host.contains(['/', ' ', '@'])
    };
    // A placeholder is no address yet, and says so itself.
    let is_fine = rest.contains(placeholder::is_mark)
        || addresses.split(',').all(is_address)
        || addresses.is_empty() && fields.contains('@');
    let help = "an address has an @: mailto:name@host.example".to_owned();
    let message = || "nobody can be written to here".to_owned();
    (!is_fine).then(|| broken(LINK_WITHOUT_SCHEME, message(), help))
}

/// What a target that says not how to get there was meant as.
pub(super) fn without_scheme(target: &str) -> Option<String> {
    match target.split_once('@') {
        Some((name, host))
            if !name.is_empty()
                && !name.contains('/')
                && !host.contains('/')
                && host.contains('.') =>
        {
            Some(format!("mailto:{target}"))
        }
        _ if target.starts_with("www.") || is_host(target) => Some(format!("https://{target}")),
        _ => None,
    }
}

/// Whether a target begins with a host, by the last part of its name: `.io` ends no file.
fn is_host(target: &str) -> bool {
    const ENDS: [&str; 14] =
        ["com", "org", "net", "fr", "eu", "io", "dev", "info", "be", "ch", "ca", "de", "uk", "app"];
    let host = target.split(['/', '?', '#']).next().unwrap_or_default();
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-');
    host.rsplit_once('.').is_some_and(|(name, end)| {
        ENDS.contains(&end) && !name.is_empty() && name.bytes().all(is_plain)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The code of what is wrong with a link; empty if nothing is.
    #[track_caller]
    fn check(rows: &[(&str, &str)]) {
        for (target, expect) in rows {
            let code = match Links::default().outside(target) {
                None => "inside",
                Some(Ok(_)) => "",
                Some(Err(diagnostic)) => diagnostic.code.name(),
            };
            assert_eq!(code, *expect, "{target}");
        }
    }

    #[test]
    fn each_link_that_leaves_the_site_is_followed_or_told() {
        check(&[
            ("./a.md", "inside"),
            ("./a:b.md", "inside"),
            ("https://a.example", ""),
            ("HTTPS://a.example/x", ""),
            ("https://a.example:8443/x?y#z", ""),
            ("https://[::1]/x", ""),
            ("https://192.168.0.1/x", ""),
            ("https://é.example/x", ""),
            ("https://a_b.example./x", ""),
            ("https://nom@a.example/x", ""),
            ("https://intranet/x", ""),
            ("https://", "link-host"),
            ("https:", "link-host"),
            ("https:///x", "link-host"),
            ("https:////a.example/x", "link-host"),
            ("https:/a.example/x", "link-host"),
            ("https:a.example/x", "link-host"),
            ("https://?x", "link-host"),
            ("https://#x", "link-host"),
            ("https://:80/x", "link-host"),
            ("https://nom@/x", "link-host"),
            ("https://./x", "link-host"),
            ("https://../x", "link-host"),
            ("https://a..example/x", "link-host"),
            ("https://a b.example/x", "link-host"),
            ("https://a.example:99999/x", "link-host"),
            ("https://a.example:x/", "link-host"),
            ("http:///x", "link-host"),
            ("http://", "link-host"),
            ("http://a.example", "link-http"),
            ("//a.example", "link-scheme"),
            ("javascript:x", "link-scheme"),
            ("sip:a@b.example", "link-scheme"),
            ("mailto:a@b.example", ""),
            ("mailto:a%40b.example", ""),
            ("mailto:a@b.example,c@d.example?subject=x", ""),
            ("mailto:?to=a@b.example", ""),
            ("mailto:bureau", "link-without-scheme"),
            ("mailto:", "link-without-scheme"),
            ("mailto:@", "link-without-scheme"),
            ("mailto:@b.example", "link-without-scheme"),
            ("mailto:a@", "link-without-scheme"),
            ("mailto:a@?subject=x", "link-without-scheme"),
            ("mailto:a@.example", "link-without-scheme"),
            ("mailto:a@b..example", "link-without-scheme"),
            ("mailto:a@b.example,", "link-without-scheme"),
            ("mailto:@/x.md", "link-without-scheme"),
            ("mailto://a@b.example", "link-without-scheme"),
            ("tel:+33412345678", ""),
            ("tel:", "link-without-scheme"),
            ("tel:numéro", "link-without-scheme"),
            ("sms:+33612345678", ""),
        ]);
    }

    #[test]
    fn what_was_meant_is_only_an_address_if_it_is_like_one() {
        let refused = Links::default().outside("http://a.example").unwrap().unwrap_err();
        assert_eq!(refused.help.as_deref(), Some("did you mean `https://a.example`?"));
        for (target, own) in [
            ("//localhost:8000/", Some("localhost")),
            ("//app.localhost/x", Some("app.localhost")),
            ("//127.0.0.1:3000", Some("127.0.0.1")),
            ("//192.168.1.1/", Some("192.168.1.1")),
            ("//[::1]:8000/", Some("[::1]")),
            ("//8.8.8.8/", None),
            ("//localhost.example/", None),
        ] {
            assert_eq!(own_machine(target).as_deref(), own, "{target}");
        }
        for (target, expect) in [
            ("a@b.example", Some("mailto:a@b.example")),
            ("www.b.example", Some("https://www.b.example")),
            ("gitignore.io", Some("https://gitignore.io")),
            ("b-c.fr/d?e", Some("https://b-c.fr/d?e")),
            ("b.md", None),
            ("b.html", None),
            (".io", None),
            ("@/x.md", None),
            ("@b.example", None),
            ("a@b/x.md", None),
            ("page@2x.md/y", None),
        ] {
            assert_eq!(without_scheme(target).as_deref(), expect, "{target}");
        }
    }
}
