//! One request to another site: what the check asks of whoever makes it.

use std::time::Duration;

use url::Url;

/// Makes requests. No redirect is followed and no status is an error: that is for the caller to judge.
pub trait Fetch: Sync {
    /// Asks once.
    fn fetch(&self, method: Method, url: &Url) -> Result<Answer, Unreachable>;
}

/// How to ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Method {
    /// For the status alone.
    Head,
    /// For all of it, though nobody reads on after the status.
    Get,
}

/// What a host said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// 100 to 599, and a few that nobody has registered.
    pub status: u16,
    /// Where it sends us, as it writes it.
    pub location: Option<String>,
    /// How long it wants to be left alone; `None` too if it names a date.
    pub retry_after: Option<Duration>,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreachable {
    /// Nobody has that name.
    #[error("there is no host of that name")]
    NoHost,
    /// It is too slow.
    #[error("the host does not answer in time")]
    TimedOut,
    /// The connection is not encrypted as it should be.
    #[error("its certificate is refused: {0}")]
    Certificate(String),
    /// Anything else.
    #[error("the connection fails: {0}")]
    Failed(String),
}
