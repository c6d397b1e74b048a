//! `erase`: deletes applications, and proves it.

use std::io;

use crate::{
    cases::{
        Office,
        office::{
            certificate::{Certificate, NotReached, html, json},
            erase::Erasing,
        },
    },
    cli::{
        args::{OutputFormat, acts::EraseArgs},
        usage::UsageError,
    },
    commands::{
        acts::{open, tell},
        rights::{FileKind, say_request},
        target::Target,
    },
    context::{Completion, Context},
    error::Error,
    text::printable::printable,
};

/// Erases all of them, or none, and writes the certificates.
pub async fn erase(args: &EraseArgs, context: &mut Context<'_>) -> Result<Completion, Error> {
    // Nothing is erased before it is known that it can be proven.
    let mut targets = Vec::new();
    for path in &args.out {
        let kind = FileKind::of(path).ok_or_else(|| UsageError::Ending(path.clone()))?;
        targets.push((kind, Target::of(path, args.replace)?));
    }
    let mut office = open(&args.act, context).await?;
    let caller = args.verified.verified.caller();
    match office.erase(&args.references, args.reason, caller, args.act.run()).await? {
        Erasing::Requested(done) => {
            let completion = tell(&office, &done, &args.act, context)?;
            say_request(&done, &args.act, context)?;
            Ok(completion)
        }
        Erasing::Planned(done) => tell(&office, &done, &args.act, context),
        Erasing::Erased(certificates) => {
            write(&certificates, args, context)?;
            for (kind, target) in targets {
                let text = match kind {
                    FileKind::Html => html(&certificates),
                    FileKind::Json => json(&certificates),
                };
                let path = target.write(&text, Completion::Done)?;
                context.note(format!("attestation dans {}", path.display()))?;
            }
            for Certificate { reference, .. } in &certificates {
                note_cancellation(reference.as_str(), &office, context)?;
            }
            Ok(Completion::Done)
        }
    }
}

/// Of somebody who is forgotten: whether an invitation is still to be taken back.
pub fn note_cancellation(id: &str, office: &Office, context: &mut Context<'_>) -> io::Result<()> {
    if office.cases.roster.forgotten.contains_key(id) {
        context.note(printable(&format!(
            "{id} était attendu à une audition : l'annulation, sans nom, est dans « secretariat outbox list »"
        )))?;
    }
    Ok(())
}

fn write(
    certificates: &[Certificate],
    args: &EraseArgs,
    context: &mut Context<'_>,
) -> Result<(), Error> {
    if args.act.format.format == OutputFormat::Json {
        let text = serde_json::to_string_pretty(certificates).map_err(io::Error::from)?;
        writeln!(context.out, "{text}")?;
        return Ok(());
    }
    for certificate in certificates {
        let Certificate { reference, seq, acts, shared_acts, .. } = certificate;
        writeln!(
            context.out,
            "{reference} : effacée (acte n° {seq}), avec le contenu de {} acte(s)",
            acts.len()
        )?;
        if !shared_acts.is_empty() {
            let count = shared_acts.len();
            writeln!(
                context.out,
                "    {count} acte(s) sur plusieurs candidatures gardent sa référence"
            )?;
        }
    }
    if let Some(certificate) = certificates.first() {
        writeln!(context.out, "L'effacement n'atteint pas :")?;
        for each in certificate.not_reached.iter().map(NotReached::said) {
            writeln!(context.out, "- {each}")?;
        }
    }
    Ok(())
}
