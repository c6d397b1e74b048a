//! When a question is asked that not everyone is asked.

use serde::{Deserialize, Serialize};

/// Answers that make a question be asked: of earlier questions, out of lists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum When {
    /// One of the values is chosen.
    Is {
        /// An earlier field of kind `choice`, `choices` or `confirmation`.
        field: String,
        /// Any of these values of it.
        is: Vec<String>,
    },
    /// Each of them holds.
    All {
        /// At least one.
        all: Vec<When>,
    },
    /// At least one of them holds.
    Any {
        /// At least one.
        any: Vec<When>,
    },
}

impl When {
    /// Whether it holds, where `is_chosen` says whether a field's value is.
    pub fn holds(&self, is_chosen: &dyn Fn(&str, &str) -> bool) -> bool {
        match self {
            Self::Is { field, is } => is.iter().any(|value| is_chosen(field, value)),
            Self::All { all } => all.iter().all(|when| when.holds(is_chosen)),
            Self::Any { any } => any.iter().any(|when| when.holds(is_chosen)),
        }
    }

    /// Every field that it looks at, with the values that count.
    pub fn mentions(&self) -> Vec<(&str, &[String])> {
        match self {
            Self::Is { field, is } => vec![(field, is)],
            Self::All { all: parts } | Self::Any { any: parts } => {
                parts.iter().flat_map(Self::mentions).collect()
            }
        }
    }
}
