//! The HTML of a template, read as its author wrote it: what is opened is closed, whatever the conditions around it
//! say; attributes and ids; comments.
//!
//! A template need not be whole: `{% if %}<div>{% endif %}` is meant to be closed by another condition, and
//! `head.html` by `foot.html`. What may be meant so is told nowhere.

mod frames;

use std::collections::{BTreeMap, BTreeSet};

use authoring::diagnostics::Diagnostic;

use super::as_html::{VALUE, blank, values};
use crate::render::markdown::{
    COMMENT_NOT_CLOSED, End, HEADING_ANCHOR, HTML_NOT_CLOSED, HTML_UNKNOWN, IN_LINK, LINK_IN_LINK,
    Tag, TagKind, Tags, attribute_mistakes, end_of, ids_of, is_void, unended_help,
};
use frames::{Effect, Frames, Part};

/// What all templates leave open, and what they close of what others have opened.
pub struct Structures {
    templates: BTreeMap<String, Read>,
    /// By the name of an element, in lower case.
    left_open: BTreeMap<String, BTreeSet<String>>,
    closed: BTreeMap<String, BTreeSet<String>>,
}

impl Structures {
    /// Reads the templates, each with its name.
    pub fn of<'t>(templates: impl Iterator<Item = (&'t str, &'t str)>) -> Self {
        let mut all = Self {
            templates: BTreeMap::new(),
            left_open: BTreeMap::new(),
            closed: BTreeMap::new(),
        };
        for (name, text) in templates {
            let Some(read) = read(text) else { continue };
            let note = |map: &mut BTreeMap<String, BTreeSet<String>>, element: &str| {
                map.entry(element.to_owned()).or_default().insert(name.to_owned());
            };
            for part in read.rest.opens.iter().chain(&read.frames.closed_elsewhere) {
                note(&mut all.left_open, &part.name);
            }
            for part in read.rest.closes.iter().chain(&read.frames.opened_elsewhere) {
                note(&mut all.closed, &part.name);
            }
            all.templates.insert(name.to_owned(), read);
        }
        all
    }

    /// What is wrong in the template of that name, if it was among them.
    pub fn mistakes(&self, name: &str) -> Vec<Diagnostic> {
        let Some(read) = self.templates.get(name) else { return Vec::new() };
        let is_of_others = |map: &BTreeMap<String, BTreeSet<String>>, element: &str| {
            map.get(element).is_some_and(|names| names.iter().any(|other| other != name))
        };
        let frames = &read.frames;
        let is_told = |part: &&Part| !frames.tainted.contains(&part.name);
        let mut found = read.found.clone();
        let opens = read.rest.opens.iter().filter(|part| !is_of_others(&self.closed, &part.name));
        for part in opens.chain(&frames.unclosed).filter(is_told) {
            let message = format!("`<{}>` is never closed", part.name);
            let help =
                format!("write </{}> where it ends, in the same block or condition", part.name);
            found.push(Diagnostic::new(HTML_NOT_CLOSED, part.span.clone(), message, help));
        }
        let closes = read.rest.closes.iter();
        let closes = closes.filter(|part| !is_of_others(&self.left_open, &part.name));
        for part in closes.filter(is_told) {
            let message = format!("`</{}>` closes nothing", part.name);
            let help =
                format!("remove it, or write <{}> in the same block or condition", part.name);
            found.push(Diagnostic::new(HTML_NOT_CLOSED, part.span.clone(), message, help));
        }
        found
    }
}

/// A template that was read to its end.
struct Read {
    /// What is wrong whatever else there is.
    found: Vec<Diagnostic>,
    /// What is left open or closed at its end.
    rest: Effect,
    frames: Frames,
}

