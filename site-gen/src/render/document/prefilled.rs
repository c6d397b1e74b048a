//! Templates filled in once for many pages: what differs from page to page is put in its place afterwards.
//!
//! Most pages of a folder have the same document but for their titles, addresses and dates. Tera fills in a
//! template with a sign in the place of each; for the next page, the signs are replaced. That is worth 87,000
//! instructions a page, of 491,000.

mod slots;

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::{Arc, OnceLock, PoisonError, RwLock},
};

use tera::Value;

use super::{HOLE, Shell, inline::Inline};
use crate::{
    content::page::{
        Facts, Page,
        variables::{FACTS, Fact},
    },
    render::{
        context::Contexts,
        structured_data::Described,
        templates::{Templates, own_values::OwnValues, written_values::WrittenValues},
    },
    site::{Site, hierarchy::home_url, translations},
};
pub use slots::Prefilled;
use slots::{Slot, Slots, holds_sign};

/// A site on which no two pages are alike would only fill the memory.
const AT_MOST: usize = 1_000;

/// Fills in a template; `None` if there is something wrong with it.
type Fill<'f> = dyn Fn(Value, &Described<'_>, &str) -> Option<Vec<u8>> + 'f;

/// By what the pages have in common; nothing where that would not be what Tera makes.
type Made = HashMap<Box<[u8]>, Option<Arc<Prefilled>>, foldhash::fast::FixedState>;

/// The templates of a site, and what has been filled in so far.
#[derive(Default)]
pub struct PrefilledTemplates {
    /// Looked at when a page first asks for it.
    plans: BTreeMap<String, OnceLock<Option<Plan>>>,
    made: RwLock<Made>,
}

/// What is to be done with a template.
pub struct Plan {
    /// Of the page's values, those that a sign can stand for; and whether they are compared.
    signs: Vec<(&'static str, bool)>,
    /// Of the page's values, those of which only the value says what comes of it.
    given: Vec<&'static str>,
    /// What else it names.
    others: BTreeSet<&'static str>,
    /// Whether it writes links, or loads files, that only its document shows.
    points_somewhere: bool,
    /// By language: what the page's values are compared with, in order.
    compared_with: BTreeMap<String, Vec<String>>,
}

impl PrefilledTemplates {
    /// Nothing is looked at yet.
    pub fn of(templates: &Templates) -> Self {
        let plans = templates.names().map(|name| (name.to_owned(), OnceLock::new()));
        Self { plans: plans.collect(), made: RwLock::default() }
    }

    /// What is to be done with a template; `None` for those that are filled by Tera only.
    pub fn plan(
        &self,
        template: &str,
        templates: &Templates,
        contexts: &Contexts,
        written_values: &WrittenValues,
    ) -> Option<&Plan> {
        let plan = self.plans.get(template)?;
        plan.get_or_init(|| Plan::of(template, templates, contexts, written_values)).as_ref()
    }

    /// Forgets what has been filled in: it was for another site.
    pub fn forget(&self) {
        self.made.write().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// The shell of a page, and what stands in it; `None` if that is for Tera to say. `fill` fills in the
    /// template with what stands for the values of the page, for what is said of it, and for its prose.
    pub fn shell(
        &self,
        site: &Site,
        (template, plan): (&str, &Plan),
        page: &Page,
        fill: &Fill<'_>,
    ) -> Option<(Shell, Arc<Prefilled>)> {
        if !plan.is_for(site, page) {
            return None;
        }
        let facts = page.facts();
        let key = plan.key(template, page, &facts);
        let made = self.made.read().unwrap_or_else(PoisonError::into_inner);
        let known = made.get(&*key).cloned();
        let is_full = made.len() >= AT_MOST;
        drop(made);
        let prefilled = match known {
            Some(prefilled) => prefilled?,
            None if is_full => return None,
            None => {
                let prefilled = plan.fill(site, page, fill).map(Arc::new);
                let mut made = self.made.write().unwrap_or_else(PoisonError::into_inner);
                made.insert(key.into(), prefilled.clone());
                drop(made);
                prefilled?
            }
        };
        Some((prefilled.shell(&facts), prefilled))
    }
}

impl Plan {
    fn of(
        template: &str,
        templates: &Templates,
        contexts: &Contexts,
        written_values: &WrittenValues,
    ) -> Option<Self> {
        if !templates.shows_prose_once(template) {
            return None;
        }
        let own = OwnValues::of(&templates.texts_used_by(template))?;
        // A sign of its own stands for it, in which others stand.
        if own.uses.get("json_ld").is_some_and(|used| used.compared || used.otherwise) {
            return None;
        }
        let (mut signs, mut given) = (Vec::new(), Vec::new());
        for name in FACTS {
            match own.uses.get(name) {
                None => {}
                // No page has one.
                Some(_) if name == "card" && !templates.has_cards() => {}
                // What stands for it can only be written in one way.
                Some(used) if used.otherwise || used.raw => given.push(name),
                Some(used) => signs.push((name, used.compared)),
            }
        }
        Some(Self {
            signs,
            given,
            others: own.uses.keys().copied().filter(|name| !FACTS.contains(name)).collect(),
            compared_with: contexts.texts(&own.compared_with, &own.texts),
            points_somewhere: templates.loads_assets(template)
                || !written_values.of_template(template).is_empty(),
        })
    }

