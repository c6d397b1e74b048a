//! Why an answer is refused, and the sentence that says so.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::language::{Language, company_numbers::CompanyNumber, dates::Parts};

/// Why an answer is refused. The reason, not the sentence: the wording is content.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Reason {
    Missing,
    MissingParts(Parts),
    TooShort { min: usize, found: usize },
    TooLong { max: usize, found: usize },
    TooHeavy,
    Malformed(Part),
    WrongLength { number: Option<CompanyNumber>, expected: usize, found: usize },
    CheckDigit,
    NotADate(Parts, Part),
    InTheFuture(Date),
    NotWhole(Part),
    OutOfRange { min: u64, max: u64 },
    UnknownChoice,
    ConflictingChoices,
    UnknownField,
    RepeatedField,
}

/// What of an answer stands in the way, as the message quotes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part(String);

impl Part {
    /// So many characters are enough to find the place.
    const LONGEST: usize = 40;

    /// Cut short if it is long.
    pub fn new(text: &str) -> Self {
        let text = text.trim();
        match text.char_indices().nth(Self::LONGEST) {
            Some((end, _)) => Self(format!("{}…", text[..end].trim_end())),
            None => Self(text.to_owned()),
        }
    }
}

/// A [`Reason`] without its figures: what messages are kept under, and [what programs are told](Self::told).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum ReasonCode {
    Missing,
    TooShort,
    TooLong,
    TooHeavy,
    Malformed,
    WrongLength,
    CheckDigit,
    #[serde(rename = "not_a_date")]
    NotADate,
    InTheFuture,
    NotWhole,
    OutOfRange,
    UnknownChoice,
    ConflictingChoices,
    UnknownField,
    RepeatedField,
}

impl ReasonCode {
    /// Every code.
    pub const ALL: [Self; 15] = [
        Self::Missing,
        Self::TooShort,
        Self::TooLong,
        Self::TooHeavy,
        Self::Malformed,
        Self::WrongLength,
        Self::CheckDigit,
        Self::NotADate,
        Self::InTheFuture,
        Self::NotWhole,
        Self::OutOfRange,
        Self::UnknownChoice,
        Self::ConflictingChoices,
        Self::UnknownField,
        Self::RepeatedField,
    ];

    /// The name that messages are kept under, and that the JSON answer says of [`told`](Self::told).
    pub fn name(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::TooShort => "too_short",
            Self::TooLong => "too_long",
            Self::TooHeavy => "too_heavy",
            Self::Malformed => "malformed",
            Self::WrongLength => "wrong_length",
            Self::CheckDigit => "check_digit",
            Self::NotADate => "not_a_date",
            Self::InTheFuture => "in_the_future",
            Self::NotWhole => "not_whole",
            Self::OutOfRange => "out_of_range",
            Self::UnknownChoice => "unknown_choice",
            Self::ConflictingChoices => "conflicting_choices",
            Self::UnknownField => "unknown_field",
            Self::RepeatedField => "repeated_field",
        }
    }

    /// What programs are told: to them, a text that weighs too much is one that is too long. A person needs to be
    /// told what to do about it, so the message is one of its own.
    #[must_use]
    pub fn told(self) -> Self {
        if self == Self::TooHeavy { Self::TooLong } else { self }
    }

    /// What a message for this reason may mention in braces.
    pub fn placeholders(self) -> &'static [&'static str] {
        match self {
            Self::TooShort => &["label", "min", "found"],
            Self::TooLong => &["label", "max", "found"],
            Self::Malformed | Self::NotADate | Self::NotWhole => &["label", "part"],
            Self::WrongLength => &["label", "number", "expected", "found"],
            Self::InTheFuture => &["label", "date"],
            Self::OutOfRange => &["label", "min", "max"],
            _ => &["label"],
        }
    }
}

