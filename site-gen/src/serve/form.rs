//! The form on one machine: the same service as on Lambda, with what is in the data folder.

use std::sync::Arc;

use form_handler::{
    bundle::Bundle,
    crypto::recipients::{Allow, Recipients},
    crypto::token::Secrets,
    handler::{Clock, Handler},
    http::request::Origin,
    rate_limit::RateLimit,
    store::sqlite::SqliteStore,
};
use jiff::{Timestamp, tz::TimeZone};

use super::{
    data_dir::Data,
    options::{ServeError, TIME_ZONE},
};

/// The form's handler for a bundle.
pub fn handler(
    bundle: Bundle,
    data: &Data,
    limits: RateLimit,
) -> Result<Arc<Handler<SqliteStore>>, ServeError> {
    let listed = data.recipients(&bundle.recipients);
    Ok(Arc::new(Handler {
        pages: application_form::page::Pages::new(&bundle.templates)?,
        recipients: Recipients::from_listed(&listed, Allow::DevelopmentKeys)?,
        bundle,
        secrets: Secrets { current: data.secret.clone(), previous: None },
        store: data.store.clone(),
        origin: Origin::Host,
        time_zone: TimeZone::get(TIME_ZONE)?,
        clock: Clock(Box::new(now)),
        rate_limit: limits,
    }))
}

/// The time.
#[expect(clippy::disallowed_methods, reason = "the clock enters here")]
pub fn now() -> Timestamp {
    Timestamp::now()
}
