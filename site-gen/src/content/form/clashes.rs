//! What several forms of one site say must fit together, and with those who can open what they send.

use std::ops::Range;

use application_form::definition::{Definition, Field};
use authoring::{
    config::read_toml,
    diagnostics::{Diagnostic, Diagnostics, suggest},
    recipients::ListedRecipient,
};
use serde_json::{Value as Json, json};

use super::Form;

authoring::codes! {
    FORM_CLASH = "form-clash" in "forms/contact.toml" {
        means: "Two forms have the same path or prefix, or one form in two languages asks different \
            questions, or a form is meant for a role that nobody has.",
        hurts: "What is sent to one form would be read by the other, or by nobody.",
        wrong: "id = \"contact\"\n\
            language = \"fr\"\n\
            prefix = \"CTC\"\n\
            page = \"/contact/\"\n\
            path = \"/candidature\"\n\n\
            [[fields]]\n\
            name = \"message\"\n\
            kind = \"text\"\n\
            label = \"Votre message\"",
        right: "id = \"contact\"\n\
            language = \"fr\"\n\
            prefix = \"CTC\"\n\
            page = \"/contact/\"\n\n\
            [[fields]]\n\
            name = \"message\"\n\
            kind = \"text\"\n\
            label = \"Votre message\"",
    }
}

/// Notes every clash at the second of the two forms.
pub fn check(forms: &[Form], listed: &[ListedRecipient], diagnostics: &mut Vec<Diagnostic>) {
    let readable: Vec<(&Form, &Definition)> =
        forms.iter().filter_map(|form| Some((form, form.definition.as_ref()?))).collect();
    for (number, &(form, definition)) in readable.iter().enumerate() {
        let mut note = |key: &str, message: String, help: String| {
            diagnostics.push(form.source.error(FORM_CLASH, place(form, key), message).help(help));
        };
        for &(first, other) in &readable[..number] {
            if let Some((key, message, help)) = clash(definition, other) {
                note(key, format!("{message}, {}", first.source.path), help.to_owned());
            }
        }
        let Some(wanted) = &definition.recipients else { continue };
        let roles: Vec<&str> = listed.iter().map(|recipient| recipient.role.as_str()).collect();
        for role in wanted {
            if !roles.contains(&role.as_str()) {
                let help = suggest::help(role, roles.iter().copied());
                note(
                    "recipients",
                    format!("nobody in recipients.toml has the role `{role}`"),
                    help,
                );
            }
        }
        let holders = listed.iter().filter(|recipient| wanted.contains(&recipient.role)).count();
        if holders == 1 && listed.len() > 1 {
            let message =
                "one person alone could open what is sent: losing the key would lose everything";
            let found = form.source.error(FORM_CLASH, place(form, "recipients"), message);
            let help = "add a role, or list a second person with this one in recipients.toml";
            diagnostics.push(found.help(help).placeholder());
        }
    }
}

/// The key by which a form says what another has said otherwise, or already; what is wrong, and what to do.
fn clash(form: &Definition, first: &Definition) -> Option<(&'static str, String, &'static str)> {
    if form.path == first.path {
        let message = format!("`{}` is the path of another form already", form.path);
        return Some((
            "path",
            message,
            "the service could not tell them apart: change one of them",
        ));
    }
    if form.id != first.id {
        let message = format!("`{}` is the prefix of another form already", form.prefix);
        let help = "the prefix of a reference says which form it is of: change one of them";
        return (form.prefix == first.prefix).then_some(("prefix", message, help));
    }
    if form.language == first.language {
        let message = format!("the form `{}` is there in this language already", form.id);
        return Some(("id", message, "give it another `id`, or another `language`"));
    }
    if form.prefix != first.prefix {
        let message = format!("in another language, this form has the prefix `{}`", first.prefix);
        let help = "one form has one prefix, in whatever language it is sent";
        return Some(("prefix", message, help));
    }
    let (ours, theirs) = (questions(form), questions(first));
    let differing = ours.iter().find(|question| !theirs.contains(question));
    let (name, _) = differing.or_else(|| theirs.iter().find(|each| !ours.contains(each)))?;
    let message = format!("`{name}` is not the same in another language of this form");
    Some(("id", message, "only words may differ; or give it an `id` of its own"))
}

/// What one form must ask alike in all its languages: names, kinds, values and rules, but no words.
fn questions(form: &Definition) -> Vec<(String, Json)> {
    let field = |field: &Field| {
        let mut kind = json!(field.kind);
        for choice in kind["choices"].as_array_mut().into_iter().flatten() {
            choice["label"].take();
        }
        (field.name.clone(), json!([kind, field.required, field.with]))
    };
    let fields = form.fields().map(field);
    let rules = form
        .rules
        .iter()
        .map(|rule| (format!("rules.{}", rule.name), json!([rule.field, rule.test])));
    fields.chain(rules).collect()
}

/// Where the form says it; at its start where it says nothing.
fn place(form: &Form, key: &str) -> Range<usize> {
    let root = read_toml(&form.source, &Diagnostics::default());
    root.get(key).map_or(0..0, |node| node.span.clone())
}
