//! Reads the sealed records, wherever they are kept.

use application_form::reference::Reference;
use form_handler::{
    record::Record,
    store::{
        Cursor, Store, StoreError, StorePage, UnreadableItem,
        dynamo::DynamoStore,
        https::client::HttpsStore,
        journal::{
            Journal, JournalError,
            copy::{JournalCopy, rows},
            erased::ErasureList,
            event::EventRow,
        },
        sqlite::SqliteStore,
    },
};
use jiff::Timestamp;

use crate::{
    context::{Context, ProgressDisplay},
    records::{error::RecordsError, forms::is_of, opening::https::SiteConnection},
};

pub mod access;
pub mod opening;
pub mod forms;
pub mod error;
pub mod recipients;
pub mod signing_keys;
pub mod unseal;
pub mod find;
pub mod reseal;
pub mod backup;

/// Up to so many records, reading is over before anyone would look at a counter.
const PATIENCE: usize = 100;

/// A store, open for reading.
#[derive(Debug)]
pub enum RecordStore {
    /// On this machine.
    Sqlite(SqliteStore),
    /// On AWS.
    DynamoDb(DynamoStore),
    /// On the one machine of a site.
    Https(HttpsStore<SiteConnection>),
}

/// Everything in a store.
#[derive(Debug, Default)]
pub struct Records {
    /// The oldest first; at the same minute, by reference.
    pub records: Vec<Record>,
    /// Items that are not records.
    pub unreadable: Vec<UnreadableItem>,
    /// Those of the records that are not as they were written, although they can be read.
    pub damaged: Vec<UnreadableItem>,
    /// What is wrong with the database itself.
    pub damage: Vec<String>,
    /// Whether a file beside the database may be missing that an earlier release kept there.
    pub may_lack_a_log: bool,
}

impl Records {
    /// Adds a page of a listing; gives where the next one begins.
    fn add(&mut self, page: StorePage) -> Option<Cursor> {
        for record in page.records {
            match record {
                Ok(record) => self.records.push(record),
                Err(unreadable) => self.unreadable.push(unreadable),
            }
        }
        self.damaged.extend(page.damaged);
        page.next
    }

    /// Leaves those of one form; whatever cannot be read may be of it.
    pub fn keep_form(&mut self, prefix: &str) {
        self.records.retain(|record| is_of(&record.reference, prefix));
    }

    /// What to say where there is nothing: not that there is none, when that is not certain.
    pub fn none(&self) -> Option<&'static str> {
        let is_none = self.records.is_empty() && self.problems(Vec::new()).is_empty();
        is_none.then_some(if self.may_lack_a_log {
            "aucune candidature dans ce fichier ; il vient d'une version précédente du programme : s'il a été copié seul, il y manque ce que contenait le fichier « -wal » à côté"
        } else {
            "aucune candidature"
        })
    }

    /// Reports what cannot be read or is not as it was written, with what else is known of some: by reference, each
    /// once. And what is wrong with the database itself.
    pub fn problems(&self, known: Vec<(String, String)>) -> Vec<(String, String)> {
        let mut problems = known;
        for item in self.unreadable.iter().chain(&self.damaged) {
            // Several may have no name.
            let once = item.key == "?" || problems.iter().all(|(key, _)| *key != item.key);
            if once {
                problems.push((item.key.clone(), unseal::defect(item.defect)));
            }
        }
        problems.extend(
            self.damage.iter().map(|line| ("la base est endommagée".to_owned(), line.clone())),
        );
        problems
    }
}

impl RecordStore {
    /// Reads everything, page after page.
    pub async fn all(&self, context: &mut Context<'_>) -> Result<Records, RecordsError> {
        match self {
            Self::Sqlite(store) => {
                let damage = store.damage().to_vec();
                let may_lack_a_log = store.may_lack_a_log();
                Ok(Records { damage, may_lack_a_log, ..all(self, context).await? })
            }
            Self::DynamoDb(_) | Self::Https(_) => all(self, context).await,
        }
    }

    /// The same, whatever has expired: a backup asks no clock.
    pub async fn everything(&self, context: &mut Context<'_>) -> Result<Records, RecordsError> {
        let now = std::mem::replace(&mut context.now, Timestamp::MIN);
        let all = self.all(context).await;
        context.now = now;
        all
    }

