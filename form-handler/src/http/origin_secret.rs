//! What only the distribution in front of the handler knows: proof that a request came through it.

use std::{fmt, str::FromStr};

use http::HeaderMap;
use subtle::ConstantTimeEq;

/// The header that carries it.
pub const HEADER: &str = "x-origin-secret";

/// The secret that every request carries in [`HEADER`]. Never displayed.
///
/// A function URL is reachable by anyone who guesses it. Without this, what the distribution adds, the
/// sender's address above all, could be written by the sender.
#[derive(Clone)]
pub struct OriginSecret(String);

/// A text cannot be sent in a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected letters, digits and other visible ASCII characters, found something else")]
pub struct NotAHeader;

impl FromStr for OriginSecret {
    type Err = NotAHeader;

    fn from_str(text: &str) -> Result<Self, NotAHeader> {
        if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(NotAHeader);
        }
        Ok(Self(text.to_owned()))
    }
}

impl OriginSecret {
    /// Whether the request carries it, once. Takes as long for a wrong one whichever letter is wrong.
    pub fn is_in(&self, headers: &HeaderMap) -> bool {
        let mut given = headers.get_all(HEADER).iter();
        let (Some(first), None) = (given.next(), given.next()) else { return false };
        first.as_bytes().ct_eq(self.0.as_bytes()).into()
    }
}

impl fmt::Debug for OriginSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OriginSecret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(given: &[&str], expected: bool) {
        let secret: OriginSecret = "s3cret".parse().unwrap();
        let mut headers = HeaderMap::new();
        for given in given {
            headers.append(HEADER, given.parse().unwrap());
        }
        assert_eq!(secret.is_in(&headers), expected, "{given:?}");
    }

    #[test]
    fn only_the_whole_secret_given_once_passes() {
        check(&["s3cret"], true);
        check(&[], false);
        check(&[""], false);
        check(&["s3cre"], false);
        check(&["s3cret!"], false);
        check(&["S3CRET"], false);
        check(&["s3cret", "s3cret"], false);
    }

    #[test]
    fn what_no_header_can_carry_is_no_secret() {
        for text in ["", "two words", "é", "line\n"] {
            assert_eq!(text.parse::<OriginSecret>().unwrap_err(), NotAHeader, "{text:?}");
        }
        assert_eq!(format!("{:?}", "s3cret".parse::<OriginSecret>().unwrap()), "OriginSecret(…)");
    }
}
