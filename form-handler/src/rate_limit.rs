//! How many applications one network may send in an hour.
//!
//! Each application reserves one of its network's slots. Slots are held under MACs of the network, the hour
//! and the answers, so the store tells neither the address nor who sent what. The same application again has
//! its slot already: an identical resend is free, whether it comes at once or a year later. When reserving
//! fails, the application passes: this is a fence against floods, not a lock.

use std::{fmt, net::IpAddr};

use jiff::Timestamp;

use crate::{
    crypto::secret::{KeyPurpose, Secret},
    record::{ReceivedAt, digest},
};

/// In seconds.
const HOUR: i64 = 3600;

/// Whether sends are limited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RateLimit {
    /// Anyone may send as often as they like.
    Off,
    /// A [`Network`] may send `limits.sends_per_hour` applications; requests that carry none are not
    /// limited.
    PerNetwork,
}

/// Where a request comes from: an IPv4 address, or an IPv6 network of 64 bits, which is what one household
/// or office has.
///
/// Whoever runs the service puts it into the request's extensions, and only if it knows the address from
/// something that the sender could not write. It is never displayed.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Network {
    bytes: [u8; 8],
    length: usize,
}

/// One application's slot among those of its network in this hour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Names the network and the hour, to who holds the secret.
    pub counter: String,
    /// Names the application among them, to who holds the secret and all answers.
    pub send: String,
    /// When it ends, in seconds since 1970.
    pub expires: i64,
}

impl From<IpAddr> for Network {
    fn from(address: IpAddr) -> Self {
        let mut bytes = [0; 8];
        let length = match address.to_canonical() {
            IpAddr::V4(address) => {
                bytes[..4].copy_from_slice(&address.octets());
                4
            }
            IpAddr::V6(address) => {
                bytes.copy_from_slice(&address.octets()[..8]);
                8
            }
        };
        Self { bytes, length }
    }
}

impl fmt::Debug for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Network(…)")
    }
}

impl Slot {
    /// The slot of the application with these canonical answers.
    pub fn of(network: Network, canonical: &[u8], secret: &Secret, now: Timestamp) -> Self {
        let hour = now.as_second().div_euclid(HOUR);
        let place = [&network.bytes[..network.length], &hour.to_be_bytes()];
        let counter = digest(secret.mac(KeyPurpose::Address, &place));
        let send = digest(secret.mac(KeyPurpose::Address, &[place[0], place[1], canonical]));
        Self { counter, send, expires: (hour + 1) * HOUR }
    }

    /// In how many seconds the next hour begins: at least 1.
    pub fn seconds_left(&self, now: Timestamp) -> i64 {
        (self.expires - now.as_second()).max(1)
    }

    /// Whether something received then was received before this hour: it takes no slot in it.
    pub fn begins_after(&self, received_at: ReceivedAt) -> bool {
        received_at.timestamp().as_second() < self.expires - HOUR
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret() -> Secret {
        "a".repeat(44).parse().unwrap()
    }

    fn slot(address: &str, now: &str) -> Slot {
        let address: IpAddr = address.parse().unwrap();
        Slot::of(address.into(), b"{}", &secret(), now.parse().unwrap())
    }

    #[test]
    fn one_network_has_one_counter_an_hour() {
        let now = "2021-06-01T10:42:00Z";
        let one = slot("192.0.2.7", now);

        assert_eq!(one, slot("192.0.2.7", "2021-06-01T10:59:59Z"));
        assert_eq!(one, slot("::ffff:192.0.2.7", now), "the same address, written for IPv6");
        assert_eq!(slot("2001:db8::1", now), slot("2001:db8::ffff:1", now));
        for (address, time) in
            [("192.0.2.7", "2021-06-01T11:00:00Z"), ("192.0.2.8", now), ("2001:db8::1", now)]
        {
            let other = slot(address, time);
            assert!(one.counter != other.counter && one.send != other.send, "{address} {time}");
        }
        assert_ne!(slot("2001:db8::1", now), slot("2001:db8:0:1::1", now));
    }

    #[test]
    fn an_application_has_one_place_in_it() {
        let now = "2021-06-01T10:42:00Z".parse().unwrap();
        let network = Network::from(IpAddr::from([192, 0, 2, 7]));
        let of = |canonical| Slot::of(network, canonical, &secret(), now);

        assert_eq!(of(b"{}"), of(b"{}"));
        assert_eq!(of(b"{}").counter, of(b"[]").counter);
        assert_ne!(of(b"{}").send, of(b"[]").send);
    }

    #[test]
    fn a_claim_ends_with_its_hour() {
        let now = "2021-06-01T10:42:30Z".parse().unwrap();
        let slot = slot("192.0.2.7", "2021-06-01T10:42:30Z");

        let end: Timestamp = "2021-06-01T11:00:00Z".parse().unwrap();
        assert_eq!(slot.expires, end.as_second());
        assert_eq!(slot.seconds_left(now), 17 * 60 + 30);
        assert!(slot.begins_after("2021-06-01T09:59:00Z".parse().unwrap()));
        assert!(!slot.begins_after("2021-06-01T10:00:00Z".parse().unwrap()));
    }

    #[test]
    fn neither_a_claim_nor_a_log_shows_the_address() {
        let address: IpAddr = "192.0.2.7".parse().unwrap();

        assert_eq!(format!("{:?}", Network::from(address)), "Network(…)");
        assert!(!format!("{:?}", slot("192.0.2.7", "2021-06-01T10:42:00Z")).contains("192"));
    }
}
