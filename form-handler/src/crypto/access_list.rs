//! Who of the office may reach the store over HTTPS, each with a token of her own.
//!
//! ```text
//! # name, since when, SHA-256 of the token in hexadecimal: made by infra/one-machine/office
//! marie 2026-11-29 5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8
//! ```
//!
//! A token is 256 random bits in base64, so one hash of it is as good as many: nobody tries all of them.

use std::{fmt, str::FromStr};

use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// The longest name, in characters; `infra/one-machine/office` takes no longer one.
const NAME: usize = 23;

/// The people of the list, in its order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccessList(Vec<AccessHolder>);

/// Somebody of the office.
#[derive(Clone, PartialEq, Eq)]
pub struct AccessHolder {
    /// Letters in lower case, digits and hyphens: it stands in the log.
    pub name: String,
    hash: [u8; 32],
}

/// A line of a list is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line} is not a name in lower case, a day and the SHA-256 of a token")]
pub struct NotAnAccess {
    /// From 1.
    pub line: usize,
}

impl AccessList {
    /// Whether nobody is on it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whose token that is. Every entry is compared, and each in the same time, whatever the token.
    pub fn holder(&self, token: &str) -> Option<&AccessHolder> {
        let hash: [u8; 32] = Sha256::digest(token).into();
        self.0.iter().fold(None, |holder, person| {
            if bool::from(person.hash.ct_eq(&hash)) { Some(person) } else { holder }
        })
    }
}

impl FromStr for AccessList {
    type Err = NotAnAccess;

    /// Empty lines and those that begin with `#` say nothing.
    fn from_str(text: &str) -> Result<Self, NotAnAccess> {
        let lines = text.lines().map(str::trim).enumerate();
        let lines = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
        let people = lines.map(|(at, line)| person(line).ok_or(NotAnAccess { line: at + 1 }));
        people.collect::<Result<_, _>>().map(Self)
    }
}

fn person(line: &str) -> Option<AccessHolder> {
    let [name, since, hash] = line.split_whitespace().collect::<Vec<_>>().try_into().ok()?;
    let is_of_a_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let is_a_name = name.len() <= NAME && name.chars().all(is_of_a_name);
    since.parse::<jiff::civil::Date>().ok()?;
    let digits = hash.len() == 64 && hash.bytes().all(|digit| digit.is_ascii_hexdigit());
    let mut bytes = [0; 32];
    for (at, byte) in bytes.iter_mut().enumerate().take_while(|_| digits) {
        *byte = u8::from_str_radix(&hash[2 * at..2 * at + 2], 16).ok()?;
    }
    (is_a_name && digits).then(|| AccessHolder { name: name.to_owned(), hash: bytes })
}

impl fmt::Debug for AccessHolder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AccessHolder({})", self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of `token of marie`, as `sha256sum` says it.
    const MARIE: &str = "62a9fbfa7749e01ecc5e4540c6a4f8ee524796dbbe880814545357cb0fcd9a8b";
    /// Of `token of paul`.
    const PAUL: &str = "60bd6099e4d024a0d70273994d443624091818c29108e3aabb4dc53429399e18";

    fn list() -> AccessList {
        format!("# who, since, hash\n\nmarie 2026-11-29 {MARIE}\n  paul-2 2026-12-01 {PAUL}\n")
            .parse()
            .unwrap()
    }

    #[test]
    fn a_token_leads_to_the_one_who_holds_it_and_no_other_text_to_anybody() {
        let holder = |token| list().holder(token).map(|person| person.name.clone());

        assert_eq!(holder("token of marie").as_deref(), Some("marie"));
        assert_eq!(holder("token of paul").as_deref(), Some("paul-2"));
        for other in ["", "token of mari", "token of marie ", "TOKEN OF MARIE", MARIE] {
            assert_eq!(holder(other), None, "{other}");
        }
        assert!(AccessList::default().is_empty() && AccessList::default().holder("").is_none());
        assert!("# nobody yet\n".parse::<AccessList>().unwrap().is_empty());
        assert!(!list().is_empty());
    }

    #[test]
    fn a_line_that_is_none_is_named() {
        for (line, why) in [
            (format!("marie {MARIE}"), "no day"),
            (format!("marie 2026-11-31 {MARIE}"), "no such day"),
            (format!("Marie 2026-11-29 {MARIE}"), "a capital"),
            (format!("{} 2026-11-29 {MARIE}", "m".repeat(24)), "too long a name"),
            (format!("marie 2026-11-29 {}", &MARIE[1..]), "a digit too few"),
            (format!("marie 2026-11-29 {}é", &MARIE[2..]), "no digit"),
            (format!("marie 2026-11-29 +{}", &MARIE[1..]), "a sign"),
            (format!("marie 2026-11-29 {MARIE} x"), "too much"),
        ] {
            let list = format!("# list\npaul 2026-11-29 {PAUL}\n{line}\n").parse::<AccessList>();
            assert_eq!(list, Err(NotAnAccess { line: 3 }), "{why}");
        }
    }

    #[test]
    fn neither_a_list_nor_a_person_shows_a_hash() {
        assert_eq!(
            format!("{:?}", list()),
            "AccessList([AccessHolder(marie), AccessHolder(paul-2)])"
        );
    }
}
