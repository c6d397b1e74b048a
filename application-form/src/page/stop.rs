//! What the stop page shows: each condition that is not met, beside the answers that it judged.

use serde::Serialize;

use crate::{
    definition::{Definition, Field},
    evaluate::result::StopReason,
};

/// A condition that is not met.
#[derive(Debug, Serialize)]
pub struct StopView<'a> {
    message: &'a str,
    contradiction: Option<&'a str>,
    answers: Vec<JudgedView<'a>>,
}

/// An answer, and where it is changed.
#[derive(Debug, Serialize)]
struct JudgedView<'a> {
    /// Of the first control.
    id: String,
    label: &'a str,
    answer: &'a str,
}

impl StopView<'static> {
    /// One in which nothing is empty.
    pub fn example() -> Self {
        let answer = JudgedView { id: "x".to_owned(), label: "x", answer: "x" };
        Self { message: "x", contradiction: Some("x"), answers: vec![answer] }
    }
}

impl<'a> StopView<'a> {
    /// Every reason, in its order.
    pub fn all(definition: &'a Definition, reasons: &'a [StopReason]) -> Vec<Self> {
        let of = |reason: &'a StopReason| Self {
            message: &reason.message,
            contradiction: reason.contradiction.as_deref(),
            answers: reason
                .judged
                .iter()
                .map(|judged| {
                    let field = definition.field(&judged.field);
                    JudgedView {
                        id: field.map(Field::first_id).unwrap_or_default(),
                        label: field.map_or("", |field| field.label.as_str()),
                        answer: &judged.answer,
                    }
                })
                .collect(),
        };
        reasons.iter().map(of).collect()
    }
}
