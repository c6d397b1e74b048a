//! Links and images that a template of the site's own writes from values: where they lead shows only in a
//! document. Those that stand in its text are checked there, once for all pages.

use std::{collections::BTreeMap, ops::Range};

use authoring::diagnostics::Diagnostic;
use memchr::memmem;
use tera::Context;

use crate::{
    check::{
        structure,
        templates::{VALUE, blank, values},
    },
    content::{Content, assets},
    render::{
        markdown::{self, Kind},
        placeholder,
    },
    site::Scene,
};

/// What comes as HTML from here, and was checked where it was made.
const OURS: [&str; 5] = ["content", "form_html", "json_ld", "main", "super"];

/// Where templates write what only their values say, by the template that a page asks for. Most sites have
/// no such place, and none of their documents is looked at again.
#[derive(Debug, Default)]
pub struct Places(BTreeMap<String, Vec<Place>>);

/// One of them.
#[derive(Clone, Debug)]
struct Place {
    template: String,
    /// Bytes of the template.
    span: Range<usize>,
    /// What points there; `None` for a value that is HTML.
    kind: Option<Kind>,
    /// As it stands in the template.
    text: String,
}

impl Places {
    /// Finds them.
    pub fn of(content: &Content) -> Self {
        let mut own: BTreeMap<&str, Vec<Place>> = BTreeMap::new();
        for (name, source, error) in content.templates.own() {
            if error.is_none() && !name.starts_with("form/") {
                own.insert(name, places(name, &source.text));
            }
        }
        own.retain(|_, places| !places.is_empty());
        if own.is_empty() {
            return Self::default();
        }
        let of_template = |name: &str| -> Vec<Place> {
            let reached = structure::reached(content, [name]);
            reached.into_iter().filter_map(|name| own.get(name)).flatten().cloned().collect()
        };
        let all = content.templates.names().map(|name| (name.to_owned(), of_template(name)));
        Self(all.filter(|(_, places)| !places.is_empty()).collect())
    }
}

fn places(template: &str, text: &str) -> Vec<Place> {
    let place = |span: Range<usize>, kind| {
        let text = text[span.clone()].to_owned();
        Place { template: template.to_owned(), span, kind, text }
    };
    let targets = markdown::references(&blank(text)).into_iter();
    let targets = targets.filter(|reference| reference.target.contains(VALUE));
    let mut places: Vec<Place> =
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

/// What is wrong with what `template` has written into a document from values; `prose` stands in it, and is
/// checked where it comes from.
pub fn diagnostics(
    scene: &Scene,
    (template, context): (&str, &Context),
    (document, prose): (&[u8], &str),
) -> Vec<Diagnostic> {
    let Some(places) = scene.written.0.get(template) else { return Vec::new() };
    let Ok(document) = std::str::from_utf8(document) else { return Vec::new() };
    let prose = memmem::find(document.as_bytes(), prose.as_bytes())
        .map_or(0..0, |start| start..start + prose.len());
    let mut diagnostics = Vec::new();
    for around in [&document[..prose.start], &document[prose.end..]] {
        for reference in markdown::references(around) {
            let Err(broken) = follow(scene, reference.kind, &reference.target) else { continue };
            let rated = places.iter().filter_map(|place| {
                Some((place.rate(scene, context, reference.kind, &reference.target)?, place))
            });
            // What no such place can have written is not the site's own.
            let Some((_, place)) = rated.min_by_key(|(rating, _)| *rating) else { continue };
            let Some(source) = scene.content.templates.source(&place.template) else { continue };
            diagnostics.push(source.place(broken.at(place.span.clone())));
        }
    }
    diagnostics
}

fn follow(scene: &Scene, kind: Kind, target: &str) -> Result<(), Box<Diagnostic>> {
    let is_known = target.starts_with('#')
        || target.starts_with(scene.content.config.base_url.as_str())
        || target.contains(placeholder::is_mark)
        || assets::is_fingerprinted(target);
    if is_known {
        return Ok(());
    }
    match kind {
        Kind::Image => scene.atlas.image(target)?,
        Kind::Link => scene.atlas.follow_from_anywhere(target)?,
    };
    Ok(())
}

/// How surely a place wrote something: the least is the surest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rating {
    /// It writes just that.
    Exact,
    /// What it writes is known only in its loop.
    InLoop,
}

impl Place {
    /// Whether this place may have written a target.
    fn rate(&self, scene: &Scene, context: &Context, kind: Kind, target: &str) -> Option<Rating> {
        let start = &self.text[..self.text.find('{').unwrap_or(self.text.len())];
        let end = self.text.rfind('}').map_or("", |last| &self.text[last + 1..]);
        let fits = target.starts_with(start) && target.ends_with(end);
        if self.kind.is_some_and(|own| own != kind || !fits) {
            return None;
        }
        let Some(written) = scene.content.templates.evaluate(&self.text, context) else {
            return Some(Rating::InLoop);
        };
        let is_it = match self.kind {
            Some(_) => markdown::decode(&written) == target,
            None => markdown::references(&written).iter().any(|found| found.target == target),
        };
        is_it.then_some(Rating::Exact)
    }
}
