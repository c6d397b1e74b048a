//! The definition as the prose of the site sees it: `{{ form.rules.chiffre_affaires.min | euros }}`.

use serde_json::{Map, Value as Json, json};

use super::{
    Definition, Field,
    rule::{Rule, Test},
};

impl Definition {
    /// What `form` stands for in a page's prose.
    pub fn prose_context(&self) -> Json {
        let rules: Map<String, Json> =
            self.rules.iter().map(|rule| (rule.name.clone(), self.rule_view(rule))).collect();
        let fields: Map<String, Json> =
            self.fields().map(|field| (field.name.clone(), field_view(field))).collect();
        json!({
            "id": self.id,
            "prefix": self.prefix,
            "page": self.page,
            "path": self.path,
            "check_page_hours": self.limits.check_page_hours,
            "sends_per_hour": self.limits.sends_per_hour,
            "body_bytes": self.limits.body_bytes,
            "rules": rules,
            "fields": fields,
        })
    }

    fn rule_view(&self, rule: &Rule) -> Json {
        match &rule.test {
            Test::OlderThan { years } => json!({ "field": rule.field, "years": years }),
            Test::AtLeast { min } => json!({ "field": rule.field, "min": min }),
            Test::OneOf { choices } => {
                let offered = self.field(&rule.field).map(Field::choices).unwrap_or_default();
                let choices: Vec<Json> = offered
                    .iter()
                    .filter(|choice| choices.contains(&choice.value))
                    .map(|choice| json!({ "value": choice.value, "label": choice.label }))
                    .collect();
                json!({ "field": rule.field, "choices": choices })
            }
        }
    }
}

fn field_view(field: &Field) -> Json {
    let mut view = json!({ "label": field.label, "required": field.required });
    for (name, limit) in field.kind.limits() {
        view[name] = json!(limit);
    }
    if !field.choices().is_empty() {
        view["choices"] = field
            .choices()
            .iter()
            .map(|choice| json!({ "value": choice.value, "label": choice.label }))
            .collect();
    }
    view
}
