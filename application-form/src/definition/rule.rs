//! Who may apply, and what is worth a second look.

use serde::{Deserialize, Serialize};

use crate::{kind::FieldKind, language::Language, message::Message};

/// A condition for applying. Not met: a reason to stop, without any error of the applicant's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// The name that the JSON answer says: `anciennete`.
    pub name: String,
    /// The field it looks at; always a required one.
    pub field: String,
    /// What must hold.
    pub test: Test,
    /// Why one may not apply.
    pub message: Message,
}

/// What a rule asks of an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Test {
    /// Today is after that anniversary of the date: strictly more than so many years.
    OlderThan {
        /// How many, in whole years.
        years: i16,
    },
    /// The number is at least that, inclusive.
    AtLeast {
        /// The least, inclusive.
        min: u64,
    },
    /// The choice is among these.
    OneOf {
        /// Values of the field.
        choices: Vec<String>,
    },
}

/// Something accepted that the applicant should look at again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// The name that stands in `[warnings.<name>]`.
    pub name: String,
    /// The field it is shown at.
    pub field: String,
    /// When it is shown.
    pub sign: Sign,
    /// What is said.
    pub message: Message,
}

/// When a [`Warning`] is given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Sign {
    /// The text does not start with the value chosen in `choice`. Choices that are not digits never warn.
    NotOfChoice {
        /// A field of kind `choice`.
        choice: String,
    },
    /// The e-mail's domain looks like one of these, and is none of them.
    MistypedDomain {
        /// Domains of real providers, whichever their country. Of those that have the same name, the first is
        /// suggested unless another is nearer.
        domains: Vec<String>,
    },
}

impl Rule {
    /// What its message may mention, besides the date of [`Test::OlderThan`].
    pub fn values(&self, language: Language) -> Vec<(&'static str, String)> {
        match &self.test {
            Test::OlderThan { years } => vec![("years", years.to_string())],
            Test::AtLeast { min } => vec![("min", language.number(*min))],
            Test::OneOf { .. } => vec![],
        }
    }
}

impl Test {
    /// Whether a field of that kind can be tested.
    pub fn fits(&self, kind: &FieldKind) -> bool {
        matches!(
            (self, kind),
            (Self::OlderThan { .. }, FieldKind::Date { .. })
                | (Self::AtLeast { .. }, FieldKind::Amount { .. } | FieldKind::Number { .. })
                | (Self::OneOf { .. }, FieldKind::Choice { .. })
        )
    }
}
