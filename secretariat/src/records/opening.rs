//! Opens a store at its address.

use form_handler::{
    crypto::private_file::Mended,
    store::{https::client::HttpsStore, sqlite::SqliteStore},
};

use super::{
    RecordStore,
    access::{self, Access, SiteAccess},
    error::RecordsError,
};
use crate::{
    cli::args::{Location, StoreArgs},
    context::Context,
    identity::Keyring,
};

pub mod dynamo;
pub mod https;
pub mod network_drive;

use dynamo::Patience;
use https::SiteConnection;
use network_drive::refuse;

impl RecordStore {
    /// Opens the store at that address to read it, with a key if it wants one; makes none.
    pub async fn open(
        place: &StoreArgs,
        keyring: &mut Keyring<'_>,
        context: &mut Context<'_>,
    ) -> Result<Self, RecordsError> {
        match access::location(place)? {
            Location::Sqlite(path) => {
                refuse(&path)?;
                let store = SqliteStore::open_existing(&path)?;
                if store.mended() == Mended::Yes {
                    // It is mended, whether or not that can be said.
                    let _ = context.note(format!(
                        "d'autres comptes de cet ordinateur pouvaient lire {} : ce n'est plus le cas",
                        path.display()
                    ));
                }
                Ok(Self::Sqlite(store))
            }
            elsewhere => open(elsewhere, place, keyring, context, Patience::Usual).await,
        }
    }

    /// Opens the store at that address to write in it; a database is made where there is none.
    pub async fn open_to_write(
        place: &StoreArgs,
        keyring: &mut Keyring<'_>,
        context: &mut Context<'_>,
    ) -> Result<Self, RecordsError> {
        let location = access::location(place)?;
        open(location, place, keyring, context, Patience::OfThrottledWrites).await
    }

    /// Opens the store at that address to act on what is there; makes none.
    pub async fn open_to_act(
        place: &StoreArgs,
        keyring: &mut Keyring<'_>,
        context: &mut Context<'_>,
    ) -> Result<Self, RecordsError> {
        match access::location(place)? {
            Location::Sqlite(path) if !path.exists() => Err(RecordsError::Absent(path)),
            elsewhere => open(elsewhere, place, keyring, context, Patience::Usual).await,
        }
    }
}

async fn open(
    location: Location,
    place: &StoreArgs,
    keyring: &mut Keyring<'_>,
    context: &mut Context<'_>,
    patience: Patience,
) -> Result<RecordStore, RecordsError> {
    match location {
        Location::Sqlite(path) => {
            refuse(&path)?;
            Ok(RecordStore::Sqlite(SqliteStore::open(&path)?))
        }
        Location::DynamoDb(table) => {
            let store = dynamo::named(table, place.region.as_deref(), patience).await?;
            Ok(RecordStore::DynamoDb(store))
        }
        Location::Https(url) => {
            let identities = keyring.identities(context.passphrases)?;
            Ok(site(&SiteAccess::find(&url, &identities.secret)?))
        }
        Location::Access(file) => {
            let identities = keyring.identities(context.passphrases)?;
            match Access::read(&file, &identities.secret)? {
                Access::Table(access) => {
                    Ok(RecordStore::DynamoDb(dynamo::given(access, patience).await))
                }
                Access::Site(access) => Ok(site(&access)),
            }
        }
    }
}

fn site(access: &SiteAccess) -> RecordStore {
    RecordStore::Https(HttpsStore::new(SiteConnection::of(access)))
}
