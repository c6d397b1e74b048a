//! What acts at a hearing have to say: the sheets that peers get, who came, what the peers think.

use application_form::reference::Reference;
use serde::{Deserialize, Serialize};

use crate::text::day::Day;

/// Sheets for a peer, a copy of its own number, and what became of it. It holds references and ids only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackData {
    /// The hearing's id.
    pub hearing: String,
    /// The peer's id.
    pub peer: String,
    /// Counted from 1 at each hearing.
    pub copy: u32,
    /// The firms in it.
    pub refs: Vec<Reference>,
    /// What happened.
    pub step: PackStep,
}

/// What became of a copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum PackStep {
    Made,
    Handed,
    Returned,
    Destroyed,
}

/// Whether a firm came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attendance {
    /// Whether it did.
    pub present: bool,
}

/// What the peers think of a project, as files and the journal have it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpinionData {
    /// The ids of the peers who heard the firm: one at least.
    pub present: Vec<String>,
    /// The ids of those who had left the room.
    pub recused: Vec<String>,
    /// What the firm asked.
    pub asked: String,
    /// In a word.
    pub opinion: OpinionWord,
    /// As the firm reads it.
    pub text: String,
    /// Networks that could help.
    pub networks: Vec<String>,
    /// What comes next; `None` if nothing was agreed.
    pub next: Option<String>,
    /// When the firm was told by word of mouth; `None` if it was not.
    pub oral_on: Option<Day>,
    /// Who has approved the text, by their names: one at least.
    pub approved_by: Vec<String>,
}

/// What the peers think, in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum OpinionWord {
    Confirme,
    Adapte,
    Renonce,
    Partage,
    Autre,
}

impl PackStep {
    /// In the order in which they happen.
    pub const ALL: [Self; 4] = [Self::Made, Self::Handed, Self::Returned, Self::Destroyed];

    /// As an adjective of the copy.
    pub fn words(self) -> &'static str {
        match self {
            Self::Made => "imprimé",
            Self::Handed => "remis",
            Self::Returned => "rendu",
            Self::Destroyed => "détruit",
        }
    }
}

impl OpinionWord {
    /// In the order of the page.
    pub const ALL: [Self; 5] =
        [Self::Confirme, Self::Adapte, Self::Renonce, Self::Partage, Self::Autre];

    /// As files and the journal have it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Confirme => "confirme",
            Self::Adapte => "adapte",
            Self::Renonce => "renonce",
            Self::Partage => "partage",
            Self::Autre => "autre",
        }
    }

    /// As people read it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Confirme => "Les pairs confortent le projet",
            Self::Adapte => "Les pairs proposent de l'adapter",
            Self::Renonce => "Les pairs conseillent d'y renoncer",
            Self::Partage => "Les pairs sont partagés",
            Self::Autre => "Autre",
        }
    }
}

impl OpinionData {
    /// What its letter says: that peers differ, if they do, the text, and what else helps the firm; paragraphs, a blank line
    /// between two.
    pub fn for_the_firm(&self) -> String {
        let differ =
            (self.opinion == OpinionWord::Partage).then(|| format!("{}.", self.opinion.words()));
        let networks = self.networks.join(", ");
        let networks =
            (!networks.is_empty()).then(|| format!("Réseaux qui peuvent vous aider : {networks}."));
        let next = self.next.as_ref().map(|next| format!("Et ensuite : {next}"));
        let parts: Vec<String> =
            [differ, Some(self.text.clone()), networks, next].into_iter().flatten().collect();
        parts.join("\n\n")
    }
}

impl PackData {
    /// In French, on one line; no peer's name.
    pub(super) fn summary(&self) -> String {
        format!(
            "dossier de l'audition {}, exemplaire n° {}, {}",
            self.hearing,
            self.copy,
            self.step.words()
        )
    }
}
