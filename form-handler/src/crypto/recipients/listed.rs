//! The people of `content/recipients.toml`: who can open applications, and until when.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::{Recipient, Recipients, TooFew, has_left, is_development};

/// An entry of `content/recipients.toml`, as the handler's bundle carries it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedRecipient {
    /// The capacity in which the person is listed.
    pub role: String,
    /// The name of the person.
    pub name: String,
    /// An `age1…` key; `None` is a placeholder.
    pub key: Option<String>,
    /// The public half of what the person signs with, in base64. The handler has no use for it.
    #[serde(skip)]
    pub sign: Option<String>,
    /// The day from which on the person is no recipient any more, such as `2026-11-28`; `None` if nobody knows yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
}

/// Which keys may seal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Allow {
    /// Only keys that someone made to keep.
    RealKeys,
    /// Also those that `serve` makes, whose identities lie unprotected in `.data/`.
    DevelopmentKeys,
}

/// The text is not a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a day looks like `2026-11-28`")]
pub struct NotADay;

/// The list cannot seal; every reason at once.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("applications cannot be sealed: {}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
pub struct Unfit(pub Vec<Unfitness>);

/// One reason why a list cannot seal.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum Unfitness {
    #[error("the key of {0} is still a placeholder in content/recipients.toml")]
    Placeholder(String),
    #[error("the key of {0} is not an age key: it starts with `age1` and has 62 characters")]
    NotAKey(String),
    #[error("{who} leaves on `{until}`, which is not a day such as 2026-11-28")]
    NotADay { who: String, until: String },
    #[error("{second} has the same key as {first}")]
    Duplicate { first: String, second: String },
    #[error("the key of {0} is a development key, whose identity is not protected")]
    Development(String),
    #[error(transparent)]
    TooFew(TooFew),
}

impl ListedRecipient {
    /// The day from which on the person is no recipient any more.
    pub fn until_day(&self) -> Result<Option<Date>, NotADay> {
        self.until.as_deref().map(|until| until.parse().map_err(|_| NotADay)).transpose()
    }
}

impl Recipients {
    /// Reads a list without those who have left, or says everything that keeps it from sealing.
    pub fn from_listed(
        listed: &[ListedRecipient],
        allow: Allow,
        now: Timestamp,
    ) -> Result<Self, Unfit> {
        let mut reasons = Vec::new();
        let mut recipients: Vec<Recipient> = Vec::new();
        let mut present = 0;
        for person in listed {
            let ListedRecipient { role, name, key, .. } = person;
            let who = format!("{name} ({role})");
            let Ok(until) = person.until_day() else {
                let until = person.until.clone().unwrap_or_default();
                reasons.push(Unfitness::NotADay { who, until });
                continue;
            };
            if has_left(until, now) {
                continue;
            }
            present += 1;
            let Some(key) = key else {
                reasons.push(Unfitness::Placeholder(who));
                continue;
            };
            let Ok(key) = key.trim().parse::<age::x25519::Recipient>() else {
                reasons.push(Unfitness::NotAKey(who));
                continue;
            };
            if allow == Allow::RealKeys && is_development(&key.to_string()) {
                reasons.push(Unfitness::Development(who.clone()));
            }
            if let Some(first) = recipients.iter().find(|recipient| recipient.key == key) {
                let first = format!("{} ({})", first.name, first.role);
                reasons.push(Unfitness::Duplicate { first, second: who });
            }
            recipients.push(Recipient { role: role.clone(), name: name.clone(), key, until });
        }
        // A placeholder or a bad key is a recipient to come: it is named above, not counted as missing.
        if present < 2 && !reasons.iter().any(|reason| matches!(reason, Unfitness::NotADay { .. }))
        {
            reasons.push(Unfitness::TooFew(TooFew(present)));
        }
        if !reasons.is_empty() {
            return Err(Unfit(reasons));
        }
        Self::new(recipients).map_err(|too_few| Unfit(vec![Unfitness::TooFew(too_few)]))
    }
}

#[cfg(test)]
mod tests {
    use age::x25519::Identity;

    use super::*;
    use crate::crypto::recipients::development;

    fn now() -> Timestamp {
        "2026-11-28T10:00:00Z".parse().unwrap()
    }

    fn listed(name: &str, key: Option<&str>) -> ListedRecipient {
        let key = key.map(Into::into);
        ListedRecipient { role: "jury".into(), name: name.into(), key, ..Default::default() }
    }

    fn new_key() -> String {
        loop {
            let key = Identity::generate().to_public().to_string();
            if !is_development(&key) {
                return key;
            }
        }
    }

