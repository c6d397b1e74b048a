//! The form as data: what is asked, what is accepted, and in which words.
//!
//! `content/candidature.toml` is its source; `authoring::form` turns that into a [`Definition`] and reports every
//! mistake. The handler gets the [`Definition`] as JSON, already checked, and never reads TOML.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{dates::named_parts, kind::date::Parts, numbers::thousands};

pub mod rule;
pub mod message;
pub mod view;

pub use message::{Message, Reason, ReasonCode};
pub use rule::{Rule, Sign, Test, Warning};

/// The whole form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Definition {
    /// Names the call, such as `2021-06`. References are derived from it, so a new call gives new ones.
    pub id: String,
    /// The letters every reference starts with.
    pub prefix: String,
    /// The URL of the page that shows the form, such as `/candidater/`.
    pub page: String,
    /// Sizes and durations.
    pub limits: Limits,
    /// The control that people never see and some robots fill in.
    pub robot: Robot,
    /// In the order of the page.
    pub sections: Vec<Section>,
    /// Who may apply. In the order in which reasons are given.
    pub rules: Vec<Rule>,
    /// What is accepted, yet worth a second look.
    pub warnings: Vec<Warning>,
    /// What is said for each reason, unless the field says it in its own words.
    pub messages: BTreeMap<ReasonCode, Message>,
    /// The other words of the form's pages, by name.
    pub texts: BTreeMap<String, String>,
}

/// Sizes and durations of the form's service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// The largest body that is read, in bytes, inclusive.
    pub body_bytes: usize,
    /// How long a check page can be sent, in hours.
    pub check_page_hours: u32,
    /// How many applications one network address may send in an hour.
    pub sends_per_hour: u32,
}

impl Default for Limits {
    /// 256 KiB, a day, ten an hour.
    fn default() -> Self {
        Self { body_bytes: 256 * 1024, check_page_hours: 24, sends_per_hour: 10 }
    }
}

/// A named control that people never see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Robot {
    /// On the wire.
    pub name: String,
    /// For text browsers, which show it.
    pub label: String,
}

impl Default for Robot {
    fn default() -> Self {
        Self { name: "complement".to_owned(), label: "Laissez ce champ vide".to_owned() }
    }
}

/// Questions that belong together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Its heading.
    pub title: String,
    /// A sentence before its questions.
    pub intro: Option<String>,
    /// In the order of the page.
    pub fields: Vec<Field>,
}

/// One question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// On the wire, and in everything stored.
    pub name: String,
    /// The question, as the applicant reads it.
    pub label: String,
    /// Stands between the label and the control.
    pub hint: Option<String>,
    /// Whether no answer is an error. Never for a field that goes [`with`](Self::with) a choice: it is
    /// required exactly when that choice is made.
    pub required: bool,
    /// What an answer is.
    pub kind: Kind,
    /// The HTML standard's token for browsers that fill in forms.
    pub autocomplete: Option<String>,
    /// This field details one choice of another.
    pub with: Option<With>,
    /// This field's own words for some reasons.
    pub messages: BTreeMap<ReasonCode, Message>,
}

/// A choice of another field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct With {
    /// A field of kind `choices`.
    pub field: String,
    /// One of its values.
    pub choice: String,
}

/// The kinds of question the service can ask.
///
/// To add one: a variant here, an arm in [`crate::kind::read`] and in `authoring::form`, a widget in
/// `templates/form/field.html`. The compiler names the first two; a test, the third.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "snake_case")]
pub enum Kind {
    /// Free text of `min` to `max` characters as a person counts them, and at most `4 × max` code points.
    #[expect(missing_docs, reason = "said above")]
    Text { min: usize, max: usize, lines: Lines },
    /// A French company number; a SIRET is taken for its SIREN.
    Siren,
    /// A day, typed in three boxes, not in the future.
    Date {
        /// The first year accepted.
        from_year: i16,
    },
    /// Whole euros, 0 to `max`.
    Amount {
        /// Inclusive, in euros.
        max: u64,
    },
    /// A whole number, 0 to `max`.
    Number {
        /// Inclusive.
        max: u64,
    },
    /// Exactly one of a list.
    Choice {
        /// In the order of the page.
        choices: Vec<Choice>,
        /// How it is shown.
        shown_as: ShownAs,
    },
    /// Any of a list.
    Choices {
        /// In the order of the page.
        choices: Vec<Choice>,
    },
    /// A box to tick.
    Confirmation,
    /// Five digits, with or without CEDEX.
    PostalCode,
    /// An electronic address of at most `max` characters.
    Email {
        /// Inclusive.
        max: usize,
    },
    /// A telephone number of `min` to `max` digits, kept as typed.
    #[expect(missing_docs, reason = "said above")]
    Phone { min: usize, max: usize },
}

