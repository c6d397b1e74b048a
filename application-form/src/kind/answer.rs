//! What an answer is once its kind has accepted it.

use jiff::civil::Date;
use serde_json::Value as Json;
use zeroize::Zeroize;

use super::siren::Siren;

/// An answer that its kind accepts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Of every kind that is a text and nothing else: normalized.
    Text(String),
    /// Kind `siren`.
    Siren(Siren),
    /// Kind `date`.
    Date(Date),
    /// Kinds `amount` and `number`.
    Number(u64),
    /// Kind `choice`: a value of the list.
    Choice(String),
    /// Kind `choices`: values of the list, in its order, each once.
    Choices(Vec<String>),
    /// Kind `confirmation`: ticked.
    Confirmed,
}

/// What a ticked box sends.
pub const CONFIRMED: &str = "oui";

impl Drop for Answer {
    /// What was written does not stay in memory; a date or a number does not point there.
    fn drop(&mut self) {
        match self {
            Self::Text(text) | Self::Choice(text) => text.zeroize(),
            Self::Choices(values) => values.zeroize(),
            Self::Siren(_) | Self::Date(_) | Self::Number(_) | Self::Confirmed => {}
        }
    }
}

impl Answer {
    /// The canonical form: what is authenticated, stored, and answered in JSON.
    pub fn canonical(&self) -> Json {
        match self {
            Self::Text(text) | Self::Choice(text) => Json::from(text.as_str()),
            Self::Siren(siren) => Json::from(siren.to_string()),
            Self::Date(date) => Json::from(date.to_string()),
            Self::Number(number) => Json::from(number.to_string()),
            Self::Choices(values) => Json::from(values.clone()),
            Self::Confirmed => Json::from(CONFIRMED),
        }
    }
}
