//! The kinds of answers, each read into a type that proves it well formed.

use jiff::civil::Date;
use serde_json::Value as Json;
use unicode_segmentation::UnicodeSegmentation;

use crate::{
    dates::long_date,
    definition::{Choice, Field, Kind, Lines, Reason},
    numbers::{euros, thousands},
    submission::{ControlCharacter, Submission, normalize, normalize_visible},
};

pub mod siren;
pub mod amount;
pub mod date;
pub mod contact;

pub use siren::Siren;

/// An answer that its kind accepts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Kinds `text`, `email`, `phone` and `postal_code`: normalized text.
    Text(String),
    /// Kind `siren`.
    Siren(Siren),
    /// Kind `date`.
    Date(Date),
    /// Kinds `amount` and `number`.
    Number(u64),
    /// Kind `choice`: a value of the list.
    Choice(String),
    /// Kind `choices`: values of the list, in its order, each once.
    Choices(Vec<String>),
    /// Kind `confirmation`: ticked.
    Confirmed,
}

impl Answer {
    /// The canonical form: what is authenticated, stored, and answered in JSON.
    pub fn canonical(&self) -> Json {
        match self {
            Self::Text(text) | Self::Choice(text) => Json::from(text.as_str()),
            Self::Siren(siren) => Json::from(siren.to_string()),
            Self::Date(date) => Json::from(date.to_string()),
            Self::Number(number) => Json::from(number.to_string()),
            Self::Choices(values) => Json::from(values.clone()),
            Self::Confirmed => Json::from(CONFIRMED),
        }
    }

    /// The pairs that say the same over the wire.
    pub fn wire(&self, field: &Field) -> Vec<(String, String)> {
        match self {
            Self::Date(date) => field
                .wire_names()
                .into_iter()
                .zip([date.day().to_string(), date.month().to_string(), date.year().to_string()])
                .collect(),
            Self::Choices(values) => {
                values.iter().map(|value| (field.name.clone(), value.clone())).collect()
            }
            other => {
                let text = other.canonical().as_str().unwrap_or_default().to_owned();
                vec![(field.name.clone(), text)]
            }
        }
    }

    /// As the applicant reads it back.
    pub fn shown(&self, field: &Field) -> Vec<String> {
        let label = |value: &String| {
            field
                .choices()
                .iter()
                .find(|choice| choice.value == *value)
                .map_or_else(|| value.clone(), |choice| choice.label.clone())
        };
        match self {
            Self::Text(text) => vec![text.clone()],
            Self::Siren(siren) => vec![siren.spaced()],
            Self::Date(date) => vec![long_date(*date)],
            Self::Number(number) => {
                let number = i64::try_from(*number).unwrap_or(i64::MAX);
                vec![match field.kind {
                    Kind::Amount { .. } => euros(number),
                    _ => thousands(number),
                }]
            }
            Self::Choice(value) => vec![label(value)],
            Self::Choices(values) => values.iter().map(label).collect(),
            Self::Confirmed => vec!["Oui".to_owned()],
        }
    }

    /// The answer that a canonical form stands for; `None` if the field does not accept it.
    pub fn from_canonical(field: &Field, canonical: &Json) -> Option<Self> {
        let texts: Vec<&str> = match canonical {
            Json::String(text) => vec![text],
            Json::Array(items) => items.iter().map(Json::as_str).collect::<Option<_>>()?,
            _ => return None,
        };
        let pairs: Submission = match (&field.kind, texts.as_slice()) {
            (Kind::Date { .. }, [text]) => Self::Date(text.parse().ok()?).wire(field),
            _ => texts.into_iter().map(|text| (field.name.clone(), text.to_owned())).collect(),
        }
        .into_iter()
        .collect();
        read(field, &pairs, Date::MAX).ok().flatten()
    }
}

/// What a ticked box sends.
pub const CONFIRMED: &str = "oui";

