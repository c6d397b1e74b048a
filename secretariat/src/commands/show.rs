//! `show`: one application, readable, in the order of the form that was answered.

use std::io::{self, Write};

use application_form::{
    definition::{Definition, Field},
    language::Language,
};
use form_handler::record::{
    Record,
    contents::{AskedQuestion, Authorship, SealedContents},
};
use jiff::Timestamp;
use serde_json::Value as Json;

use crate::{
    cli::args::ShowArgs,
    context::Context,
    error::Error,
    identity::Keyring,
    records::{
        RecordStore,
        find::{find, reference},
        forms, signing_keys,
        unseal::{Keys, unseal},
    },
    text::{
        paris_time,
        printable::{one_line, printable},
    },
};

/// Writes one application.
pub async fn show(args: &ShowArgs, context: &mut Context<'_>) -> Result<(), Error> {
    let reference = reference(&args.reference)?;
    let mut keyring = Keyring::of(args.identity.paths());
    let store = RecordStore::open(&args.store, &mut keyring, context).await?;
    let record = find(&reference, &store, context.now).await?;
    let forms = forms::today(&args.content.folder);
    if let Some(id) = &args.form.id
        && !forms::is_of(&reference, &forms.named(id)?.prefix)
    {
        return Err(Error::OfAnotherForm(reference, id.clone()));
    }
    let identities = keyring.into_identities(context.passphrases)?;
    let signing = signing_keys::read(&args.content.folder, args.identity.first(), context)?;
    let keys = Keys { identities, signing };
    let (contents, authorship) =
        unseal(&record, &keys).map_err(|closed| Error::Closed(reference, closed))?;

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
    write_head(&record, &contents, authorship, context.out)?;
    match definition {
        _ if !contents.sections.is_empty() => {
            write_as_asked(definition, &contents, context.out)?;
        }
        Some(definition) => write_by_question(definition, &contents, context.out)?,
        None => write_by_name(contents.answers.iter(), context.out)?,
    }
    write_warnings(definition, &contents, context.out)?;
    Ok(())
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

/// In the words of the form that was answered. Of today's, only how an answer is written counts.
fn write_as_asked(
    today: Option<&Definition>,
    contents: &SealedContents,
    out: &mut dyn Write,
) -> io::Result<()> {
    for section in &contents.sections {
        write_heading(&section.title, out)?;
        for question in &section.questions {
            let field = today.and_then(|form| form.field(&question.name));
            let answer = contents.answers.get(&question.name);
            let answer = answer.map(|canonical| chosen(question, field, canonical));
            write_answer(&question.label, answer.as_deref(), out)?;
        }
    }
    Ok(())
}

/// Of a section; nothing of questions that stand in none.
fn write_heading(title: &str, out: &mut dyn Write) -> io::Result<()> {
    match title {
        "" => Ok(()),
        title => writeln!(out, "\n== {} ==", one_line(title, usize::MAX)),
    }
}

/// The labels of what was chosen; any other answer as today's form writes it.
fn chosen(question: &AskedQuestion, field: Option<&Field>, canonical: &Json) -> Vec<String> {
    if question.choices.is_empty() {
        return field.map_or_else(|| plain(canonical), |field| shown(field, canonical));
    }
    let label = |value: String| match question.choices.get(&value) {
        Some(Json::String(label)) => label.clone(),
        _ => value,
    };
    plain(canonical).into_iter().map(label).collect()
}

/// Of version 1, in the words of today's form, which are better than names even for an application that answers an
/// earlier one. That one did not ask all of today's questions, though, and may have asked others.
fn write_by_question(
    definition: &Definition,
    contents: &SealedContents,
    out: &mut dyn Write,
) -> io::Result<()> {
    let earlier = definition.hash() != contents.form;
    if earlier {
        writeln!(
            out,
            "\nCette candidature répond à une autre version du formulaire que celle d'aujourd'hui : les\n\
             questions ont pu être formulées autrement."
        )?;
    }
    for section in &definition.sections {
        let asked = |field: &&Field| !earlier || contents.answers.contains_key(&field.name);
        let mut fields = section.fields.iter().filter(asked).peekable();
        if fields.peek().is_some() {
            write_heading(section.title.as_deref().unwrap_or_default(), out)?;
        }
        for field in fields {
            let answer = contents.answers.get(&field.name).map(|canonical| shown(field, canonical));
            write_answer(&field.label, answer.as_deref(), out)?;
        }
    }
    let gone = || contents.answers.iter().filter(|(name, _)| definition.field(name).is_none());
    if gone().next().is_some() {
        writeln!(out, "\n== Questions que le formulaire ne pose plus ==")?;
    }
    write_by_name(gone(), out)
}

/// As the applicant read it back; as it is stored, if the field does not accept it.
fn shown(field: &Field, canonical: &Json) -> Vec<String> {
    let kind = &field.kind;
    kind.from_canonical(canonical)
        .map_or_else(|| plain(canonical), |answer| kind.shown(&answer, Language::French))
}

fn write_by_name<'a>(
    answers: impl Iterator<Item = (&'a String, &'a Json)>,
    out: &mut dyn Write,
) -> io::Result<()> {
    for (name, canonical) in answers {
        write_answer(name, Some(&plain(canonical)), out)?;
    }
    Ok(())
}

/// The canonical form as texts.
pub(crate) fn plain(canonical: &Json) -> Vec<String> {
    match canonical {
        Json::String(text) => vec![text.clone()],
        Json::Array(items) => items.iter().flat_map(plain).collect(),
        other => vec![other.to_string()],
    }
}

fn write_answer(question: &str, answer: Option<&[String]>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\n{}", one_line(question, usize::MAX))?;
    match answer {
        None | Some([]) => writeln!(out, "    (pas de réponse)"),
        Some(texts) => texts
            .iter()
            .flat_map(|text| printable(text).lines().map(str::to_owned).collect::<Vec<_>>())
            .try_for_each(|line| writeln!(out, "{}", format!("    {line}").trim_end())),
    }
}

fn write_warnings(
    definition: Option<&Definition>,
    contents: &SealedContents,
    out: &mut dyn Write,
) -> io::Result<()> {
    if contents.warnings.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n== À vérifier ==\n")?;
    for warning in &contents.warnings {
        let asked = contents.sections.iter().flat_map(|section| &section.questions);
        let asked = asked.filter(|question| question.name == warning.field).map(|each| &each.label);
        let today = definition.and_then(|definition| definition.field(&warning.field));
        let question = asked.chain(today.map(|field| &field.label)).next();
        let question = question.map_or(warning.field.as_str(), String::as_str);
        let message = one_line(&warning.message, usize::MAX);
        writeln!(out, "- {} : {message}", one_line(question, usize::MAX))?;
    }
    Ok(())
}
