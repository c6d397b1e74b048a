//! Reads `when`, and looks at what it mentions.

use std::ops::Range;

use application_form::{
    definition::{Definition, Field, when::When},
    kind::{FieldKind, answer::CONFIRMED},
};

use super::{Reader, consistency::field_nodes};
use crate::{
    config::{Node, Value},
    diagnostics::suggest,
};

crate::codes! {
    FORM_BRANCHES = "form-branches" in "candidature.toml" {
        means: "The condition of a question is not written as one, looks at no earlier choice, or is such that \
            nobody is ever asked, or only those who may not apply.",
        hurts: "Applicants would never see the question, or answer it in vain.",
        wrong: "[[fields]]\n\
            name = \"departement\"\n\
            label = \"Département\"\n\
            kind = \"choice\"\n\
            choices = [{ value = \"34\", label = \"Hérault\" }, { value = \"autre\", label = \"Autre\" }]\n\
            [[fields]]\n\
            name = \"pays\"\n\
            label = \"Pays\"\n\
            kind = \"text\"\n\
            when = { field = \"departement\", is = [\"autres\"] }",
        right: "[[fields]]\n\
            name = \"departement\"\n\
            label = \"Département\"\n\
            kind = \"choice\"\n\
            choices = [{ value = \"34\", label = \"Hérault\" }, { value = \"autre\", label = \"Autre\" }]\n\
            [[fields]]\n\
            name = \"pays\"\n\
            label = \"Pays\"\n\
            kind = \"text\"\n\
            when = { field = \"departement\", is = [\"autre\"] }",
    }
}

const HELP: &str = "when = { field = \"departement\", is = [\"autre\"] }, or { all = [ {…}, {…} ] }, or { any = [ {…}, {…} ] }";

impl Reader<'_> {
    /// Reads a condition; what it says is looked at once all questions are known.
    pub(super) fn when(&self, node: &Node) -> Option<When> {
        let Value::Table(entries) = &node.value else {
            return self.no_condition(
                node.span.clone(),
                &format!("a condition is a table, this is {}", node.value.kind()),
            );
        };
        let keys: Vec<&str> = entries.iter().map(|(key, _)| key.name.as_str()).collect();
        match keys.as_slice() {
            ["all"] => Some(When::All { all: self.parts(node, "all")? }),
            ["any"] => Some(When::Any { any: self.parts(node, "any")? }),
            ["field", "is"] | ["is", "field"] => {
                let Some(Value::String(field)) = node.get("field").map(|node| &node.value) else {
                    return self.no_condition(
                        place(node, "field"),
                        "`field` should be the name of a question",
                    );
                };
                let Some(Value::List(values)) = node.get("is").map(|node| &node.value) else {
                    return self.no_condition(place(node, "is"), "`is` should be a list of values");
                };
                let text = |node: &Node| match &node.value {
                    Value::String(text) => Some(text.clone()),
                    _ => None,
                };
                let Some(is) =
                    values.iter().map(text).collect::<Option<Vec<_>>>().filter(|is| !is.is_empty())
                else {
                    return self.no_condition(
                        place(node, "is"),
                        "`is` should be a list of texts, at least one",
                    );
                };
                Some(When::Is { field: field.clone(), is })
            }
            _ => self.no_condition(
                node.span.clone(),
                "a condition has the keys `field` and `is`, or `all`, or `any`",
            ),
        }
    }

    fn parts(&self, node: &Node, key: &str) -> Option<Vec<When>> {
        match node.get(key).map(|node| &node.value) {
            Some(Value::List(parts)) if !parts.is_empty() => {
                let read: Vec<Option<When>> = parts.iter().map(|part| self.when(part)).collect();
                read.into_iter().collect()
            }
            _ => self
                .no_condition(place(node, key), &format!("`{key}` should be a list of conditions")),
        }
    }

    fn no_condition<T>(&self, span: Range<usize>, message: &str) -> Option<T> {
        self.diagnostics.push(self.source.error(FORM_BRANCHES, span, message).help(HELP));
        None
    }

    /// Notes what is wrong with the conditions, at each; the enumeration only where they are sound.
    pub(super) fn check_branches(&self, root: &Node, definition: &Definition) {
        let conditional = definition.fields().filter(|field| field.when.is_some());
        let mistakes: usize =
            conditional.map(|field| self.check_mentions(root, definition, field)).sum();
        if mistakes == 0 {
            self.enumerate(root, definition);
        }
    }

    /// How many mistakes were noted.
    fn check_mentions(&self, root: &Node, definition: &Definition, field: &Field) -> usize {
        let mut noted = 0;
        let mut note = |message: String, help: String| {
            noted += 1;
            let span = condition(root, &field.name);
            self.diagnostics.push(self.source.error(FORM_BRANCHES, span, message).help(help));
        };
        if field.with.is_some() {
            let help = "`with` says already when it is asked: remove `when`".to_owned();
            note("a detail of a choice is asked with that choice".to_owned(), help);
        }
        let earlier = || definition.fields().take_while(|other| other.name != field.name);
        let is_list = |field: &&Field| !values(field).is_empty();
        for (name, is) in field.when.iter().flat_map(When::mentions) {
            let Some(other) = earlier().find(|other| other.name == name) else {
                let lists: Vec<&str> =
                    earlier().filter(is_list).map(|field| &*field.name).collect();
                let message = match definition.field(name) {
                    Some(_) => format!(
                        "`{name}` is not asked before this question: its answer would hide this one"
                    ),
                    None => format!("no question is called `{name}`"),
                };
                note(message, suggest::help(name, lists));
                continue;
            };
            let known = values(other);
            if known.is_empty() {
                let lists: Vec<&str> =
                    earlier().filter(is_list).map(|field| &*field.name).collect();
                note(format!("`{name}` offers no choices"), suggest::help(name, lists));
            }
            for value in
                is.iter().filter(|value| !known.is_empty() && !known.contains(&value.as_str()))
            {
                note(
                    format!("`{name}` has no choice `{value}`"),
                    suggest::help(value, known.iter().copied()),
                );
            }
        }
        noted
    }
}

/// What a condition may name of a question.
fn values(field: &Field) -> Vec<&str> {
    match field.kind {
        FieldKind::Confirmation => vec![CONFIRMED],
        _ => field.choices().iter().map(|choice| choice.value.as_str()).collect(),
    }
}

pub(super) fn condition(root: &Node, name: &str) -> Range<usize> {
    let is_named = |node: &&Node| matches!(node.get("name").map(|node| &node.value), Some(Value::String(other)) if other == name);
    let nodes = field_nodes(root);
    let node = nodes.into_iter().filter(|node| node.get("when").is_some()).find(is_named);
    node.map_or(0..0, |node| place(node, "when"))
}

fn place(node: &Node, key: &str) -> Range<usize> {
    node.get(key).map_or_else(|| node.span.clone(), |node| node.span.clone())
}
