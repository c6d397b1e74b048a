//! What acts on letters have to say.

use application_form::reference::Reference;
use authoring::typography::french;
use serde::{Deserialize, Serialize};

use super::{invitation::Invitation, summary::with};
use crate::cli::words::ConvocationAnswer;
use crate::text::{
    ids,
    printable::{one_line, printable},
};

/// The letter that tells a decision.
pub const DECISION: &str = "decision";
/// The letter that says that an application on paper has arrived.
pub const RECEIPT: &str = "receipt";
/// The letter with the peers' opinion.
pub const OPINION: &str = "opinion";

/// What its name begins with: the letter that asks to a hearing.
pub const CONVOCATION: &str = "convocation";
/// The letter that tells another time.
pub const MOVED: &str = "moved";
/// The letter that takes an invitation back.
pub const CANCELLED: &str = "cancelled";

/// What happened to a letter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterData {
    /// Which one: `decision`, `receipt`, `opinion`…
    pub letter: String,
    /// What happened.
    pub step: LetterStep,
    /// Why it came back.
    pub reason: Option<String>,
    /// As somebody has edited it, or as it was taken out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<LetterText>,
    /// The id of the peer to whom it goes; `None` if that is who applied.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub peer: Option<String>,
    /// To what the letter asks that was taken out, or what it takes back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invitation: Option<Box<Invitation>>,
    /// What kind of copy was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copy: Option<CopyForm>,
}

/// What happened to a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LetterStep {
    /// Somebody wrote it otherwise, by hand.
    Edited,
    /// It is again as content has it; what was written by hand is kept aside.
    Regenerated,
    /// Somebody is about to send it.
    Taken,
    /// It was not sent after all: nobody is sending it any more.
    Released,
    /// A copy was made that lies around until it is destroyed.
    Copied,
    /// A person has sent it.
    Sent,
    /// It came back: nobody has read it.
    Returned,
    /// Every copy was destroyed.
    Destroyed,
}

/// What a letter says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterText {
    /// On one line.
    pub subject: String,
    /// Paragraphs, a blank line between two.
    pub text: String,
}

/// What somebody answers who was asked to a hearing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerData {
    /// The hearing's id.
    pub hearing: String,
    /// The peer's id; `None` if a firm answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub peer: Option<String>,
    /// What.
    pub answer: ConvocationAnswer,
}

/// A hearing to which people are asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConvocationData {
    /// Its id.
    pub id: String,
    /// The firms that had a place then.
    pub refs: Vec<Reference>,
}

/// A copy of a letter outside of the office.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CopyForm {
    /// A file for a mail program, `.eml`.
    Message,
    /// On paper, or a page to be printed.
    Print,
    /// A file for a calendar, `.ics`.
    Event,
}

impl LetterText {
    /// With French typography, the subject on one line, nothing around the text.
    #[must_use]
    pub fn mended(&self) -> Self {
        let words = self.subject.split([' ', '\t', '\r', '\n']).filter(|word| !word.is_empty());
        let subject = words.collect::<Vec<_>>().join(" ");
        let lines = self.text.trim().lines().map(|line| french(line.trim_end()).into_owned());
        let text = printable(&lines.collect::<Vec<_>>().join("\n"));
        Self { subject: printable(&french(&subject)), text }
    }
}

impl LetterData {
    /// Something that happened to that letter, and nothing more to say of it.
    pub fn of(letter: &str, step: LetterStep) -> Self {
        Self {
            letter: letter.to_owned(),
            step,
            reason: None,
            text: None,
            peer: None,
            invitation: None,
            copy: None,
        }
    }

    /// In French, on one line.
    pub(super) fn summary(&self) -> String {
        let step = match (self.step, self.copy) {
            (LetterStep::Copied, Some(form)) => form.words(),
            (step, _) => step.words(),
        };
        let letter = format!("courrier « {} » {step}", letter_words(&self.letter));
        with(&letter, self.reason.as_deref().unwrap_or_default())
    }
}

impl LetterStep {
    /// As an adjective of the letter.
    pub fn words(self) -> &'static str {
        match self {
            Self::Edited => "modifié à la main",
            Self::Regenerated => "refait d'après son modèle",
            Self::Taken => "pris",
            Self::Released => "rendu",
            Self::Copied => "copié",
            Self::Sent => "envoyé",
            Self::Returned => "revenu",
            Self::Destroyed => "copies détruites",
        }
    }
}

impl CopyForm {
    /// What was done to make it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Message => "enregistré en fichier .eml",
            Self::Print => "imprimé",
            Self::Event => "enregistré en fichier .ics",
        }
    }
}

/// What people call a letter.
pub fn letter_words(letter: &str) -> String {
    match letter {
        DECISION => "décision".to_owned(),
        RECEIPT => "accusé de réception".to_owned(),
        OPINION => "avis".to_owned(),
        other => {
            let (kind, hearing) = other.split_once('-').unwrap_or((other, ""));
            // Where it was changed or asked to anew, the name ends with how often.
            let hearing = hearing.split_once('-').map_or(hearing, |(hearing, _)| hearing);
            let kind = match kind {
                CONVOCATION => "convocation",
                MOVED => "rendez-vous changé",
                CANCELLED => "rendez-vous annulé",
                other => other,
            };
            one_line(&format!("{kind} {}", ids::of_part(hearing)), 90).trim_end().to_owned()
        }
    }
}
