//! `keys rehearse`: whether a key opens what it should, while it can still be replaced.

use std::collections::BTreeMap;

use age::Identity;
use form_handler::{
    crypto::recipients::{Fingerprint, fingerprint},
    record::ReceivedAt,
    store::journal::{body::BodyText, copy::JournalCopy},
};
use serde::Deserialize;
use serde_json::json;

use crate::{
    cli::args::{OutputFormat, keys::RehearseArgs},
    context::{Completion, Context},
    error::Error,
    identity::{Keyring, rehearsals},
    records::{
        RecordStore, Records,
        unseal::{Closed, open},
    },
    text::{paris_time, printable::one_line},
};

/// What a key has opened.
#[derive(Debug)]
pub struct Rehearsal {
    /// Which key.
    pub key: Fingerprint,
    /// The newest application that is sealed to it, and why it stayed closed; `None` if none is.
    pub application: Option<(String, ReceivedAt, Result<(), Closed>)>,
    /// One act of each kind, by its number.
    pub acts: BTreeMap<String, u64>,
    /// The numbers of the acts that stayed closed.
    pub closed: Vec<u64>,
}

/// What any act says of itself.
#[derive(Deserialize)]
struct Kind {
    r#type: String,
}

impl Rehearsal {
    /// Tries one key.
    pub fn of(
        key: &Fingerprint,
        identity: &[Box<dyn Identity>],
        all: &Records,
        journal: &JournalCopy,
    ) -> Self {
        let newest = all.records.iter().rev().find(|record| record.keys.contains(key));
        let application = newest.map(|record| {
            let opened = open(record, identity).map(drop);
            (record.reference.to_string(), record.received_at, opened)
        });
        let (mut acts, mut closed) = (BTreeMap::new(), Vec::new());
        for event in &journal.events {
            let Some(body) = journal.body(event.body) else { continue };
            match BodyText::open(body, event.commit, identity) {
                Ok(text) => {
                    let kind = serde_json::from_slice(text.text());
                    let kind = kind.map_or_else(|_| "?".to_owned(), |Kind { r#type }| r#type);
                    acts.entry(kind).or_insert(event.seq);
                }
                Err(_) => closed.push(event.seq),
            }
        }
        Self { key: key.clone(), application, acts, closed }
    }

    /// Whether it opened everything.
    pub fn is_well(&self) -> bool {
        self.closed.is_empty() && matches!(self.application, Some((_, _, Ok(()))))
    }
}

/// Opens one application and one act of each kind with each key alone, and notes when, beside the identity.
pub async fn rehearse(args: &RehearseArgs, context: &mut Context<'_>) -> Result<Completion, Error> {
    let mut keyring = Keyring::of(args.place.identity.paths());
    let store = RecordStore::open(&args.place.store, &mut keyring, context).await?;
    let all = store.all(context).await?;
    let (journal, _) = store.journal().await?;
    let identities = keyring.identities(context.passphrases)?;
    let tried = identities.public.iter().zip(identities.secret.chunks(1));
    let tried: Vec<_> = tried
        .map(|(key, identity)| Rehearsal::of(&fingerprint(key), identity, &all, &journal))
        .collect();

    match args.format.format {
        OutputFormat::Text => tried.iter().try_for_each(|tried| tell(tried, args, context))?,
        OutputFormat::Json => {
            let json: serde_json::Value = tried.iter().map(in_json).collect();
            writeln!(context.out, "{json:#}")?;
        }
    }
    let well: Vec<_> = tried.iter().filter(|tried| tried.is_well()).collect();
    if !well.is_empty() && !args.dry_run {
        let keys: Vec<_> = well.iter().map(|tried| tried.key.clone()).collect();
        rehearsals::note(args.place.identity.first(), &keys, ReceivedAt::at(context.now))?;
    }
    Ok(if well.len() == tried.len() { Completion::Done } else { Completion::Incomplete })
}

fn tell(
    tried: &Rehearsal,
    args: &RehearseArgs,
    context: &mut Context<'_>,
) -> Result<(), std::io::Error> {
    let key = &tried.key;
    match &tried.application {
        Some((reference, at, Ok(()))) => writeln!(
            context.out,
            "la clé {key} ouvre la candidature {reference}, reçue le {}",
            paris_time::short(at.timestamp())
        )?,
        Some((reference, _, Err(why))) => context.note(format!(
            "erreur : la clé {key} devrait ouvrir la candidature {reference} : {why}"
        ))?,
        None => context.note(format!(
            "erreur : aucune candidature n'est scellée pour la clé {key} : elle n'a rien à ouvrir"
        ))?,
    }
    let acts = tried.acts.iter().map(|(kind, seq)| format!("{} (n° {seq})", one_line(kind, 40)));
    let acts: Vec<_> = acts.collect();
    if !acts.is_empty() {
        writeln!(context.out, "et un acte de chaque sorte : {}", acts.join(", "))?;
    }
    if !tried.closed.is_empty() {
        let closed: Vec<_> = tried.closed.iter().map(u64::to_string).collect();
        context.note(format!(
            "erreur : {} acte(s) restent fermés pour la clé {key} : n° {}",
            closed.len(),
            closed.join(", ")
        ))?;
    }
    if tried.is_well() && args.dry_run {
        context.note("l'essai n'est pas noté : sans --dry-run, il le serait")?;
    } else if tried.is_well() {
        writeln!(context.out, "essai noté, le {}", paris_time::short(context.now))?;
    } else {
        context.note("aide : « secretariat keys who » dit ce que chaque clé ouvre ; avec une clé qui ouvre tout, « secretariat reseal » referme tout pour les destinataires actuels")?;
    }
    Ok(())
}

fn in_json(tried: &Rehearsal) -> serde_json::Value {
    let opened = tried.application.as_ref().filter(|(_, _, opened)| opened.is_ok());
    json!({
        "fingerprint": tried.key.to_string(),
        "application": opened.map(|(reference, _, _)| reference),
        "acts": tried.acts,
        "closed": tried.closed,
    })
}
