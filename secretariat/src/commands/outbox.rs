//! `outbox`: the letters, and what becomes of them.

use std::{fs, io};

use application_form::reference::Reference;
use authoring::letters::LetterKind;
use form_handler::record::ReceivedAt;
use serde::Serialize;

use crate::{
    cases::{
        Office,
        case::letters::{LetterCopy, LetterStage},
        error::ActError,
        office::{OfficePlace, StoreAccess},
        outbox::{Addressee, LetterAct, LetterDone, LetterTo, OutboxLetter, message, print},
    },
    cli::args::{
        OutputFormat, PlaceArgs,
        acts::ActArgs,
        outbox::{EditLetterArgs, ExportLettersArgs, Outbox, OutboxArgs, ShowLetterArgs},
    },
    commands::{
        acts::{open, tell},
        journal::remark,
        roster::tell_roster,
        target::Target,
    },
    context::{Completion, Context},
    error::Error,
    journal::act::{CopyForm, Invitation, LetterText},
    text::{day::Day, ids, printable::printable},
};

pub mod written;

use written::Written;

/// A letter, for a program. What it says is told once it is asked for by its id.
#[derive(Serialize)]
struct LetterJson<'a> {
    id: &'a str,
    letter: &'a str,
    reference: Option<&'a Reference>,
    peer: Option<&'a str>,
    hearing: Option<&'a Invitation>,
    to: &'a Addressee,
    state: LetterStage,
    unwritten: bool,
    edited: bool,
    set_aside: Option<&'a LetterText>,
    taken_by: Option<String>,
    taken_at: Option<ReceivedAt>,
    sent_at: Option<ReceivedAt>,
    returned: Option<&'a str>,
    copies: &'a [LetterCopy],
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a LetterText>,
}

/// Carries out one of its commands.
pub async fn run(command: &Outbox, context: &mut Context<'_>) -> Result<Completion, Error> {
    match command {
        Outbox::List(args) => list(args, context).await,
        Outbox::Show(args) => show(args, context).await,
        Outbox::Take(args) => {
            let completion = act(&args.id, LetterAct::Take, &args.act, context).await?;
            if !args.act.dry_run {
                context.note("copiez-le, envoyez-le, puis : secretariat outbox sent …")?;
            }
            Ok(completion)
        }
        Outbox::Edit(args) => edit(args, context).await,
        Outbox::Regenerate(args) => act(&args.id, LetterAct::Regenerate, &args.act, context).await,
        Outbox::Export(args) => export(args, context).await,
        Outbox::Release(args) => act(&args.id, LetterAct::Release, &args.act, context).await,
        Outbox::Sent(args) => act(&args.id, LetterAct::Sent, &args.act, context).await,
        Outbox::Returned(args) => {
            act(&args.id, LetterAct::Returned(args.reason.clone()), &args.act, context).await
        }
        Outbox::Destroyed(args) => act(&args.id, LetterAct::Destroy, &args.act, context).await,
    }
}

async fn list(args: &OutboxArgs, context: &mut Context<'_>) -> Result<Completion, Error> {
    let (office, written) = look(&args.place, context).await?;
    let letters = office.outbox(written.writing());
    match args.format.format {
        OutputFormat::Json => {
            let letters: Vec<_> = letters.iter().map(|each| of(each, None, &office)).collect();
            write_json(&letters, context)?;
        }
        OutputFormat::Text => {
            for letters in letters.chunk_by(|one, other| one.stage() == other.stage()) {
                writeln!(context.out, "{} ({})", letters[0].stage().words(), letters.len())?;
                for letter in letters {
                    writeln!(context.out, "    {}", line(letter, &office))?;
                }
            }
            if letters.is_empty() {
                writeln!(context.out, "aucun courrier")?;
            }
        }
    }
    Ok(office.completion())
}

