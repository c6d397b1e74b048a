//! `show`: one application, readable, in the order of the form that was answered, and what was done with it.

use std::io::{self, Write};

use application_form::reference::Reference;
use form_handler::record::{
    Record,
    contents::{Authorship, SealedContents},
};
use jiff::Timestamp;

use crate::{
    cases::{Case, Office, case::suggestion::ConflictSuggestion, office::OfficePlace},
    cli::args::{OutputFormat, list::ShowArgs},
    commands::{case_json, journal::remark},
    context::{Completion, Context},
    error::Error,
    identity::Keyring,
    journal::act::HIDDEN_FIELD,
    records::{
        RecordStore,
        find::{FindError, find, reference},
        forms::{self, Forms},
    },
    text::{paris_time, printable::one_line},
};

pub(crate) mod answers;
mod office;

/// Writes one application.
pub async fn show(args: &ShowArgs, context: &mut Context<'_>) -> Result<Completion, Error> {
    let sought = Sought::read(&args.reference)?;
    let place = OfficePlace::of(&args.place);
    let mut keyring = Keyring::of(place.identity.paths());
    let store = RecordStore::open(place.store, &mut keyring, context).await?;
    let forms = forms::today(&args.place.content.folder);
    let mut absent = None;
    if let Sought::Reference(reference) = &sought {
        match find(reference, &store, context.now).await {
            Ok(_) => check_form(reference, &forms, args)?,
            // The journal may still know it.
            Err(unknown @ FindError::Unknown(_)) => absent = Some(unknown),
            Err(error) => return Err(error.into()),
        }
    }
    let identities = match keyring.into_identities(context.passphrases) {
        Ok(identities) => identities,
        Err(error) => return Err(absent.map_or_else(|| error.into(), Into::into)),
    };
    let records = store.all(context).await?;
    let mut office = Office::with(store, records, identities, place, context).await?;
    let reference = match sought {
        Sought::Reference(reference) => reference,
        Sought::Text(text) => search(&text, &office, args, &forms)?,
    };
    if let Some(at) = office.closed.iter().position(|(record, _)| record.reference == reference) {
        return Err(Error::Closed(reference, office.closed.swap_remove(at).1));
    }
    let Some(case) = office.cases.find(&reference) else {
        return Err(absent.unwrap_or(FindError::Unknown(reference)).into());
    };
    match args.format.format {
        OutputFormat::Json => case_json::write_case(case, context.out)?,
        OutputFormat::Text => write(case, &forms, args.history, context)?,
    }
    remark(&office, context)?;
    Ok(office.completion())
}

/// What somebody has typed to name an application.
enum Sought {
    Reference(Reference),
    Text(String),
}

impl Sought {
    /// A slip in a reference is told before a passphrase is asked for.
    fn read(typed: &str) -> Result<Self, Error> {
        match reference(typed) {
            Ok(reference) => Ok(Self::Reference(reference)),
            Err(error) if is_like_a_reference(typed) => Err(error.into()),
            Err(_) => Ok(Self::Text(typed.to_owned())),
        }
    }
}

/// Capitals and, behind the last dashes, two groups of four.
fn is_like_a_reference(typed: &str) -> bool {
    let parts: Vec<&str> = typed.trim().split('-').collect();
    let is_word = |part: &&str| part.chars().all(|symbol| symbol.is_ascii_alphanumeric());
    parts.len() == 3 && parts.iter().all(is_word) && parts[1].len() + parts[2].len() <= 10
}

/// The one application that a text is about.
fn search(text: &str, office: &Office, args: &ShowArgs, forms: &Forms) -> Result<Reference, Error> {
    let shown = one_line(text, 40);
    let mut found: Vec<&Reference> = Vec::new();
    for case in &office.cases.cases {
        if case.matches(text) && check_form(&case.reference, forms, args).is_ok() {
            found.push(&case.reference);
        }
    }
    match found.as_slice() {
        [] => Err(Error::NoMatch(shown)),
        [one] => Ok((*one).clone()),
        several => {
            let found = several.iter().map(ToString::to_string).collect();
            Err(Error::Several { text: shown, found })
        }
    }
}

fn check_form(reference: &Reference, forms: &Forms, args: &ShowArgs) -> Result<(), Error> {
    match &args.form.id {
        Some(id) if !forms::is_of(reference, &forms.named(id)?.prefix) => {
            Err(Error::OfAnotherForm(reference.clone(), id.clone()))
        }
        _ => Ok(()),
    }
}

fn write(
    case: &Case,
    forms: &Forms,
    with_history: bool,
    context: &mut Context<'_>,
) -> Result<(), Error> {
    let (Some(record), Some(contents), Some(authorship)) =
        (&case.record, &case.contents, case.authorship)
    else {
        writeln!(context.out, "Candidature {}\n", case.reference)?;
        office::write_state(case, context.out)?;
        office::write_history(case, context.out)?;
        return Ok(());
    };
    let definition = forms.of(&record.reference, &record.form);
    if definition.is_none() {
        let consequence = if contents.sections.is_empty() {
            "les questions sont désignées par leur nom"
        } else {
            "les réponses sont montrées comme elles sont enregistrées"
        };
        // Its own form may be in a file that cannot be read.
        for reason in forms.broken() {
            context.note(format!("{reason} : {consequence}"))?;
        }
    }
    write_head(record, contents, authorship, context.out)?;
    if !case.history.is_empty() || case.suggestions.iter().any(ConflictSuggestion::is_open) {
        office::write_state(case, context.out)?;
    }
    let contents = &without_hidden(contents);
    answers::write(definition, contents, context.out)?;
    office::write(case, context.out)?;
    if with_history {
        office::write_history(case, context.out)?;
    }
    Ok(())
}

/// Without the answer that must not count, and what the form has said of it.
fn without_hidden(contents: &SealedContents) -> SealedContents {
    let mut contents = contents.clone();
    contents.answers.remove(HIDDEN_FIELD);
    contents.warnings.retain(|warning| warning.field != HIDDEN_FIELD);
    contents
}

fn write_head(
    record: &Record,
    contents: &SealedContents,
    authorship: Authorship,
    out: &mut dyn Write,
) -> io::Result<()> {
    let received = paris_time::long(contents.received_at.timestamp());
    let expires =
        Timestamp::from_second(record.expires).map_or_else(|_| "?".into(), paris_time::long_day);
    let quarantine = if record.quarantine {
        "oui : un piège à robots était rempli ; un navigateur le fait parfois pour une vraie personne"
    } else {
        "non"
    };
    let signature = match authorship {
        Authorship::Signed => "valable : le service l'a écrite, et personne ne l'a changée depuis",
        Authorship::Unsigned => {
            "non signée, à vérifier : qui peut écrire dans la base a pu l'écrire ou la changer"
        }
    };
    writeln!(out, "Candidature {}\n", contents.reference)?;
    writeln!(out, "Reçue le     {received} (heure de Paris)")?;
    writeln!(out, "Effacée le   {expires}")?;
    writeln!(out, "Quarantaine  {quarantine}")?;
    if record.over_limit {
        writeln!(
            out,
            "À vérifier   envoyée au-delà de la limite : son réseau avait déjà beaucoup envoyé"
        )?;
    }
    writeln!(out, "Signature    {signature}")?;
    writeln!(out, "Formulaire   {}", one_line(&contents.form, 12))
}
