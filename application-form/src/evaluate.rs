//! One evaluation of what was sent, with its three results: errors, stop, or accepted with warnings.

use jiff::civil::Date;

use crate::{
    definition::{Definition, Field},
    kind::answer::Answer,
    message::Reason,
    submission::{Submission, normalize},
};

pub mod branches;
pub mod result;
mod domains;
mod conditions;

use branches::{ASKED, add_implied_choices};
use conditions::{stop, warnings};
use result::{Application, Evaluation, Fault, Quarantine, StopReason};

/// The field that carries the check page's proof.
pub const TOKEN: &str = "token";

/// The field that names a question whose suggested answer ([`Notice::suggestion`](result::Notice)) is taken.
pub const SUGGESTION: &str = "suggestion";

/// What pages send under these names is no answer, and no field may have them.
pub const RESERVED: [&str; 3] = [TOKEN, SUGGESTION, ASKED];

/// Evaluates what was sent. `today` is the day in Paris.
pub fn evaluate(definition: &Definition, submission: &Submission, today: Date) -> Evaluation {
    let mut answers: Vec<(String, Answer)> = Vec::new();
    let mut faults = Vec::new();
    for field in definition.fields() {
        match field.kind.read(&field.name, submission, today) {
            Ok(Some(answer)) => answers.push((field.name.clone(), answer)),
            Ok(None) => {}
            Err(reason) => faults.push(fault(definition, field, reason)),
        }
    }
    add_implied_choices(definition, &mut answers);
    let asked = branches::asked(definition, &answers);
    let is_asked = |name: &str| asked.contains(&name);
    answers.retain(|(name, _)| is_asked(name));
    faults.retain(|fault: &Fault| is_asked(&fault.field));
    for field in definition.fields().filter(|field| is_asked(&field.name)) {
        let answered = answers.iter().any(|(name, _)| *name == field.name);
        let faulty = faults.iter().any(|fault| fault.field == field.name);
        if !answered && !faulty && is_required(field, &answers) {
            faults.push(fault(definition, field, Reason::Missing));
        }
    }
    let place = |name: &str| definition.fields().position(|field| field.name == name);
    faults.sort_by_key(|fault| place(&fault.field));
    faults.extend(unknown_fields(definition, submission));
    if faults.is_empty() {
        faults = too_heavy(definition, &answers);
    }
    if !faults.is_empty() {
        return Evaluation::Errors(faults);
    }
    let stops: Vec<StopReason> = definition
        .rules
        .iter()
        .filter_map(|rule| stop(definition, rule, &answers, today))
        .collect();
    if !stops.is_empty() {
        return Evaluation::Stop(stops);
    }
    let warnings = warnings(definition, &answers);
    let mut robot = submission.all(&definition.honeypot.name);
    let filled = robot.any(|value| !normalize(value).is_empty());
    let quarantine = if filled { Quarantine::Yes } else { Quarantine::No };
    Evaluation::Accepted(Application { answers, warnings, quarantine })
}

/// The texts that weigh more than their share, if all together weigh too much. A limit of characters alone would let
/// one application weigh four times as much.
fn too_heavy(definition: &Definition, answers: &[(String, Answer)]) -> Vec<Fault> {
    let texts = || {
        answers.iter().filter_map(|(name, answer)| {
            let field = definition.field(name)?;
            let share = field.text_bytes()?;
            let Answer::Text(text) = answer else { return None };
            Some((field, text.len(), share))
        })
    };
    if texts().map(|(_, bytes, _)| bytes).sum::<usize>() <= definition.text_bytes() {
        return Vec::new();
    }
    texts()
        .filter(|(_, bytes, share)| bytes > share)
        .map(|(field, ..)| fault(definition, field, Reason::TooHeavy))
        .collect()
}

fn fault(definition: &Definition, field: &Field, reason: Reason) -> Fault {
    let message = definition.message(Some(field), &reason);
    Fault { field: field.name.clone(), reason, message }
}

fn is_required(field: &Field, answers: &[(String, Answer)]) -> bool {
    match &field.with {
        None => field.required,
        Some(with) => answers.iter().any(|(name, answer)| {
            *name == with.field
                && matches!(answer, Answer::Choices(chosen) if chosen.contains(&with.choice))
        }),
    }
}

/// Every name that the form can send.
fn known_names(definition: &Definition) -> Vec<String> {
    let mut known: Vec<String> = definition.fields().flat_map(Field::wire_names).collect();
    known.extend([definition.honeypot.name.clone(), TOKEN.to_owned(), ASKED.to_owned()]);
    known
}

/// What was sent under the names of the form.
pub fn without_unknown(definition: &Definition, submission: Submission) -> Submission {
    let known = known_names(definition);
    submission.into_pairs().filter(|(name, _)| known.contains(name)).collect()
}

/// So many are listed: one is enough to know, and an answer must not be longer than what was sent.
const LISTED: usize = 20;

/// Names the form does not have: whoever wrote the program that sent them reads this.
fn unknown_fields(definition: &Definition, submission: &Submission) -> Vec<Fault> {
    let known = known_names(definition);
    let mut unknown: Vec<&String> = submission
        .pairs()
        .iter()
        .map(|(name, _)| name)
        .filter(|name| !known.contains(name))
        .collect();
    unknown.sort_unstable();
    unknown.dedup();
    unknown
        .into_iter()
        .take(LISTED)
        .map(|name| Fault {
            field: name.clone(),
            reason: Reason::UnknownField,
            message: definition.message(None, &Reason::UnknownField),
        })
        .collect()
}
