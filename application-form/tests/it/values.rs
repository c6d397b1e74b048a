//! What people write, and what is read: tables to add lines to.

mod amounts;
mod companies;
mod contacts;
mod dates;

use application_form::{
    kind::FieldKind,
    message::{Reason, ReasonCode},
    submission::Submission,
};

use crate::applicant::{TODAY, form};

/// What these texts are read as: the canonical answer, or the reason and the message for the applicant.
fn read(field: &str, typed: &[&str]) -> Result<String, (ReasonCode, String)> {
    let field = form().field(field).expect("a field of the form");
    let pairs = field.wire_names().into_iter().zip(typed.iter().map(ToString::to_string));
    let submission: Submission = pairs.collect();
    match field.kind.read(&field.name, &submission, TODAY) {
        Ok(Some(answer)) => {
            let read_again: Submission =
                field.kind.wire(&field.name, &answer).into_iter().collect();
            let again = field.kind.read(&field.name, &read_again, TODAY);
            assert_eq!(
                again,
                Ok(Some(answer.clone())),
                "{typed:?} is read otherwise the second time"
            );
            if !matches!(field.kind, FieldKind::Confirmation) {
                let stored = field.kind.from_canonical(&answer.canonical());
                assert_eq!(stored.as_ref(), Some(&answer), "{typed:?} is stored otherwise");
            }
            Ok(answer.canonical().as_str().unwrap_or_default().to_owned())
        }
        Ok(None) => Err((ReasonCode::Missing, form().message(Some(field), &Reason::Missing))),
        Err(reason) => Err((reason.code(), form().message(Some(field), &reason))),
    }
}

/// Each text is read as the canonical answer beside it.
#[track_caller]
fn reads(field: &str, table: &[(&str, &str)]) {
    for (typed, canonical) in table {
        assert_eq!(read(field, &[typed]), Ok((*canonical).to_owned()), "{field}: {typed:?}");
    }
}

/// Each text is refused for the reason beside it, in a message that says this.
#[track_caller]
fn refuses(field: &str, table: &[(&str, ReasonCode, &str)]) {
    for (typed, code, said) in table {
        let (found, message) = match read(field, &[typed]) {
            Ok(answer) => panic!("{field}: {typed:?} is read as {answer}"),
            Err(refused) => refused,
        };
        assert_eq!(found, *code, "{field}: {typed:?}: {message}");
        let message = message.replace(['\u{a0}', '\u{202f}'], " ");
        assert!(message.contains(said), "{field}: {typed:?}: {message} does not say {said}");
    }
}
