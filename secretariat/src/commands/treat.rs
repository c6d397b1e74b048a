//! What is settled about an application before its hearing: `exclude`, `recuse`, `needs`, `dates`.

use crate::{
    cases::{
        case::suggestion::ConflictSuggestion, office::settings::settings, planning::ids::NOBODY,
    },
    cli::args::treat::{DatesArgs, ExcludeArgs, NeedsArgs, RecuseArgs},
    commands::acts::{open, tell},
    context::{Completion, Context},
    error::Error,
    journal::act::DatesData,
    text::printable::printable,
};

/// `exclude`: who must not sit.
pub async fn exclude(args: &ExcludeArgs, context: &mut Context<'_>) -> Result<Completion, Error> {
    let peers = if args.peers == [NOBODY] { &[] } else { args.peers.as_slice() };
    let mut office = open(&args.act, context).await?;
    let case = office.cases.find(&args.reference);
    let proposed = case.into_iter().flat_map(|case| &case.suggestions);
    let answered: Vec<String> = proposed
        .filter(|each| each.is_open())
        .map(|suggestion| {
            let ConflictSuggestion { peer, .. } = suggestion;
            let said = if peers.contains(peer) { "confirmé" } else { "écarté" };
            printable(&format!("{said} : {peer} ({})", suggestion.words()))
        })
        .collect();
    let done = office.exclude(&args.reference, peers, args.act.run()).await?;
    for said in answered {
        context.note(said)?;
    }
    if done.iter().any(|done| done.from != done.to) {
        context.note("un de ces pairs siège à son audition : sa place est libérée, « secretariat plan propose » en cherche une autre")?;
    }
    tell(&office, &done, &args.act, context)
}

/// `recuse`: who leaves the room.
pub async fn recuse(args: &RecuseArgs, context: &mut Context<'_>) -> Result<Completion, Error> {
    let settings = settings(&args.act.place.content.folder)?;
    let mut office = open(&args.act, context).await?;
    let done = office.recuse(&args.reference, &args.peer, &settings, args.act.run()).await?;
    if done.iter().any(|done| done.from != done.to) {
        context.note("il reste trop peu de pairs pour cette entreprise : sa place est libérée, « secretariat plan propose » en cherche une autre")?;
    }
    tell(&office, &done, &args.act, context)
}

/// `needs`: what a hearing needs.
pub async fn needs(args: &NeedsArgs, context: &mut Context<'_>) -> Result<Completion, Error> {
    let settings = settings(&args.act.place.content.folder)?;
    let codes = named(&args.codes);
    let mut office = open(&args.act, context).await?;
    let done = if args.arranged {
        office.arrange(&args.reference, args.act.run()).await?
    } else {
        office.set_needs(&args.reference, &codes, &settings, args.act.run()).await?
    };
    tell(&office, &done, &args.act, context)
}

/// `dates`: when a firm can come.
pub async fn dates(args: &DatesArgs, context: &mut Context<'_>) -> Result<Completion, Error> {
    let dates = DatesData { cannot: named(&args.cannot), prefers: named(&args.prefers) };
    let mut office = open(&args.act, context).await?;
    let done = office.set_dates(&args.reference, dates, args.act.run()).await?;
    tell(&office, &done, &args.act, context)
}

/// What was typed between commas.
fn named(typed: &[String]) -> Vec<String> {
    let names = typed.iter().map(|name| name.trim().to_owned());
    names.filter(|name| !name.is_empty()).collect()
}
