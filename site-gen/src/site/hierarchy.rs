//! The order of pages: what stands above and below each, and the list of all.

use std::{
    borrow::Cow,
    collections::{BTreeMap, HashMap},
};

use serde::Serialize;
use serde_json::{Value as Json, json};

use super::links::Links;
use crate::content::{Content, page::Page};

/// The pages right below each folder's own page.
#[derive(Clone, Debug, Default)]
pub struct Hierarchy {
    /// By the URL of the folder's page; in the order of their rank.
    below: HashMap<String, Vec<usize>>,
}

impl Hierarchy {
    /// Sorts the pages of a site.
    pub fn of(content: &Content) -> Self {
        Self { below: below(content) }
    }

    /// The pages right below a folder's own page, by their rank; none for any other.
    pub fn children(&self, page: &Page) -> &[usize] {
        let below = self.below.get(page.address.as_str()).filter(|_| page.is_index());
        below.map_or(&[], Vec::as_slice)
    }
}

/// A page above one.
#[derive(Debug, Serialize)]
pub struct Step<'a> {
    /// From the site's root.
    pub url: Cow<'a, str>,
    /// What the link says.
    pub title: &'a str,
    /// Of what the link says.
    pub language: &'a str,
}

/// The pages above one, for its breadcrumb; none for a home page.
pub fn breadcrumb<'a>(content: &'a Content, links: &Links, page: &'a Page) -> Vec<Step<'a>> {
    let home = home_url(content, &page.language);
    if page.address.is_not_found() || page.address.as_str() == home {
        return Vec::new();
    }
    let above = page.address.ancestors().filter(|url| url.len() > home.len());
    let above = above.filter_map(|url| links.page(url)).map(|index| {
        let Page { address, title, language, .. } = &content.pages[index];
        Step { url: address.as_str().into(), title, language }
    });
    let above: Vec<_> = above.collect();
    let title = &content.config.words(&page.language).home;
    let first = Step { url: home.into(), title, language: &page.language };
    std::iter::once(first).chain(above).collect()
}

fn below(content: &Content) -> HashMap<String, Vec<usize>> {
    let mut below: HashMap<String, Vec<usize>> = HashMap::new();
    for (index, page) in content.pages.iter().enumerate() {
        let parent = page.address.parent().filter(|_| !page.address.is_not_found());
        // Another language's home page is not a page of this one.
        let parent = parent.filter(|_| page.address.as_str() != home_url(content, &page.language));
        match parent.and_then(|url| below.get_mut(url)) {
            Some(pages) => pages.push(index),
            None => {
                below.extend(parent.map(|url| (url.to_owned(), vec![index])));
            }
        }
    }
    for pages in below.values_mut() {
        pages.sort_by_key(|index| content.pages[*index].rank());
    }
    below
}

/// What a list says of a page.
pub fn link(page: &Page) -> Json {
    json!({
        "url": page.address.as_str(),
        "title": page.title,
        "description": page.description,
        "language": page.language,
    })
}

/// The home page of a language.
pub fn home_url(content: &Content, language: &str) -> String {
    if language == content.config.language { "/".to_owned() } else { format!("/{language}/") }
}

/// Every page of a language: the home page and those of the menu first, then the rest by folder.
pub fn site_map(content: &Content, links: &Links, language: &str) -> Json {
    let home = home_url(content, language);
    let menu = content.config.navigation.iter().map(|item| item.name.as_str());
    let mut first: Vec<usize> =
        std::iter::once(home.as_str()).chain(menu).filter_map(|url| links.page(url)).collect();
    first.retain(|index| content.pages[*index].language == language);
    let mut sections: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, page) in content.pages.iter().enumerate() {
        if page.language == language && !page.address.is_not_found() && !first.contains(&index) {
            let below = page.address.as_str().strip_prefix(home.as_str()).unwrap_or_default();
            sections.entry(below.split('/').next().unwrap_or_default()).or_default().push(index);
        }
    }
    // A section of one page at the top is no section: it goes to the other pages.
    let mut others = Vec::new();
    sections.retain(|name, pages| {
        let alone = matches!(pages[..], [only] if content.pages[only].address.as_str() == format!("{home}{name}/"));
        if alone {
            others.append(pages);
        }
        !alone
    });
    sections.insert("", others);
    let mut listed = vec![json!({ "title": "", "pages": listed_links(content, &first) })];
    for (folder, mut pages) in sections.into_iter().filter(|(_, pages)| !pages.is_empty()) {
        // A folder's own page opens its section.
        let opening = links.page(&format!("{home}{folder}/")).filter(|_| !folder.is_empty());
        pages.sort_by_key(|index| (opening != Some(*index), content.pages[*index].rank()));
        let title = match opening {
            Some(index) => content.pages[index].title.clone(),
            None if folder.is_empty() => content.config.words(language).other_pages.to_string(),
            None => folder.to_owned(),
        };
        listed.push(json!({ "title": title, "pages": listed_links(content, &pages) }));
    }
    Json::Array(listed)
}

/// The links of these pages.
pub fn listed_links(content: &Content, pages: &[usize]) -> Vec<Json> {
    pages.iter().map(|index| link(&content.pages[*index])).collect()
}
