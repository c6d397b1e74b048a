//! The check page's token: proof that these answers were read back, under this form, lately.

use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine};
use jiff::Timestamp;
use subtle::ConstantTimeEq;

use crate::crypto::secret::{KeyPurpose, Secret};

/// The format of the token.
const VERSION: &str = "1";

/// The secret of today and, for a while after a rotation, the one before.
#[derive(Clone, Debug)]
pub struct Secrets {
    /// Signs and derives.
    pub current: Secret,
    /// Still recognised: a check page opened before the rotation can be sent.
    pub previous: Option<PreviousSecret>,
}

/// A secret that was replaced, perhaps because somebody else knows it: it ends by itself.
#[derive(Clone, Debug)]
pub struct PreviousSecret {
    /// The one before.
    pub secret: Secret,
    /// Until when it is recognised, inclusive.
    pub until: Timestamp,
}

/// Why a token does not let an application be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Rejected {
    /// Older than the definition allows, or made under another version of the form.
    #[error("the check page is too old")]
    TooOld,
    /// Absent, malformed, or made for other answers.
    #[error("the answers are not those that were checked")]
    Edited,
}

/// Makes the token for canonical answers.
pub fn issue(secret: &Secret, now: Timestamp, form_hash: &str, canonical: &[u8]) -> String {
    let time = now.as_second().to_string();
    let mac = mac(secret, &time, form_hash, canonical);
    format!("{VERSION}.{time}.{form_hash}.{mac}")
}

/// Accepts a token for canonical answers, and says which secret made it: what is derived from then on
/// must come from the same, or a second click after a rotation would store a second record.
pub fn accept<'a>(
    secrets: &'a Secrets,
    token: &str,
    now: Timestamp,
    hours: u32,
    form_hash: &str,
    canonical: &[u8],
) -> Result<&'a Secret, Rejected> {
    let mut parts = token.split('.');
    let (Some(VERSION), Some(time), Some(hash), Some(given), None) =
        (parts.next(), parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(Rejected::Edited);
    };
    let issued: i64 = time.parse().map_err(|_| Rejected::Edited)?;
    if hash.len() != form_hash.len() {
        return Err(Rejected::Edited);
    }
    if hash != form_hash || now.as_second().saturating_sub(issued) > i64::from(hours) * 3600 {
        return Err(Rejected::TooOld);
    }
    let previous = secrets.previous.as_ref();
    // What claims to be of a later time was not made before the rotation.
    let previous = previous.filter(|each| now.as_second().max(issued) <= each.until.as_second());
    [Some(&secrets.current), previous.map(|each| &each.secret)]
        .into_iter()
        .flatten()
        .find(|secret| {
            let expected = mac(secret, time, hash, canonical);
            expected.as_bytes().ct_eq(given.as_bytes()).into()
        })
        .ok_or(Rejected::Edited)
}

fn mac(secret: &Secret, time: &str, form_hash: &str, canonical: &[u8]) -> String {
    let mac = secret.mac(KeyPurpose::Token, &[time.as_bytes(), form_hash.as_bytes(), canonical]);
    BASE64_URL_SAFE_NO_PAD.encode(mac)
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;

    use super::*;

    const ANSWERS: &[u8] = br#"{"nom":"Durand"}"#;

    fn secret(byte: u8) -> Secret {
        base64::prelude::BASE64_STANDARD.encode([byte; 32]).parse().unwrap()
    }

    fn previous() -> PreviousSecret {
        PreviousSecret { secret: secret(2), until: now() + 48.hours() }
    }

    fn now() -> Timestamp {
        "2021-06-01T10:00:00Z".parse().unwrap()
    }

    #[track_caller]
    fn check(
        token: &str,
        now: Timestamp,
        hash: &str,
        answers: &[u8],
        expect: Result<(), Rejected>,
    ) {
        let secrets = Secrets { current: secret(1), previous: Some(previous()) };
        assert_eq!(accept(&secrets, token, now, 24, hash, answers).map(|_| ()), expect, "{token}");
    }

    #[test]
    fn a_token_is_good_for_its_answers_its_form_and_a_day() {
        let token = issue(&secret(1), now(), "f0", ANSWERS);

        check(&token, now(), "f0", ANSWERS, Ok(()));
        check(&token, now() + 24.hours(), "f0", ANSWERS, Ok(()));
        check(&token, now() + 24.hours() + 1.second(), "f0", ANSWERS, Err(Rejected::TooOld));
        check(&token, now(), "f1", ANSWERS, Err(Rejected::TooOld));
        check(&token, now(), "f0", br#"{"nom":"Durant"}"#, Err(Rejected::Edited));
    }

    #[test]
    fn whatever_else_is_wrong_counts_as_edited() {
        let token = issue(&secret(1), now(), "f0", ANSWERS);
        let later = token.replacen("1.1622", "1.1623", 1);

        for wrong in [
            "",
            "1",
            "1.2.3",
            "1.2.3.4",
            &format!("2{}", &token[1..]),
            &format!("{token}.x"),
            &later,
        ] {
            check(wrong, now(), "f0", ANSWERS, Err(Rejected::Edited));
        }
        check(
            &issue(&secret(3), now(), "f0", ANSWERS),
            now(),
            "f0",
            ANSWERS,
            Err(Rejected::Edited),
        );
    }

    #[test]
    fn after_a_rotation_the_secret_before_is_recognised_and_named() {
        let secrets = Secrets { current: secret(1), previous: Some(previous()) };
        let token = issue(&secret(2), now(), "f0", ANSWERS);

        let found = accept(&secrets, &token, now(), 24, "f0", ANSWERS).unwrap();

        assert_eq!(found.mac(KeyPurpose::Digest, &[]), secret(2).mac(KeyPurpose::Digest, &[]));
    }

    #[test]
    fn the_secret_before_ends_by_itself() {
        let before = issue(&secret(2), now() + 40.hours(), "f0", ANSWERS);

        check(&before, now() + 48.hours(), "f0", ANSWERS, Ok(()));
        check(&before, now() + 48.hours() + 1.second(), "f0", ANSWERS, Err(Rejected::Edited));
        // Whoever has it makes tokens of any time.
        let forged = issue(&secret(2), now() + 49.hours(), "f0", ANSWERS);
        check(&forged, now() + 47.hours(), "f0", ANSWERS, Err(Rejected::Edited));
    }
}
