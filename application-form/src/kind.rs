//! The kinds of question the service can ask; each reads an answer into a type that proves it well formed.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    language::{
        Language,
        dates::{DATE_PARTS, Parts},
    },
    message::Reason,
    submission::{Submission, normalize, normalize_visible},
};

mod affixes;
mod figures;
pub mod text;
pub mod siren;
pub mod date;
pub mod amount;
pub mod choice;
pub mod postal_code;
pub mod email;
pub mod phone;
pub mod answer;
pub mod control;
pub mod written;

use answer::{Answer, CONFIRMED};
use choice::{Choice, ShownAs};
use control::{Control, Widget};
use text::Lines;

/// Declares the names of the kinds, and the list of all of them, once.
macro_rules! kind_names {
    ($($variant:ident = $name:literal),+) => {
        /// The name of a kind, as it is written after `kind =` in the definition's file.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[expect(missing_docs, reason = "the names say it")]
        pub enum KindName {
            $($variant),+
        }

        impl KindName {
            /// Every name.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The name as it is written.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name),+
                }
            }
        }
    };
}

kind_names! {
    Text = "text", Siren = "siren", Date = "date", Amount = "amount", Number = "number", Choice = "choice",
    Choices = "choices", Confirmation = "confirmation", PostalCode = "postal_code", Email = "email",
    Phone = "phone"
}

/// A kind of question, with what it needs to know.
///
/// To add one: a name in [`KindName`] and a variant here; the compiler names the arms that it lacks, here and in
/// `authoring::form`, and a test the line of the README.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "snake_case")]
pub enum FieldKind {
    /// Free text of `min` to `max` characters as a person counts them, and at most `4 × max` code points.
    #[expect(missing_docs, reason = "said above")]
    Text { min: usize, max: usize, lines: Lines },
    /// A French company number; a SIRET or VAT number is taken for its SIREN.
    Siren,
    /// A day, typed in three boxes or pasted into the first, not in the future.
    Date {
        /// The first year accepted.
        from_year: i16,
    },
    /// Whole euros, 0 to `max`.
    Amount {
        /// The most, inclusive, in euros.
        max: u64,
    },
    /// A whole number, 0 to `max`.
    Number {
        /// The most, inclusive.
        max: u64,
    },
    /// Exactly one of a list.
    Choice {
        /// The values, in the order of the page.
        choices: Vec<Choice>,
        /// How it is shown.
        shown_as: ShownAs,
    },
    /// Any of a list.
    Choices {
        /// The values, in the order of the page.
        choices: Vec<Choice>,
    },
    /// A box to tick.
    Confirmation,
    /// Five digits, with or without the town.
    PostalCode,
    /// An electronic address of at most `max` characters.
    Email {
        /// The most, inclusive.
        max: usize,
    },
    /// A telephone number of `min` to `max` digits, kept as typed.
    #[expect(missing_docs, reason = "said above")]
    Phone { min: usize, max: usize },
}

impl FieldKind {
    /// The name of the kind.
    pub fn name(&self) -> KindName {
        match self {
            Self::Text { .. } => KindName::Text,
            Self::Siren => KindName::Siren,
            Self::Date { .. } => KindName::Date,
            Self::Amount { .. } => KindName::Amount,
            Self::Number { .. } => KindName::Number,
            Self::Choice { .. } => KindName::Choice,
            Self::Choices { .. } => KindName::Choices,
            Self::Confirmation => KindName::Confirmation,
            Self::PostalCode => KindName::PostalCode,
            Self::Email { .. } => KindName::Email,
            Self::Phone { .. } => KindName::Phone,
        }
    }

    /// The numbers that bound an answer, by the names under which prose and messages mention them.
    pub fn limits(&self) -> Vec<(&'static str, u64)> {
        match *self {
            Self::Text { min, max, .. } | Self::Phone { min, max } => {
                vec![("min", min as u64), ("max", max as u64)]
            }
            Self::Email { max } => vec![("max", max as u64)],
            Self::Amount { max } | Self::Number { max } => vec![("max", max)],
            Self::Date { from_year } => vec![(FROM_YEAR, u64::try_from(from_year).unwrap_or(0))],
            Self::Siren
            | Self::Choice { .. }
            | Self::Choices { .. }
            | Self::Confirmation
            | Self::PostalCode => Vec::new(),
        }
    }

    /// What a hint or a message of such a field may mention, besides what its reason says.
    pub fn bounds(&self, language: Language) -> Vec<(&'static str, String)> {
        let shown = |name: &str, number: u64| match name {
            FROM_YEAR => number.to_string(),
            _ => language.number(number),
        };
        let limits = self.limits().into_iter().map(|(name, number)| (name, shown(name, number)));
        // A message about some of the parts names those: what a reason says comes first.
        let parts =
            matches!(self, Self::Date { .. }).then(|| ("parts", language.named_parts(Parts::ALL)));
        limits.chain(parts).collect()
    }

