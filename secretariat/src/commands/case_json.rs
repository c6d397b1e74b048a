//! An application as programs read it: what `list --format json` and `show --format json` write.

use std::io::{self, Write};

use application_form::reference::Reference;
use form_handler::record::{ReceivedAt, contents::StoredWarning};
use serde::Serialize;
use serde_json::{Map, Value as Json};

use crate::{
    cases::{
        Case,
        case::{Correction, Exclusions, HearingPlace, HistoryLine, Needs},
    },
    cli::words::{DecisionOutcome, State},
    journal::act::{DecisionData, HIDDEN_FIELD},
    text::day::Day,
};

/// How much of an application is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// Neither answers nor corrections nor history.
    Listed,
    /// Answers, corrections and history too.
    Whole,
}

/// The shape of one. What the office must not see is in none.
#[derive(Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "the contract's members, each its own question")]
struct CaseJson<'a> {
    reference: &'a Reference,
    firm: Option<&'a str>,
    sector: Option<&'a str>,
    department: Option<&'a str>,
    received_at: Option<ReceivedAt>,
    state: State,
    announced: bool,
    quarantine: bool,
    over_limit: bool,
    again: Option<ReceivedAt>,
    expires: Option<Day>,
    duplicates: &'a [Reference],
    exclusions: Exclusions,
    needs: Needs,
    restricted: bool,
    decision: Option<DecisionJson<'a>>,
    hearing: Option<&'a HearingPlace>,
    #[serde(skip_serializing_if = "Option::is_none")]
    answers: Option<Map<String, Json>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    corrections: Option<Vec<&'a Correction>>,
    warnings: Vec<&'a StoredWarning>,
    #[serde(skip_serializing_if = "Option::is_none")]
    history: Option<&'a [HistoryLine]>,
}

#[derive(Serialize)]
struct DecisionJson<'a> {
    outcome: DecisionOutcome,
    reason: Option<&'a str>,
    by: &'a [String],
    on: Day,
}

/// Writes them as an array, or the one as an object.
pub fn write_list(cases: &[&Case], out: &mut dyn Write) -> io::Result<()> {
    let cases: Vec<_> = cases.iter().map(|case| of(case, Extent::Listed)).collect();
    serde_json::to_writer_pretty(&mut *out, &cases)?;
    writeln!(out)
}

/// Writes one, whole.
pub fn write_case(case: &Case, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &of(case, Extent::Whole))?;
    writeln!(out)
}

fn of(case: &Case, extent: Extent) -> CaseJson<'_> {
    let record = case.record.as_ref();
    let is_whole = extent == Extent::Whole;
    let is_shown = |field: &str| field != HIDDEN_FIELD;
    let answers = case.answers().into_iter().flatten();
    let answers = answers.filter(|(field, _)| is_shown(field));
    let answers = answers.map(|(field, answer)| (field.clone(), answer.clone())).collect();
    let corrections = case.corrections.iter().filter(|each| is_shown(&each.field)).collect();
    let warnings = case.contents.iter().flat_map(|contents| &contents.warnings);
    CaseJson {
        reference: &case.reference,
        firm: case.firm(),
        sector: case.answer("secteur"),
        department: case.answer("departement"),
        received_at: case.received_at(),
        state: case.state,
        announced: case.announced,
        quarantine: record.is_some_and(|record| record.quarantine),
        over_limit: record.is_some_and(|record| record.over_limit),
        again: record.map(|record| record.again),
        expires: case.expires(),
        duplicates: &case.duplicates,
        exclusions: case.exclusions,
        needs: case.needs,
        restricted: case.restricted,
        decision: case.decision.as_ref().map(decision),
        hearing: case.hearing.as_ref(),
        answers: is_whole.then_some(answers),
        corrections: is_whole.then_some(corrections),
        warnings: warnings.filter(|warning| is_shown(&warning.field)).collect(),
        history: is_whole.then_some(&case.history),
    }
}

fn decision(decision: &DecisionData) -> DecisionJson<'_> {
    let DecisionData { outcome, reason, by, on, .. } = decision;
    DecisionJson { outcome: *outcome, reason: reason.as_deref(), by, on: *on }
}