/// Reads a template; `None` if its own tags are not closed, which is told elsewhere.
fn read(text: &str) -> Option<Read> {
    let html = blank(text);
    let mut own = values(text).filter(|span| text[span.start..].starts_with("{%")).peekable();
    let mut frames = Frames::default();
    let mut found = Vec::new();
    // The ids so far, each with the conditions around it.
    let mut ids: Vec<(String, Vec<(usize, usize)>)> = Vec::new();
    let mut unknown: BTreeSet<String> = BTreeSet::new();
    for tag in Tags::of(&html) {
        while let Some(span) = own.next_if(|span| span.end <= tag.span.start) {
            frames.tag(text[span].trim_matches(['{', '}', '%', '-', ' ', '\n']))?;
        }
        if tag.kind == TagKind::CommentWithoutEnd {
            let help = "write --> where it ends; nothing after it is shown";
            let message = "this comment is never closed";
            found.push(Diagnostic::new(COMMENT_NOT_CLOSED, tag.span.clone(), message, help));
            break;
        }
        let at = tag.span.start + usize::from(tag.kind == TagKind::Closing) + 1 + tag.name.len();
        // `<h{{ level }}>` is known only when it is shown; `<div{% if … %} class="…"{% endif %}>` is a `div`.
        let is_element = end_of(&tag.name.to_ascii_lowercase()).is_some();
        let goes_on = text[at..].starts_with("{{") && (tag.is_ended || !is_element)
            || text[at..].starts_with("{%") && !is_element;
        if goes_on {
            while own.next_if(|span| span.start < tag.span.end).is_some() {}
            continue;
        }
        if !tag.is_ended {
            let help = unended_help(&tag);
            let message = "this tag never ends";
            let span = tag.span.start..tag.span.start + 1 + tag.name.len();
            found.push(Diagnostic::new(HTML_NOT_CLOSED, span, message, help));
            break;
        }
        // Those in an HTML tag are about its attributes.
        while own.next_if(|span| span.start < tag.span.end).is_some() {}
        let is_written = tag.attributes.iter().any(|each| each.name.contains(VALUE));
        found.extend(attribute_mistakes(&tag, &html).into_iter().filter(|_| !is_written));
        for id in ids_of(&tag, &html).filter(|_| tag.kind != TagKind::Closing) {
            let value = html[id.clone()].to_owned();
            let around = frames.branches();
            let is_taken =
                ids.iter().any(|(known, other)| *known == value && frames::meet(other, &around));
            if value.contains(VALUE) {
                continue;
            }
            if is_taken {
                let message = format!("the id `{value}` is already taken in this template");
                let help = "give one of the two another name";
                found.push(Diagnostic::new(HEADING_ANCHOR, id, message, help));
            }
            ids.push((value, around));
        }
        note(&tag, &mut frames, &mut unknown, &mut found);
    }
    for span in own {
        frames.tag(text[span].trim_matches(['{', '}', '%', '-', ' ', '\n']))?;
    }
    let rest = frames.finish()?;
    Some(Read { found, rest, frames })
}

/// Takes note of an element that a tag opens or closes.
fn note(
    tag: &Tag<'_>,
    frames: &mut Frames,
    unknown: &mut BTreeSet<String>,
    found: &mut Vec<Diagnostic>,
) {
    let name = tag.name.to_ascii_lowercase();
    let part = Part { name: name.clone(), span: tag.span.clone() };
    let is_drawn = frames.holds("svg") || frames.holds("math");
    match (end_of(&name), tag.kind) {
        (Some(End::Open), TagKind::Closing) if is_void(&name) => {
            let message = format!("`</{name}>` closes nothing");
            let help = format!("remove it: <{name}> has no text, and no end");
            found.push(Diagnostic::new(HTML_NOT_CLOSED, tag.span.clone(), message, help));
        }
        (Some(End::Open), _) => {}
        (_, TagKind::OpeningAndClosing) if is_drawn || name == "svg" => {}
        (None, kind) if !name.contains('-') && !is_drawn => {
            // What ends it, and the next one, go with it.
            if kind != TagKind::Closing && unknown.insert(name) {
                let message = format!("HTML has no element `<{}>`", tag.name);
                let help =
                    "write an element of HTML; one of a script's own has a hyphen in its name";
                found.push(Diagnostic::new(HTML_UNKNOWN, tag.span.clone(), message, help));
            }
        }
        (_, TagKind::Closing) => frames.close(part),
        _ => {
            if name == "a" && frames.holds("a") {
                let message = "a link stands in another one";
                found.push(Diagnostic::new(LINK_IN_LINK, tag.span.clone(), message, IN_LINK));
            }
            frames.open(part);
        }
    }
}
