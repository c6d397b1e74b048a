//! Whether readers can reach the site where `site.toml` says it is.

use std::net::IpAddr;

/// Names that no one will ever have (RFC 2606, RFC 6761, RFC 6762, RFC 8375).
const RESERVED: [&str; 9] = [
    "example",
    "test",
    "invalid",
    "localhost",
    "local",
    "home.arpa",
    "example.com",
    "example.net",
    "example.org",
];

/// Why no reader would get to this URL, if so. It is a base URL, as [`super::fault`] allows.
pub fn diagnostic(url: &str) -> Option<String> {
    let (scheme, host) = url.split_once("://")?;
    let host = host.split('/').next().unwrap_or_default().to_ascii_lowercase();
    if scheme == "http" {
        return Some(format!("`{url}` is not encrypted, and readers are sent to it"));
    }
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    if name.parse::<IpAddr>().is_ok() {
        return Some(format!("`{name}` is the address of a machine, a site has a name"));
    }
    let name = name.trim_end_matches('.');
    let reserved = RESERVED.into_iter().find(|reserved| {
        name.strip_suffix(reserved).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    });
    match reserved {
        Some("localhost" | "local" | "home.arpa") => {
            Some(format!("`{name}` is this machine or this house, nobody else gets there"))
        }
        Some(reserved) => Some(format!("`{name}` leads nowhere: .{reserved} is reserved")),
        None if !name.contains('.') => Some(format!("`{name}` is no complete name of a host")),
        None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(url: &str, expect: &str) {
        assert_eq!(diagnostic(url).unwrap_or_default(), expect);
    }

    #[test]
    fn a_name_that_can_be_had_is_reached() {
        for url in [
            "https://bureau.fr",
            "https://www.bureau-des-pairs.fr:8443/",
            "https://latest.fr",
            "https://asso.fr/localhost",
        ] {
            check(url, "");
        }
    }

    #[test]
    fn what_is_reserved_or_one_machine_is_not() {
        check("https://a.example", "`a.example` leads nowhere: .example is reserved");
        check(
            "https://WWW.example.com",
            "`www.example.com` leads nowhere: .example.com is reserved",
        );
        check("https://x.test.", "`x.test` leads nowhere: .test is reserved");
        check(
            "https://localhost:8080",
            "`localhost` is this machine or this house, nobody else gets there",
        );
        check("https://127.0.0.1:80", "`127.0.0.1` is the address of a machine, a site has a name");
        check("https://[::1]:80", "`::1` is the address of a machine, a site has a name");
        check("https://bureau/a.fr", "`bureau` is no complete name of a host");
        check(
            "http://bureau.fr",
            "`http://bureau.fr` is not encrypted, and readers are sent to it",
        );
    }
}
