//! The pages of taxonomies: the list of their terms, and of each term the pages that have it.

use std::collections::{BTreeMap, HashSet};

use crate::content::{
    config::{
        Config, Named,
        lists::{ListOptions, taxonomies::Taxonomy},
    },
    page::{Page, listed, permalink::Address, publication::LeftOut, source::PageSource},
};

/// Adds them in each language, but for those that are written: these list as the taxonomy says.
pub fn add(config: &Config, pages: &mut Vec<Page>, left_out: &LeftOut) {
    let mut of_terms = BTreeMap::new();
    for language in &config.languages {
        for term in config.taxonomies.terms() {
            of_terms.insert(config.term_url(term, language), term);
        }
    }
    for page in pages.iter_mut().filter(|page| page.list.is_none()) {
        if let Some(term) = of_terms.get(page.address.as_str()) {
            let (taxonomy, _) = config.taxonomies.get(*term);
            page.list = Some(Box::new(taxonomy.list.said_at(&page.title_span)));
        }
    }
    let mut made: Vec<Page> = config.languages.iter().flat_map(|it| made(config, it)).collect();
    let unpublished = left_out.unpublished.iter().map(|(page, _)| page);
    let written: HashSet<&Address> =
        pages.iter().chain(unpublished).map(|page| &page.address).collect();
    made.retain(|page| {
        !written.contains(&page.address) && !left_out.unreadable.contains(&page.file)
    });
    pages.extend(made);
}

/// Those of a language.
fn made(config: &Config, language: &str) -> Vec<Page> {
    let folder = config.home_url(language)[1..].to_owned();
    let mut pages = Vec::new();
    for Taxonomy { name, titles, terms, list } in &config.taxonomies.all {
        let path = format!("{folder}{}", name.name);
        let file = format!("{path}/index.md");
        let of_terms =
            Page { list: Some(Box::default()), ..page(config, &file, titles, name, language) };
        pages.push(templated(of_terms, "taxonomy.html"));
        for (term, it) in terms.iter().enumerate() {
            let file = format!("{path}/{}.md", it.name.name);
            let listing = page(config, &file, &it.titles, &it.name, language);
            let options: Box<ListOptions> = Box::new(list.clone());
            // In the order of the file.
            let weight = i64::try_from(term).ok();
            let page = Page { list: Some(options), weight, ..listing };
            pages.push(templated(page, "section.html"));
        }
    }
    pages
}

/// Whatever is wrong with one is wrong with what `site.toml` says here.
fn page(
    config: &Config,
    file: &str,
    titles: &BTreeMap<String, String>,
    at: &Named,
    language: &str,
) -> Page {
    let title = titles.get(language).map_or("", String::as_str);
    let page = listed::made(config, file, title);
    Page {
        language: language.to_owned(),
        title: title.to_owned(),
        title_span: at.span.clone(),
        address_span: at.span.clone(),
        source: PageSource::whole(config.source.clone()),
        body: config.source.text.len(),
        ..page
    }
}

fn templated(page: Page, name: &str) -> Page {
    let template = Named { name: name.to_owned(), span: page.title_span.clone() };
    Page { template: Some(template), ..page }
}
