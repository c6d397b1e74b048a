//! What the office has done with an application.

use std::io::{self, Write};

use serde_json::Value as Json;

use super::answers::plain;
use crate::{
    cases::Case,
    journal::act::{DecisionData, HIDDEN_FIELD},
    text::{
        day::Day,
        paris_time,
        printable::{one_line, printable},
    },
};

/// Where it stands.
pub fn write_state(case: &Case, out: &mut dyn Write) -> io::Result<()> {
    let told = if case.announced { ", annoncée" } else { "" };
    writeln!(out, "État         {}{told}", case.state_words())?;
    if case.restricted {
        writeln!(out, "Limitée      à la demande de la personne : gardée, et rien d'autre")?;
    }
    for suggestion in case.suggestions.iter().filter(|each| each.is_open()) {
        let said = format!("{} ({})", suggestion.peer, suggestion.words());
        writeln!(out, "Conflit ?    pair {}", one_line(&said, 200))?;
    }
    for request in &case.requests {
        let what = one_line(&request.what, 20);
        writeln!(out, "À traiter    {what}, avant le {}", request.due.long())?;
    }
    Ok(())
}

/// What was decided, corrected, noted.
pub fn write(case: &Case, out: &mut dyn Write) -> io::Result<()> {
    if let Some(decision) = &case.decision {
        write_decision(decision, out)?;
    }
    let corrections: Vec<_> =
        case.corrections.iter().filter(|each| each.field != HIDDEN_FIELD).collect();
    if !corrections.is_empty() {
        writeln!(out, "\n== Corrections ==\n")?;
    }
    for correction in corrections {
        let shown = |json: &Json| match plain(json).join(", ") {
            empty if empty.is_empty() => "(pas de réponse)".to_owned(),
            text => one_line(&text, 60),
        };
        let (before, after) = (shown(&correction.before), shown(&correction.after));
        let field = one_line(&correction.field, 40);
        writeln!(out, "- {field} : {before} → {after}, le {}", correction.on.long())?;
    }
    if !case.notes.is_empty() {
        writeln!(out, "\n== Notes ==")?;
    }
    for (at, note) in &case.notes {
        writeln!(out, "\n{}", Day::of(at.timestamp()).long())?;
        write_indented(&note.text, out)?;
    }
    if !case.duplicates.is_empty() {
        let others: Vec<_> = case.duplicates.iter().map(ToString::to_string).collect();
        writeln!(out, "\n== De la même entreprise ==\n\n{}", others.join("\n"))?;
    }
    Ok(())
}

/// Every act, in a line.
pub fn write_history(case: &Case, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\n== Historique ==\n")?;
    for line in &case.history {
        let at = paris_time::short(line.at.timestamp());
        writeln!(out, "n° {}  {at}  {}  {}", line.seq, line.by, line.summary)?;
    }
    if case.history.is_empty() {
        writeln!(out, "rien n'a encore été fait")?;
    }
    Ok(())
}

fn write_decision(decision: &DecisionData, out: &mut dyn Write) -> io::Result<()> {
    let by: Vec<_> = decision.by.iter().map(|name| one_line(name, 60)).collect();
    let reason = decision.reason.as_ref().map(|reason| format!(" ({})", one_line(reason, 60)));
    writeln!(
        out,
        "\n== Décision ==\n\n{}{}, le {}, par {}",
        decision.outcome.words(),
        reason.unwrap_or_default(),
        decision.on.long(),
        by.join(", ")
    )?;
    for (title, text) in
        [("Pour l'entreprise", &decision.text), ("Pour le bureau", &decision.remark)]
    {
        if let Some(text) = text {
            writeln!(out, "\n{title}")?;
            write_indented(text, out)?;
        }
    }
    Ok(())
}

fn write_indented(text: &str, out: &mut dyn Write) -> io::Result<()> {
    printable(text)
        .lines()
        .try_for_each(|line| writeln!(out, "{}", format!("    {line}").trim_end()))
}
