//! `plan` on the store: a proposal from what is known, and its acceptance.

use std::io;

use planner::{check, plan::Plan};

use super::{
    notes, read, sentences,
    text::{named, what_if},
};
use crate::{
    cases::{
        Office,
        error::{ActError, planning::PlanningError},
        office::{OfficePlace, StoreAccess, settings::settings},
        planning::{
            panels::{PanelChange, PanelSizes},
            plan::Proposal,
            problem::PlanningRules,
        },
    },
    cli::args::{
        OutputFormat, PlaceArgs,
        plan::{AcceptPlanArgs, LockArgs, PanelsArgs, ProposeArgs},
    },
    commands::{
        acts::{open, tell},
        journal::remark,
    },
    context::{Completion, Context},
    error::Error,
    journal::act::PlaceLock,
    text::printable::{one_line, printable},
};

/// More than the least sit, if nothing is said: one may be late, one may have a tie.
const SPARE_PEERS: u32 = 2;

/// `plan propose`: the best plan, or its problem.
pub async fn propose(args: &ProposeArgs, context: &mut Context<'_>) -> Result<Completion, Error> {
    let rules = rules(&args.place)?;
    let office = Office::open(OfficePlace::of(&args.place), StoreAccess::Read, context).await?;
    if args.problem {
        let problem = office.problem(&rules).map_err(ActError::from)?;
        writeln!(context.out, "{}", problem.canonical())?;
    } else {
        let proposal = office.propose(&rules).map_err(ActError::from)?;
        match args.format.format {
            OutputFormat::Json => writeln!(context.out, "{}", proposal.plan.json())?,
            OutputFormat::Text => write_text(&office, &proposal, context)?,
        }
        for note in notes(&proposal.problem, &proposal.plan) {
            context.note(printable(&note))?;
        }
    }
    remark(&office, context)?;
    Ok(office.completion())
}

/// `plan accept`: the firms that have a place are scheduled.
pub async fn accept(args: &AcceptPlanArgs, context: &mut Context<'_>) -> Result<Completion, Error> {
    let given = args.plan.as_ref().map(|path| read(path, Plan::read)).transpose()?;
    let rules = rules(&args.act.place)?;
    let mut office = open(&args.act, context).await?;
    let mut proposal = office.propose(&rules).map_err(ActError::from)?;
    if let Some(plan) = given {
        if plan.problem != proposal.problem.digest() {
            return Err(ActError::from(PlanningError::OtherProblem).into());
        }
        let report = check::check(&proposal.problem, &plan);
        if !report.ok {
            writeln!(context.out, "{}", report.json())?;
            context.note("ce plan n'est pas bon : rien n'a été enregistré")?;
            return Ok(Completion::Incomplete);
        }
        proposal.plan = plan;
    }
    let done = office.accept_plan(&proposal, args.act.run()).await?;
    tell(&office, &done, &args.act, context)
}

/// `plan unlock` and `plan lock`: whether the next plan may move a firm.
pub async fn lock(
    args: &LockArgs,
    lock: PlaceLock,
    context: &mut Context<'_>,
) -> Result<Completion, Error> {
    let mut office = open(&args.act, context).await?;
    let done = office.lock_place(&args.reference, lock, args.act.run()).await?;
    tell(&office, &done, &args.act, context)
}

/// `plan panels`: who sits where.
pub async fn panels(args: &PanelsArgs, context: &mut Context<'_>) -> Result<Completion, Error> {
    let rules = rules(&args.act.place)?;
    let least = args.min.unwrap_or(rules.quorum);
    let sizes = PanelSizes { least, most: args.max.unwrap_or(least + SPARE_PEERS).max(least) };
    let mut office = open(&args.act, context).await?;
    let proposal = office.propose_panels(&rules, sizes).map_err(ActError::from)?;
    match args.act.format.format {
        OutputFormat::Json => {
            serde_json::to_writer_pretty(&mut *context.out, &proposal).map_err(io::Error::from)?;
            writeln!(context.out)?;
        }
        OutputFormat::Text => {
            for panel in &proposal.hearings {
                let peers: Vec<&str> = panel.panel.iter().map(String::as_str).collect();
                let missing = match panel.missing {
                    0 => String::new(),
                    missing => format!(" ; il manque {missing} pair(s)"),
                };
                writeln!(context.out, "{} : {}{missing}", panel.id, peers.join(", "))?;
            }
            if let Some(PanelChange { hearing, leaves, enters }) = &proposal.change {
                let leaves = leaves.as_ref().map(|peer| format!(" sans {peer}"));
                let enters = enters.as_ref().map(|peer| format!(" avec {peer}"));
                let change = [leaves, enters].into_iter().flatten().collect::<String>();
                context
                    .note(format!("le plan des entreprises serait meilleur à {hearing}{change}"))?;
            }
        }
    }
    if args.accept {
        let done = office.set_panels(&proposal, args.act.run()).await?;
        context.note(format!("{} audition(s) changée(s)", done.len()))?;
    }
    Ok(Completion::Done)
}

fn rules(place: &PlaceArgs) -> Result<PlanningRules, Error> {
    let folder = &place.content.folder;
    let settings = settings(folder)?;
    Ok(PlanningRules::read(folder, &settings).map_err(ActError::from)?)
}

/// Hearing by hearing, then who has no place and why, then what it is worth.
fn write_text(
    office: &Office,
    proposal: &Proposal,
    context: &mut Context<'_>,
) -> Result<(), Error> {
    let Proposal { problem, plan, .. } = proposal;
    let firm = |reference: &str| {
        let case = reference.parse().ok().and_then(|reference| office.cases.find(&reference));
        let firm = case.and_then(|case| case.firm()).map(|firm| one_line(firm, 40));
        firm.map_or_else(|| reference.to_owned(), |firm| format!("{reference}, {firm}"))
    };
    for hearing in &plan.hearings {
        let held = if hearing.held { "se tient" } else { "ne se tient pas" };
        writeln!(context.out, "{} : {held}", named(problem, &hearing.id))?;
        for slot in &hearing.slots {
            let was = problem.firms().iter().find(|firm| firm.reference == slot.reference);
            let mark = match was.and_then(|firm| firm.was.as_deref()) {
                None => "nouvelle",
                Some(was) if was == hearing.id => "déjà acceptée",
                Some(_) => "déplacée",
            };
            let time = slot.starts.get(11..16).unwrap_or_default();
            writeln!(context.out, "  {}. {time}  {} ({mark})", slot.n, firm(&slot.reference))?;
        }
    }
    for unplaced in &plan.unplaced {
        writeln!(context.out, "sans place : {}", firm(&unplaced.reference))?;
        writeln!(context.out, "  {}", sentences::for_director(problem, unplaced))?;
        for change in &unplaced.would_fit_if {
            writeln!(context.out, "  elle aurait une place avec {}", what_if(problem, change))?;
        }
    }
    for sentence in sentences::objectives(proposal) {
        writeln!(context.out, "{sentence}")?;
    }
    Ok(())
}
