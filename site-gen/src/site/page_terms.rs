//! What a page is about, with where each term is listed.

use serde_json::{Value as Json, json};

use crate::content::{Content, page::Page};

/// The taxonomies that a page has terms of, in the order of `site.toml`, each with these.
pub fn page_terms(content: &Content, page: &Page) -> Vec<Json> {
    let config = &content.config;
    let of_language = |titles: &std::collections::BTreeMap<String, String>| {
        titles.get(&page.language).cloned().unwrap_or_default()
    };
    let by_taxonomy = page.terms.chunk_by(|one, other| one.taxonomy == other.taxonomy);
    let listed = by_taxonomy.map(|terms| {
        let (taxonomy, _) = config.taxonomies.get(terms[0]);
        let terms = terms.iter().map(|term| {
            let (_, name) = config.taxonomies.get(*term);
            json!({
                "title": of_language(&name.titles),
                "url": config.term_url(*term, &page.language),
            })
        });
        json!({
            "title": of_language(&taxonomy.titles),
            "url": config.taxonomy_url(taxonomy, &page.language),
            "terms": terms.collect::<Vec<_>>(),
        })
    });
    listed.collect()
}
