//! What only the distribution in front of the handler knows: proof that a request came through it.

use std::{fmt, str::FromStr};

use http::HeaderMap;
use subtle::{Choice, ConstantTimeEq};

/// The header that carries it.
pub const HEADER: &str = "x-origin-secret";

/// What a browser shows of a request without proof. In French and in English, because no form's own texts are at hand here.
pub const REFUSAL: &str = "\
Ce formulaire ne répond qu’à travers son site, et n’a rien enregistré.
Si vous l’avez envoyé depuis le site : revenez en arrière, vos réponses sont toujours dans la page ; \
attendez quelques minutes, puis renvoyez-les.

This form answers only through its site, and has kept nothing.
If you sent it from the site: go back, your answers are still in the page; wait a few minutes, then send again.
";

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

/// What counts as proof: today's secret and, for the minutes in which the distribution learns another, the one before.
#[derive(Clone, Debug)]
pub struct OriginSecrets {
    /// What the distribution sends, or is about to.
    pub current: OriginSecret,
    /// `None` when no change of it is under way.
    pub previous: Option<OriginSecret>,
}

impl OriginSecrets {
    /// Whether the request carries one of them, once. Takes as long for a wrong one whichever letter is wrong.
    pub fn are_in(&self, headers: &HeaderMap) -> bool {
        let mut given = headers.get_all(HEADER).iter();
        let (Some(first), None) = (given.next(), given.next()) else { return false };
        let accepted = [Some(&self.current), self.previous.as_ref()].into_iter().flatten();
        let is = |secret: &OriginSecret| first.as_bytes().ct_eq(secret.0.as_bytes());
        accepted.map(is).fold(Choice::from(0), |any, this| any | this).into()
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
        let previous = Some("bef0re".parse().unwrap());
        let secrets = OriginSecrets { current: "s3cret".parse().unwrap(), previous };
        let mut headers = HeaderMap::new();
        for given in given {
            headers.append(HEADER, given.parse().unwrap());
        }
        assert_eq!(secrets.are_in(&headers), expected, "{given:?}");
    }

    #[test]
    fn only_the_whole_secret_given_once_passes() {
        check(&["s3cret"], true);
        check(&["bef0re"], true);
        check(&["bef0re", "s3cret"], false);
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
