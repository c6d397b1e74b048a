//! The letters: all of them, each by itself, and on paper. The program sends none.

use authoring::{letters::LetterKind, typography::french};
use serde_json::{Value as Json, json};

use super::{
    super::{
        desk::mask::Mask,
        request::segment,
        response::{Answer, File},
        template::Sheet,
    },
    acts::{missing, wrong},
    page::{Page, no_such_page, sentence},
};
use crate::{
    cases::{
        Case,
        case::letters::LetterStage,
        error::ActError,
        office::record::Run,
        outbox::{LetterAct, LetterTo, OutboxLetter, Writing, message},
    },
    error::Error,
    journal::act::{CopyForm, LetterText, letters::letter_words},
    text::{
        day::Day,
        ids, paris_time,
        printable::{one_line, printable},
    },
};

mod answers;

use answers::{answer, answered};

/// All letters, the most urgent first.
pub fn list(page: &Page<'_>) -> Answer {
    let letters = page.at_work.office.outbox(page.at_work.writing());
    let groups: Vec<_> = letters
        .chunk_by(|one, other| one.stage() == other.stage())
        .map(|group| {
            let rows: Vec<_> = group.iter().map(|letter| row(letter, page)).collect();
            let title = french(group[0].stage().words());
            json!({ "title": sentence(&title).trim_end_matches('.'), "rows": rows })
        })
        .collect();
    let sheet = Sheet::new("letters.html", "Courriers").with("groups", &groups);
    page.show(sheet.with("hearings", &to_convoke(page)))
}

fn row(letter: &OutboxLetter, page: &Page<'_>) -> Json {
    let mask = mask(letter, page);
    let firm = letter.addressee.firm.as_deref().filter(|_| mask.is_none());
    json!({
        "path": segment(&letter.id),
        "name": french(&letter_words(&letter.letter)),
        "to": letter.to.to_string(),
        "person": letter.addressee.name.as_str().to_owned(),
        "peer": matches!(letter.to, LetterTo::Peer(_)),
        "masked": mask.map(Mask::words),
        "firm": firm.map(|firm| one_line(firm, 60)),
        "by": taken_by(letter, page).filter(|_| letter.stage() == LetterStage::Taken),
        "unwritten": letter.is_unwritten,
        "copies": letter.copies.len(),
    })
}

/// One letter: what it says, and what can be done with it.
pub fn show(page: &Page<'_>, id: &str) -> Result<Answer, Error> {
    let letter = find(page, id)?;
    let name = letter_words(&letter.letter);
    let title = format!("Courrier « {name} » · {}", letter.to);
    let sheet = Sheet::new("letter.html", &title)
        .with("reference", &letter.to.to_string())
        .with("peer", &matches!(letter.to, LetterTo::Peer(_)))
        .with("masked", &mask(&letter, page).map(Mask::words));
    if mask(&letter, page).is_some() {
        return Ok(page.show(sheet));
    }
    let stage = letter.stage();
    let is_draft = matches!(stage, LetterStage::Draft | LetterStage::Returned);
    let aside = letter.state.set_aside.as_ref();
    let sent_at = letter.state.sent_at.filter(|_| stage != LetterStage::Taken);
    let copies: Vec<_> = letter
        .copies
        .iter()
        .map(|copy| json!({ "what": french(copy.form.words()), "at": paris_time::long(copy.at.timestamp()) }))
        .collect();
    let sheet = with_text(sheet, &letter)
        .with("path", &segment(&letter.id))
        .with("stage", &french(stage.word()))
        .with("draft", &is_draft)
        .with("taken", &(stage == LetterStage::Taken))
        .with("sent", &(stage == LetterStage::Sent))
        .with("by", &taken_by(&letter, page))
        .with(
            "taken_at",
            &letter.state.taken.as_ref().map(|it| paris_time::long(it.at.timestamp())),
        )
        .with("sent_at", &sent_at.map(|at| paris_time::long(at.timestamp())))
        .with("returned", &letter.state.returned.as_deref().map(printable))
        .with("unwritten", &letter.is_unwritten)
        .with("edited", &letter.state.edited.is_some())
        .with("aside", &aside.map(text))
        .with("mailto", &message::mailto(&letter))
        .with("opinion", &(letter.kind == Some(LetterKind::Opinion)))
        .with("outdated", &letter.is_outdated)
        .with("forgotten", &letter.is_forgotten)
        .with("invitation", &letter.invitation.is_some())
        .with("asks", &letter.invitation.as_ref().is_some_and(|asked| !asked.cancelled))
        .with("answer", &answered(&letter, page).map(french))
        .with("copies", &copies);
    let is_typed_in = is_draft || stage == LetterStage::Sent;
    Ok(page.show(if is_typed_in { sheet.typed() } else { sheet }))
}

/// On paper, once somebody has taken it.
pub fn paper(page: &Page<'_>, id: &str) -> Result<Answer, Error> {
    let letter = find(page, id)?;
    if !letter.is_taken() || mask(&letter, page).is_some() {
        return Ok(page.see(&address(&letter)));
    }
    let sheet = Sheet::new("letter-paper.html", &format!("Courrier {}", letter.to));
    let today = Day::of(page.at_work.office.now()).long();
    Ok(page
        .show(with_text(sheet, &letter).with("path", &segment(&letter.id)).with("today", &today)))
}

