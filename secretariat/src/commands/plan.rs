//! `plan`: plans hearings, from file to file; on the store in [`store`]. What a plan is, and what is best, is the crate
//! `planner`'s.

use std::{fs::File, io::Read, path::Path};

use planner::{
    all_sets::check_all_sets,
    check,
    explain::{explain as explain_firm, left_out},
    plan::Plan,
    problem::{MAX_FIRMS, Mistake, Problem},
    solve::solve as solve_problem,
};

use crate::{
    cli::args::plan::{CheckPlanArgs, ExplainArgs, ExplainFormat, SolveArgs},
    context::{Completion, Context},
    error::{Error, plan::PlanError},
    text::printable::printable,
};

pub mod text;
pub mod sentences;
pub mod store;
mod clashes;

/// The longest file that is read. A plan of 120 firms has 300 KiB.
const MEBIBYTES: u64 = 16;

/// Writes the best plan of a problem.
pub fn solve(args: &SolveArgs, context: &mut Context<'_>) -> Result<(), Error> {
    let problem = read(&args.problem, Problem::read)?;
    let plan = solve_problem(&problem).map_err(PlanError::from)?;
    writeln!(context.out, "{}", plan.json())?;
    for note in notes(&problem, &plan) {
        context.note(printable(&note))?;
    }
    Ok(())
}

/// What somebody should know who only sees that there is a plan.
pub(crate) fn notes(problem: &Problem, plan: &Plan) -> Vec<String> {
    let mut notes = Vec::new();
    if !plan.not_taken.is_empty() {
        notes.push(format!(
            "{} entreprises attendent : le plan ne considère que les {MAX_FIRMS} plus anciennes, sans {}",
            problem.all_firms.len(),
            plan.not_taken.join(", ")
        ));
    }
    if let Some(firm) = left_out(problem, plan) {
        notes.push(format!(
            "{}, plus ancienne, est laissée de côté pour placer {} entreprise(s) de plus",
            firm.reference, firm.more
        ));
    }
    for tie in &plan.ties {
        notes.push(format!(
            "reçues à la même minute, dans l'ordre des références : {}",
            tie.join(", ")
        ));
    }
    let least = problem.rules.firms_min;
    for hearing in plan.hearings.iter().filter(|hearing| hearing.held) {
        let firms = hearing.slots.len();
        if firms < least {
            let missing = least - firms;
            notes.push(format!(
                "{} : {firms} sur {least} entreprises, ce qui suffit parce que leur place est fixée ; il en manque {missing}",
                hearing.id
            ));
        }
    }
    notes.extend(clashes::clashes(problem, plan));
    notes
}

/// Checks a plan, and writes what it breaks.
pub fn check(args: &CheckPlanArgs, context: &mut Context<'_>) -> Result<Completion, Error> {
    let problem = read(&args.problem, Problem::read)?;
    let plan = read(&args.plan, Plan::read)?;
    let mut report = check::check(&problem, &plan);
    // What a plan must not break is the same for every choice of hearings.
    if args.all_sets && report.ok {
        report = check_all_sets(&problem, &plan, report);
    }
    writeln!(context.out, "{}", report.json())?;
    Ok(if report.ok { Completion::Done } else { Completion::Incomplete })
}

/// Writes why a firm has no place, or what another one would cost.
pub fn explain(args: &ExplainArgs, context: &mut Context<'_>) -> Result<Completion, Error> {
    let problem = read(&args.problem, Problem::read)?;
    let plan = read(&args.plan, Plan::read)?;
    let report = check::check(&problem, &plan);
    if !report.ok {
        writeln!(context.out, "{}", report.json())?;
        context.note("ce plan n'est pas bon : il n'explique rien")?;
        return Ok(Completion::Incomplete);
    }
    let reference = args.reference.clone();
    if problem.not_taken().iter().any(|firm| firm.reference == reference) {
        return Err(PlanError::NotTaken(reference).into());
    }
    let explanation = explain_firm(&problem, &plan, &reference)
        .ok_or_else(|| PlanError::NoSuchFirm { path: args.problem.clone(), reference })?;
    match args.format {
        ExplainFormat::Json => writeln!(context.out, "{}", explanation.json())?,
        ExplainFormat::Text => {
            let text = text::of(&problem, &explanation);
            write!(context.out, "{}", printable(&text))?;
        }
    }
    Ok(Completion::Done)
}

/// Reads a file of JSON.
pub(crate) fn read<T>(
    path: &Path,
    read: impl Fn(&str) -> Result<T, Vec<Mistake>>,
) -> Result<T, PlanError> {
    let mut text = String::new();
    let file = File::open(path);
    let length = file.and_then(|file| file.take(MEBIBYTES << 20 | 1).read_to_string(&mut text));
    let length = length.map_err(|source| PlanError::File { path: path.to_owned(), source })?;
    if length as u64 > MEBIBYTES << 20 {
        return Err(PlanError::TooLong { path: path.to_owned(), mebibytes: MEBIBYTES });
    }
    read(&text).map_err(|mistakes| PlanError::Unreadable { path: path.to_owned(), mistakes })
}
