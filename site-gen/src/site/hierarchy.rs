//! The order of pages: what stands above and below each, and the list of all.

use std::{borrow::Cow, collections::BTreeMap};

use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Value as Json, json};

use super::links::Links;
use crate::content::{Content, lists::Lists, page::Page};

/// What each page lists.
#[derive(Clone, Debug, Default)]
pub struct Hierarchy {
    lists: Lists,
}

impl Hierarchy {
    /// Sorts the pages of a site.
    pub fn of(content: &Content) -> Self {
        Self { lists: Lists::of(&content.config, &content.pages) }
    }

    /// What a page lists, in its order: of a folder's own page what is right below it, of a term the pages that
    /// have it; none for any other.
    pub fn children(&self, page: &Page) -> &[usize] {
        self.lists.shown(page)
    }

    /// The same with what its further pages list.
    pub fn whole_list(&self, page: &Page) -> &[usize] {
        self.lists.whole(page)
    }

    /// The URL of the list of its folder that a page is in, if it is in one.
    pub fn list_of<'a>(&'a self, content: &Content, page: &'a Page) -> Option<&'a str> {
        self.lists.list_of(&content.config, page)
    }

    /// How many pages the list of a page goes over, 1 or more.
    pub fn page_count(&self, page: &Page) -> usize {
        self.lists.count(page)
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

/// What a list says of a page.
pub fn link(page: &Page) -> Json {
    let day = |day: Option<Date>| day.map(|day| day.to_string());
    let extra = page.extra.as_ref().map_or_else(|| json!({}), |extra| json!(extra));
    json!({
        "url": page.address.as_str(),
        "title": page.title,
        "description": page.description,
        "language": page.language,
        "date": day(page.date),
        "updated": day(page.updated),
        "image": page.image.as_ref().map(|image| &image.name),
        "extra": extra,
    })
}

/// The home page of a language.
pub fn home_url(content: &Content, language: &str) -> String {
    content.config.home_url(language)
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
        let is_listed = !page.address.is_not_found() && page.part.is_none();
        if page.language == language && is_listed && !first.contains(&index) {
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
fn listed_links(content: &Content, pages: &[usize]) -> Vec<Json> {
    pages.iter().map(|index| link(&content.pages[*index])).collect()
}

/// What a page lists, each with how many pages it lists itself.
pub fn children(content: &Content, hierarchy: &Hierarchy, page: &Page) -> Vec<Json> {
    let children = hierarchy.children(page).iter().map(|index| {
        let child = &content.pages[*index];
        let mut link = link(child);
        link["count"] = json!(hierarchy.whole_list(child).len());
        link
    });
    children.collect()
}
