//! The form as data: what is asked, what is accepted, and in which words.
//!
//! `content/candidature.toml` is its source; `authoring::form` turns that into a [`Definition`] and reports every
//! mistake. The handler gets the [`Definition`] as JSON, already checked, and never reads TOML.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{
    kind::{FieldKind, choice::Choice},
    language::Language,
    message::{Message, Reason, ReasonCode},
};

pub mod rule;
pub mod texts;
pub mod view;
pub mod when;

use rule::{Rule, Warning};
use texts::Texts;
use when::When;

/// The whole form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Definition {
    /// Names the call, such as `2021-06`. References are derived from it, so a new call gives new ones.
    pub id: String,
    /// In which its pages are written.
    pub language: Language,
    /// The letters every reference starts with.
    pub prefix: String,
    /// The URL of the page that shows the form, such as `/candidater/`.
    pub page: String,
    /// Below it stand the addresses of the service, such as `/candidature`; no slash at its end.
    pub path: String,
    /// What the types of its problems (RFC 9457) begin with, such as `urn:bureau-des-pairs:problem:`.
    pub problems: String,
    /// Sizes and durations.
    pub limits: Limits,
    /// How long an application is kept, in months; `None` where the site says it for all its forms.
    pub retention_months: Option<u32>,
    /// The roles of those who can open an application; `None` for everyone who is listed.
    pub recipients: Option<Vec<String>>,
    /// The control that people never see and some robots fill in.
    #[serde(rename = "robot")]
    pub honeypot: Honeypot,
    /// The form's sections, in the order of the page.
    pub sections: Vec<Section>,
    /// Who may apply, in the order in which reasons are given.
    pub rules: Vec<Rule>,
    /// What is accepted, yet worth a second look.
    pub warnings: Vec<Warning>,
    /// What is said for each reason, unless the field says it in its own words.
    pub messages: BTreeMap<ReasonCode, Message>,
    /// The other words of the form's pages.
    pub texts: Texts,
}

/// Any character that is one code point, in UTF-8: whatever alphabet or emoji fills every text to its limit. Letters
/// with accents have two, typographic signs three; only a sign of several code points has more.
const BYTES_PER_CHARACTER: usize = 4;

/// What a few signs of several code points have more.
const ROOM: usize = 4096;

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
pub struct Honeypot {
    /// The name that is sent.
    pub name: String,
    /// What text browsers, which show it, say.
    pub label: String,
}

/// Questions that belong together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Its heading; none in a form whose questions stand in no section.
    pub title: Option<String>,
    /// A sentence before its questions.
    pub intro: Option<String>,
    /// The questions, in the order of the page.
    pub fields: Vec<Field>,
}

/// One question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// The name that is sent, and that everything stored uses.
    pub name: String,
    /// The question, as the applicant reads it.
    pub label: String,
    /// Stands between the label and the control.
    pub hint: Option<String>,
    /// Whether no answer is an error. Never for a field that goes [`with`](Self::with) a choice: it is
    /// required exactly when that choice is made.
    pub required: bool,
    /// What an answer is.
    pub kind: FieldKind,
    /// The HTML standard's token for browsers that fill in forms.
    pub autocomplete: Option<String>,
    /// This field details one choice of another.
    pub with: Option<With>,
    /// When it is asked; `None` if everyone is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<When>,
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

impl Definition {
    /// Every field, in the order of the page.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.sections.iter().flat_map(|section| &section.fields)
    }

    /// The field of that name.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields().find(|field| field.name == name)
    }

    /// How many bytes all texts of an application may have, inclusive: four for each character that the form allows,
    /// and some room. What a text leaves, others may use.
    pub fn text_bytes(&self) -> usize {
        self.fields().filter_map(Field::text_bytes).sum::<usize>() + ROOM
    }

    /// What is said about a field for a reason: its own words, or the general ones.
    pub fn message(&self, field: Option<&Field>, reason: &Reason) -> String {
        let code = reason.code();
        let message = field
            .and_then(|field| field.messages.get(&code))
            .or_else(|| self.messages.get(&code))
            .expect("a definition is only made with a message for every reason");
        let label = field.map_or("", |field| field.label.as_str());
        let mut values = reason.values(label, self.language);
        // After the reason's own: what it says of `max` is what it compared with.
        values.extend(field.map(|field| field.kind.bounds(self.language)).unwrap_or_default());
        message.fill(&values)
    }

    /// SHA-256 of the whole definition, in hexadecimal: the version of the form.
    pub fn hash(&self) -> String {
        let json = serde_json::to_vec(self).expect("a definition is plain data");
        format!("{:x}", Sha256::digest(json))
    }
}

impl Field {
    /// A text's share of [`Definition::text_bytes`]; `None` for other kinds, which weigh next to nothing.
    pub fn text_bytes(&self) -> Option<usize> {
        match self.kind {
            FieldKind::Text { max, .. } => Some(max * BYTES_PER_CHARACTER),
            _ => None,
        }
    }

    /// The names its answer takes on the wire: one, or three for a date.
    pub fn wire_names(&self) -> Vec<String> {
        self.kind.wire_names(&self.name)
    }

    /// The id of its first control.
    pub fn first_id(&self) -> String {
        self.wire_names().swap_remove(0)
    }

    /// The choices it offers; none if it is not a choice.
    pub fn choices(&self) -> &[Choice] {
        self.kind.choices()
    }
}
