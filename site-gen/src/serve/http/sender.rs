//! Whose request it is: of the other end of the connection, or of whom the proxy has in front of it.

use std::{
    net::{IpAddr, SocketAddr},
    sync::Once,
};

use form_handler::rate_limit::Network;
use http::HeaderMap;
use tracing::warn;

/// The address at the other end of a connection; every request carries it.
#[derive(Clone, Copy)]
pub struct Peer(pub IpAddr);

/// Tells whose network a request comes from.
#[derive(Debug)]
pub struct Senders {
    /// The one that is believed when it says whom it passes on; always in its shortest form.
    trusted_proxy: Option<IpAddr>,
    told: Once,
}

impl Senders {
    /// Believes that proxy, if any.
    pub fn new(trusted_proxy: Option<IpAddr>) -> Self {
        Self { trusted_proxy: trusted_proxy.map(|proxy| proxy.to_canonical()), told: Once::new() }
    }

    /// The network whose sends are counted; `None` if the proxy does not say whom it passes on.
    ///
    /// Anyone can write `X-Forwarded-For`. A proxy adds the address that it sees at the end, so the last one
    /// is the proxy's word, and those before it are not.
    pub fn network(&self, peer: Peer, headers: &HeaderMap) -> Option<Network> {
        let Peer(peer) = peer;
        if self.trusted_proxy != Some(peer.to_canonical()) {
            if self.trusted_proxy.is_none() && peer.is_loopback() && last_hop(headers).is_some() {
                self.tell("--trusted-proxy is missing: a proxy on this machine passes requests on, and all of its visitors count as one sender; say --trusted-proxy 127.0.0.1");
            }
            return Some(peer.into());
        }
        let sender = last_hop(headers);
        if sender.is_none() {
            self.tell("the proxy does not say whom it passes on, and no sender is limited: have it set X-Forwarded-For");
        }
        sender.map(Network::from)
    }

    /// Once, or whoever sends much would fill the log.
    fn tell(&self, what: &str) {
        self.told.call_once(|| warn!("{what}"));
    }
}

/// The last address of the last `X-Forwarded-For`; some proxies write a port behind it.
fn last_hop(headers: &HeaderMap) -> Option<IpAddr> {
    let last = headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
    let last = last.rsplit(',').next()?.trim();
    let address = last.parse::<IpAddr>().ok();
    address.or_else(|| last.parse::<SocketAddr>().ok().map(|address| address.ip()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROXY: &str = "127.0.0.1";
    const STRANGER: &str = "192.0.2.66";

    /// Whom a request counts for that comes from `peer` with these headers.
    #[track_caller]
    fn check(trusted: Option<&str>, peer: &str, forwarded: &[&str], expect: Option<&str>) {
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append("x-forwarded-for", value.parse().unwrap());
        }
        let senders = Senders::new(trusted.map(|proxy| proxy.parse().unwrap()));

        let network = senders.network(Peer(peer.parse().unwrap()), &headers);

        let expect = expect.map(|address| Network::from(address.parse::<IpAddr>().unwrap()));
        assert!(network == expect, "{trusted:?} {peer} {forwarded:?}");
    }

    #[test]
    fn the_proxy_says_whom_it_passes_on() {
        check(Some(PROXY), PROXY, &["192.0.2.1"], Some("192.0.2.1"));
        check(Some(PROXY), "::ffff:127.0.0.1", &["192.0.2.1"], Some("192.0.2.1"));
        check(Some("::1"), "::1", &["2001:db8::1"], Some("2001:db8::1"));
        check(Some(PROXY), PROXY, &["192.0.2.1:4711"], Some("192.0.2.1"));
        check(Some(PROXY), PROXY, &["[2001:db8::1]:4711"], Some("2001:db8::1"));
    }

    #[test]
    fn what_the_sender_wrote_before_it_does_not_count() {
        check(Some(PROXY), PROXY, &["10.0.0.1, 192.0.2.1"], Some("192.0.2.1"));
        check(Some(PROXY), PROXY, &["10.0.0.1", "10.0.0.2,192.0.2.1 "], Some("192.0.2.1"));
    }

    #[test]
    fn nobody_else_is_believed() {
        check(Some(PROXY), STRANGER, &["192.0.2.1"], Some(STRANGER));
        check(Some(PROXY), "127.0.0.2", &["192.0.2.1"], Some("127.0.0.2"));
        check(None, STRANGER, &["192.0.2.1"], Some(STRANGER));
        check(None, PROXY, &["192.0.2.1"], Some(PROXY));
        check(None, PROXY, &[], Some(PROXY));
    }

    #[test]
    fn a_proxy_that_does_not_say_whom_it_passes_on_passes_on_nobody() {
        for forwarded in [&[][..], &["unknown"], &["192.0.2.1, "], &["192.0.2.1", "unknown"]] {
            check(Some(PROXY), PROXY, forwarded, None);
        }
    }
}
