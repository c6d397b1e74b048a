//! To what a letter about a hearing asks.

use serde::{Deserialize, Serialize};

/// When and where somebody is expected, as a letter tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    /// The hearing's id.
    pub hearing: String,
    /// When it begins for them: local time in Paris, to the minute.
    pub starts: String,
    /// When it ends for them.
    pub ends: String,
    /// Where; `None` if that is by video.
    pub place: Option<String>,
    /// Where the video is, a link a slot; in the letter, and in no calendar.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<String>,
    /// How often that was changed since they were first asked.
    pub sequence: u32,
    /// Whether they are not expected any more.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub cancelled: bool,
}
