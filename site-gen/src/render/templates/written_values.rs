//! Where templates of the site's own write links, images and HTML that only their values say.

use std::{collections::BTreeMap, ops::Range};

use super::{
    Templates,
    as_html::{VALUE, blank, values},
    graph,
};
use crate::render::markdown::{self, ReferenceKind};

/// What comes as HTML from here, and was checked where it was made.
const OURS: [&str; 5] = ["content", "form_html", "json_ld", "main", "super"];

/// Where templates write what only their values say, by the template that a page asks for. Most sites have
/// no such place, and none of their documents is looked at again.
#[derive(Debug, Default)]
pub struct WrittenValues(BTreeMap<String, Vec<WrittenValue>>);

/// A value that a template writes, and where.
#[derive(Clone, Debug)]
pub struct WrittenValue {
    /// The name of the template that it stands in.
    pub template: String,
    /// Bytes of the template.
    pub span: Range<usize>,
    /// What points there; `None` for a value that is HTML.
    pub kind: Option<ReferenceKind>,
    /// As it stands in the template.
    pub text: String,
}

impl WrittenValues {
    /// Finds them.
    pub fn of(templates: &Templates) -> Self {
        let mut own: BTreeMap<&str, Vec<WrittenValue>> = BTreeMap::new();
        for (name, source) in templates.usable() {
            if !name.starts_with("form/") {
                own.insert(name, places(name, &source.text));
            }
        }
        own.retain(|_, places| !places.is_empty());
        if own.is_empty() {
            return Self::default();
        }
        let of_template = |name: &str| -> Vec<WrittenValue> {
            let reached = graph::reached(templates, [name]);
            reached.into_iter().filter_map(|name| own.get(name)).flatten().cloned().collect()
        };
        let all = templates.names().map(|name| (name.to_owned(), of_template(name)));
        Self(all.filter(|(_, places)| !places.is_empty()).collect())
    }

    /// Where the template that a page asks for, and those that it uses, write them.
    pub fn of_template(&self, name: &str) -> &[WrittenValue] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }
}

fn places(template: &str, text: &str) -> Vec<WrittenValue> {
    let place = |span: Range<usize>, kind| {
        let text = text[span.clone()].to_owned();
        WrittenValue { template: template.to_owned(), span, kind, text }
    };
    let targets = markdown::references(&blank(text)).into_iter();
    let targets = targets.filter(|reference| reference.target.contains(VALUE));
    let mut places: Vec<WrittenValue> =
        targets.map(|reference| place(reference.span, Some(reference.kind))).collect();
    let html = values(text).filter(|span| {
        let Some(inside) = text[span.clone()].strip_prefix("{{") else { return false };
        let inside = inside.trim_end_matches("}}").trim_matches(['-', ' ', '\n']);
        let name = inside.split(|symbol: char| !symbol.is_alphanumeric() && symbol != '_').next();
        let is_safe = inside.strip_suffix("safe").is_some_and(|rest| rest.trim().ends_with('|'));
        is_safe && !OURS.contains(&name.unwrap_or_default())
    });
    places.extend(html.map(|span| place(span, None)));
    places
}
