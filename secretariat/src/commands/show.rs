//! `show`: one application, readable, in the order of the form.

use std::io::{self, Write};

use application_form::{
    definition::{Definition, Field},
    kind::Answer,
    reference::{NotAReference, Reference},
};
use form_handler::{
    record::{Contents, Record},
    store::{StoreError, Unreadable},
};
use jiff::Timestamp;
use serde_json::Value as Json;

use crate::{
    cli::args::Show,
    commands::questions,
    context::Desk,
    error::Refusal,
    identity,
    records::{
        Archive,
        unseal::{Closed, defect, open},
    },
    text::{
        paris_time,
        printable::{one_line, printable},
    },
};

/// Why an application is not shown.
#[derive(Debug, thiserror::Error)]
pub enum ShowError {
    /// Mistyped.
    #[error("« {0} » n'est pas une référence : il y a sans doute une faute de frappe")]
    NotAReference(String),
    /// Well formed, but there is none.
    #[error("aucune candidature ne porte la référence {0}")]
    Unknown(Reference),
    /// The stored item is damaged.
    #[error("la candidature {} est illisible : {}", .0.key, defect(.0.defect))]
    Unreadable(Unreadable),
    /// It stays closed.
    #[error("la candidature {0} ne peut pas être affichée : {1}")]
    Closed(Reference, #[source] Closed),
}

impl ShowError {
    /// What to do.
    pub fn help(&self) -> Option<String> {
        let help = match self {
            Self::NotAReference(_) => {
                "une référence ressemble à BDP-7K2M-94X4, sans I, L, O, 0 ni 1 ; le dernier signe vérifie les autres"
            }
            Self::Unknown(_) => {
                "« secretariat list » montre celles qui existent ; elle a pu être effacée à la fin de sa durée de conservation"
            }
            Self::Unreadable(_) => {
                "reprenez une sauvegarde de la base, ou mettez ce programme à jour"
            }
            Self::Closed(_, closed) => closed.help(),
        };
        Some(help.to_owned())
    }
}

/// Writes one application.
pub async fn show(options: &Show, desk: &mut Desk<'_>) -> Result<(), Refusal> {
    let reference: Reference = options
        .reference
        .parse()
        .map_err(|NotAReference| ShowError::NotAReference(one_line(&options.reference, 40)))?;
    let archive = Archive::open(&options.store.location).await?;
    let record = match archive.find(&reference, desk).await {
        Ok(Some(record)) => record,
        Ok(None) => return Err(ShowError::Unknown(reference).into()),
        Err(StoreError::Unreadable(item)) => return Err(ShowError::Unreadable(item).into()),
        Err(error) => return Err(archive.unavailable(error).into()),
    };
    let keyring = identity::read(options.identity.path(), desk.passphrases)?;
    let contents =
        open(&record, &keyring).map_err(|closed| ShowError::Closed(reference, closed))?;

    let definition = match questions::today(&options.content.folder) {
        Ok(definition) => Some(definition),
        Err(reason) => {
            desk.note(format!("{reason} : les questions sont désignées par leur nom"))?;
            None
        }
    };
    write_head(&record, &contents, desk.out)?;
    match &definition {
        Some(definition) => write_by_question(definition, &contents, desk.out)?,
        None => write_by_name(contents.answers.iter(), desk.out)?,
    }
    write_warnings(definition.as_ref(), &contents, desk.out)?;
    Ok(())
}

fn write_head(record: &Record, contents: &Contents, out: &mut dyn Write) -> io::Result<()> {
    let received = paris_time::long(contents.received_at.timestamp());
    let expires =
        Timestamp::from_second(record.expires).map_or_else(|_| "?".into(), paris_time::long_day);
    let quarantine = if record.quarantine {
        "oui : un piège à robots était rempli ; un navigateur le fait parfois pour une vraie personne"
    } else {
        "non"
    };
    writeln!(out, "Candidature {}\n", contents.reference)?;
    writeln!(out, "Reçue le     {received} (heure de Paris)")?;
    writeln!(out, "Effacée le   {expires}")?;
    writeln!(out, "Quarantaine  {quarantine}")?;
    writeln!(out, "Formulaire   {}", one_line(&contents.form, 12))
}

/// In the words of today's form, which are better than names even for an application that answers an
/// earlier one. That one did not ask all of today's questions, though, and may have asked others.
fn write_by_question(
    definition: &Definition,
    contents: &Contents,
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
            writeln!(out, "\n== {} ==", section.title)?;
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
    Answer::from_canonical(field, canonical)
        .map_or_else(|| plain(canonical), |answer| answer.shown(field))
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
    contents: &Contents,
    out: &mut dyn Write,
) -> io::Result<()> {
    if contents.warnings.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n== À vérifier ==\n")?;
    for warning in &contents.warnings {
        let field = definition.and_then(|definition| definition.field(&warning.field));
        let question = field.map_or(warning.field.as_str(), |field| field.label.as_str());
        let message = one_line(&warning.message, usize::MAX);
        writeln!(out, "- {} : {message}", one_line(question, usize::MAX))?;
    }
    Ok(())
}
