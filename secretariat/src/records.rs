//! Reads the sealed records, wherever they are kept.

use std::path::PathBuf;

use application_form::reference::Reference;
use form_handler::{
    record::Record,
    store::{
        Store, StoreError, UnreadableItem,
        dynamo::DynamoStore,
        sqlite::{SqliteError, SqliteStore},
    },
};
use jiff::Timestamp;

use crate::{
    cli::args::Location,
    context::{Context, ProgressDisplay},
    records::dynamo::NoRegion,
};

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
}

/// Why a store gave nothing.
#[derive(Debug, thiserror::Error)]
pub enum RecordsError {
    /// There is no such database.
    #[error("pas de candidatures dans {} : ce fichier n'existe pas", .0.display())]
    Absent(PathBuf),
    /// It is another database, or another file.
    #[error("{} n'est pas une base de candidatures", .0.display())]
    Foreign(PathBuf),
    /// It was made by a later version of this program.
    #[error("{} vient d'une version plus récente de ce programme", .0.display())]
    Later(PathBuf),
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
            SqliteError::Foreign(path) => Self::Foreign(path),
            SqliteError::Later(path) => Self::Later(path),
            other => Self::Unavailable(Box::new(other)),
        }
    }
}

impl RecordStore {
    /// Opens the store at that address; makes none.
    pub async fn open(location: &Location) -> Result<Self, RecordsError> {
        match location {
            Location::Sqlite(path) => Ok(Self::Sqlite(SqliteStore::open_existing(path)?)),
            Location::DynamoDb(table) => Ok(Self::DynamoDb(dynamo::open(table).await?)),
        }
    }

    /// Reads everything, page after page.
    pub async fn all(&self, context: &mut Context<'_>) -> Result<Records, RecordsError> {
        match self {
            Self::Sqlite(store) => all(self, store, context).await,
            Self::DynamoDb(store) => all(self, store, context).await,
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
        for record in page.records {
            match record {
                Ok(record) => all.records.push(record),
                Err(unreadable) => all.unreadable.push(unreadable),
            }
        }
        let shown = context.progress == ProgressDisplay::Shown && all.records.len() > PATIENCE;
        if shown {
            context.show_progress(&format!("{} candidatures lues…", all.records.len()));
        }
        cursor = page.next;
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
