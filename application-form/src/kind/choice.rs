//! Answers out of a list.

use serde::{Deserialize, Serialize};

use crate::message::Reason;

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
    /// What is sent.
    pub value: String,
    /// What the applicant reads.
    pub label: String,
    /// Whether it excludes every other.
    pub alone: bool,
}

/// Reads the one value that is chosen.
///
/// # Errors
///
/// `UnknownChoice`.
pub fn read_choice(text: &str, choices: &[Choice]) -> Result<String, Reason> {
    let known = choices.iter().any(|choice| choice.value == text);
    if known { Ok(text.to_owned()) } else { Err(Reason::UnknownChoice) }
}

/// Reads the values that are chosen, in the order of the list, each once.
///
/// # Errors
///
/// `UnknownChoice`, or `ConflictingChoices` where one that stands alone does not.
pub fn read_choices(texts: &[String], choices: &[Choice]) -> Result<Vec<String>, Reason> {
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
