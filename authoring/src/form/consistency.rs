//! What each part of the definition says of the others must hold.

use std::ops::Range;

use application_form::{
    definition::{Definition, Field, rule::Test},
    evaluate::RESERVED,
    kind::FieldKind,
};

use super::Reader;
use crate::{
    config::{Node, Value},
    diagnostics::{Code, suggest},
    form::{kind::FORM_FIELDS, rule::FORM_RULES},
};

/// What to do about a name of [`RESERVED`].
const USED_BY_THE_FORM: &str = "the form uses this name itself: choose another";

impl Reader<'_> {
    pub(super) fn check_consistency(&self, root: &Node, definition: &Definition) {
        self.names_are_used_once(root, definition);
        self.details_follow_a_choice(root, definition);
        self.rules_hold_together(root, definition);
        // Those that lack something else are no part of the definition, and still mention fields.
        for node in named(root, "rules").into_iter().chain(named(root, "warnings")) {
            for key in ["field", "choice"] {
                if let Some(field) = text(node, key) {
                    self.field_exists(node, key, field, definition);
                }
            }
        }
    }

    fn names_are_used_once(&self, root: &Node, definition: &Definition) {
        let mut taken: Vec<(String, usize)> = self.taken_by_the_form(root, definition);
        for node in field_nodes(root) {
            let Some(name_node) = node.get("name") else { continue };
            let Value::String(name) = &name_node.value else { continue };
            let line = self.line_of(name_node);
            self.is_well_formed(name, name_node, "a field's name is like `raison_sociale`");
            let wire_names = definition
                .field(name)
                .map_or_else(|| vec![name.clone()], Field::wire_names)
                .into_iter()
                .chain([name.clone()]);
            let mut reported = false;
            let mut own = Vec::new();
            for wire_name in wire_names {
                match taken.iter().find(|(other, _)| *other == wire_name) {
                    Some((_, first)) if !reported => {
                        let help = match *first {
                            usize::MAX => USED_BY_THE_FORM.to_owned(),
                            first => format!("the first is on line {first}: rename one of them"),
                        };
                        let message = format!("two fields have the name `{wire_name}`");
                        self.note(FORM_FIELDS, name_node.span.clone(), message, Some(help));
                        reported = true;
                    }
                    Some(_) => {}
                    None => own.push((wire_name, line)),
                }
            }
            taken.extend(own);
        }
    }

    /// The names that no question may have; with a line where the author chose one.
    fn taken_by_the_form(&self, root: &Node, definition: &Definition) -> Vec<(String, usize)> {
        let mut taken: Vec<(String, usize)> =
            RESERVED.map(|name| (name.to_owned(), usize::MAX)).to_vec();
        let written = root.get("robot").and_then(|robot| robot.get("name"));
        let Some((node, Value::String(robot))) = written.map(|node| (node, &node.value)) else {
            taken.push((definition.honeypot.name.clone(), usize::MAX));
            return taken;
        };
        self.is_well_formed(robot, node, "the robot field's name is like `complement`");
        if RESERVED.contains(&robot.as_str()) {
            let message = format!("the robot field has the name `{robot}`");
            self.note(FORM_FIELDS, node.span.clone(), message, Some(USED_BY_THE_FORM.to_owned()));
        } else {
            taken.push((robot.clone(), self.line_of(node)));
        }
        taken
    }

    fn is_well_formed(&self, name: &str, node: &Node, rule: &str) {
        let fits =
            |symbol: char| symbol.is_ascii_lowercase() || symbol.is_ascii_digit() || symbol == '_';
        if name.is_empty() || !name.chars().all(fits) {
            let message = format!("{rule}, this is `{name}`");
            let help = "small letters without accents, digits and _".to_owned();
            self.note(FORM_FIELDS, node.span.clone(), message, Some(help));
        }
    }

    fn line_of(&self, node: &Node) -> usize {
        self.source.error(FORM_FIELDS, node.span.clone(), "").place.line
    }

    fn details_follow_a_choice(&self, root: &Node, definition: &Definition) {
        for node in field_nodes(root) {
            let Some(with) = node.get("with") else { continue };
            let (Some(parent), Some(choice)) = (text(with, "field"), text(with, "choice")) else {
                continue;
            };
            if !self.field_exists(with, "field", parent, definition) {
                continue;
            }
            let Some(Field { kind: FieldKind::Choices { choices }, .. }) = definition.field(parent)
            else {
                let fields = definition.fields();
                let fitting =
                    fields.filter(|field| matches!(field.kind, FieldKind::Choices { .. }));
                let help = suggest::help(parent, fitting.map(|field| field.name.as_str()));
                let message = format!("`{parent}` is not a field of kind `choices`");
                self.note(FORM_FIELDS, place(with, "field"), message, Some(help));
                continue;
            };
            if !choices.iter().any(|offered| offered.value == choice) {
                let known = choices.iter().map(|choice| choice.value.as_str());
                let message = format!("`{parent}` has no choice `{choice}`");
                self.note(
                    FORM_FIELDS,
                    place(with, "choice"),
                    message,
                    Some(suggest::help(choice, known)),
                );
            }
        }
    }

    fn rules_hold_together(&self, root: &Node, definition: &Definition) {
        for rule in &definition.rules {
            let Some(node) = root.get("rules").and_then(|rules| rules.get(&rule.name)) else {
                continue;
            };
            let Some(field) = definition.field(&rule.field) else { continue };
            if !rule.test.fits(&field.kind) {
                let message =
                    format!("this rule cannot judge `{}`: it is of another kind", rule.field);
                let fitting = definition.fields().filter(|field| rule.test.fits(&field.kind));
                let fitting: Vec<&str> = fitting.map(|field| field.name.as_str()).collect();
                let help = match fitting.as_slice() {
                    [] => "no field of the form is of a kind that it can judge".to_owned(),
                    fitting => format!("it can judge: {}", fitting.join(", ")),
                };
                self.note(FORM_RULES, place(node, "field"), message, Some(help));
            }
            if !field.required {
                let message = format!("a rule needs an answer, and `{}` is optional", rule.field);
                let help = "remove `required = false` from the field, or the rule".to_owned();
                self.note(FORM_RULES, place(node, "field"), message, Some(help));
            }
            match (&rule.test, &field.kind) {
                (Test::AtLeast { min }, FieldKind::Amount { max } | FieldKind::Number { max })
                    if min > max =>
                {
                    let message = format!(
                        "nobody can pass: `{}` accepts at most {max}, the rule wants {min}",
                        rule.field
                    );
                    let help = "lower `min`, or raise the field's `max`".to_owned();
                    self.note(FORM_RULES, place(node, "min"), message, Some(help));
                }
                (Test::OneOf { choices }, FieldKind::Choice { .. }) => {
                    for choice in choices {
                        if !field.choices().iter().any(|offered| offered.value == *choice) {
                            let known = field.choices().iter().map(|choice| choice.value.as_str());
                            self.note(
                                FORM_RULES,
                                place(node, "choices"),
                                format!("`{}` has no choice `{choice}`", rule.field),
                                Some(suggest::help(choice, known)),
                            );
                        }
                    }
                }
                _ => {}
            }
        }
    }

    /// Notes a mention of a field the form does not have. A field that is there but was itself mistaken
    /// counts as known: its own mistake is reported already.
    fn field_exists(&self, node: &Node, key: &str, name: &str, definition: &Definition) -> bool {
        if definition.field(name).is_some() {
            return true;
        }
        let written = self.source.text.contains(&format!("name = \"{name}\""));
        if !written {
            let known = definition.fields().map(|field| field.name.as_str());
            self.note(
                FORM_RULES,
                place(node, key),
                format!("no field has the name `{name}`"),
                Some(suggest::help(name, known)),
            );
        }
        false
    }

    fn note(
        &self,
        code: Code,
        span: Range<usize>,
        message: impl Into<String>,
        help: Option<String>,
    ) {
        self.diagnostics.push(self.source.error(code, span, message).maybe_help(help));
    }
}

/// Every `[[fields]]` and `[[sections.fields]]`, read or not.
pub(super) fn field_nodes(root: &Node) -> Vec<&Node> {
    let sections = items(root.get("sections"));
    let in_sections = sections.into_iter().flat_map(|section| items(section.get("fields")));
    items(root.get("fields")).into_iter().chain(in_sections).collect()
}

/// The tables below `[name.…]`.
fn named<'a>(root: &'a Node, name: &str) -> Vec<&'a Node> {
    match root.get(name).map(|node| &node.value) {
        Some(Value::Table(entries)) => entries.iter().map(|(_, node)| node).collect(),
        _ => Vec::new(),
    }
}

fn items(node: Option<&Node>) -> Vec<&Node> {
    match node.map(|node| &node.value) {
        Some(Value::List(items)) => items.iter().collect(),
        _ => Vec::new(),
    }
}

fn text<'a>(node: &'a Node, key: &str) -> Option<&'a str> {
    match node.get(key).map(|node| &node.value) {
        Some(Value::String(text)) => Some(text),
        _ => None,
    }
}

fn place(node: &Node, key: &str) -> Range<usize> {
    node.get(key).map_or_else(|| node.span.clone(), |node| node.span.clone())
}
