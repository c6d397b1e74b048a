//! Reaches the store of a site over HTTPS.
//!
//! With the libraries by which AWS is reached, so that there is one of each. Whom to trust is this computer's to say, as
//! for AWS and for the browser beside it: its list is kept up to date without a release of this program. What a false
//! authority would see is sealed; the token it would learn is taken back with one command.

use std::{error::Error, fmt, sync::Arc, time::Duration};

use bytes::Bytes;
use form_handler::store::https::{
    REPLY_BYTES,
    client::{Exchange, HttpsError},
    message::{NotAMessage, StoreReply, decode},
};
use http::{HeaderValue, Request, Response, StatusCode, Uri, header};
use http_body_util::{BodyExt as _, Collected, Full, LengthLimitError, Limited};
use hyper::body::{Body as _, Incoming};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};
use rustls::{ClientConfig, RootCertStore, crypto::ring};

use crate::records::access::SiteAccess;

/// How long a request may take, in seconds: at 100 kB/s, the largest page of a listing arrives.
const PATIENCE: u64 = 100;

/// How long it may take to get there.
const CONNECTING: Duration = Duration::from_secs(10);

/// Connections to one site, with one person's token.
pub struct SiteConnection {
    client: Box<Client<HttpsConnector<HttpConnector>, Full<Bytes>>>,
    uri: Uri,
    authorization: HeaderValue,
}

impl SiteConnection {
    /// To the site to which that access leads. Nothing is asked yet.
    pub fn of(access: &SiteAccess) -> Self {
        let mut http = HttpConnector::new();
        http.enforce_http(false);
        http.set_connect_timeout(Some(CONNECTING));
        let connector = HttpsConnectorBuilder::new()
            .with_tls_config(tls(access.url.is_encrypted()))
            // Without TLS to this machine only: an address is nothing else.
            .https_or_http()
            .enable_http1()
            .wrap_connector(http);
        let token = format!("Bearer {}", access.token.as_str());
        // What no header takes is no token either; the site says so.
        let mut authorization =
            HeaderValue::try_from(token).unwrap_or_else(|_| HeaderValue::from_static("Bearer"));
        authorization.set_sensitive(true);
        let uri = access.url.uri().clone();
        let client = Box::new(Client::builder(TokioExecutor::new()).build(connector));
        Self { client, uri, authorization }
    }

    async fn ask(&self, request: Vec<u8>) -> Result<Bytes, HttpsError> {
        let request = Request::post(&self.uri)
            .header(header::AUTHORIZATION, &self.authorization)
            .header(header::CONTENT_TYPE, "application/json")
            .body(Full::from(request))
            .expect("its parts are sound");
        let response = self.client.request(request).await;
        let response = response.map_err(|error| HttpsError::Unreachable(Box::new(error)))?;
        match response.status() {
            StatusCode::OK => body(response).await,
            StatusCode::BAD_REQUEST => Err(bad_request(&body(response).await?)),
            status => Err(refused(status)),
        }
    }
}

impl Exchange for SiteConnection {
    async fn exchange(&self, request: Vec<u8>) -> Result<Bytes, HttpsError> {
        let asking = tokio::time::timeout(Duration::from_secs(PATIENCE), self.ask(request));
        asking.await.unwrap_or(Err(HttpsError::TooSlow(PATIENCE)))
    }
}

impl fmt::Debug for SiteConnection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SiteConnection({})", self.uri)
    }
}

/// This computer's own authorities; none where nothing is encrypted.
fn tls(is_encrypted: bool) -> ClientConfig {
    let mut roots = RootCertStore::empty();
    if is_encrypted {
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    }
    ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("the provider has what the default versions want")
        .with_root_certificates(roots)
        .with_no_client_auth()
}

async fn body(response: Response<Incoming>) -> Result<Bytes, HttpsError> {
    if response.body().size_hint().lower() > REPLY_BYTES as u64 {
        return Err(HttpsError::TooLong);
    }
    let whole = Limited::new(response.into_body(), REPLY_BYTES).collect().await;
    whole.map(Collected::to_bytes).map_err(|error: Box<dyn Error + Send + Sync>| {
        if error.is::<LengthLimitError>() {
            HttpsError::TooLong
        } else {
            HttpsError::BrokenOff(error)
        }
    })
}

/// A site of another version says which.
fn bad_request(body: &[u8]) -> HttpsError {
    match decode::<StoreReply>(body) {
        Err(NotAMessage::OtherVersion(_)) => HttpsError::OtherVersion,
        _ => HttpsError::Status(StatusCode::BAD_REQUEST.as_u16()),
    }
}

fn refused(status: StatusCode) -> HttpsError {
    match status {
        StatusCode::UNAUTHORIZED => HttpsError::NotAdmitted,
        // A site without a list of the office takes the address for a page, and nobody sends anything to a page.
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => HttpsError::Absent,
        StatusCode::PAYLOAD_TOO_LARGE => HttpsError::TooLong,
        // The proxy's, too, while the site is restarted.
        StatusCode::BAD_GATEWAY | StatusCode::SERVICE_UNAVAILABLE | StatusCode::GATEWAY_TIMEOUT => {
            HttpsError::Unavailable
        }
        status if status.is_redirection() => HttpsError::Redirected,
        status => HttpsError::Status(status.as_u16()),
    }
}
