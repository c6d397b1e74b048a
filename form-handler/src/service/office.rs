//! The store of this machine for the office's own machines, as the server and the tests see it.

use bytes::Bytes;
use http::{Response, request::Parts};
use jiff::Timestamp;
use tracing::{error, info};

use crate::{
    crypto::access_list::{AccessHolder, AccessList},
    http::{
        office::{is_post, token},
        response::respond_to_office,
    },
    outcome::office::OfficeOutcome,
    store::{
        chain,
        https::{
            REQUEST_BYTES,
            message::{NotAMessage, decode, encode, encode_version},
            reply::reply,
        },
        sqlite::SqliteStore,
    },
};

/// The store, and who may reach it.
#[derive(Clone, Debug)]
pub struct Office {
    /// Whoever is not on it is told nothing.
    pub people: AccessList,
    /// The same that the form writes to.
    pub store: SqliteStore,
}

impl Office {
    /// Lets somebody in by the head of her request, before anything of its body is read; or says what came of it.
    pub fn admit(&self, head: &Parts) -> Result<&AccessHolder, OfficeOutcome> {
        let Some(person) = token(head).and_then(|token| self.people.holder(token)) else {
            info!("the office's store: not admitted");
            return Err(OfficeOutcome::NotAdmitted);
        };
        if !is_post(head) {
            log(person, &OfficeOutcome::Method);
            return Err(OfficeOutcome::Method);
        }
        Ok(person)
    }

    /// Answers her. Of a body that is too long, the first bytes are enough, one more than
    /// [`REQUEST_BYTES`]; `None` is one that broke off or took too long.
    ///
    /// The log has her name and the outcome, and nothing of what was asked or replied.
    pub async fn answer(
        &self,
        person: &AccessHolder,
        body: Option<Bytes>,
        now: Timestamp,
    ) -> Response<Bytes> {
        let outcome = self.outcome(body, now).await;
        log(person, &outcome);
        respond_to_office(outcome)
    }

    async fn outcome(&self, body: Option<Bytes>, now: Timestamp) -> OfficeOutcome {
        let Some(body) = body else { return OfficeOutcome::Malformed };
        if body.len() > REQUEST_BYTES {
            return OfficeOutcome::TooLong;
        }
        let request = match decode(&body) {
            Ok(request) => request,
            Err(NotAMessage::OtherVersion(_)) => {
                return OfficeOutcome::OtherVersion(encode_version().into());
            }
            Err(NotAMessage::Malformed) => return OfficeOutcome::Malformed,
        };
        match reply(&self.store, request, now).await {
            Ok(reply) => OfficeOutcome::Replied(encode(&reply).into()),
            Err(cause) => {
                error!(cause = chain(&cause), "the store did not do what the office asked for");
                OfficeOutcome::Unavailable
            }
        }
    }
}

fn log(person: &AccessHolder, outcome: &OfficeOutcome) {
    let (name, said) = (&person.name, outcome.name());
    info!(person = %name, outcome = said, "the office's store: {name} -> {said}");
}