impl fmt::Display for ReasonCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Reason {
    /// The reason without its figures.
    pub fn code(&self) -> ReasonCode {
        match self {
            Self::Missing | Self::MissingParts(_) => ReasonCode::Missing,
            Self::TooShort { .. } => ReasonCode::TooShort,
            Self::TooLong { .. } => ReasonCode::TooLong,
            Self::TooHeavy => ReasonCode::TooHeavy,
            Self::Malformed(_) => ReasonCode::Malformed,
            Self::WrongLength { .. } => ReasonCode::WrongLength,
            Self::CheckDigit => ReasonCode::CheckDigit,
            Self::NotADate(..) => ReasonCode::NotADate,
            Self::InTheFuture(_) => ReasonCode::InTheFuture,
            Self::NotWhole(_) => ReasonCode::NotWhole,
            Self::OutOfRange { .. } => ReasonCode::OutOfRange,
            Self::UnknownChoice => ReasonCode::UnknownChoice,
            Self::ConflictingChoices => ReasonCode::ConflictingChoices,
            Self::UnknownField => ReasonCode::UnknownField,
            Self::RepeatedField => ReasonCode::RepeatedField,
        }
    }

    /// The values of [`ReasonCode::placeholders`], as an applicant reads them.
    pub fn values(&self, label: &str, language: Language) -> Vec<(&'static str, String)> {
        let count = |number: usize| language.number(number as u64);
        let amount = |number: u64| language.number(number);
        let mut values = vec![("label", label.to_owned())];
        match self {
            &Self::TooShort { min, found } => {
                values.extend([("min", count(min)), ("found", count(found))]);
            }
            &Self::TooLong { max, found } => {
                values.extend([("max", count(max)), ("found", count(found))]);
            }
            &Self::WrongLength { number, expected, found } => {
                let number = number.map_or("", |number| number.name(language));
                values.push(("number", number.to_owned()));
                values.extend([("expected", count(expected)), ("found", count(found))]);
            }
            Self::Malformed(part) | Self::NotADate(_, part) | Self::NotWhole(part) => {
                values.push(("part", part.0.clone()));
            }
            Self::InTheFuture(date) => values.push(("date", language.long_date(*date))),
            &Self::MissingParts(parts) => values.push(("parts", language.named_parts(parts))),
            &Self::OutOfRange { min, max } => {
                values.extend([("min", amount(min)), ("max", amount(max))]);
            }
            _ => {}
        }
        values
    }
}

/// A sentence with `{names}` to fill in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Message(String);

impl Message {
    /// Takes the sentence as it is; [`names`](Self::names) says what it wants filled in.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The names in braces.
    pub fn names(&self) -> Vec<&str> {
        self.0
            .split('{')
            .skip(1)
            .filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
            .collect()
    }

    /// The sentence, filled in. Values are not searched for names.
    pub fn fill(&self, values: &[(&str, String)]) -> String {
        let mut filled = String::with_capacity(self.0.len());
        let mut rest = self.0.as_str();
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let value = after.split_once('}').and_then(|(name, after)| {
                let value = values.iter().find(|(known, _)| *known == name)?;
                Some((&value.1, after))
            });
            if let Some((value, after)) = value {
                filled.push_str(value);
                rest = after;
            } else {
                filled.push('{');
                rest = after;
            }
        }
        filled.push_str(rest);
        filled
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_filled_in_once_and_values_are_left_alone() {
        let message = Message::new("« {label} » : {found} sur {max}, {inconnu}");

        assert_eq!(message.names(), ["label", "found", "max", "inconnu"]);
        assert_eq!(
            message.fill(
                &Reason::TooLong { max: 4000, found: 4001 }
                    .values("{max} projet", Language::French)
            ),
            "« {max} projet » : 4\u{202f}001 sur 4\u{202f}000, {inconnu}"
        );
    }

    #[test]
    fn what_is_quoted_of_an_answer_is_cut_short() {
        assert_eq!(Part::new(" TTC "), Part("TTC".to_owned()));
        assert_eq!(Part::new(&"é".repeat(40)), Part("é".repeat(40)));
        assert_eq!(Part::new(&"é".repeat(41)), Part(format!("{}…", "é".repeat(40))));
    }

    #[test]
    fn the_name_programs_see_is_the_name_messages_are_kept_under() {
        for code in ReasonCode::ALL {
            assert_eq!(serde_json::to_value(code).unwrap(), code.name());
        }
    }
}
