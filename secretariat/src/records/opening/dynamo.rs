//! Opens the applications on AWS, with the access that a person was given, or with whatever credentials she has.
//!
//! The Lambda has its credentials from its environment only; a person has a profile, single sign-on, a
//! process or environment variables, in the order in which the AWS command line looks for them.

use aws_config::{
    BehaviorVersion, ConfigLoader, Region, environment::EnvironmentVariableRegionProvider,
    meta::region::RegionProviderChain, profile::ProfileFileRegionProvider, retry::RetryConfig,
};
use aws_sdk_dynamodb::{Client, config::Credentials};
use aws_smithy_http_client::{
    Builder,
    tls::{Provider, rustls_provider::CryptoMode},
};
use form_handler::store::dynamo::DynamoStore;

use crate::records::{access::TableAccess, error::RecordsError};

/// How long a call is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Patience {
    /// Half a minute: a table lets through so many reads a second, and someone waits.
    Usual,
    /// Some minutes: a table takes so many writes a second, and a backup brings more.
    OfThrottledWrites,
}

/// The store in that table, in that region and with the credentials that AWS's usual files and variables name; without a
/// region, in the one that they name.
pub async fn named(
    table: String,
    region: Option<&str>,
    patience: Patience,
) -> Result<DynamoStore, RecordsError> {
    // Not the metadata of a virtual machine, which a laptop would wait for in vain.
    let region = RegionProviderChain::first_try(region.map(|name| Region::new(name.to_owned())))
        .or_else(EnvironmentVariableRegionProvider::new())
        .or_else(ProfileFileRegionProvider::new());
    let region = region.region().await.ok_or(RecordsError::NoRegion)?;
    Ok(open(table, config(region, patience)).await)
}

/// The store to which an access leads.
pub async fn given(access: TableAccess, patience: Patience) -> DynamoStore {
    let config = config(Region::new(access.region), patience);
    let credentials = Credentials::new(access.key, access.secret.as_str(), None, None, "access");
    open(access.table, config.credentials_provider(credentials)).await
}

async fn open(table: String, config: ConfigLoader) -> DynamoStore {
    DynamoStore::new(Client::new(&config.load().await), table, "")
}

fn config(region: Region, patience: Patience) -> ConfigLoader {
    let http_client = Builder::new().tls_provider(Provider::Rustls(CryptoMode::Ring)).build_https();
    let retries = match patience {
        Patience::Usual => RetryConfig::standard().with_max_attempts(6),
        Patience::OfThrottledWrites => RetryConfig::standard().with_max_attempts(12),
    };
    aws_config::defaults(BehaviorVersion::latest())
        .http_client(http_client)
        .region(region)
        .retry_config(retries)
}
