//! What headings are called: as there, so that links of other sites lead to them.

use std::{collections::HashMap, ops::Range};

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::{
    cli::import::edits::Edits,
    render::markdown::elements::anchors::{Anchors, slug},
};

/// How a program names headings that have no `{#name}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli::import) enum AnchorStyle {
    /// Zola: `l-ete`, then `l-ete-1`.
    Slug,
    /// Zola, where its settings ask for as little as that: `L'été` is `L'été`, with `_` for blanks.
    Blanks,
    /// Hugo, as on GitHub: `lété`.
    GitHub,
    /// The same in ASCII.
    GitHubAscii,
}

/// The headings of a text.
#[derive(Default)]
pub(super) struct Headings {
    all: Vec<Heading>,
    /// Whether the last one is being read.
    is_open: bool,
}

struct Heading {
    span: Range<usize>,
    /// Where what is shown ends.
    end: usize,
    id: Option<String>,
    /// What is shown.
    text: String,
    /// What of it is read here for an anchor of ours.
    shown: String,
    /// Whether a call stands in it, of which nobody knows what it shows.
    is_known: bool,
}

impl Headings {
    /// Reads an event of the text.
    pub(super) fn event(&mut self, event: &Event<'_>, span: &Range<usize>, masked: &str) {
        if let Event::Start(Tag::Heading { id, .. }) = event {
            let id = id.as_ref().map(ToString::to_string);
            let end = span.start + 1;
            let (text, shown) = (String::new(), String::new());
            let is_known = true;
            self.all.push(Heading { span: span.clone(), end, id, text, shown, is_known });
            self.is_open = true;
            return;
        }
        let Some(heading) = self.all.last_mut().filter(|_| self.is_open) else { return };
        match event {
            Event::End(TagEnd::Heading(_)) => self.is_open = false,
            Event::Text(text) | Event::Code(text) => {
                heading.text.push_str(text);
                heading.shown.push_str(text);
                heading.is_known &= !is_mask(&masked[span.clone()]);
            }
            Event::SoftBreak | Event::HardBreak => heading.shown.push(' '),
            _ => {}
        }
        if self.is_open {
            heading.end = heading.end.max(span.end);
        }
    }

    /// Names those that would be called otherwise here.
    pub(super) fn name(&self, masked: &str, style: AnchorStyle, edits: &mut Edits) {
        let names = self.names(masked, style);
        let mut ours = Anchors::default();
        for (heading, name) in self.all.iter().zip(names) {
            if let Some(id) = &heading.id {
                ours.take(id);
                continue;
            }
            let slug = slug(heading.shown.trim());
            let is_same = ours.would_be(&slug) == name;
            if is_same || !heading.is_known || name.is_empty() {
                ours.claim(slug);
                continue;
            }
            ours.take(&name);
            heading.add_name(masked, &name, edits);
        }
    }

    /// The name of each, in order.
    fn names(&self, masked: &str, style: AnchorStyle) -> Vec<String> {
        match style {
            AnchorStyle::Slug | AnchorStyle::Blanks => self.names_in_zola(style),
            AnchorStyle::GitHub | AnchorStyle::GitHubAscii => self.names_in_hugo(masked, style),
        }
    }

    /// Those that are said come first, wherever they stand; then `name`, `name-1`, `name-2`.
    fn names_in_zola(&self, style: AnchorStyle) -> Vec<String> {
        let mut taken: HashMap<String, usize> =
            self.all.iter().filter_map(|it| Some((it.id.clone()?, 0))).collect();
        let mut names = Vec::new();
        for heading in &self.all {
            let name = match &heading.id {
                Some(id) => id.clone(),
                None if style == AnchorStyle::Slug => {
                    claim(&mut taken, slug::slugify(&heading.text))
                }
                None => {
                    let blank = |sign: char| sign.is_ascii_whitespace();
                    claim(&mut taken, heading.text.replace(blank, "_"))
                }
            };
            names.push(name);
        }
        names
    }

    /// Of the heading as it is written, signs of markup included, of which letters and digits alone count.
    fn names_in_hugo(&self, masked: &str, style: AnchorStyle) -> Vec<String> {
        let mut taken = HashMap::new();
        let mut names = Vec::new();
        for heading in &self.all {
            let name = heading.id.clone().unwrap_or_else(|| {
                let written = heading.written(masked);
                let letters = written.trim().chars().filter_map(|sign| match sign {
                    '-' | ' ' => Some('-'),
                    '_' => Some('_'),
                    _ if style == AnchorStyle::GitHubAscii && !sign.is_ascii() => None,
                    _ => sign.is_alphanumeric().then_some(sign),
                });
                let name: String = letters.flat_map(char::to_lowercase).collect();
                claim(&mut taken, if name.is_empty() { "heading".to_owned() } else { name })
            });
            taken.entry(name.clone()).or_insert(0);
            names.push(name);
        }
        names
    }
}

impl Heading {
    /// Without its signs and what stands in braces; the last line of several.
    fn written<'m>(&self, masked: &'m str) -> &'m str {
        let text = &masked[self.span.start..self.end];
        let text = text.lines().last().unwrap_or_default();
        text.trim_start_matches([' ', '#'])
    }

    /// Writes `{#name}` behind what is shown, or in the braces that are there.
    fn add_name(&self, masked: &str, name: &str, edits: &mut Edits) {
        let rest = &masked[self.end..self.span.end];
        let line = rest.lines().next().unwrap_or_default();
        let braces = line
            .find('{')
            .filter(|_| line.trim_end().trim_end_matches('#').trim_end().ends_with('}'));
        if let Some(at) = braces {
            edits.replace(self.end + at + 1..self.end + at + 1, format!("#{name} "));
        } else {
            // Signs that end a heading have no meaning: `## A ##`.
            let closing = line.trim_end();
            let end =
                if closing.trim().chars().all(|sign| sign == '#') { closing.len() } else { 0 };
            edits.replace(self.end..self.end + end, format!(" {{#{name}}}"));
        }
    }
}

/// `name`, or the first of `name-1`, `name-2`… that is free.
fn claim(taken: &mut HashMap<String, usize>, name: String) -> String {
    let Some(last) = taken.get(&name).copied() else {
        taken.insert(name.clone(), 0);
        return name;
    };
    let numbered = (last + 1..).find_map(|number| {
        let numbered = format!("{name}-{number}");
        (!taken.contains_key(&numbered)).then_some((number, numbered))
    });
    let (number, numbered) = numbered.expect("numbers do not end");
    taken.insert(name, number);
    taken.insert(numbered.clone(), 0);
    numbered
}

/// Whether a text may stand in the place of a call.
fn is_mask(text: &str) -> bool {
    text.contains("xxxxxxx")
}