    fn names(&self, name: &str) -> bool {
        self.others.contains(name)
    }

    /// Whether a page has only what differs in the ways that are looked at here.
    fn is_for(&self, site: &Site, page: &Page) -> bool {
        let Site { content, links, hierarchy, .. } = site;
        let has_list = self.names("children") && !hierarchy.children(page).is_empty()
            || hierarchy.page_count(page) > 1
            || self.names("section_feed_url") && site.section_feed(page).is_some()
            || self.names("terms") && !page.terms.is_empty()
            || self.names("toc") && page.wants_toc()
            || self.names("translations") && !translations::of(content, links, page).is_empty();
        let url = page.address.as_str();
        !has_list && !page.address.is_not_found() && url != home_url(content, &page.language)
    }

    /// What two pages must have in common for one document.
    fn key(&self, template: &str, page: &Page, facts: &Facts<'_>) -> Vec<u8> {
        let mut key = Vec::with_capacity(128);
        let mut add = |kind: u8, text: &str| {
            key.push(kind);
            key.extend(text.len().to_le_bytes());
            key.extend(text.as_bytes());
        };
        add(b't', template);
        add(b'l', &page.language);
        if self.names("breadcrumb") || self.names("json_ld") {
            add(b'p', page.address.parent().unwrap_or_default());
        }
        if self.names("json_ld") {
            add(if page.date.is_some() { b'd' } else { b'-' }, "");
        }
        for name in &self.given {
            let fact = facts.get(name);
            add(kind(&fact), &fact.to_text());
        }
        for (name, is_compared) in &self.signs {
            match self.stand_in(facts.get(name), *is_compared, page) {
                StandIn::Value(fact) => add(kind(&fact), &fact.to_text()),
                StandIn::SignAfter(start) => add(b's', start),
            }
        }
        key
    }

    /// What can stand for a value so that every comparison turns out the same.
    fn stand_in<'s>(&'s self, fact: Fact<'s>, is_compared: bool, page: &Page) -> StandIn<'s> {
        let text = match &fact {
            Fact::Text(text) if !text.is_empty() => *text,
            Fact::Date(_) if !is_compared => return StandIn::SignAfter(""),
            _ => return StandIn::Value(fact),
        };
        if !is_compared {
            return StandIn::SignAfter("");
        }
        let others = self.compared_with.get(&page.language).map_or(&[][..], Vec::as_slice);
        let before = &others[..others.partition_point(|other| other.as_str() <= text)];
        // What it begins with comes before it in their order, the longest last.
        match before.iter().rev().find(|other| text.starts_with(other.as_str())) {
            Some(other) if other == text => StandIn::Value(fact),
            Some(other) => StandIn::SignAfter(other),
            None => StandIn::SignAfter(""),
        }
    }

    /// Fills in the template for a page, with signs for what may differ.
    fn fill(&self, site: &Site, page: &Page, fill: &Fill<'_>) -> Option<Prefilled> {
        let facts = page.facts();
        let mut slots = Slots::default();
        let mut value = facts.value();
        for (name, is_compared) in &self.signs {
            if let StandIn::SignAfter(start) = self.stand_in(facts.get(name), *is_compared, page) {
                let sign = slots.sign(Slot::Escaped { name, from: start.len() });
                set(&mut value, name, [start, &sign].concat())?;
            }
        }
        let mut in_data = |name| slots.sign(Slot::InData(name));
        let described = Described {
            title: &in_data("title"),
            url: &in_data("url"),
            language: &page.language,
            dates: page.date.map(|_| (in_data("date"), in_data("changed"))),
        };
        let mut prefilled = Prefilled::read(&fill(value, &described, HOLE)?, &slots)?;
        if self.points_somewhere {
            prefilled.note_references(|target| site.content.config.is_own(target));
        }
        // The last word is Tera's: if what it makes of this page is something else, so it may be for others.
        let html = fill(facts.value(), &Described::of(page), HOLE)?;
        let shell = prefilled.shell(&facts);
        let [before, _, after] = shell.document(HOLE);
        let is_same = [before, HOLE.as_bytes(), after].concat() == html
            && prefilled.inline == Inline::of(&html)
            && !holds_sign(&html);
        is_same.then_some(prefilled)
    }
}

/// Nothing is not the same as an empty text.
const fn kind(fact: &Fact<'_>) -> u8 {
    if matches!(fact, Fact::None) { b'-' } else { b'v' }
}

/// What stands for a value of a page while a template is filled in.
enum StandIn<'s> {
    /// Itself.
    Value(Fact<'s>),
    /// What it begins with, and then a sign.
    SignAfter(&'s str),
}

/// Replaces a value of `page`; `None` if that is no table.
fn set(page: &mut Value, name: &'static str, text: String) -> Option<()> {
    let mut map = page.as_map()?.clone();
    map.insert(name.into(), text.into());
    *page = map.into();
    Some(())
}
