//! Opens the applications on AWS, with whatever credentials the person at this machine has.
//!
//! The Lambda has its credentials from its environment only; a person has a profile, single sign-on, a
//! process or environment variables, in the order in which the AWS command line looks for them.

use aws_config::{
    BehaviorVersion, environment::EnvironmentVariableRegionProvider,
    meta::region::RegionProviderChain, profile::ProfileFileRegionProvider, retry::RetryConfig,
};
use aws_sdk_dynamodb::Client;
use aws_smithy_http_client::{
    Builder,
    tls::{Provider, rustls_provider::CryptoMode},
};
use form_handler::store::dynamo::DynamoStore;

/// AWS does not say where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("aucune région AWS n'est indiquée")]
pub struct NoRegion;

/// How long a call is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Patience {
    /// Half a minute: a table lets through so many reads a second, and someone waits.
    Usual,
    /// Some minutes: a table takes so many writes a second, and a backup brings more.
    OfThrottledWrites,
}

/// The store in that table, in the region and with the credentials that AWS's usual files and variables
/// name.
pub async fn open(table: &str, patience: Patience) -> Result<DynamoStore, NoRegion> {
    // Not the metadata of a virtual machine, which a laptop would wait for in vain.
    let region = RegionProviderChain::first_try(EnvironmentVariableRegionProvider::new())
        .or_else(ProfileFileRegionProvider::new());
    let region = region.region().await.ok_or(NoRegion)?;
    let http_client = Builder::new().tls_provider(Provider::Rustls(CryptoMode::Ring)).build_https();
    let retries = match patience {
        Patience::Usual => RetryConfig::standard().with_max_attempts(6),
        Patience::OfThrottledWrites => RetryConfig::standard().with_max_attempts(12),
    };
    let config = aws_config::defaults(BehaviorVersion::latest())
        .http_client(http_client)
        .region(region)
        .retry_config(retries)
        .load()
        .await;
    Ok(DynamoStore::new(Client::new(&config), table, ""))
}
