//! A peer who may have to do with a firm: proposed by the program, confirmed or dismissed by a person.

use serde::Serialize;

/// A peer who may have to do with a firm.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ConflictSuggestion {
    /// The peer's id.
    pub peer: String,
    /// What they have in common; one at least.
    pub marks: Vec<ConflictMark>,
    /// What a person has said to it.
    pub answer: SuggestionAnswer,
}

/// What a firm and a peer have in common.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "said below, in `words`")]
pub enum ConflictMark {
    /// A word of the answer about who must not sit, and one of the peer's.
    Answer {
        answer: String,
        peer: String,
    },
    /// A word of the firm's name, and one of the peer's.
    Firm {
        firm: String,
        peer: String,
    },
    Siren,
    SectorAndDepartment,
    EmailDomain,
}

/// What a person has said to a suggestion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum SuggestionAnswer {
    Open,
    Confirmed,
    Dismissed,
}

impl ConflictSuggestion {
    /// Whether nobody has said anything to it.
    pub fn is_open(&self) -> bool {
        self.answer == SuggestionAnswer::Open
    }

    /// Whether it comes from the answer about who must not sit, and nobody has said anything to it.
    pub fn is_open_answer(&self) -> bool {
        let is_of_answer = |mark: &ConflictMark| matches!(mark, ConflictMark::Answer { .. });
        self.is_open() && self.marks.iter().any(is_of_answer)
    }

    /// What was compared, in French.
    pub fn words(&self) -> String {
        let words: Vec<String> = self.marks.iter().map(ConflictMark::words).collect();
        words.join(" ; ")
    }
}

impl ConflictMark {
    /// In French.
    fn words(&self) -> String {
        match self {
            Self::Answer { answer, peer } => {
                format!("« {answer} » dans la réponse, « {peer} » pour le pair")
            }
            Self::Firm { firm, peer } => {
                format!("« {firm} » dans le nom de l'entreprise, « {peer} » pour le pair")
            }
            Self::Siren => "même SIREN".to_owned(),
            Self::SectorAndDepartment => "même secteur et même département".to_owned(),
            Self::EmailDomain => "même domaine de courriel".to_owned(),
        }
    }
}
