//! The handler on AWS Lambda. Everything here is about AWS; nothing is about forms.
//!
//! ```text
//! environment ─settings→ bundle, keys ─→ Handler ─ connection ─ DynamoDB
//! function URL or HTTP API ─ origin secret? ─ no → 403
//!                                           └ yes → form_handler, the same as on one machine
//! ```
//!
//! Whatever can fail does so at the start, with a message that names the setting, and not in front of the
//! first applicant. This is an edge: the clock, the environment, the disk and the network enter here.

use std::{
    alloc::System,
    convert::Infallible,
    fs,
    future::{Future, ready},
    pin::Pin,
    process::ExitCode,
    sync::{Arc, Once},
};

use anyhow::Context;
use application_form::page::Pages;
use bytes::Bytes;
use form_handler::{
    bundle::{Bundle, FILE_NAME},
    crypto::{
        core_dumps,
        recipients::{Allow, Recipients},
        signing::listed::SigningKeys,
    },
    handler::{Clock, Handler},
    http::{origin_secret::OriginSecrets, request::Origin, response::forbidden},
    rate_limit::{MemoryCounts, RateLimit},
    service::{self, answer},
    store::dynamo::DynamoStore,
};
use http::Response;
use jiff::{Timestamp, tz::TimeZone};
use lambda_http::{Body, IntoResponse, Request, service_fn};
use tracing::{error, info, warn};
use zeroizing_alloc::ZeroAlloc;

mod settings;
mod connection;
mod viewer;
mod logging;

use settings::Settings;

/// What is freed is wiped: the copies of answers that libraries make, too.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<System> = ZeroAlloc(System);

/// It is said once that senders are not known.
static NO_SENDER: Once = Once::new();

/// Where "today" is decided for applicants.
const TIME_ZONE: &str = "Europe/Paris";

// One request at a time is all that Lambda gives: more threads would only start more slowly.
#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    logging::open();
    if let Err(cause) = core_dumps::forbid() {
        warn!(%cause, "a crash could write what is in memory to the disk");
    }
    let (handlers, origin_secrets) = match open().await {
        Ok(opened) => opened,
        Err(cause) => {
            error!("the service cannot start: {cause:#}");
            return ExitCode::FAILURE;
        }
    };
    let handlers = &handlers[..];
    let origin_secrets = &origin_secrets;
    let service = service_fn(move |request: Request| async move {
        Ok::<_, Infallible>(receive(handlers, origin_secrets, request).await)
    });
    match lambda_http::run(service).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(cause) => {
            error!(cause, "the service stopped");
            ExitCode::FAILURE
        }
    }
}

/// Reads every setting and file, and connects.
async fn open() -> anyhow::Result<(Vec<Arc<Handler<DynamoStore>>>, OriginSecrets)> {
    #[expect(clippy::disallowed_methods, reason = "the clock and the environment enter here")]
    let (now, variable) = (Timestamp::now(), |name: &str| std::env::var(name).ok());
    let settings = Settings::read(variable, now)?;
    let path = settings.bundle.join(FILE_NAME);
    let json = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let bundle = Bundle::read(&json).with_context(|| path.display().to_string())?;
    SigningKeys::from_listed(&bundle.signing_keys, Allow::RealKeys)
        .with_context(|| path.display().to_string())?
        .admit(&settings.signing_key, now)
        .context("SIGNING_KEY cannot sign")?;
    let time_zone = TimeZone::get(TIME_ZONE).context("the time zones are missing")?;
    let store = connection::open(&settings).await;
    info!(form = bundle.form_hash, table = settings.table, "ready");
    let handler = |bundle: Bundle| -> anyhow::Result<_> {
        let recipients = Recipients::from_listed(&bundle.recipients, Allow::RealKeys, now)
            .with_context(|| format!("{}, form {}", path.display(), bundle.definition.id))?;
        let pages = Pages::new(&bundle.templates).context("a template of the form is damaged")?;
        Ok(Arc::new(Handler {
            origin: Origin::of(&bundle.base_url),
            bundle,
            pages,
            recipients,
            signing_key: settings.signing_key.clone(),
            secrets: settings.secrets.clone(),
            store: store.clone(),
            rate_limit: RateLimit::PerNetwork,
            counts: MemoryCounts::default(),
            time_zone: time_zone.clone(),
            #[expect(clippy::disallowed_methods, reason = "the clock enters here")]
            clock: Clock(Box::new(Timestamp::now)),
        }))
    };
    let handlers = bundle.each().into_iter().map(handler).collect::<anyhow::Result<_>>()?;
    Ok((handlers, settings.origin_secrets))
}

/// Answers what came through the distribution, and refuses the rest without looking at its body.
async fn receive(
    handlers: &[Arc<Handler<DynamoStore>>],
    origin_secrets: &OriginSecrets,
    request: Request,
) -> Answer {
    if !origin_secrets.are_in(request.headers()) {
        warn!("refused a request that did not come through the distribution");
        return Answer(forbidden());
    }
    let mut request = request.map(|body| match body {
        Body::Text(text) => text.into(),
        Body::Binary(bytes) => bytes.into(),
        // Whatever a body may become some day, it is not a form.
        _ => Bytes::new(),
    });
    match viewer::network(request.headers()) {
        Some(network) => drop(request.extensions_mut().insert(network)),
        // Once, or whoever sends much would fill the log.
        None => NO_SENDER.call_once(|| {
            warn!("the distribution does not say whose request it is: no sender is limited");
        }),
    }
    viewer::restore_encodings(request.headers_mut());
    // What no form owns does not come here; the first one says so all the same.
    let handler = service::find(handlers, request.uri().path()).unwrap_or(&handlers[0]);
    Answer(answer(handler, request).await)
}

/// A response on its way to Lambda.
///
/// `lambda_http`'s own conversion knows every encoding there ever was, and their tables are a tenth of the
/// binary. Ours are texts in UTF-8, or compressed.
struct Answer(Response<Bytes>);

impl IntoResponse for Answer {
    fn into_response(self) -> Pin<Box<dyn Future<Output = Response<Body>> + Send>> {
        let response = self.0.map(|bytes| match String::from_utf8(bytes.into()) {
            Ok(text) if text.is_empty() => Body::Empty,
            Ok(text) => Body::Text(text),
            Err(other) => Body::Binary(other.into_bytes()),
        });
        Box::pin(ready(response))
    }
}