    /// The office's journal with all its bodies, whatever has expired, and what of it cannot be read.
    pub async fn journal(&self) -> Result<(JournalCopy, Vec<UnreadableItem>), RecordsError> {
        let read = match self {
            Self::Sqlite(store) => JournalCopy::of(store).await,
            Self::DynamoDb(_) if !self.has_journal().await? => return Ok(Default::default()),
            Self::DynamoDb(store) => JournalCopy::of(store).await,
            Self::Https(store) => JournalCopy::of(store).await,
        };
        read.map_err(|error| self.unavailable(error))
    }

    /// The rows of the journal as they stand, and what was erased.
    pub async fn journal_rows(&self) -> Result<(Vec<EventRow>, ErasureList), RecordsError> {
        async fn read(store: &impl Journal) -> Result<(Vec<EventRow>, ErasureList), JournalError> {
            Ok((rows(store).await?, store.erased().await?))
        }
        let read = match self {
            Self::Sqlite(store) => read(store).await,
            Self::DynamoDb(_) if !self.has_journal().await? => return Ok(Default::default()),
            Self::DynamoDb(store) => read(store).await,
            Self::Https(store) => read(store).await,
        };
        read.map_err(|error| self.unavailable(error))
    }

    /// Whether the journal has a place: a table that earlier releases made has none beside it.
    pub async fn has_journal(&self) -> Result<bool, RecordsError> {
        match self {
            Self::Sqlite(_) | Self::Https(_) => Ok(true),
            Self::DynamoDb(store) => {
                store.has_journal().await.map_err(|error| self.unavailable(error))
            }
        }
    }

    /// The record under that reference.
    pub async fn find(
        &self,
        reference: &Reference,
        now: Timestamp,
    ) -> Result<Option<Record>, StoreError> {
        match self {
            Self::Sqlite(store) => store.find(reference, now).await,
            Self::DynamoDb(store) => store.find(reference, now).await,
            Self::Https(store) => store.find(reference, now).await,
        }
    }

    /// A page of all records.
    async fn list(&self, cursor: Option<&Cursor>, now: Timestamp) -> Result<StorePage, StoreError> {
        match self {
            Self::Sqlite(store) => store.list(cursor, now).await,
            Self::DynamoDb(store) => store.list(cursor, now).await,
            Self::Https(store) => store.list(cursor, now).await,
        }
    }

    /// Says why it gave nothing.
    pub(crate) fn unavailable(
        &self,
        error: impl std::error::Error + Send + Sync + 'static,
    ) -> RecordsError {
        match self {
            Self::Sqlite(_) => RecordsError::Unavailable(Box::new(error)),
            Self::DynamoDb(_) => RecordsError::Aws(Box::new(error)),
            Self::Https(_) => RecordsError::Site(Box::new(error)),
        }
    }
}

async fn all(store: &RecordStore, context: &mut Context<'_>) -> Result<Records, RecordsError> {
    let mut all = Records::default();
    let mut cursor = None;
    loop {
        let page = store
            .list(cursor.as_ref(), context.now)
            .await
            .map_err(|error| store.unavailable(error))?;
        cursor = all.add(page);
        let shown = context.progress == ProgressDisplay::Shown && all.records.len() > PATIENCE;
        if shown {
            context.show_progress(&format!("{} candidatures lues…", all.records.len()));
        }
        if cursor.is_none() {
            if shown {
                context.clear_progress();
            }
            break;
        }
    }
    all.records.sort_by(|one, other| {
        (one.received_at, &one.reference).cmp(&(other.received_at, &other.reference))
    });
    Ok(all)
}

#[cfg(test)]
mod tests {
    use form_handler::store::Defect;

    use super::*;

    #[test]
    fn each_item_is_reported_once_and_those_without_a_name_each() {
        let item = |key: &str| UnreadableItem { key: key.into(), defect: Defect::Damaged };
        let records = Records {
            unreadable: ["?", "?", "BDP-1", "BDP-2"].map(item).into(),
            damaged: ["BDP-1", "?"].map(item).into(),
            damage: vec!["page 4".to_owned()],
            ..Records::default()
        };

        let problems = records.problems(vec![("BDP-2".to_owned(), "known".to_owned())]);

        let of: Vec<&str> = problems.iter().map(|(key, _)| &**key).collect();
        assert_eq!(of, ["BDP-2", "?", "?", "BDP-1", "?", "la base est endommagée"]);
    }
}
