//! Reads the sealed records, wherever they are kept.

use std::path::PathBuf;

use application_form::reference::Reference;
use form_handler::{
    crypto::private_file::Mended,
    record::Record,
    store::{
        Cursor, Store, StoreError, StorePage, UnreadableItem,
        dynamo::DynamoStore,
        sqlite::{SqliteError, SqliteStore},
    },
};
use jiff::Timestamp;

use crate::{
    cli::args::Location,
    context::{Context, ProgressDisplay},
    records::{dynamo::NoRegion, forms::is_of},
};

pub mod backup;
pub mod forms;
pub mod merge;
pub mod restore;
pub mod dynamo;
pub mod signing_keys;
pub mod unseal;
pub mod find;

/// Up to so many records, reading is over before anyone would look at a counter.
const PATIENCE: usize = 100;

/// A store, open for reading.
#[derive(Debug)]
pub enum RecordStore {
    /// On this machine.
    Sqlite(SqliteStore),
    /// On AWS.
    DynamoDb(DynamoStore),
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

/// Why a store gave nothing.
#[derive(Debug, thiserror::Error)]
pub enum RecordsError {
    /// There is no such database.
    #[error("pas de candidatures dans {} : ce fichier n'existe pas", .0.display())]
    Absent(PathBuf),
    /// Others can read it, and that cannot be changed.
    #[error("d'autres comptes de cet ordinateur peuvent lire {}, et cela ne peut pas être changé d'ici", .0.display())]
    Exposed(PathBuf),
    /// It is another database, or another file.
    #[error("{} n'est pas une base de candidatures", .0.display())]
    Foreign(PathBuf),
    /// It was made by a later version of this program.
    #[error("{} vient d'une version plus récente de ce programme", .0.display())]
    Later(PathBuf),
    /// Something stopped in the middle of a write.
    #[error("{} n'est pas complet : une écriture a été interrompue et ne peut pas être reprise d'ici", .0.display())]
    Unfinished(PathBuf),
    /// AWS is not set up on this machine.
    #[error(transparent)]
    NoRegion(#[from] NoRegion),
    /// The store failed.
    #[error("la base de candidatures ne répond pas (message technique : {})", causes(.0.as_ref()))]
    Unavailable(Box<dyn std::error::Error + Send + Sync>),
    /// AWS failed, or refused; mostly for what this machine has not set up.
    #[error("la table DynamoDB n'a pas pu être lue (message technique : {})", causes(.0.as_ref()))]
    Aws(Box<dyn std::error::Error + Send + Sync>),
}

/// The texts of an error and of everything behind it, on one line.
fn causes(error: &(dyn std::error::Error + Send + Sync + 'static)) -> String {
    let first: &dyn std::error::Error = error;
    std::iter::successors(Some(first), |error| error.source())
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(" : ")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

impl RecordsError {
    /// What to do.
    pub fn help(&self) -> Option<String> {
        let help = match self {
            Self::Absent(_) | Self::Foreign(_) => {
                "indiquez la base avec --store sqlite:FICHIER ; « cargo run » en crée une à .data/applications.db"
            }
            Self::Unfinished(_) => {
                "copiez-le dans un dossier où vous pouvez écrire, avec le fichier « -journal » qui se trouve à côté"
            }
            Self::Exposed(_) => "copiez ce fichier dans un dossier à vous, et lisez la copie",
            Self::Later(_) => "mettez ce programme à jour",
            Self::NoRegion(_) => {
                "indiquez-la avec AWS_REGION=eu-west-3, ou dans le profil AWS que désigne AWS_PROFILE"
            }
            Self::Aws(_) => {
                "connectez-vous à AWS, par exemple avec « aws sso login », choisissez le profil avec AWS_PROFILE, et vérifiez la région et le nom de la table"
            }
            Self::Unavailable(_) => return None,
        };
        Some(help.to_owned())
    }
}

impl From<SqliteError> for RecordsError {
    fn from(error: SqliteError) -> Self {
        match error {
            SqliteError::Absent(path) => Self::Absent(path),
            SqliteError::Exposed { path, .. } => Self::Exposed(path),
            SqliteError::Foreign(path) => Self::Foreign(path),
            SqliteError::Later(path) => Self::Later(path),
            SqliteError::Unfinished(path) => Self::Unfinished(path),
            other => Self::Unavailable(Box::new(other)),
        }
    }
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
    /// Opens the store at that address to read it; makes none.
    pub async fn open(
        location: &Location,
        context: &mut Context<'_>,
    ) -> Result<Self, RecordsError> {
        match location {
            Location::Sqlite(path) => {
                let store = SqliteStore::open_existing(path)?;
                if store.mended() == Mended::Yes {
                    // It is mended, whether or not that can be said.
                    let _ = context.note(format!(
                        "d'autres comptes de cet ordinateur pouvaient lire {} : ce n'est plus le cas",
                        path.display()
                    ));
                }
                Ok(Self::Sqlite(store))
            }
            Location::DynamoDb(table) => {
                Ok(Self::DynamoDb(dynamo::open(table, dynamo::Patience::Usual).await?))
            }
        }
    }

    /// Reads everything, page after page.
    pub async fn all(&self, context: &mut Context<'_>) -> Result<Records, RecordsError> {
        match self {
            Self::Sqlite(store) => {
                let damage = store.damage().to_vec();
                let may_lack_a_log = store.may_lack_a_log();
                Ok(Records { damage, may_lack_a_log, ..all(self, store, context).await? })
            }
            Self::DynamoDb(store) => all(self, store, context).await,
        }
    }

    /// The same, whatever has expired: a backup asks no clock.
    pub async fn everything(&self, context: &mut Context<'_>) -> Result<Records, RecordsError> {
        let now = std::mem::replace(&mut context.now, Timestamp::MIN);
        let all = self.all(context).await;
        context.now = now;
        all
    }

    /// Opens the store at that address to write in it; a database is made where there is none.
    pub async fn open_to_write(location: &Location) -> Result<Self, RecordsError> {
        match location {
            Location::Sqlite(path) => Ok(Self::Sqlite(SqliteStore::open(path)?)),
            Location::DynamoDb(table) => {
                Ok(Self::DynamoDb(dynamo::open(table, dynamo::Patience::OfThrottledWrites).await?))
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
        }
    }

    /// Says why it gave nothing.
    pub(crate) fn unavailable(&self, error: StoreError) -> RecordsError {
        match self {
            Self::Sqlite(_) => RecordsError::Unavailable(Box::new(error)),
            Self::DynamoDb(_) => RecordsError::Aws(Box::new(error)),
        }
    }
}

async fn all(
    record_store: &RecordStore,
    store: &impl Store,
    context: &mut Context<'_>,
) -> Result<Records, RecordsError> {
    let mut all = Records::default();
    let mut cursor = None;
    loop {
        let page = store
            .list(cursor.as_ref(), context.now)
            .await
            .map_err(|error| record_store.unavailable(error))?;
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