    #[test]
    fn two_real_keys_seal_in_the_order_listed() {
        let [first, second] = [new_key(), new_key()];

        let recipients = Recipients::from_listed(
            &[listed("Ada", Some(&first)), listed("Bob", Some(&format!(" {second}\n")))],
            Allow::RealKeys,
            now(),
        )
        .unwrap();

        let keys: Vec<_> = recipients.iter().map(|recipient| recipient.key.to_string()).collect();
        assert_eq!(keys, [first, second]);
    }

    #[test]
    fn every_reason_is_named_at_once() {
        let key = new_key();

        let unfit = Recipients::from_listed(
            &[
                listed("Ada", None),
                listed("Bob", Some("age1abc")),
                listed("Cléo", Some(&key)),
                listed("Dan", Some(&key)),
                listed("Eve", Some(development::tests::KEY)),
            ],
            Allow::RealKeys,
            now(),
        )
        .unwrap_err();

        insta::assert_snapshot!(unfit.to_string().replace("; ", "\n"), @"
        applications cannot be sealed: the key of Ada (jury) is still a placeholder in content/recipients.toml
        the key of Bob (jury) is not an age key: it starts with `age1` and has 62 characters
        Dan (jury) has the same key as Cléo (jury)
        the key of Eve (jury) is a development key, whose identity is not protected
        ");
    }

    #[test]
    fn development_keys_seal_only_where_they_are_allowed() {
        let list = [listed("Ada", Some(development::tests::KEY)), listed("Bob", Some(&new_key()))];

        assert!(Recipients::from_listed(&list, Allow::DevelopmentKeys, now()).is_ok());
        assert_eq!(
            Recipients::from_listed(&list, Allow::RealKeys, now()),
            Err(Unfit(vec![Unfitness::Development("Ada (jury)".into())]))
        );
    }

    #[test]
    fn an_empty_list_is_too_few() {
        assert_eq!(
            Recipients::from_listed(&[], Allow::RealKeys, now()),
            Err(Unfit(vec![Unfitness::TooFew(TooFew(0))]))
        );
    }

    #[test]
    fn who_has_left_is_no_recipient_any_more() {
        let leaving = |name: &str, until: &str| ListedRecipient {
            until: Some(until.into()),
            ..listed(name, Some(&new_key()))
        };
        let [ada, bob] = [listed("Ada", Some(&new_key())), listed("Bob", Some(&new_key()))];
        let names = |list: &[ListedRecipient]| {
            let recipients = Recipients::from_listed(list, Allow::RealKeys, now())?;
            Ok(recipients.iter().map(|recipient| recipient.name.clone()).collect::<Vec<_>>())
        };

        for (until, expected) in [("2026-11-28", 2), ("2026-11-29", 3), ("2020-01-01", 2)] {
            let list = [ada.clone(), leaving("Cléo", until), bob.clone()];
            assert_eq!(names(&list).unwrap().len(), expected, "{until}");
        }
        // Nor is anything asked of her key.
        let gone = ListedRecipient { key: None, ..leaving("Cléo", "2026-11-28") };
        assert_eq!(names(&[ada.clone(), bob, gone.clone()]), Ok(vec!["Ada".into(), "Bob".into()]));
        assert_eq!(names(&[ada.clone(), gone]), Err(Unfit(vec![Unfitness::TooFew(TooFew(1))])));
        let unfit = names(&[ada, leaving("Dan", "soon")]).unwrap_err();
        assert_eq!(
            unfit.to_string(),
            "applications cannot be sealed: Dan (jury) leaves on `soon`, which is not a day such as 2026-11-28"
        );
    }

    #[test]
    fn the_handler_is_told_when_somebody_leaves_and_not_how_she_signs() {
        let person = ListedRecipient {
            sign: Some("DyOXpcK4jMIw/ZBQf0nBpBqUz5dVTWWI+Mq8ngq75gA=".into()),
            until: Some("2026-11-28".into()),
            ..listed("Ada", Some("age1"))
        };

        let text = serde_json::to_string(&person).unwrap();

        assert_eq!(text, r#"{"role":"jury","name":"Ada","key":"age1","until":"2026-11-28"}"#);
        let earlier = r#"{"role":"jury","name":"Ada","key":"age1"}"#;
        let read: ListedRecipient = serde_json::from_str(earlier).unwrap();
        assert_eq!(read, listed("Ada", Some("age1")), "a bundle of an earlier release");
    }
}
