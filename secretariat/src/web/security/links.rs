//! The links that begin a session: each good once, and for two minutes.

use std::time::Duration;

use jiff::Timestamp;

use super::random_secret::RandomSecret;

/// How long a link is good.
pub const LIFE: Duration = Duration::from_mins(2);

/// The links that were given and are not used.
#[derive(Debug, Default)]
pub struct Links(Vec<(RandomSecret, Timestamp)>);

impl Links {
    /// A new one.
    pub fn add(&mut self, now: Timestamp) -> RandomSecret {
        self.0.retain(|(_, made)| is_young(*made, now));
        let token = RandomSecret::new();
        self.0.push((token.clone(), now));
        token
    }

    /// Whether a link is still good.
    pub fn know(&self, token: &str, now: Timestamp) -> bool {
        self.0.iter().any(|(each, made)| each.is(token) && is_young(*made, now))
    }

    /// The same, for the last time.
    pub fn redeem(&mut self, token: &str, now: Timestamp) -> bool {
        let known = self.know(token, now);
        self.0.retain(|(each, made)| !each.is(token) && is_young(*made, now));
        known
    }

    /// Whether no link is good any more.
    pub fn are_over(&self, now: Timestamp) -> bool {
        self.0.iter().all(|(_, made)| !is_young(*made, now))
    }
}

/// A clock that was set back makes no link good again.
fn is_young(made: Timestamp, now: Timestamp) -> bool {
    Duration::try_from(now.duration_since(made)).is_ok_and(|age| age < LIFE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_good_once_and_for_two_minutes() {
        let made: Timestamp = "2021-06-02T08:00:00Z".parse().unwrap();
        for (seconds, good) in [(0, true), (119, true), (120, false), (-1, false)] {
            let mut links = Links::default();
            let link = links.add(made);
            let now = Timestamp::from_second(made.as_second() + seconds).unwrap();

            assert_eq!(links.know(link.text(), now), good, "{seconds} s");
            assert_eq!(links.are_over(now), !good, "{seconds} s");
            assert_eq!(links.redeem(link.text(), now), good, "{seconds} s");
            assert!(!links.redeem(link.text(), made), "it was used");
        }
    }

    #[test]
    fn another_link_is_none_and_costs_none() {
        let now: Timestamp = "2021-06-02T08:00:00Z".parse().unwrap();
        let mut links = Links::default();
        let link = links.add(now);

        for other in ["", "x", RandomSecret::new().text(), &link.text()[1..]] {
            assert!(!links.redeem(other, now), "{other}");
        }

        assert!(links.redeem(link.text(), now));
    }
}
