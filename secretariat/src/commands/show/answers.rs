//! What was answered, in the order and the words of the form.

use std::io::{self, Write};

use application_form::{
    definition::{Definition, Field},
    language::Language,
};
use form_handler::record::contents::{AskedQuestion, SealedContents};
use serde_json::Value as Json;

use crate::{
    journal::act::HIDDEN_FIELD,
    text::printable::{one_line, printable},
};

/// Writes every question with its answer, and what the applicant was asked to look at again.
pub fn write(
    definition: Option<&Definition>,
    contents: &SealedContents,
    out: &mut dyn Write,
) -> io::Result<()> {
    match definition {
        _ if !contents.sections.is_empty() => write_as_asked(definition, contents, out)?,
        Some(definition) => write_by_question(definition, contents, out)?,
        None => write_by_name(contents.answers.iter(), out)?,
    }
    write_warnings(definition, contents, out)
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
            let answer = hidden(&question.name).or(answer);
            write_answer(&question.label, answer.as_deref(), out)?;
        }
    }
    Ok(())
}

/// What stands in the place of the answer that must not count, whether or not there is one.
fn hidden(name: &str) -> Option<Vec<String>> {
    let text = "(sans effet sur l'examen : le bureau ne voit pas la réponse)";
    (name == HIDDEN_FIELD).then(|| vec![text.to_owned()])
}

/// Of a section; nothing of questions that stand in none.
fn write_heading(title: &str, out: &mut dyn Write) -> io::Result<()> {
    match title {
        "" => Ok(()),
        title => writeln!(out, "\n== {} ==", one_line(title, usize::MAX)),
    }
}

/// The labels of what was chosen; any other answer as today's form writes it.
pub(crate) fn chosen(
    question: &AskedQuestion,
    field: Option<&Field>,
    canonical: &Json,
) -> Vec<String> {
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
            let answer = hidden(&field.name).or(answer);
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
pub(crate) fn shown(field: &Field, canonical: &Json) -> Vec<String> {
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
        Json::Null => Vec::new(),
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
