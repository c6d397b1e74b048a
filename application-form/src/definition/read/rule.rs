//! Reads `[rules.*]` and `[warnings.*]`.

use super::{Reader, is_name};
use crate::{
    definition::{Message, Rule, Sign, Test, Warning},
    suggest,
    tree::Table,
};

impl Reader<'_> {
    pub(super) fn rules(&self, rules: &Table<'_>) -> Vec<Rule> {
        let mut read = Vec::new();
        for (key, node) in rules.entries() {
            if !is_name(key) {
                let message =
                    format!("a rule's name is like `chiffre_affaires`, this is `{}`", key.name);
                rules.problem(key.span.clone(), message, None);
            }
            let Some(table) = Table::read(self.source, self.problems, node) else { continue };
            let field: Option<String> = table.required("field");
            // Without its test, nothing sure can be said of the rule's other keys.
            let Some(test) = test(&table) else { continue };
            let known: &[&str] = match test {
                Test::OlderThan { .. } => &["years", "date"],
                Test::AtLeast { .. } => &["min"],
                Test::OneOf { .. } => &[],
            };
            let message = self.message_of(&table, known);
            table.finish();
            if let (Some(field), Some(message)) = (field, message) {
                read.push(Rule { name: key.name.clone(), field, test, message });
            }
        }
        read
    }

    pub(super) fn warnings(&self, warnings: &Table<'_>) -> Vec<Warning> {
        let mut read = Vec::new();
        for (key, node) in warnings.entries() {
            let Some(table) = Table::read(self.source, self.problems, node) else { continue };
            let field: Option<String> = table.required("field");
            let (sign, known): (_, &[&str]) =
                match kind(&table, &["not_of_choice", "mistyped_domain"]) {
                    Some("not_of_choice") => {
                        let choice =
                            table.required("choice").map(|choice| Sign::NotOfChoice { choice });
                        (choice, &["answer", "choice"])
                    }
                    Some("mistyped_domain") => {
                        let sign = table
                            .required("domains")
                            .map(|domains| Sign::MistypedDomain { domains });
                        (sign, &["answer", "suggestion"])
                    }
                    _ => continue,
                };
            let message = self.message_of(&table, known);
            table.finish();
            if let (Some(field), Some(sign), Some(message)) = (field, sign, message) {
                read.push(Warning { name: key.name.clone(), field, sign, message });
            }
        }
        read
    }

    fn message_of(&self, table: &Table<'_>, known: &[&str]) -> Option<Message> {
        if let Some(node) = table.node("message") {
            self.message(node, known, "this rule")
        } else {
            table.missing("message");
            None
        }
    }
}

fn test(table: &Table<'_>) -> Option<Test> {
    Some(match kind(table, &["older_than", "at_least", "one_of"])? {
        "older_than" => {
            let years = table.required::<u64>("years")?;
            let Some(years) = i16::try_from(years).ok().filter(|years| *years <= 200) else {
                table.problem_at("years", "`years` is between 0 and 200", None);
                return None;
            };
            Test::OlderThan { years }
        }
        "at_least" => Test::AtLeast { min: table.required("min")? },
        _ => Test::OneOf { choices: table.required("choices")? },
    })
}

/// The table's `kind`, if it is one of `known`; noted otherwise.
fn kind(table: &Table<'_>, known: &[&'static str]) -> Option<&'static str> {
    let kind: String = table.required("kind")?;
    let found = known.iter().copied().find(|known| *known == kind);
    if found.is_none() {
        let help = suggest::help(&kind, known.iter().copied());
        table.problem_at("kind", format!("unknown kind `{kind}`"), Some(help));
    }
    found
}
