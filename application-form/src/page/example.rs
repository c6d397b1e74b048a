//! What each template can name, for whoever checks one without rendering it: nothing in it is empty.

use std::collections::BTreeMap;

use tera::Context;

use super::{
    faults::ErrorLink,
    fields::{SectionView, hidden},
    insert_check, insert_failure, insert_form, insert_pairs, insert_received, insert_stop,
    summary::SummarySection,
    surroundings,
};
use crate::{
    definition::{Choice, Definition, Field, Kind, Reason, Section, ShownAs},
    evaluate::{Fault, Notice},
    submission::Submission,
};

/// What the template of that name can name, in a form of that definition. One that is none of
/// [`TEMPLATES`](super::TEMPLATES) may be included by any of them: it can name what any of them can.
pub fn context(definition: &Definition, template: &str) -> Context {
    let mut context = surroundings(definition, "x");
    let is_own = super::TEMPLATES.iter().all(|(name, _)| *name != template);
    let is = |name: &str| is_own || template == name;
    let pairs = [("x".to_owned(), "x".to_owned())];
    if is("form/stop.html") {
        insert_stop(&mut context, &["x"], &hidden(pairs.iter()));
    }
    if is("form/received.html") {
        insert_received(&mut context, "x");
    }
    if is("form/not-stored.html") || is("form/failure.html") {
        insert_failure(&mut context, "x");
    }
    if is("form/not-stored.html") || is("form/hidden.html") {
        insert_pairs(&mut context, &hidden(pairs.iter()));
    }
    if is("form/check.html") {
        let warnings = [Notice { field: "x".to_owned(), message: "x".to_owned() }];
        insert_check(&mut context, &[SummarySection::example()], &warnings, &hidden(pairs.iter()));
    }
    if is("form/form.html") || is("form/field.html") {
        let definition = filled(definition);
        let fault = |field: &str| Fault {
            field: field.to_owned(),
            reason: Reason::Missing,
            message: "x".to_owned(),
        };
        let faults = [fault("date"), fault("choice")];
        let sections = SectionView::all(&definition, &Submission::default(), &faults);
        let errors = ErrorLink::all(&definition, &faults);
        insert_form(&mut context, &definition, &sections, &errors, Some("x"), "x");
        if is("form/field.html") {
            context.insert("section", &sections[0]);
            let field = sections.into_iter().next().and_then(SectionView::into_one_field);
            context.insert("field", &field);
        }
    }
    if is_own {
        // The form's and the check page's are not the same.
        context.insert("sections", &());
    }
    context
}

/// The same form with other questions: one that is answered in parts, one that has choices.
fn filled(definition: &Definition) -> Definition {
    let field = |name: &str, kind| Field {
        name: name.to_owned(),
        label: "x".to_owned(),
        hint: Some("x".to_owned()),
        required: true,
        kind,
        autocomplete: Some("x".to_owned()),
        with: None,
        messages: BTreeMap::new(),
    };
    let choice = Choice { value: "x".to_owned(), label: "x".to_owned(), alone: false };
    let kind = Kind::Choice { choices: vec![choice], shown_as: ShownAs::Radios };
    let fields = vec![field("date", Kind::Date { from_year: 1900 }), field("choice", kind)];
    let section = Section { title: "x".to_owned(), intro: Some("x".to_owned()), fields };
    Definition { sections: vec![section], ..definition.clone() }
}
