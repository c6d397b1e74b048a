//! A search whose page is left out.

use authoring::diagnostics::Diagnostic;

use crate::content::{Content, lists::search};

authoring::codes! {
    SEARCH_MISSING = "search-missing" in "pages/recherche.md" {
        means: "The site has a search, and the page of its own to search it is a draft, or left out by its dates.",
        hurts: "Readers have nowhere to search, though every page is made ready for it.",
        wrong: "---\ntitle: Recherche\ndraft: true\n---",
        right: "---\ntitle: Recherche\n---",
    }
}

/// Notes it, in each language.
pub(super) fn check(content: &Content, diagnostics: &mut Vec<Diagnostic>) {
    if content.config.search.is_none() {
        return;
    }
    for language in &content.config.languages {
        let url = search::url(&content.config, language);
        let left_out = content.left_out.unpublished.iter();
        let left_out = left_out.filter(|(page, _)| page.address.as_str() == url);
        diagnostics.extend(left_out.map(|(page, why)| {
            let message = format!("the page to search the site {why}");
            let help = format!("{}, or remove `search` from site.toml until then", why.remedy());
            page.source.error(SEARCH_MISSING, page.address_span.clone(), message).help(help)
        }));
    }
}
