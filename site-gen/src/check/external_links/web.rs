//! Requests over the network.

use std::{sync::Arc, time::Duration};

use ureq::{
    Agent, Error,
    tls::{Certificate, RootCerts, TlsConfig},
};
use url::Url;

use super::fetch::{Answer, Fetch, Method, Unreachable};

/// The network, with this machine's own idea of whom to trust.
pub struct Web {
    agent: Agent,
}

/// No encrypted connection can be made from here.
#[derive(Debug, thiserror::Error)]
#[error("this machine trusts no certificate authority; install the package ca-certificates")]
pub struct NoRoots;

impl Web {
    /// `site` is told to whoever is asked; no request takes longer than `patience`.
    pub fn new(site: &str, patience: Duration) -> Result<Self, NoRoots> {
        // The provider that the AWS client brings already: a second one would be most of this program.
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let roots = rustls_native_certs::load_native_certs().certs;
        if roots.is_empty() {
            return Err(NoRoots);
        }
        let roots = roots.iter().map(|root| Certificate::from_der(root).to_owned());
        let tls = TlsConfig::builder()
            .unversioned_rustls_crypto_provider(provider)
            .root_certs(RootCerts::from(roots.collect::<Vec<_>>()))
            .build();
        let version = env!("CARGO_PKG_VERSION");
        let config = Agent::config_builder()
            .tls_config(tls)
            .user_agent(format!("site-gen/{version} (checks the links of {site})"))
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_global(Some(patience))
            // One request to a host after a pause: what is kept open is only in its way.
            .max_idle_connections(0)
            .build();
        Ok(Self { agent: config.into() })
    }
}

impl Fetch for Web {
    fn fetch(&self, method: Method, url: &Url) -> Result<Answer, Unreachable> {
        let request = match method {
            Method::Head => self.agent.head(url.as_str()),
            Method::Get => self.agent.get(url.as_str()),
        };
        let response = request.call().map_err(unreachable)?;
        let header = |name: &str| response.headers().get(name)?.to_str().ok();
        Ok(Answer {
            status: response.status().as_u16(),
            location: header("location").map(str::to_owned),
            retry_after: header("retry-after")
                .and_then(|seconds| seconds.trim().parse().ok())
                .map(Duration::from_secs),
        })
    }
}

fn unreachable(error: Error) -> Unreachable {
    match error {
        Error::HostNotFound => Unreachable::NoHost,
        Error::Timeout(_) => Unreachable::TimedOut,
        Error::Rustls(cause) => Unreachable::Certificate(cause.to_string()),
        // The standard library has no kind for it. A network that is out of order says "temporary".
        Error::Io(cause) if is_unknown_name(&cause.to_string()) => Unreachable::NoHost,
        Error::Io(cause) => match cause.get_ref().and_then(|inner| inner.downcast_ref()) {
            Some(rustls::Error::InvalidCertificate(cause)) => {
                Unreachable::Certificate(cause.to_string())
            }
            _ => Unreachable::Failed(cause.to_string()),
        },
        other => Unreachable::Failed(other.to_string()),
    }
}

fn is_unknown_name(message: &str) -> bool {
    message.contains("lookup address") && !message.to_lowercase().contains("temporary")
}