/// Does with a letter what a form asks for.
pub fn act(page: &mut Page<'_>, id: &str, what: &str) -> Result<Answer, Error> {
    let letter = find(page, id)?;
    let id = &letter.id;
    match what {
        "modifier" => return edit(page, &letter),
        "refaire" => record(page, id, LetterAct::Regenerate)?,
        "imprimer" => {
            record(page, id, LetterAct::Copy(CopyForm::Print))?;
            return Ok(page.see(&format!("{}/papier", address(&letter))));
        }
        "fichier" => {
            record(page, id, LetterAct::Copy(CopyForm::Message))?;
            let at_work = &page.at_work;
            return Ok(Answer::File(File {
                name: format!("{}.eml", ids::ascii(id)),
                media_type: "message/rfc822",
                bytes: message::eml(&letter, at_work.writing(), at_work.office.now()),
            }));
        }
        "agenda" => {
            record(page, id, LetterAct::Copy(CopyForm::Event))?;
            let at_work = &page.at_work;
            let event = message::event(&letter, at_work.writing(), at_work.office.now());
            let Some(event) = event else { return Ok(no_such_page(page)) };
            return Ok(Answer::File(File {
                name: format!("{}.ics", ids::ascii(id)),
                media_type: "text/calendar; charset=utf-8",
                bytes: event.write(),
            }));
        }
        "rendre" => record(page, id, LetterAct::Release)?,
        "envoye" => record(page, id, LetterAct::Sent)?,
        "revenu" => {
            let reason = missing(page.typed("motif_libre"), "Pourquoi")?;
            record(page, id, LetterAct::Returned(reason))?;
        }
        "detruites" => record(page, id, LetterAct::Destroy)?,
        "reponse" => answer(page, &letter)?,
        _ => return Ok(no_such_page(page)),
    }
    // Of a letter that told nothing any more, nothing is left with its last copy.
    let is_left = page.at_work.office.letter(id, page.at_work.writing()).is_ok();
    Ok(page.see(&if is_left { address(&letter) } else { "/courriers".to_owned() }))
}

/// Makes the letters that ask to a hearing.
pub fn convoke(page: &mut Page<'_>) -> Result<Answer, Error> {
    let hearing = missing(page.typed("audition"), "Audition")?;
    page.runtime.block_on(page.at_work.office.convoke(&hearing, Run::Real))?;
    Ok(page.see("/courriers"))
}

/// The hearings at which firms have places, and to which nobody is asked yet.
fn to_convoke(page: &Page<'_>) -> Vec<Json> {
    let office = &page.at_work.office;
    let roster = &office.cases.roster;
    let hearings = roster.hearings_in_order().into_iter();
    hearings
        .filter(|hearing| !roster.convoked.contains_key(&hearing.id))
        .filter(|hearing| !hearing.has_begun(office.now()))
        .filter_map(|hearing| {
            let firms = office.placed_at(&hearing.id).len();
            let day = hearing.day().map(Day::long);
            (firms > 0).then(|| json!({ "id": hearing.id, "day": day, "firms": firms }))
        })
        .collect()
}

fn address(letter: &OutboxLetter) -> String {
    format!("/courriers/{}", segment(&letter.id))
}

/// Keeps what was written, if it differs, and takes the letter, if that is asked for: one form does both, so that nothing
/// typed is lost by the other button.
fn edit(page: &mut Page<'_>, letter: &OutboxLetter) -> Result<Answer, Error> {
    let written = LetterText {
        subject: missing(page.typed("objet"), "Objet")?,
        text: missing(page.typed("courrier"), "Texte du courrier")?,
    };
    let is_new = written.mended() != letter.text.mended();
    let takes = match page.asked.fields.get("geste") {
        "prendre" => true,
        "enregistrer" => false,
        _ => return Err(wrong("choisissez un des boutons de la page")),
    };
    if is_new {
        record(page, &letter.id, LetterAct::Edit(written))?;
    }
    if takes {
        record(page, &letter.id, LetterAct::Take)?;
    }
    Ok(page.see(&address(letter)))
}

fn record(page: &mut Page<'_>, id: &str, act: LetterAct) -> Result<(), Error> {
    let at_work = &mut *page.at_work;
    let (letters, settings) = (at_work.letters.clone(), at_work.settings.clone());
    let writing = Writing { letters: &letters, settings: &settings };
    page.runtime.block_on(at_work.office.act_on_letter(id, act, writing, Run::Real))?;
    Ok(())
}

fn find(page: &Page<'_>, id: &str) -> Result<OutboxLetter, Error> {
    let found = page.at_work.office.letter(id, page.at_work.writing());
    Ok(found.map_err(|why| ActError::Refused(vec![why]))?)
}

fn case<'a>(letter: &OutboxLetter, page: &'a Page<'_>) -> Option<&'a Case> {
    match &letter.to {
        LetterTo::Firm(reference) => page.at_work.office.cases.find(reference),
        LetterTo::Peer(_) => None,
    }
}

fn mask(letter: &OutboxLetter, page: &Page<'_>) -> Option<Mask> {
    case(letter, page).and_then(|case| page.at_work.mask(case))
}

fn taken_by(letter: &OutboxLetter, page: &Page<'_>) -> Option<String> {
    let taken = letter.state.taken.as_ref();
    taken.map(|taken| page.at_work.office.people.name(&taken.by))
}

fn with_text(sheet: Sheet, letter: &OutboxLetter) -> Sheet {
    let paragraphs: Vec<Vec<String>> = letter
        .text
        .text
        .split("\n\n")
        .map(|paragraph| paragraph.lines().map(printable).collect())
        .collect();
    sheet
        .with("to", &one_line(&letter.addressee.name, 120))
        .with("firm", &letter.addressee.firm.as_deref().map(|firm| one_line(firm, 160)))
        .with("email", &letter.addressee.email.as_deref().map(|email| one_line(email, 254)))
        .with("letter", &text(&letter.text))
        .with("paragraphs", &paragraphs)
}

fn text(text: &LetterText) -> Json {
    json!({ "subject": one_line(&text.subject, 300), "text": printable(&text.text) })
}
