//! Pourquoi: why a firm is where it is, or has no place, and what would change it.

use authoring::typography::french;
use planner::{
    explain::{Elsewhere, FirmExplanation, explain},
    plan::WhyCode,
    problem::Problem,
};
use serde_json::{Value as Json, json};

use super::{
    super::{
        super::{response::Answer, template::Sheet},
        page::{Page, sentence},
    },
    change_name, firm, hearing_name, rules,
};
use crate::{
    commands::plan::{sentences, text::reason},
    error::Error,
};

/// One firm in the proposal.
pub fn show(page: &Page<'_>, typed: &str) -> Result<Answer, Error> {
    let case = page.find(typed)?;
    let reference = case.reference.to_string();
    let sheet = Sheet::new("why.html", &format!("Pourquoi {reference}"))
        .with("firm", &firm(page, &reference))
        .with("state", &french(case.state.shown()));
    let proposal = match page.at_work.office.propose(&rules(page)?) {
        Ok(proposal) => proposal,
        Err(error) => {
            let sheet = sheet.with("known", &false).say("error", &sentence(&error.to_string()));
            return Ok(page.show(sheet));
        }
    };
    let explained = explain(&proposal.problem, &proposal.plan, &reference);
    let Some(explained) = explained else {
        let error = "seules les candidatures retenues attendent une place, et les 120 plus anciennes sont considérées";
        let sheet = sheet.with("known", &false).say("error", &sentence(error));
        return Ok(page.show(sheet));
    };
    let sheet = sheet
        .with("known", &true)
        .with("rank", &(explained.rank + 1))
        .with("firms", &proposal.problem.firms().len());
    Ok(page.show(with_reasons(sheet, &explained, &proposal.problem, page)))
}

fn with_reasons(
    sheet: Sheet,
    explained: &FirmExplanation,
    problem: &Problem,
    page: &Page<'_>,
) -> Sheet {
    let placed = explained.placed.as_ref().map(|placed| {
        let elsewhere: Vec<_> =
            placed.elsewhere.iter().map(|each| other_date(each, page)).collect();
        json!({
            "day": hearing_name(page, &placed.hearing), "n": placed.n, "locked": placed.locked,
            "elsewhere": elsewhere,
        })
    });
    let unplaced = explained.unplaced.as_ref().map(|unplaced| {
        let why: Vec<_> = unplaced
            .why
            .iter()
            .map(|why| {
                json!({ "day": hearing_name(page, &why.hearing), "reason": sentence(&french(reason(why.code))) })
            })
            .collect();
        let blocking = unplaced.blocking.as_ref().map(|blocking| {
            let firms: Vec<_> = blocking.firms.iter().map(|each| firm(page, each)).collect();
            let days: Vec<_> = blocking.hearings.iter().map(|id| hearing_name(page, id)).collect();
            json!({ "firms": firms, "days": days, "seats": blocking.seats })
        });
        let changes = unplaced.would_fit_if.iter().map(|change| change_name(page, change));
        json!({
            "said": french(&sentences::for_director(problem, unplaced)), "why": why,
            "untreated": unplaced.why.iter().any(|why| why.code == WhyCode::Untreated),
            "blocking": blocking, "changes": changes.collect::<Vec<String>>(),
        })
    });
    sheet.with("placed", &placed).with("unplaced", &unplaced)
}

/// What another date would cost.
fn other_date(elsewhere: &Elsewhere, page: &Page<'_>) -> Json {
    let (hearing, said) = match elsewhere {
        Elsewhere::Impossible { hearing, code } => (hearing, reason(*code).to_owned()),
        Elsewhere::Possible { hearing, leave, r#move, enter, .. } => {
            let counts = [
                (leave.len(), "perdraient leur place"),
                (r#move.len(), "changeraient de date"),
                (enter.len(), "auraient une place"),
            ];
            let counts = counts.iter().filter(|(count, _)| *count > 0);
            let said: Vec<String> =
                counts.map(|(count, what)| format!("{count} autre(s) {what}")).collect();
            let said = if said.is_empty() {
                "rien d'autre ne changerait".to_owned()
            } else {
                said.join(", ")
            };
            (hearing, said)
        }
    };
    json!({ "day": hearing_name(page, hearing), "said": sentence(&french(&said)) })
}
