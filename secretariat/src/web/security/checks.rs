//! What the head of a request says of who sent it.

use std::net::SocketAddr;

use http::{HeaderMap, Uri, header};

use super::sessions::COOKIE;

/// Whether a request is addressed to `addr` by that very name, once: a page of another name that leads here by DNS is
/// not.
pub fn is_for(addr: SocketAddr, uri: &Uri, headers: &HeaderMap) -> bool {
    let own = addr.to_string();
    let hosts: Vec<_> = headers.get_all(header::HOST).iter().collect();
    let named = matches!(hosts[..], [host] if host.as_bytes() == own.as_bytes());
    named && uri.authority().is_none_or(|authority| authority.as_str() == own)
}

/// Whether a page of `addr` sent this: one of the headers that browsers set says so, and none says otherwise.
pub fn is_same_origin(addr: SocketAddr, headers: &HeaderMap) -> bool {
    let origin = format!("http://{addr}");
    let says = |name: &str, own: &str| {
        let mut said = headers.get_all(name).iter().peekable();
        let is_said = said.peek().is_some();
        (is_said, said.all(|value| value.as_bytes() == own.as_bytes()))
    };
    let said = [says("origin", &origin), says("sec-fetch-site", "same-origin")];
    said.iter().any(|(is_said, _)| *is_said) && said.iter().all(|(_, is_own)| *is_own)
}

/// Whether the body is what a form of a page sends.
pub fn is_form(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let kind = kind.and_then(|kind| kind.split(';').next()).unwrap_or_default();
    kind.trim().eq_ignore_ascii_case("application/x-www-form-urlencoded")
}

/// The values of our cookies: a browser may send several of a name.
pub fn cookies(headers: &HeaderMap) -> impl Iterator<Item = &str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(';')).filter_map(|pair| {
        let (name, value) = pair.trim().split_once('=')?;
        (name == COOKIE).then_some(value)
    })
}

#[cfg(test)]
mod tests {
    use http::{HeaderName, HeaderValue};

    use super::*;

    fn headers(lines: &[(&'static str, &'static str)]) -> HeaderMap {
        let pair = |(name, value): &(&'static str, &'static str)| {
            (HeaderName::from_static(name), HeaderValue::from_static(value))
        };
        let mut headers = HeaderMap::new();
        for (name, value) in lines.iter().map(pair) {
            headers.append(name, value);
        }
        headers
    }

    fn addr() -> SocketAddr {
        "127.0.0.1:4321".parse().unwrap()
    }

    #[test]
    fn only_the_own_address_is_a_host() {
        let own = ("host", "127.0.0.1:4321");
        for (uri, lines, expected) in [
            ("/", vec![own], true),
            ("http://127.0.0.1:4321/", vec![own], true),
            ("http://evil.example/", vec![own], false),
            ("/", vec![], false),
            ("/", vec![own, own], false),
            ("/", vec![("host", "localhost:4321")], false),
            ("/", vec![("host", "127.0.0.1")], false),
            ("/", vec![("host", "127.0.0.1:4322")], false),
            ("/", vec![("host", "127.0.0.1:4321.evil.example")], false),
            ("/", vec![("host", "evil.example")], false),
        ] {
            assert_eq!(
                is_for(addr(), &uri.parse().unwrap(), &headers(&lines)),
                expected,
                "{lines:?}"
            );
        }
    }

    #[test]
    fn a_page_of_ours_is_told_from_all_others() {
        let (own, site) = (("origin", "http://127.0.0.1:4321"), ("sec-fetch-site", "same-origin"));
        for (lines, expected) in [
            (vec![own], true),
            (vec![site], true),
            (vec![own, site], true),
            (vec![], false),
            (vec![("origin", "null")], false),
            (vec![("origin", "http://127.0.0.1:4322")], false),
            (vec![("origin", "https://127.0.0.1:4321")], false),
            (vec![("origin", "http://localhost:4321")], false),
            (vec![own, ("origin", "http://evil.example")], false),
            (vec![own, ("sec-fetch-site", "cross-site")], false),
            (vec![site, ("origin", "http://evil.example")], false),
            (vec![("sec-fetch-site", "same-site")], false),
            (vec![("sec-fetch-site", "none")], false),
        ] {
            assert_eq!(is_same_origin(addr(), &headers(&lines)), expected, "{lines:?}");
        }
    }

    #[test]
    fn our_cookie_is_found_among_others() {
        let lines =
            [("cookie", "a=1; bureau=x;bureau=y"), ("cookie", "xbureau=z"), ("cookie", "bureau")];

        assert_eq!(cookies(&headers(&lines)).collect::<Vec<_>>(), ["x", "y"]);
    }

    #[test]
    fn a_body_is_what_a_form_sends() {
        for (kind, expected) in [
            ("application/x-www-form-urlencoded", true),
            ("Application/X-WWW-Form-Urlencoded; charset=utf-8", true),
            ("text/plain", false),
            ("multipart/form-data; boundary=x", false),
            ("application/json", false),
        ] {
            assert_eq!(is_form(&headers(&[("content-type", kind)])), expected, "{kind}");
        }
        assert!(!is_form(&HeaderMap::new()));
    }
}
