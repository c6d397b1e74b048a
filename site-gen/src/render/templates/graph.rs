//! Which templates use which.

use std::collections::{BTreeMap, BTreeSet};

use authoring::diagnostics::Source;

use super::{Templates, errors};
use crate::content::page::Page;

/// The templates of pages that are there, and those that these use.
pub fn templates_of_pages<'t>(templates: &'t Templates, pages: &'t [Page]) -> BTreeSet<&'t str> {
    let asked = pages.iter().map(|page| page.template.as_ref());
    let asked = asked.map(|asked| asked.map_or("page.html", |asked| &*asked.name));
    reached(templates, asked.collect::<BTreeSet<_>>())
}

/// These templates, those that they extend or include, and so on.
pub fn reached<'c>(
    templates: &'c Templates,
    from: impl IntoIterator<Item = &'c str>,
) -> BTreeSet<&'c str> {
    let written: BTreeMap<&str, &Source> = templates.written().collect();
    let mut to_follow: Vec<&str> = from.into_iter().collect();
    let mut reached = BTreeSet::new();
    while let Some(name) = to_follow.pop() {
        if let Some(source) = written.get(name)
            && reached.insert(name)
        {
            to_follow.extend(named_in(&source.text));
        }
    }
    reached
}

/// The templates that a template's source names: what it extends, what it includes.
fn named_in(source: &str) -> impl Iterator<Item = &str> {
    source.split("{%").skip(1).filter_map(|tag| {
        let tag = tag.trim_start_matches(['-', ' ', '\n', '\t']);
        let rest =
            tag.strip_prefix("extends").or_else(|| tag.strip_prefix("include"))?.trim_start();
        let quote = rest.chars().next().filter(|symbol| matches!(symbol, '"' | '\'' | '`'))?;
        rest[1..].split_once(quote).map(|(name, _)| name)
    })
}

/// What a template does, with those that it uses.
#[derive(Clone, Copy, Debug)]
pub(super) struct Uses {
    /// It shows the prose as it is, once, and does nothing else with it.
    pub shows_prose_once: bool,
    /// It asks for a file by its content.
    pub loads_assets: bool,
}

impl Uses {
    /// Reads the texts of a template and of those that it uses.
    pub fn of(texts: &[&str]) -> Self {
        Self { shows_prose_once: show_prose_once(texts), loads_assets: load_assets(texts) }
    }
}

/// Whether texts name the prose once, to show it as it is. A filter block or a component could do something
/// with what it shows.
fn show_prose_once(texts: &[&str]) -> bool {
    let may_change = |text: &&str| {
        ["{% filter", "{%- filter", "component", "{{ <", "{{<"]
            .iter()
            .any(|sign| text.contains(sign))
    };
    if texts.iter().any(may_change) {
        return false;
    }
    let mut uses = texts.iter().flat_map(|text| errors::uses_of("content", text));
    matches!(
        (uses.next(), uses.next()),
        (Some("content" | "content | safe" | "content|safe"), None)
    )
}

/// Whether texts ask for a file by its content.
fn load_assets(texts: &[&str]) -> bool {
    texts.iter().any(|text| text.contains("asset"))
}