    /// The control that an answer is given with.
    pub fn control(&self) -> Control {
        match self {
            Self::Text { lines: Lines::Many, .. } => Control::other(Widget::Textarea),
            Self::Text { lines: Lines::One, .. } => Control::input("text", None),
            Self::Siren | Self::Amount { .. } | Self::Number { .. } | Self::PostalCode => {
                Control::input("text", Some("numeric"))
            }
            // Not `email`: browsers would send a domain with accents as `xn--…`, and show it so.
            Self::Email { .. } => Control::input("text", Some("email")),
            Self::Phone { .. } => Control::input("tel", None),
            Self::Date { .. } => Control::other(Widget::Date),
            Self::Choice { shown_as: ShownAs::Radios, .. } => Control::other(Widget::Radios),
            Self::Choice { shown_as: ShownAs::List, .. } => Control::other(Widget::List),
            Self::Choices { .. } => Control::other(Widget::Checkboxes),
            Self::Confirmation => Control::other(Widget::Checkbox),
        }
    }

    /// The choices it offers; none if it is not a choice.
    pub fn choices(&self) -> &[Choice] {
        match self {
            Self::Choice { choices, .. } | Self::Choices { choices } => choices,
            _ => &[],
        }
    }

    /// What any answer matches, as a regular expression of JSON Schema; `None` of those whose schema says more than one
    /// can, and of texts.
    pub fn pattern(&self) -> Option<String> {
        match self {
            Self::Siren => Some("([0-9][^0-9]*){9}".to_owned()),
            Self::Amount { .. } | Self::Number { .. } => Some("[0-9]".to_owned()),
            Self::PostalCode => Some("([0-9][^0-9]*){5}".to_owned()),
            Self::Email { .. } => Some("[^@]@[^@]".to_owned()),
            Self::Phone { min, .. } => Some(format!("([0-9][^0-9]*){{{min}}}")),
            Self::Text { .. }
            | Self::Date { .. }
            | Self::Choice { .. }
            | Self::Choices { .. }
            | Self::Confirmation => None,
        }
    }

    /// The names that the answer to a question takes on the wire: one, or three for a date.
    pub fn wire_names(&self, name: &str) -> Vec<String> {
        match self {
            Self::Date { .. } => DATE_PARTS.iter().map(|part| format!("{name}_{part}")).collect(),
            _ => vec![name.to_owned()],
        }
    }

    /// Reads the answer to the question of that name; `None` is no answer, which may be an error the caller
    /// knows of.
    ///
    /// # Errors
    ///
    /// The applicant's to correct: the reason.
    pub fn read(
        &self,
        name: &str,
        submission: &Submission,
        today: Date,
    ) -> Result<Option<Answer>, Reason> {
        let texts = self.texts(name, submission)?;
        if texts.iter().all(String::is_empty) {
            return Ok(None);
        }
        let text = texts[0].as_str();
        let answer = match self {
            Self::Text { min, max, lines } => {
                Answer::Text(text::read_text(text, *min, *max, *lines)?)
            }
            Self::Siren => Answer::Siren(siren::read(text)?),
            Self::Date { from_year } => Answer::Date(date::read(&texts, *from_year, today)?),
            Self::Amount { max } => Answer::Number(amount::read_amount(text, *max)?),
            Self::Number { max } => Answer::Number(amount::read_number(text, *max)?),
            Self::Choice { choices, .. } => Answer::Choice(choice::read_choice(text, choices)?),
            Self::Choices { choices } => Answer::Choices(choice::read_choices(&texts, choices)?),
            Self::Confirmation if text == CONFIRMED => Answer::Confirmed,
            Self::Confirmation => return Err(Reason::UnknownChoice),
            Self::PostalCode => Answer::Text(postal_code::read_postal_code(text)?),
            Self::Email { max } => Answer::Text(email::read_email(text, *max)?),
            Self::Phone { min, max } => Answer::Text(phone::read_phone(text, *min, *max)?),
        };
        Ok(Some(answer))
    }

    /// What was sent under each of its names, normalized; empty for what was not sent.
    fn texts(&self, name: &str, submission: &Submission) -> Result<Vec<String>, Reason> {
        // In prose, invisible characters may belong to what is seen.
        let normalize = match self {
            Self::Text { .. } | Self::Choice { .. } | Self::Choices { .. } | Self::Confirmation => {
                normalize
            }
            _ => normalize_visible,
        };
        let takes_several = matches!(self, Self::Choices { .. });
        let mut texts = Vec::new();
        for name in self.wire_names(name) {
            let sent: Vec<&str> = submission.all(&name).collect();
            if sent.len() > 1 && !takes_several {
                return Err(Reason::RepeatedField);
            }
            if sent.is_empty() {
                texts.push(String::new());
            }
            for text in sent {
                texts.push(normalize(text));
            }
        }
        Ok(texts)
    }
}

/// How the first year of a date is called.
const FROM_YEAR: &str = "from_year";
