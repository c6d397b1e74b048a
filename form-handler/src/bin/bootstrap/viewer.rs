//! Whose request the distribution passes on, and what it keeps back of it.

use std::net::{IpAddr, SocketAddr};

use form_handler::rate_limit::Network;
use http::{HeaderMap, header::ACCEPT_ENCODING};

/// The network in `CloudFront-Viewer-Address`, which the distribution writes itself: to be trusted behind
/// the origin secret, and only there. The address that Lambda reports is the distribution's own.
pub fn network(headers: &HeaderMap) -> Option<Network> {
    let text = headers.get("cloudfront-viewer-address")?.to_str().ok()?;
    address(text).map(Network::from)
}

/// `CloudFront` passes `Accept-Encoding` on only where it may keep the answer; its function for the form's
/// requests (`infra/template.yaml`) says it under another name.
pub fn restore_encodings(headers: &mut HeaderMap) {
    if let Some(accepted) = headers.remove("x-accept-encoding") {
        headers.insert(ACCEPT_ENCODING, accepted);
    }
}

/// Reads an address and a port. IPv6 is written without brackets there, so the port is what follows the
/// last colon.
fn address(text: &str) -> Option<IpAddr> {
    if let Ok(address) = text.parse::<SocketAddr>() {
        return Some(address.ip());
    }
    let (address, port) = text.rsplit_once(':')?;
    port.parse::<u16>().ok()?;
    address.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(address(text), expected.map(|address| address.parse().unwrap()), "{text}");
    }

    #[test]
    fn an_address_is_what_stands_before_the_port() {
        check("192.0.2.7:46532", Some("192.0.2.7"));
        check("2001:db8:1:2:3:4:5:6:46532", Some("2001:db8:1:2:3:4:5:6"));
        check("2001:db8::1:443", Some("2001:db8::1"));
        check("[2001:db8::1]:443", Some("2001:db8::1"));
    }

    #[test]
    fn anything_else_is_nobody() {
        for text in ["", "192.0.2.7", "192.0.2.7:", "192.0.2.7:x", "viewer:443", "192.0.2:443"] {
            check(text, None);
        }
    }
}
