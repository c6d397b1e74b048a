//! A document without what differs from page to page, and what comes in its place.

use std::sync::Arc;

use memchr::memmem;

use crate::{
    content::page::Facts,
    render::{
        document::{HOLE, Shell, inline::Inline},
        markdown::{self, Reference},
        structured_data,
    },
};

/// Where these signs start in Unicode; reserved for private use, as [`HOLE`] is.
const FIRST_SIGN: u32 = 0xe010;
/// Any of them.
const SIGN: char = '\u{e010}';
/// The first bytes of each of them, and of those below.
const SIGNS_START: &[u8] = b"\xee\x80";

/// What comes in the place of a sign.
#[derive(Clone, Copy)]
pub(super) enum Slot {
    /// What follows these bytes of a value, as in HTML.
    Escaped { name: &'static str, from: usize },
    /// A value in JSON, in a `script` element.
    InData(&'static str),
    /// The prose.
    Prose,
}

/// What each sign stands for.
#[derive(Default)]
pub(super) struct Slots(Vec<Slot>);

impl Slots {
    /// The sign for one more.
    pub(super) fn sign(&mut self, slot: Slot) -> String {
        let sign = u32::try_from(self.0.len()).ok().and_then(|at| char::from_u32(FIRST_SIGN + at));
        self.0.push(slot);
        sign.expect("there are fewer values than signs").to_string()
    }
}

/// Whether a text of the site holds what could be taken for a sign.
pub(super) fn holds_sign(html: &[u8]) -> bool {
    memmem::find_iter(html, SIGNS_START)
        .any(|at| html.get(at + 2).is_some_and(|last| *last >= 0x90))
}

/// A document without what differs from page to page.
pub struct Prefilled {
    /// Each with what comes after it.
    parts: Vec<(Vec<u8>, Slot)>,
    end: Vec<u8>,
    /// The scripts and style sheets that stand in it.
    pub inline: Inline,
    /// Where its links lead and what it loads, as far as that is asked for; `None` if it differs from page to page.
    pub references: Option<Arc<[Reference<'static>]>>,
}

impl Prefilled {
    /// Finds the signs; `None` if one is unknown, or the prose does not stand there once.
    pub(super) fn read(html: &[u8], Slots(slots): &Slots) -> Option<Self> {
        let mut parts = Vec::new();
        let mut done = 0;
        for at in memmem::find_iter(html, SIGNS_START) {
            let symbol = std::str::from_utf8(html.get(at..at + 3)?).ok()?;
            let number = u32::from(symbol.chars().next()?);
            let slot = match number.checked_sub(FIRST_SIGN) {
                _ if symbol == HOLE => Slot::Prose,
                Some(place) => *slots.get(usize::try_from(place).ok()?)?,
                // Of a placeholder.
                None => continue,
            };
            parts.push((html[done..at].to_vec(), slot));
            done = at + 3;
        }
        let proses = parts.iter().filter(|(_, slot)| matches!(slot, Slot::Prose));
        if proses.count() != 1 {
            return None;
        }
        let inline = Inline::of(html);
        Some(Self { parts, end: html[done..].to_vec(), inline, references: Some(Arc::default()) })
    }

    /// Looks for where its links lead, but for those to the site's own full address, which are right.
    pub(super) fn note_references(&mut self, is_own: impl Fn(&str) -> bool) {
        let mut around = [String::new(), String::new()];
        let mut at = 0;
        for (part, slot) in &self.parts {
            around[at].push_str(&String::from_utf8_lossy(part));
            match slot {
                Slot::Prose => at = 1,
                Slot::Escaped { .. } | Slot::InData(_) => around[at].push(SIGN),
            }
        }
        around[1].push_str(&String::from_utf8_lossy(&self.end));
        let mut all: Vec<Reference<'static>> =
            around.iter().flat_map(|html| markdown::references(html)).collect();
        all.retain(|reference| !is_own(&reference.target));
        let differs = all.iter().any(|reference| reference.target.contains(SIGN));
        self.references = (!differs).then(|| all.into());
    }

    /// The shell of a page of which all is the same that was not replaced by signs.
    pub(super) fn shell(&self, facts: &Facts<'_>) -> Shell {
        let mut before = Vec::new();
        // What a page adds is shorter than this.
        let mut html = Vec::with_capacity(8 * 1024);
        for (part, slot) in &self.parts {
            html.extend(part);
            match slot {
                Slot::Escaped { name, from } => {
                    let text = facts.get(name).to_text();
                    tera::escape_html(&text[*from..], &mut html).expect("memory takes all");
                }
                Slot::InData("changed") => {
                    let changed = facts.updated.or(facts.date).map(|date| date.to_string());
                    html.extend(changed.unwrap_or_default().as_bytes());
                }
                Slot::InData(name) => {
                    structured_data::push_text(&mut html, &facts.get(name).to_text());
                }
                Slot::Prose => before = std::mem::replace(&mut html, Vec::with_capacity(2 * 1024)),
            }
        }
        html.extend(&self.end);
        Shell { before, after: Some(html) }
    }
}
