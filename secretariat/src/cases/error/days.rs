//! Why a day cannot be right. In French: the secretariat reads it.

use crate::text::day::Day;

/// Why a day cannot be right.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DayError {
    /// Nothing of the scheme was, or will be, then.
    #[error("{what} le {} : ce jour est hors de ce que le bureau connaît", .day.long())]
    Implausible {
        /// What would have been, or be, on it.
        what: &'static str,
        /// The day.
        day: Day,
    },
    /// It is to come, and what is dated by it is over.
    #[error("{what} le {} : ce jour n'est pas encore arrivé", .day.long())]
    Future {
        /// What would have been on it.
        what: &'static str,
        /// The day.
        day: Day,
    },
    /// It comes before what it follows from.
    #[error("{what} le {} : c'est avant {before}, le {}", .day.long(), .earliest.long())]
    TooEarly {
        /// What would have been on it.
        what: &'static str,
        /// The day.
        day: Day,
        /// What comes first.
        before: &'static str,
        /// When that was.
        earliest: Day,
    },
}

impl DayError {
    /// What to do.
    pub fn help(&self) -> &'static str {
        match self {
            Self::Implausible { .. } => {
                "vérifiez l'année : une date va du 1er janvier 2000 au 31 décembre 2099"
            }
            Self::Future { .. } => {
                "vérifiez l'année, le mois et le jour : aujourd'hui au plus tard"
            }
            Self::TooEarly { .. } => "vérifiez l'année, le mois et le jour",
        }
    }
}
