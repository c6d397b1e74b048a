//! The form on one machine: the same service as on Lambda, with what is in the data folder.

use std::sync::Arc;

use form_handler::{
    bundle::Bundle,
    crypto::recipients::{Allow, Recipients},
    crypto::token::Secrets,
    handler::{Clock, Handler},
    http::request::Origin,
    rate_limit::MemoryCounts,
    store::sqlite::SqliteStore,
};
use jiff::{Timestamp, tz::TimeZone};

use super::{
    data_dir::Data,
    options::{ServeError, ServeOptions, Serving, TIME_ZONE},
};

/// The form's handler for a bundle.
pub fn handler(
    bundle: Bundle,
    data: &Data,
    options: &ServeOptions,
) -> Result<Arc<Handler<SqliteStore>>, ServeError> {
    let listed = data.recipients(&bundle.recipients);
    let (origin, allow) = match options.serving {
        Serving::Production(_) => (Origin::of(&bundle.base_url), Allow::RealKeys),
        Serving::Live | Serving::AsDeployed => (Origin::Host, Allow::DevelopmentKeys),
    };
    Ok(Arc::new(Handler {
        pages: application_form::page::Pages::new(&bundle.templates)?,
        recipients: Recipients::from_listed(&listed, allow, now())?,
        bundle,
        signing_key: data.signing_key.clone(),
        secrets: Secrets { current: data.secret.clone(), previous: None },
        store: data.store.clone(),
        origin,
        time_zone: TimeZone::get(TIME_ZONE)?,
        clock: Clock(Box::new(now)),
        rate_limit: options.limits,
        counts: MemoryCounts::default(),
    }))
}

/// The time.
#[expect(clippy::disallowed_methods, reason = "the clock enters here")]
pub fn now() -> Timestamp {
    Timestamp::now()
}
