//! Reads `[rules.*]` and `[warnings.*]`.

use application_form::{
    definition::rule::{Rule, Sign, Test, Warning},
    message::Message,
};

use super::{Reader, is_name};
use crate::{
    config::{Table, TableCodes},
    diagnostics::suggest,
};

/// Whatever is wrong with its keys.
const RULE_CODES: TableCodes =
    TableCodes { missing: FORM_RULES, mistyped: FORM_RULES, unknown: FORM_RULES };

crate::codes! {
    FORM_RULES = "form-rules" in "candidature.toml" {
        means: "A rule or a warning of the form lacks a key, has one of another kind, or names a \
            field that does not exist or that it cannot judge.",
        hurts: "Firms for which the scheme can do nothing would be let through, or all of them \
            stopped.",
        wrong: "[rules.anciennete]\n\
            kind = \"older_then\"\n\
            field = \"date_creation\"\n\
            years = 3\n\
            message = \"Votre entreprise doit avoir {years} ans.\"",
        right: "[rules.anciennete]\n\
            kind = \"older_than\"\n\
            field = \"date_creation\"\n\
            years = 3\n\
            message = \"Votre entreprise doit avoir {years} ans.\"",
    }
}

/// The kinds of rules, and the key that each has of its own.
const RULES: [(&str, &str); 3] =
    [("older_than", "years"), ("at_least", "min"), ("one_of", "choices")];

/// The kinds of warnings, and the key that each has of its own.
const WARNINGS: [(&str, &str); 2] = [("not_of_choice", "choice"), ("mistyped_domain", "domains")];

impl Reader<'_> {
    pub(super) fn rules(&self, rules: &Table<'_>) -> Vec<Rule> {
        let mut read = Vec::new();
        for (key, node) in rules.entries() {
            if !is_name(key) {
                let message =
                    format!("a rule's name is like `chiffre_affaires`, this is `{}`", key.name);
                let help = "small letters without accents, digits and _".to_owned();
                rules.error(FORM_RULES, key.span.clone(), message, Some(help));
            }
            let Some(table) = Table::read(RULE_CODES, self.source, self.diagnostics, node) else {
                continue;
            };
            let kind = kind(&table, &RULES);
            let field: Option<String> = table.required("field");
            // Without its kind, nothing sure can be said of the rule's other keys.
            let Some(kind) = kind else { continue };
            let (test, known): (_, &[&str]) = match kind {
                "older_than" => (older_than(&table), &["years", "date"]),
                "at_least" => (table.required("min").map(|min| Test::AtLeast { min }), &["min"]),
                _ => (table.required("choices").map(|choices| Test::OneOf { choices }), &[]),
            };
            let message = self.message_of(&table, known);
            table.finish();
            if let (Some(field), Some(test), Some(message)) = (field, test, message) {
                read.push(Rule { name: key.name.clone(), field, test, message });
            }
        }
        read
    }

    pub(super) fn warnings(&self, warnings: &Table<'_>) -> Vec<Warning> {
        let mut read = Vec::new();
        for (key, node) in warnings.entries() {
            let Some(table) = Table::read(RULE_CODES, self.source, self.diagnostics, node) else {
                continue;
            };
            let kind = kind(&table, &WARNINGS);
            let field: Option<String> = table.required("field");
            let (sign, known): (_, &[&str]) = match kind {
                Some("not_of_choice") => {
                    let choice =
                        table.required("choice").map(|choice| Sign::NotOfChoice { choice });
                    (choice, &["answer", "choice"])
                }
                Some("mistyped_domain") => {
                    let sign =
                        table.required("domains").map(|domains| Sign::MistypedDomain { domains });
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

fn older_than(table: &Table<'_>) -> Option<Test> {
    let years = table.required::<u64>("years")?;
    let Some(years) = i16::try_from(years).ok().filter(|years| *years <= 200) else {
        let message = format!("`years` should be 0 to 200, this is {years}");
        table.error_at(FORM_RULES, "years", message, Some("for example years = 3".to_owned()));
        return None;
    };
    Some(Test::OlderThan { years })
}

/// The table's `kind`, if it is one of `known`; noted otherwise.
fn kind(table: &Table<'_>, known: &[(&'static str, &str)]) -> Option<&'static str> {
    let kinds = || known.iter().map(|(kind, _)| *kind);
    if table.node("kind").is_none() {
        let kinds: Vec<&str> = kinds().collect();
        table.takes(format!("kinds are: {}", kinds.join(", ")));
    }
    let kind: String = table.required("kind")?;
    let Some((found, own)) = known.iter().find(|(known, _)| *known == kind) else {
        let help = suggest::help(&kind, kinds());
        table.error_at(FORM_RULES, "kind", format!("unknown kind `{kind}`"), Some(help));
        return None;
    };
    table.takes(format!("one of kind `{kind}` needs kind, field, {own} and message"));
    Some(found)
}
