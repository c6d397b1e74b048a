//! What a plan is judged by, and in which order.

use serde::Serialize;

/// What a plan is judged by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Objective {
    /// Firms placed: more.
    Nombre,
    /// By rank, who is placed: the oldest.
    Anciennete,
    /// Pairs of a same sector at a hearing: less.
    Mixite,
    /// Over placed firms, (n − rank) × number of its hearing: less, so the older comes sooner.
    Attente,
    /// Firms at a hearing that they did not choose: less.
    Preferences,
    /// Firms whose place in the accepted plan changes: less.
    Stabilite,
}

/// How many objectives there are.
pub const OBJECTIVES: usize = 6;

/// All of them, the most important first.
pub type Objectives = [Objective; OBJECTIVES];

/// What something costs, in the order of the objectives, less being better: compared entry by entry.
pub type Cost = [i128; OBJECTIVES];

impl Objective {
    /// The usual order.
    pub const ALL: Objectives = [
        Self::Nombre,
        Self::Anciennete,
        Self::Mixite,
        Self::Attente,
        Self::Preferences,
        Self::Stabilite,
    ];

    /// As files name it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Nombre => "nombre",
            Self::Anciennete => "anciennete",
            Self::Mixite => "mixite",
            Self::Attente => "attente",
            Self::Preferences => "preferences",
            Self::Stabilite => "stabilite",
        }
    }
}
