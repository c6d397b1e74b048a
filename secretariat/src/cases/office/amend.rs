//! Corrects answers, read by the same kinds and rules as the form's, as of the day of receipt.

use application_form::{
    definition::{Definition, Field},
    evaluate::{evaluate, result::Evaluation},
    kind::FieldKind,
    reference::Reference,
    submission::Submission,
};
use authoring::diagnostics::suggest;
use form_handler::http::json_body;
use serde_json::{Map, Value as Json};

use super::{
    Office,
    record::{Done, Run},
};
use crate::{
    cases::{
        Case,
        error::{ActError, refusal::Refusal},
    },
    cli::words::Caller,
    journal::act::{Amendment, Deed},
    records::forms::Forms,
    text::{day::Day, printable::one_line},
};

impl Office {
    /// Corrects these answers, as `FIELD=VALUE`, or none.
    pub async fn amend(
        &mut self,
        reference: &Reference,
        values: &[String],
        forms: &Forms,
        caller: Option<Caller>,
        run: Run,
    ) -> Result<Vec<Done>, ActError> {
        let case = self.cases.find(reference);
        let case =
            case.ok_or_else(|| ActError::Refused(vec![Refusal::Unknown(reference.clone())]))?;
        let set = corrected(case, values, forms).map_err(ActError::Values)?;
        if set.is_empty() && case.contents.is_some() {
            let said = "rien ne change : la candidature le dit déjà".to_owned();
            return Err(ActError::Values(vec![said]));
        }
        let Some(verified) = caller else {
            return self.note_request(reference, "amend", run).await;
        };
        self.record_one(reference, Deed::Amend(Amendment { set, verified }), run).await
    }
}

/// The canonical answers that change, or every reason why they do not. In French: the secretariat reads it.
fn corrected(
    case: &Case,
    values: &[String],
    forms: &Forms,
) -> Result<Map<String, Json>, Vec<String>> {
    let (Some(contents), Some(record)) = (&case.contents, &case.record) else {
        return Ok(Map::new());
    };
    let definition = forms.of(&case.reference, &record.form).ok_or_else(|| {
        let mut reasons = forms.broken();
        reasons.push("sans le formulaire, une réponse ne peut pas être vérifiée".to_owned());
        reasons
    })?;
    let given = given(definition, values)?;
    let mut answers = contents.answers.clone();
    for (name, value) in &given {
        answers.insert(name.clone(), value.clone());
    }
    let received = Day::of(contents.received_at.timestamp()).0;
    let body = Json::Object(answers).to_string();
    let submission: Submission = json_body::pairs(definition, body.as_bytes())
        .map_err(|_| vec!["ces réponses ne peuvent pas être lues".to_owned()])?;
    let is_given = |name: &str| given.contains_key(name);
    let new = match evaluate(definition, &submission, received) {
        Evaluation::Accepted(application) => application.canonical().answers.clone(),
        Evaluation::Errors(faults) => {
            let own = faults.iter().filter(|fault| is_given(&fault.field));
            let own: Vec<_> =
                own.map(|fault| format!("{} : {}", fault.field, fault.message)).collect();
            if !own.is_empty() {
                return Err(own);
            }
            // Something else is wrong with what was sent: each is read by itself.
            alone(definition, &given, &submission, received, &contents.answers)
        }
        Evaluation::Stop(reasons) => {
            return Err(reasons.into_iter().map(|reason| reason.message).collect());
        }
    };
    Ok(changes(&contents.answers, &new))
}

/// What was typed, by the fields' names; of a field with several choices, all of them, set off by commas.
fn given(definition: &Definition, values: &[String]) -> Result<Map<String, Json>, Vec<String>> {
    let (mut given, mut wrong) = (Map::new(), Vec::new());
    for typed in values {
        let Some((name, value)) = typed.split_once('=') else {
            wrong.push(format!("« {} » : attendu CHAMP=VALEUR", one_line(typed, 40)));
            continue;
        };
        let name = name.trim();
        let Some(field) = definition.field(name) else {
            let known = definition.fields().map(|field| field.name.as_str());
            let near = suggest::nearest(name, known);
            let near = near.map(|near| format!(", vouliez-vous dire {near} ?")).unwrap_or_default();
            wrong
                .push(format!("« {} » n'est pas un champ du formulaire{near}", one_line(name, 40)));
            continue;
        };
        let value = match field.kind {
            FieldKind::Choices { .. } => {
                let chosen = value.split(',').map(str::trim).filter(|choice| !choice.is_empty());
                chosen.map(Json::from).collect()
            }
            _ => Json::from(value),
        };
        if given.insert(name.to_owned(), value).is_some() {
            wrong.push(format!("{name} est donné deux fois"));
        }
    }
    if wrong.is_empty() { Ok(given) } else { Err(wrong) }
}

fn alone(
    definition: &Definition,
    given: &Map<String, Json>,
    submission: &Submission,
    received: jiff::civil::Date,
    before: &Map<String, Json>,
) -> Map<String, Json> {
    let mut answers = before.clone();
    for Field { name, kind, .. } in
        definition.fields().filter(|field| given.contains_key(&field.name))
    {
        match kind.read(name, submission, received) {
            Ok(Some(answer)) => drop(answers.insert(name.clone(), answer.canonical())),
            Ok(None) | Err(_) => drop(answers.shift_remove(name)),
        }
    }
    answers
}

/// What differs; null where there is no answer any more.
fn changes(before: &Map<String, Json>, after: &Map<String, Json>) -> Map<String, Json> {
    let gone = before.keys().filter(|name| !after.contains_key(*name));
    let gone = gone.map(|name| (name.clone(), Json::Null));
    let new = after.iter().filter(|(name, answer)| before.get(*name) != Some(answer));
    new.map(|(name, answer)| (name.clone(), answer.clone())).chain(gone).collect()
}