async fn show(args: &ShowLetterArgs, context: &mut Context<'_>) -> Result<Completion, Error> {
    let (office, written) = look(&args.place, context).await?;
    let found = office.letter(&args.id, written.writing());
    let letter = found.map_err(|why| ActError::Refused(vec![why]))?;
    write_letter(&letter, args.format.format, &office, context)?;
    if !letter.is_taken() {
        context
            .note("brouillon : « secretariat outbox take … » le prend, et les autres le voient")?;
    }
    Ok(office.completion())
}

async fn edit(args: &EditLetterArgs, context: &mut Context<'_>) -> Result<Completion, Error> {
    let failed = |source: io::Error| ActError::File { path: args.from.clone(), source };
    let text = fs::read_to_string(&args.from).map_err(failed)?.replace("\r\n", "\n");
    let written = Written::read(&args.act.place)?;
    let mut office = open(&args.act, context).await?;
    let found = office.letter(&args.id, written.writing());
    let before = found.map_err(|why| ActError::Refused(vec![why]))?.text.subject;
    let subject = args.subject.clone().unwrap_or(before);
    let act = LetterAct::Edit(LetterText { subject, text: text.trim().to_owned() });
    let done = office.act_on_letter(&args.id, act, written.writing(), args.act.run()).await?;
    tell_letter(&office, &done, &args.act, context)
}

/// Does that, and shows the letter where it may be copied from then on.
async fn act(
    id: &str,
    act: LetterAct,
    args: &ActArgs,
    context: &mut Context<'_>,
) -> Result<Completion, Error> {
    let written = Written::read(&args.place)?;
    let mut office = open(args, context).await?;
    let is_taken = act == LetterAct::Take && !args.dry_run;
    let done = office.act_on_letter(id, act, written.writing(), args.run()).await?;
    if !is_taken {
        return tell_letter(&office, &done, args, context);
    }
    let found = office.letter(id, written.writing());
    let letter = found.map_err(|why| ActError::Refused(vec![why]))?;
    write_letter(&letter, args.format.format, &office, context)?;
    Ok(Completion::Done)
}

async fn export(args: &ExportLettersArgs, context: &mut Context<'_>) -> Result<Completion, Error> {
    let written = Written::read(&args.act.place)?;
    let mut office = open(&args.act, context).await?;
    let letters = office.outbox(written.writing());
    let taken: Vec<_> =
        letters.into_iter().filter(|each| each.stage() == LetterStage::Taken).collect();
    if taken.is_empty() {
        context.note("aucun courrier n'est pris : « secretariat outbox take … » en prend un")?;
    }
    let (today, now) = (Day::of(office.now()), office.now());
    let mut files = Vec::new();
    for letter in &taken {
        let event = message::event(letter, written.writing(), now);
        let event = event.map(|event| (CopyForm::Event, "ics", event.write()));
        // An ordinary message is not confidential: an opinion goes by post, unless its firm asks for one.
        let is_mailed = args.email || letter.kind != Some(LetterKind::Opinion);
        let message = is_mailed
            .then(|| (CopyForm::Message, "eml", message::eml(letter, written.writing(), now)));
        let sheet = (CopyForm::Print, "html", print::html(letter, today));
        for (form, ending, bytes) in message.into_iter().chain([sheet]).chain(event) {
            let path = args.out.join(format!("{}.{ending}", ids::ascii(&letter.id)));
            files.push((letter, form, Target::of(&path, args.replace)?, bytes));
        }
    }
    if !args.act.dry_run && !files.is_empty() {
        let failed = |source| Error::File { path: args.out.clone(), source };
        fs::create_dir_all(&args.out).map_err(failed)?;
    }
    let (mut all, mut of_peers) = (Vec::new(), Vec::new());
    for (letter, form, target, bytes) in files {
        // A copy that nobody knows of would never be destroyed.
        let act = LetterAct::Copy(form);
        let done = office.act_on_letter(&letter.id, act, written.writing(), args.act.run());
        match done.await? {
            LetterDone::Firm(done) => all.extend(done),
            LetterDone::Peer(done) => of_peers.extend(done),
        }
        if !args.act.dry_run {
            let path = target.write(&bytes, Completion::Done)?;
            context.note(format!("écrit : {}", path.display()))?;
        }
    }
    if args.act.format.format == OutputFormat::Json && all.is_empty() && !of_peers.is_empty() {
        return tell_roster(&of_peers, &args.act, context);
    }
    tell(&office, &all, &args.act, context)
}

