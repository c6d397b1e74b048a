//! The connection to `DynamoDB`, opened before the first request.

use aws_sdk_dynamodb::{
    Client, Config,
    config::{Region, SharedHttpClient},
};
use aws_smithy_http_client::{
    Builder,
    tls::{Provider, TlsContext, TrustStore, rustls_provider::CryptoMode},
};
use form_handler::store::dynamo::{DynamoStore, within_budget};
use tracing::warn;

use crate::settings::Settings;

/// The five roots under which AWS signs its endpoints, as Amazon Trust Services publishes them. Reading the
/// hundred and more of the system takes longer than everything else at the start.
const AMAZON_ROOTS: &str = include_str!("amazon-roots.pem");

/// Who is trusted to vouch for the endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Roots {
    /// Amazon alone.
    Amazon,
    /// Whom the system trusts: `SSL_CERT_FILE` and its usual places.
    System,
}

/// Opens the store and connects it.
///
/// If that fails under Amazon's own roots, which may change some day, the system's are tried; if those
/// fail too, `DynamoDB` is out of reach for now, and every request will say so.
pub async fn open(settings: &Settings) -> DynamoStore {
    // Another endpoint than AWS's own is for tests and for private networks.
    let first = if settings.endpoint.is_some() { Roots::System } else { Roots::Amazon };
    open_under(first, settings).await
}

async fn open_under(first: Roots, settings: &Settings) -> DynamoStore {
    let store = store(settings, first);
    let Err(cause) = store.warm().await else { return store };
    warn!(cause = form_handler::store::chain(&cause), ?first, "DynamoDB does not answer");
    if first == Roots::System {
        return store;
    }
    let second = self::store(settings, Roots::System);
    match second.warm().await {
        Ok(()) => second,
        Err(_) => store,
    }
}

fn store(settings: &Settings, roots: Roots) -> DynamoStore {
    let mut config = within_budget(Config::builder())
        .region(Region::new(settings.region.clone()))
        .credentials_provider(settings.credentials.clone())
        .http_client(http_client(settings, roots));
    config.set_endpoint_url(settings.endpoint.clone());
    DynamoStore::new(Client::from_conf(config.build()), &settings.table, &settings.counters)
}

fn http_client(settings: &Settings, roots: Roots) -> SharedHttpClient {
    if settings.endpoint.as_ref().is_some_and(|url| url.starts_with("http://")) {
        return Builder::new().build_http();
    }
    let roots = match roots {
        Roots::Amazon => TrustStore::empty().with_pem_certificate(AMAZON_ROOTS),
        Roots::System => TrustStore::default(),
    };
    let tls = TlsContext::builder().with_trust_store(roots).build();
    Builder::new()
        .tls_provider(Provider::Rustls(CryptoMode::Ring))
        .tls_context(tls.expect("roots are all that is set"))
        .build_https()
}

#[cfg(test)]
mod tests {
    use std::{
        net::{Ipv4Addr, TcpListener},
        sync::mpsc,
        thread,
    };

    use super::*;

    /// Settings for an endpoint that ends every connection, and who connected so far.
    fn settings() -> (Settings, mpsc::Receiver<()>) {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let endpoint = format!("https://{}", listener.local_addr().unwrap());
        let (connected, connections) = mpsc::channel();
        thread::spawn(move || while listener.accept().is_ok() && connected.send(()).is_ok() {});
        let secret = "a".repeat(44);
        let variable = |name: &str| match name {
            "AWS_ENDPOINT_URL_DYNAMODB" => Some(endpoint.clone()),
            "SECRET" => Some(secret.clone()),
            "SIGNING_KEY" => Some(format!("{}=", "A".repeat(43))),
            "SECRET_PREVIOUS" | "SECRET_PREVIOUS_UNTIL" | "AWS_SESSION_TOKEN" => None,
            _ => Some("local".to_owned()),
        };
        (Settings::read(variable, jiff::Timestamp::UNIX_EPOCH).unwrap(), connections)
    }

    #[tokio::test]
    async fn where_amazons_own_roots_do_not_do_the_systems_are_tried_once() {
        let (settings, connections) = settings();

        open_under(Roots::Amazon, &settings).await;

        assert_eq!(connections.try_iter().count(), 2);
    }

    #[tokio::test]
    async fn an_endpoint_of_ones_own_is_not_amazons() {
        let (settings, connections) = settings();

        open(&settings).await;

        assert_eq!(connections.try_iter().count(), 1);
    }

    #[test]
    fn amazons_roots_are_the_five_that_it_publishes() {
        assert_eq!(AMAZON_ROOTS.matches("BEGIN CERTIFICATE").count(), 5);
    }
}
