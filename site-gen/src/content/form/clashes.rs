//! What several forms of one site say must fit together, and with those who can open what they send.

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
        for &(first, other) in &readable[..number] {
            diagnostics.extend(clash((form, definition), (first, other)));
        }
        let Some(wanted) = &definition.recipients else { continue };
        let roles: Vec<&str> = listed.iter().map(|recipient| recipient.role.as_str()).collect();
        for role in wanted {
            if !roles.contains(&role.as_str()) {
                let help = suggest::help(role, roles.iter().copied());
                let message = format!("nobody in recipients.toml has the role `{role}`");
                diagnostics.push(told(form, "recipients", message, help));
            }
        }
        let holders = listed.iter().filter(|recipient| wanted.contains(&recipient.role)).count();
        if holders == 1 && listed.len() > 1 {
            let message =
                "one person alone could open what is sent: losing the key would lose everything";
            let help = "add a role, or list a second person with this one in recipients.toml";
            diagnostics.push(told(form, "recipients", message, help).placeholder());
        }
    }
}

/// What a form says otherwise than another, or as another does already.
fn clash(
    (form, ours): (&Form, &Definition),
    (first, theirs): (&Form, &Definition),
) -> Option<Diagnostic> {
    let found = |key: &str, what: String, help: &str| {
        told(form, key, format!("{what}, {}", first.source.path), help)
    };
    if ours.path == theirs.path {
        let what = format!("`{}` is the path of another form already", ours.path);
        let help = "the service could not tell them apart: change one of them";
        return Some(found("path", what, help));
    }
    if ours.id != theirs.id {
        let what = format!("`{}` is the prefix of another form already", ours.prefix);
        let help = "the prefix of a reference says which form it is of: change one of them";
        return (ours.prefix == theirs.prefix).then(|| found("prefix", what, help));
    }
    if ours.language == theirs.language {
        let what = format!("the form `{}` is there in this language already", ours.id);
        return Some(found("id", what, "give it another `id`, or another `language`"));
    }
    if ours.prefix != theirs.prefix {
        let what = format!("in another language, this form has the prefix `{}`", theirs.prefix);
        let help = "one form has one prefix, in whatever language it is sent";
        return Some(found("prefix", what, help));
    }
    let (ours, theirs) = (questions(ours), questions(theirs));
    let differing = ours.iter().find(|question| !theirs.contains(question));
    let (name, _) = differing.or_else(|| theirs.iter().find(|each| !ours.contains(each)))?;
    let what = format!("`{name}` is not the same in another language of this form");
    Some(found("id", what, "only words may differ; or give it an `id` of its own"))
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

/// What is wrong with a key of a form, where the form says it; at its start where it says nothing.
fn told(form: &Form, key: &str, message: impl Into<String>, help: impl Into<String>) -> Diagnostic {
    let root = read_toml(&form.source, &Diagnostics::default());
    let span = root.get(key).map_or(0..0, |node| node.span.clone());
    form.source.error(FORM_CLASH, span, message).help(help)
}