fn tell_letter(
    office: &Office,
    done: &LetterDone,
    args: &ActArgs,
    context: &mut Context<'_>,
) -> Result<Completion, Error> {
    match done {
        LetterDone::Firm(done) => tell(office, done, args, context),
        LetterDone::Peer(done) => tell_roster(done, args, context),
    }
}

async fn look(place: &PlaceArgs, context: &mut Context<'_>) -> Result<(Office, Written), Error> {
    let written = Written::read(place)?;
    let office = Office::open(OfficePlace::of(place), StoreAccess::Read, context).await?;
    remark(&office, context)?;
    Ok((office, written))
}

fn write_letter(
    letter: &OutboxLetter,
    format: OutputFormat,
    office: &Office,
    context: &mut Context<'_>,
) -> Result<(), Error> {
    match format {
        OutputFormat::Json => write_json(&of(letter, Some(&letter.text), office), context)?,
        OutputFormat::Text => {
            let Addressee { name, firm, email } = &letter.addressee;
            let to = [firm.as_deref(), Some(name), email.as_deref()];
            let to: Vec<&str> = to.into_iter().flatten().filter(|text| !text.is_empty()).collect();
            writeln!(context.out, "À : {}", printable(&to.join(", ")))?;
            writeln!(context.out, "Objet : {}\n", printable(&letter.text.subject))?;
            writeln!(context.out, "{}", printable(&letter.text.text))?;
        }
    }
    Ok(())
}

fn write_json(value: &impl Serialize, context: &mut Context<'_>) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *context.out, value)?;
    writeln!(context.out)
}

fn of<'a>(
    letter: &'a OutboxLetter,
    text: Option<&'a LetterText>,
    office: &Office,
) -> LetterJson<'a> {
    let taken = letter.state.taken.as_ref();
    LetterJson {
        id: &letter.id,
        letter: &letter.letter,
        reference: match &letter.to {
            LetterTo::Firm(reference) => Some(reference),
            LetterTo::Peer(_) => None,
        },
        peer: match &letter.to {
            LetterTo::Firm(_) => None,
            LetterTo::Peer(id) => Some(id),
        },
        hearing: letter.invitation.as_ref(),
        to: &letter.addressee,
        state: letter.stage(),
        unwritten: letter.is_unwritten,
        edited: letter.state.edited.is_some(),
        set_aside: letter.state.set_aside.as_ref(),
        taken_by: taken.map(|taken| office.people.name(&taken.by)),
        taken_at: taken.map(|taken| taken.at),
        sent_at: letter.state.sent_at,
        returned: letter.state.returned.as_deref(),
        copies: &letter.copies,
        text,
    }
}

fn line(letter: &OutboxLetter, office: &Office) -> String {
    let taken = letter.state.taken.as_ref();
    let taken = taken.filter(|_| letter.stage() == LetterStage::Taken);
    let by = taken.map(|taken| format!(", par {}", office.people.name(&taken.by)));
    let outdated = if letter.is_outdated { ", ne vaut plus" } else { "" };
    let unwritten = if letter.is_unwritten { ", reste à écrire" } else { "" };
    let copies = match letter.copies.len() {
        0 => String::new(),
        count => format!(", {count} copie(s) à détruire"),
    };
    format!("{}{}{unwritten}{outdated}{copies}", letter.id, by.unwrap_or_default())
}
