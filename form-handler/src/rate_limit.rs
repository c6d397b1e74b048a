//! How many applications one network may send in an hour.
//!
//! Every send counts alike, the same one again too, and whatever comes of it: so neither a count nor an answer
//! tells a sender what others have sent.
//!
//! | sends in an hour | what becomes of them |
//! | --- | --- |
//! | up to `limits.sends_per_hour` | kept |
//! | up to a number that only the service knows, three to six times as many | kept, marked `over_limit`, and answered the same |
//! | more | 429, whoever asks for what; not kept |
//!
//! An application is written while its send is counted: only of one above the limit does the store hear twice. Where
//! several processes serve one network, each may keep one application that it then answers with 429: what is
//! confirmed is kept, and not the other way round.
//!
//! Counters stand under MACs of network and hour, so that a store of them tells no address.

use std::{fmt, net::IpAddr};

use jiff::Timestamp;

use crate::{
    crypto::secret::{KeyPurpose, Secret},
    record::digest,
};

mod memory;

pub use memory::MemoryCounts;

/// In seconds.
const HOUR: i64 = 3600;

/// So many times the limit is kept at least; always less than twice that.
const KEPT: u32 = 3;

/// The networks around an IPv6 address, in bytes of it, and how many times as much each may send: whoever has one
/// of them has as many of the smaller ones as they like.
const AROUND_IPV6: [(usize, u32); 3] = [(8, 1), (7, 4), (6, 16)];

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

/// Counts the sends of one network in one hour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counter {
    /// Names the network and the hour, to who holds the secret.
    pub key: String,
    /// How many sends are ordinary.
    pub limit: u32,
    /// How many are kept.
    pub most: u32,
    /// When it ends, in seconds since 1970.
    pub expires: i64,
}

/// What becomes of a send.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// It is one of those that anybody may send.
    Ordinary,
    /// It is kept, with a mark.
    OverLimit,
    /// It is not kept.
    TooMany,
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

impl Network {
    /// The counters of this hour that one send to the form of that id raises: that of an IPv4 address, or those of
    /// an IPv6 network and of the larger ones that it lies in.
    pub fn counters(
        self,
        form: &str,
        sends_per_hour: u32,
        secret: &Secret,
        now: Timestamp,
    ) -> Vec<Counter> {
        let hour = now.as_second().div_euclid(HOUR);
        let counter = |length: usize, times: u32| {
            let place = [&self.bytes[..length], &hour.to_be_bytes(), form.as_bytes()];
            let drawn = secret.mac(KeyPurpose::Address, &[place[0], place[1], place[2], b"kept"]);
            let limit = sends_per_hour.saturating_mul(times);
            let least = limit.saturating_mul(KEPT);
            let drawn = u32::from_be_bytes([drawn[0], drawn[1], drawn[2], drawn[3]]);
            Counter {
                key: digest(secret.mac(KeyPurpose::Address, &place)),
                limit,
                most: least.saturating_add(drawn % least.max(1)),
                expires: (hour + 1) * HOUR,
            }
        };
        match self.length {
            8 => AROUND_IPV6.map(|(length, times)| counter(length, times)).into(),
            length => vec![counter(length, 1)],
        }
    }
}

impl Counter {
    /// In how many seconds the next hour begins: at least 1.
    pub fn seconds_left(&self, now: Timestamp) -> i64 {
        (self.expires - now.as_second()).max(1)
    }

    /// What becomes of the send that has raised it to `count`.
    pub fn judge(&self, count: u32) -> Verdict {
        match count {
            _ if count <= self.limit => Verdict::Ordinary,
            _ if count <= self.most => Verdict::OverLimit,
            _ => Verdict::TooMany,
        }
    }
}