/// Reads the answer to `field`; `None` is no answer, which may be an error the caller knows of.
///
/// # Errors
///
/// The applicant's to correct: the reason.
pub fn read(field: &Field, submission: &Submission, today: Date) -> Result<Option<Answer>, Reason> {
    let mut texts = Vec::new();
    for name in field.wire_names() {
        let mut values = submission.all(&name);
        let takes_several = matches!(field.kind, Kind::Choices { .. });
        let first = values.next();
        let rest: Vec<&str> = values.collect();
        if !rest.is_empty() && !takes_several {
            return Err(Reason::RepeatedField);
        }
        for text in first.into_iter().chain(rest) {
            let text = normalized(&field.kind, text).map_err(|_| Reason::ControlCharacter)?;
            texts.push(text);
        }
        if first.is_none() {
            texts.push(String::new());
        }
    }
    if texts.iter().all(String::is_empty) {
        return Ok(None);
    }
    let text = texts[0].as_str();
    let answer = match &field.kind {
        Kind::Text { min, max, lines } => Answer::Text(read_text(text, *min, *max, *lines)?),
        Kind::Siren => Answer::Siren(text.parse().map_err(Reason::from)?),
        Kind::Date { from_year } => Answer::Date(date::read(&texts, *from_year, today)?),
        Kind::Amount { max } => Answer::Number(amount::read_amount(text, *max)?),
        Kind::Number { max } => Answer::Number(amount::read_number(text, *max)?),
        Kind::Choice { choices, .. } => Answer::Choice(read_choice(text, choices)?),
        Kind::Choices { choices } => Answer::Choices(read_choices(&texts, choices)?),
        Kind::Confirmation if text == CONFIRMED => Answer::Confirmed,
        Kind::Confirmation => return Err(Reason::UnknownChoice),
        Kind::PostalCode => Answer::Text(contact::read_postal_code(text)?),
        Kind::Email { max } => Answer::Text(contact::read_email(text, *max)?),
        Kind::Phone { min, max } => Answer::Text(contact::read_phone(text, *min, *max)?),
    };
    Ok(Some(answer))
}

/// The text as its kind is read: in prose, invisible characters may belong to what is seen.
fn normalized(kind: &Kind, text: &str) -> Result<String, ControlCharacter> {
    match kind {
        Kind::Siren
        | Kind::Date { .. }
        | Kind::Amount { .. }
        | Kind::Number { .. }
        | Kind::PostalCode
        | Kind::Email { .. }
        | Kind::Phone { .. } => normalize_visible(text),
        Kind::Text { .. } | Kind::Choice { .. } | Kind::Choices { .. } | Kind::Confirmation => {
            normalize(text)
        }
    }
}

/// Characters as a person counts them: grapheme clusters.
pub fn length(text: &str) -> usize {
    text.graphemes(true).count()
}

/// One grapheme can hold any number of code points; this many a character are more than any script needs.
const CODE_POINTS_PER_CHARACTER: usize = 4;

fn read_text(text: &str, min: usize, max: usize, lines: Lines) -> Result<String, Reason> {
    let text = match lines {
        Lines::One => text.replace('\n', " "),
        Lines::Many => text.to_owned(),
    };
    let found = length(&text);
    let code_points = text.chars().count();
    if found < min {
        Err(Reason::TooShort { min, found })
    } else if found > max {
        Err(Reason::TooLong { max, found })
    } else if code_points > max * CODE_POINTS_PER_CHARACTER {
        // As many characters as so many code points would usually make.
        let found = code_points.div_ceil(CODE_POINTS_PER_CHARACTER);
        Err(Reason::TooLong { max, found })
    } else {
        Ok(text)
    }
}

fn read_choice(text: &str, choices: &[Choice]) -> Result<String, Reason> {
    let known = choices.iter().any(|choice| choice.value == text);
    if known { Ok(text.to_owned()) } else { Err(Reason::UnknownChoice) }
}

fn read_choices(texts: &[String], choices: &[Choice]) -> Result<Vec<String>, Reason> {
    let chosen = |choice: &&Choice| texts.contains(&choice.value);
    let is_unknown = |text: &String| choices.iter().all(|choice| choice.value != *text);
    if texts.iter().filter(|text| !text.is_empty()).any(is_unknown) {
        return Err(Reason::UnknownChoice);
    }
    let several = choices.iter().filter(chosen).count() > 1;
    if several && choices.iter().filter(chosen).any(|choice| choice.alone) {
        return Err(Reason::ConflictingChoices);
    }
    Ok(choices.iter().filter(chosen).map(|choice| choice.value.clone()).collect())
}