/// Whether a text may have several lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lines {
    /// A line break becomes a space.
    One,
    /// Line breaks are kept.
    Many,
}

/// How a single choice is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShownAs {
    /// All at once: for a few.
    Radios,
    /// A list to open: for many.
    List,
}

/// One value of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// On the wire.
    pub value: String,
    /// As the applicant reads it.
    pub label: String,
    /// Whether it excludes every other.
    pub alone: bool,
}

impl Definition {
    /// Every field, in the order of the page.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.sections.iter().flat_map(|section| &section.fields)
    }

    /// The field of that name.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields().find(|field| field.name == name)
    }

    /// What is said about a field for a reason: its own words, or the general ones.
    pub fn message(&self, field: Option<&Field>, reason: &Reason) -> String {
        let code = reason.code();
        let message = field
            .and_then(|field| field.messages.get(&code))
            .or_else(|| self.messages.get(&code))
            .expect("a definition is only made with a message for every reason");
        let label = field.map_or("", |field| field.label.as_str());
        let mut values = reason.values(label);
        // After the reason's own: what it says of `max` is what it compared with.
        values.extend(field.map(|field| field.kind.bounds()).unwrap_or_default());
        message.fill(&values)
    }

    /// The words of that name; a definition is only made with all of them.
    pub fn text(&self, name: &str) -> &str {
        self.texts.get(name).map_or("", String::as_str)
    }

    /// SHA-256 of the whole definition, in hexadecimal: the version of the form.
    pub fn hash(&self) -> String {
        let json = serde_json::to_vec(self).expect("a definition is plain data");
        format!("{:x}", Sha256::digest(json))
    }
}

impl Kind {
    /// What a hint or a message of such a field may mention, besides what its reason says.
    pub fn bounds(&self) -> Vec<(&'static str, String)> {
        let shown = |number: u64| thousands(i64::try_from(number).unwrap_or(i64::MAX));
        match *self {
            Self::Text { min, max, .. } | Self::Phone { min, max } => {
                vec![("min", shown(min as u64)), ("max", shown(max as u64))]
            }
            Self::Email { max } => vec![("max", shown(max as u64))],
            Self::Amount { max } | Self::Number { max } => vec![("max", shown(max))],
            // A message about some of the parts names those: what a reason says comes first.
            Self::Date { from_year } => {
                vec![("from_year", from_year.to_string()), ("parts", named_parts(Parts::ALL))]
            }
            Self::Siren
            | Self::Choice { .. }
            | Self::Choices { .. }
            | Self::Confirmation
            | Self::PostalCode => Vec::new(),
        }
    }
}

impl Field {
    /// The names its answer takes on the wire: one, or three for a date.
    pub fn wire_names(&self) -> Vec<String> {
        match self.kind {
            Kind::Date { .. } => {
                DATE_PARTS.iter().map(|part| format!("{}_{part}", self.name)).collect()
            }
            _ => vec![self.name.clone()],
        }
    }

    /// The choices it offers; none if it is not a choice.
    pub fn choices(&self) -> &[Choice] {
        match &self.kind {
            Kind::Choice { choices, .. } | Kind::Choices { choices } => choices,
            _ => &[],
        }
    }
}

/// The three boxes of a date, in the order of the page; on the wire, `<name>_<part>`.
pub const DATE_PARTS: [&str; 3] = ["jour", "mois", "annee"];
