//! Reads an opinion as a file has it; every mistake with its path.

use planner::json::{
    fields::{Fields, Mistakes},
    mistake::{FieldFault, Mistake, near, quoted},
    tree::{self, JsonNode},
};

use crate::journal::act::{OpinionData, OpinionWord};

/// A text of an opinion has at most so many characters: what fits on two sheets.
pub const LONGEST: usize = 8_000;

/// The opinion of a file.
pub fn opinion(text: &str) -> Result<OpinionData, Vec<Mistake>> {
    let (node, doubled) = tree::read(text)?;
    let mistakes = Mistakes::of(doubled);
    let opinion = Fields::of(&node, "", &mistakes).and_then(|fields| {
        let present = lines(&fields, "present", 1, &mistakes);
        let recused = lines(&fields, "recused", 0, &mistakes);
        let asked = written(&fields, "asked", &mistakes);
        let word = word(&fields, &mistakes);
        let text = written(&fields, "text", &mistakes);
        let networks = lines(&fields, "networks", 0, &mistakes);
        let next = fields.optional_text("next").map(|text| text.trim().to_owned());
        let oral_on = fields.optional_text("oral_on").map(|text| {
            let fault =
                FieldFault::NotATime { expected: "un jour comme 2021-06-17", found: quoted(text) };
            text.parse().map_err(|_| mistakes.note(fields.path("oral_on"), fault)).ok()
        });
        let approved_by = lines(&fields, "approved_by", 1, &mistakes);
        fields.end();
        Some(OpinionData {
            present: present?,
            recused: recused?,
            asked: asked?,
            opinion: word?,
            text: text?,
            networks: networks?,
            next: next.filter(|text| !text.is_empty()),
            oral_on: oral_on.unwrap_or_default(),
            approved_by: approved_by?,
        })
    });
    mistakes.or(opinion)
}

fn word(fields: &Fields<'_>, mistakes: &Mistakes) -> Option<OpinionWord> {
    let text = fields.text("opinion")?;
    let found = OpinionWord::ALL.into_iter().find(|word| word.name() == text);
    if found.is_none() {
        let names = OpinionWord::ALL.map(OpinionWord::name);
        let fault = FieldFault::NotOneOf {
            found: quoted(text),
            near: near(text, names),
            known: names.join(", "),
        };
        mistakes.note(fields.path("opinion"), fault);
    }
    found
}

/// A text, which must be there.
fn written(fields: &Fields<'_>, key: &'static str, mistakes: &Mistakes) -> Option<String> {
    let text = fields.text(key)?.trim();
    let fits = (1..=LONGEST).contains(&text.chars().count());
    if !fits {
        let expected = "un texte de 1 à 8000 caractères";
        mistakes.note(fields.path(key), FieldFault::Kind { expected, found: quoted(text) });
    }
    fits.then(|| text.to_owned())
}

/// Texts of a line each, so many at least.
fn lines(
    fields: &Fields<'_>,
    key: &'static str,
    least: usize,
    mistakes: &Mistakes,
) -> Option<Vec<String>> {
    let mut lines = Vec::new();
    for (path, node) in fields.array(key)? {
        match node {
            JsonNode::Text(text) if !text.trim().is_empty() && !text.contains(char::is_control) => {
                lines.push(text.trim().to_owned());
            }
            other => {
                let fault =
                    FieldFault::Kind { expected: "un texte d'une ligne", found: other.shown() };
                mistakes.note(path, fault);
            }
        }
    }
    if lines.len() < least {
        let expected = "une liste d'un texte au moins";
        mistakes.note(fields.path(key), FieldFault::Kind { expected, found: "rien".to_owned() });
    }
    Some(lines)
}
