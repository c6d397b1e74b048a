//! What the office has done, as its journal keeps it, and the people who do it.

use std::{fs, path::PathBuf};

use age::x25519::Identity;
use form_handler::{
    crypto::recipients::{Recipient, Recipients},
    record::ReceivedAt,
    store::{
        journal::{
            Append, Journal,
            author::Author,
            body::{Body, BodyId, BodyText},
            copy::JournalCopy,
            event::{Event, EventDraft, Head, Until},
        },
        sqlite::SqliteStore,
    },
};

use crate::test_secretariat::{TestSecretariat, now, reference};

/// A person of `content/recipients.toml`.
pub struct Person<'a> {
    pub name: &'a str,
    pub identity: &'a Identity,
    /// The day on which she leaves, such as `2021-06-01`.
    pub until: Option<&'a str>,
}

impl<'a> Person<'a> {
    pub fn new(name: &'a str, identity: &'a Identity) -> Self {
        Self { name, identity, until: None }
    }
}

impl TestSecretariat {
    /// A folder of content with these people, who sign.
    pub fn people(&self, people: &[Person<'_>]) -> PathBuf {
        let folder = self.path("people");
        fs::create_dir_all(&folder).unwrap();
        let listed = people.iter().map(|Person { name, identity, until }| {
            let (key, sign) = (identity.to_public(), Author::of(identity).public());
            let until = until.map(|until| format!("until = {until}\n")).unwrap_or_default();
            format!("[[recipient]]\nrole = \"jury\"\nname = \"{name}\"\nkey = \"{key}\"\nsign = \"{sign}\"\n{until}")
        });
        fs::write(folder.join("recipients.toml"), listed.collect::<String>()).unwrap();
        let signing = fs::copy(self.path("signing.toml"), folder.join("signing.toml"));
        signing.unwrap();
        folder
    }

    /// The two people to whom everything is sealed.
    pub fn both_people(&self) -> PathBuf {
        self.people(&[Person::new("Ada", &self.own), Person::new("Bob", &self.other)])
    }

    pub fn sqlite(&self) -> SqliteStore {
        self.database("applications.db")
    }

    pub fn database(&self, name: &str) -> SqliteStore {
        SqliteStore::open(&self.path(name)).unwrap()
    }

    pub async fn journal(&self) -> JournalCopy {
        JournalCopy::of(&self.sqlite()).await.unwrap().0
    }

    /// An act of that kind, of those that need no data, on application 1 by the secretariat, sealed to these.
    pub async fn act(&self, kind: &str, holders: &[&Identity]) -> Event {
        let reference = reference(1);
        let text = format!(r#"{{"v":1,"type":"{kind}","ref":"{reference}","data":{{}}}}"#);
        self.act_of(text.as_bytes(), holders).await
    }

    pub async fn act_of(&self, text: &[u8], holders: &[&Identity]) -> Event {
        let store = self.sqlite();
        let head: Option<Head> = self.journal().await.events.last().map(Event::head);
        let recipients = recipients(holders);
        let (id, text) = (BodyId::random(), BodyText::new(text.to_vec()));
        // Not over by the program's clock, which is today's.
        let until = Until::month_of("2099-06-01".parse().unwrap());
        let draft =
            EventDraft { at: ReceivedAt::at(now()), body: id, commit: text.commit(id), until };
        let event = Event::sign(&draft, head, &Author::of(&self.own));
        let body = Body {
            id,
            keys: recipients.fingerprints(),
            sealed: text.seal(&recipients).unwrap(),
            expires: until.timestamp().as_second(),
        };
        assert_eq!(store.append(&event, &body).await.unwrap(), Append::Appended);
        event
    }
}

pub fn recipients(holders: &[&Identity]) -> Recipients {
    let recipient = |holder: &&Identity| Recipient {
        role: "jury".into(),
        name: "Ada".into(),
        key: holder.to_public(),
        until: None,
    };
    Recipients::new(holders.iter().map(recipient).collect()).unwrap()
}
