//! Pages that only lead to another one: their addresses are its old ones.

use std::collections::{BTreeMap, BTreeSet};

use super::old_page::{OldPage, Way};
use crate::cli::import::{Conversion, tree::text};

/// Gives each of those addresses to the page at the end of the way.
pub(super) fn follow(pages: &mut [OldPage], conversion: &mut Conversion) {
    let by_url: BTreeMap<&str, &OldPage> = pages.iter().map(|page| (&*page.url, page)).collect();
    let mut aliases: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for page in pages.iter().filter(|page| page.way == Way::Redirected) {
        let (message, help) = if let Some(end) = end(page, &by_url) {
            aliases.entry(end.new.clone()).or_default().push(page.url.clone());
            if page.source.text[page.front_matter.body..].trim().is_empty() {
                continue;
            }
            let message = format!(
                "`{}` is an old address of pages/{} here; the text of this page, which nobody saw, is left out",
                page.url, end.new
            );
            (message, "nothing is to be done, unless somebody should see it")
        } else {
            let message = format!("`{}` leads to no page that is taken over", page.url);
            (message, "an old address leads to a page of the site: `aliases` in its front matter")
        };
        let key = page.front_matter.root.get("redirect_to");
        let span = key.map_or_else(|| page.front_matter.fence.clone(), |node| node.span.clone());
        conversion.told.push(page.warn(span, message, help));
    }
    for page in pages.iter_mut().filter(|page| page.way == Way::Shown) {
        page.aliases.extend(aliases.remove(&page.new).unwrap_or_default());
    }
}

/// Where one leads in the end; `None` if nowhere, or round in a circle.
fn end<'p>(page: &'p OldPage, by_url: &BTreeMap<&str, &'p OldPage>) -> Option<&'p OldPage> {
    let mut seen = BTreeSet::new();
    let mut page = page;
    while page.way == Way::Redirected && seen.insert(&page.url) {
        let target = text(&page.front_matter.root, "redirect_to")?;
        let url = format!("/{}/", target.trim_matches('/')).replace("//", "/");
        page = by_url.get(&*url)?;
    }
    (page.way == Way::Shown).then_some(page)
}
