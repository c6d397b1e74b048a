//! What is done for a hearing and at it: `pack`, `attend`, `opinion`.

use serde_json::json;

use crate::{
    cases::{
        office::{
            record::Done,
            settings::{hearing_sizes, settings},
        },
        planning::held::opinion_file,
    },
    cli::args::{
        OutputFormat,
        held::{AttendArgs, CopyStep, HeldCommand, OpinionArgs, PackArgs, Presence},
    },
    commands::{
        acts::{open, tell},
        plan::read,
        target::Target,
    },
    context::{Completion, Context},
    error::Error,
    journal::act::PackStep,
    records::forms,
    text::printable::one_line,
};

pub mod pack;

/// Carries out one of them.
pub async fn run(command: &HeldCommand, context: &mut Context<'_>) -> Result<Completion, Error> {
    match command {
        HeldCommand::Pack(args) => pack(args, context).await,
        HeldCommand::Attend(args) => attend(args, context).await,
        HeldCommand::Opinion(args) => opinion(args, context).await,
    }
}

/// Makes sheets for a peer, or notes what became of a copy.
async fn pack(args: &PackArgs, context: &mut Context<'_>) -> Result<Completion, Error> {
    let content = &args.act.place.content.folder;
    let target = match (&args.out, args.act.dry_run) {
        (Some(path), false) => Some(Target::of(path, args.replace)?),
        _ => None,
    };
    let settings = settings(content)?;
    let minutes = hearing_sizes(content).map_or(0, |sizes| sizes.slot_minutes);
    let mut office = open(&args.act, context).await?;
    let run = args.act.run();
    let (copy, step, seq, peer) = if let Some(copy) = args.copy {
        let step = args.step.map_or(PackStep::Destroyed, PackStep::from);
        (copy, step, office.follow_pack(&args.hearing, copy, step, run).await?, None)
    } else {
        let peer = args.peer.clone().unwrap_or_default();
        let pack = office.make_pack(&args.hearing, &peer, minutes, run).await?;
        let text = pack::html(&pack, &office, &forms::today(content), &settings);
        if let Some(target) = target {
            let path = target.write(text.as_bytes(), Completion::Done)?;
            context.note(format!(
                "dossier dans {} : imprimez-le, puis effacez ce fichier",
                path.display()
            ))?;
        }
        (pack.copy, PackStep::Made, pack.seq, Some(peer))
    };
    match args.act.format.format {
        OutputFormat::Json => {
            let done = json!({"hearing": args.hearing, "copy": copy, "peer": peer, "step": step, "seq": seq});
            writeln!(context.out, "{done:#}")?;
        }
        OutputFormat::Text => {
            let seq = seq.map_or_else(String::new, |seq| format!(" (acte n° {seq})"));
            let hearing = one_line(&args.hearing, 64);
            writeln!(context.out, "{hearing}, exemplaire n° {copy} : {}{seq}", step.words())?;
            if args.act.dry_run {
                context.note("rien n'a été enregistré : sans --dry-run, ce serait fait")?;
            }
        }
    }
    Ok(Completion::Done)
}

/// Notes whether a firm came.
async fn attend(args: &AttendArgs, context: &mut Context<'_>) -> Result<Completion, Error> {
    let mut office = open(&args.act, context).await?;
    let present = args.presence == Presence::Present;
    let done: Vec<Done> = office.attend(&args.reference, present, args.act.run()).await?;
    tell(&office, &done, &args.act, context)
}

/// Writes down what the peers think.
async fn opinion(args: &OpinionArgs, context: &mut Context<'_>) -> Result<Completion, Error> {
    // What is wrong with the file is said before a passphrase is asked for.
    let opinion = read(&args.from, opinion_file::opinion)?;
    let settings = settings(&args.act.place.content.folder)?;
    let mut office = open(&args.act, context).await?;
    let done = office.write_opinion(&args.reference, opinion, &settings, args.act.run()).await?;
    tell(&office, &done, &args.act, context)
}

impl From<CopyStep> for PackStep {
    fn from(step: CopyStep) -> Self {
        match step {
            CopyStep::Handed => Self::Handed,
            CopyStep::Returned => Self::Returned,
            CopyStep::Destroyed => Self::Destroyed,
        }
    }
}
