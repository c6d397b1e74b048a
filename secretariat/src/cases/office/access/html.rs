//! A person's own copy as a page to print: the same facts as its JSON, a word of the program beside what it means.

use form_handler::record::ReceivedAt;
use htmlize::{escape_attribute, escape_text};
use serde_json::Value as Json;

use super::{Dated, PersonalCopy, QuestionAnswered, texts};
use crate::{
    cases::office::certificate::page,
    journal::act::{DecisionData, LetterData, NoteData, letters::letter_words},
    text::{day::Day, paris_time, printable::printable},
};

impl PersonalCopy {
    /// To print.
    pub fn html(&self) -> Vec<u8> {
        let mut head = vec![row("Référence", &text(self.reference.as_str()))];
        head.extend(self.received_at.map(|at| row("Reçue le", &time(at))));
        head.extend(self.expires.map(|day| row("Effacée le", &date(day))));
        head.push(row("État", &word(self.state.shown(), &self.state)));
        let answers = self.questions.iter().map(|question| self.answer(question)).collect();
        let body = [
            part("Candidature", head),
            part("Réponses", answers),
            part("Ce que le bureau a noté", self.noted()),
        ];
        page("Copie de vos données", &body.concat())
    }

    /// A question in its words, and what was answered: as it was read, and as it is kept.
    fn answer(&self, question: &QuestionAnswered) -> String {
        let kept = texts(self.answers.get(&question.name));
        let mut shown: Vec<String> = question.answer.iter().map(|line| text(line)).collect();
        if kept != question.answer {
            let kept: Vec<String> = kept.iter().map(|value| text(value)).collect();
            shown.push(format!("(enregistré : {})", kept.join(", ")));
        }
        let shown =
            if shown.is_empty() { "(pas de réponse)".to_owned() } else { shown.join("\n") };
        row(&format!("{} ({})", question.label, question.name), &shown)
    }

    fn noted(&self) -> Vec<String> {
        let mut rows = Vec::new();
        for warning in &self.warnings {
            let term = format!("À vérifier ({})", warning.field);
            rows.push(row(&term, &text(&warning.message)));
        }
        for each in &self.corrections {
            let shown = |json: &Json| match texts(Some(json)).join(", ") {
                empty if empty.is_empty() => "(pas de réponse)".to_owned(),
                value => text(&value),
            };
            let (before, after) = (shown(&each.before), shown(&each.after));
            let said = format!("{before} → {after}, le {}", date(each.on));
            rows.push(row(&format!("Correction ({})", each.field), &said));
        }
        rows.extend(self.notes.iter().map(note));
        rows.extend(self.decision.as_ref().map(|each| row("Décision", &decision(each))));
        for Dated { at, what } in &self.earlier_decisions {
            let said = format!("{}\nnotée le {}", decision(what), time(*at));
            rows.push(row("Décision précédente", &said));
        }
        rows.extend(self.letters.iter().map(letter));
        rows.extend(self.opinion.as_ref().map(|opinion| row("Avis", &text(opinion))));
        for Dated { at, what } in &self.remarks {
            let term = format!("Remarque ({})", what.name);
            rows.push(row(&term, &format!("{}\nnotée le {}", text(&what.text), time(*at))));
        }
        if rows.is_empty() {
            rows.push(row("Notes, décisions, courriers", "(rien)"));
        }
        rows
    }
}

fn note(Dated { at, what }: &Dated<NoteData>) -> String {
    let mut lines = vec![word(what.kind.words(), &what.kind), text(&what.text)];
    lines.extend(what.from.as_ref().map(|from| format!("envoyé par {}", text(from))));
    lines.extend(what.on.map(|day| format!("arrivé le {}", date(day))));
    lines.extend(what.destroy.map(|day| format!("à détruire le {}", date(day))));
    lines.push(format!("noté le {}", time(*at)));
    row("Note", &lines.join("\n"))
}

fn decision(decision: &DecisionData) -> String {
    let by: Vec<String> = decision.by.iter().map(|name| text(name)).collect();
    let outcome = word(decision.outcome.words(), &decision.outcome);
    let mut lines = vec![format!("{outcome}, le {}, par {}", date(decision.on), by.join(", "))];
    let parts = [
        ("motif", &decision.reason),
        ("pour l'entreprise", &decision.text),
        ("pour le bureau", &decision.remark),
    ];
    for (name, said) in parts {
        lines.extend(said.as_ref().map(|said| format!("{name} : {}", text(said))));
    }
    lines.extend(decision.bulk.then(|| word("décidée avec d'autres candidatures", &true)));
    lines.join("\n")
}

fn letter(Dated { at, what }: &Dated<LetterData>) -> String {
    let mut lines = vec![format!("{} le {}", word(what.step.words(), &what.step), time(*at))];
    lines.extend(what.reason.as_ref().map(|reason| format!("motif : {}", text(reason))));
    if let Some(letter) = &what.text {
        lines.push(format!("objet : {}", text(&letter.subject)));
        lines.push(text(&letter.text));
    }
    if let Some(at) = &what.invitation {
        lines.push(format!("audition {}", text(&at.hearing)));
        lines.push(format!("de {} à {}", text(&at.starts), text(&at.ends)));
        lines.extend(at.place.as_ref().map(|place| format!("lieu : {}", text(place))));
        lines.push(format!("changée {} fois", at.sequence));
        lines.extend(at.cancelled.then(|| word("annulée", &true)));
    }
    lines.extend(what.copy.map(|form| word(form.words(), &form)));
    row(
        &format!("Courrier « {} » ({})", letter_words(&what.letter), what.letter),
        &lines.join("\n"),
    )
}

fn part(title: &str, rows: Vec<String>) -> String {
    format!("<h2>{title}</h2>\n<dl>\n{}</dl>\n", rows.concat())
}

/// A term, and what is said of it, which is HTML already.
fn row(term: &str, said: &str) -> String {
    format!("<dt>{}</dt><dd>{said}</dd>\n", text(term))
}

fn text(text: &str) -> String {
    escape_text(printable(text)).into_owned()
}

/// What people read, and the program's own word for it.
fn word(words: &str, kept: &impl serde::Serialize) -> String {
    let kept = match serde_json::to_value(kept) {
        Ok(Json::String(kept)) => kept,
        Ok(other) => other.to_string(),
        Err(_) => String::new(),
    };
    format!("<data value=\"{}\">{}</data>", escape_attribute(kept), text(words))
}

fn time(at: ReceivedAt) -> String {
    format!("<time datetime=\"{at}\">{}</time>", text(&paris_time::long(at.timestamp())))
}

fn date(day: Day) -> String {
    format!("<time datetime=\"{day}\">{}</time>", text(&day.long()))
}
