//! What the templates see of the faults, and which controls those are about.

use serde::Serialize;

use crate::{
    definition::{Definition, Field},
    evaluate::result::Fault,
    kind::FieldKind,
    language::dates::Parts,
    message::Reason,
};

/// A line of the error summary.
#[derive(Debug, Serialize)]
pub struct ErrorLink<'a> {
    /// The control to go to; none for an error of the page.
    id: Option<String>,
    message: &'a str,
}

impl<'a> ErrorLink<'a> {
    /// Every fault, errors of the page first and once, as they concern everything.
    pub fn all(definition: &Definition, faults: &'a [Fault]) -> Vec<Self> {
        let mut links: Vec<Self> = Vec::new();
        for fault in faults {
            let id = definition.field(&fault.field).map(|field| faulty_id(field, fault));
            let message = fault.message.as_str();
            match id {
                None if links.iter().any(|link| link.message == message) => {}
                None => links.insert(0, Self { id, message }),
                Some(_) => links.push(Self { id, message }),
            }
        }
        links
    }
}

/// Which boxes of a date the reason is about.
pub(super) fn faulty_parts(reason: &Reason) -> Parts {
    match *reason {
        Reason::MissingParts(parts) | Reason::NotADate(parts, _) => parts,
        Reason::OutOfRange { .. } => Parts::YEAR,
        _ => Parts::ALL,
    }
}

/// Where a link to the fault leads: the first control that it is about.
fn faulty_id(field: &Field, fault: &Fault) -> String {
    let FieldKind::Date { .. } = field.kind else { return field.first_id() };
    let mut faulty = field.wire_names().into_iter().zip(faulty_parts(&fault.reason).0);
    faulty
        .find_map(|(name, is_faulty)| is_faulty.then_some(name))
        .unwrap_or_else(|| field.first_id())
}