/// What becomes of a send that has raised its counters so far: whatever any of them says.
pub fn judge(counters: &[Counter], counts: &[u32]) -> Verdict {
    let verdicts = counters.iter().zip(counts).map(|(counter, count)| counter.judge(*count));
    verdicts.max().unwrap_or(Verdict::Ordinary)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret() -> Secret {
        "a".repeat(44).parse().unwrap()
    }

    fn counters(address: &str, now: &str) -> Vec<Counter> {
        let address: IpAddr = address.parse().unwrap();
        Network::from(address).counters("2021-06", 10, &secret(), now.parse().unwrap())
    }

    const NOW: &str = "2021-06-01T10:42:00Z";

    #[test]
    fn an_ipv4_address_has_one_counter_an_hour() {
        let one = counters("192.0.2.7", NOW);

        assert_eq!(one.len(), 1);
        assert_eq!(one, counters("192.0.2.7", "2021-06-01T10:59:59Z"));
        assert_eq!(one, counters("::ffff:192.0.2.7", NOW), "the same address, written for IPv6");
        for (address, time) in
            [("192.0.2.7", "2021-06-01T11:00:00Z"), ("192.0.2.8", NOW), ("2001:db8::1", NOW)]
        {
            assert!(one[0].key != counters(address, time)[0].key, "{address} {time}");
        }
    }

    #[test]
    fn each_form_is_counted_for_itself() {
        let of = |form: &str| {
            let network = Network::from(IpAddr::from([192, 0, 2, 7]));
            network.counters(form, 10, &secret(), NOW.parse().unwrap()).swap_remove(0)
        };

        assert_eq!(of("contact"), of("contact"));
        assert_ne!(of("contact").key, of("2021-06").key);
    }

    #[test]
    fn an_ipv6_address_counts_for_its_network_and_for_those_around_it() {
        let one = counters("2001:db8:1:102::1", NOW);
        let limits: Vec<u32> = one.iter().map(|counter| counter.limit).collect();
        assert_eq!(limits, [10, 40, 160]);

        // Its /64, /56 and /48: which of them another address shares.
        for (address, shared) in [
            ("2001:db8:1:102:ffff::2", [true, true, true]),
            ("2001:db8:1:1ff::1", [false, true, true]),
            ("2001:db8:1:202::1", [false, false, true]),
            ("2001:db8:2:102::1", [false, false, false]),
        ] {
            let other = counters(address, NOW);
            for (at, shared) in shared.into_iter().enumerate() {
                assert_eq!(one[at] == other[at], shared, "{address} {at}");
            }
        }
    }

    #[test]
    fn three_to_six_times_the_limit_is_kept_and_nobody_can_tell_how_much() {
        let mut drawn = std::collections::BTreeSet::new();
        for last in 0..=255 {
            let counter = &counters(&format!("192.0.2.{last}"), NOW)[0];
            assert!((30..60).contains(&counter.most), "{}", counter.most);
            drawn.insert(counter.most);
        }
        assert!(drawn.len() > 25, "{drawn:?}");
        let none = Network::from(IpAddr::from([192, 0, 2, 7]));
        let none = none.counters("a", 0, &secret(), NOW.parse().unwrap());
        assert_eq!((none[0].limit, none[0].most), (0, 0));
        let all = Network::from(IpAddr::from([192, 0, 2, 7]));
        let all = all.counters("a", u32::MAX, &secret(), NOW.parse().unwrap());
        assert_eq!(all[0].most, u32::MAX);
    }

    #[test]
    fn a_send_is_judged_by_the_strictest_of_its_counters() {
        let counter = |limit, most| Counter { key: String::new(), limit, most, expires: 0 };
        let all = [counter(10, 30), counter(40, 120)];

        for (counts, verdict) in [
            ([10, 40], Verdict::Ordinary),
            ([11, 11], Verdict::OverLimit),
            ([1, 41], Verdict::OverLimit),
            ([30, 120], Verdict::OverLimit),
            ([31, 31], Verdict::TooMany),
            ([1, 121], Verdict::TooMany),
        ] {
            assert_eq!(judge(&all, &counts), verdict, "{counts:?}");
        }
    }

    #[test]
    fn a_counter_ends_with_its_hour() {
        let now = "2021-06-01T10:42:30Z".parse().unwrap();
        let counter = &counters("192.0.2.7", "2021-06-01T10:42:30Z")[0];

        let end: Timestamp = "2021-06-01T11:00:00Z".parse().unwrap();
        assert_eq!(counter.expires, end.as_second());
        assert_eq!(counter.seconds_left(now), 17 * 60 + 30);
        assert_eq!(counter.seconds_left(end), 1);
    }

    #[test]
    fn neither_a_counter_nor_a_log_shows_the_address() {
        let address: IpAddr = "192.0.2.7".parse().unwrap();

        assert_eq!(format!("{:?}", Network::from(address)), "Network(…)");
        assert!(!format!("{:?}", counters("192.0.2.7", NOW)).contains("192"));
    }
}
