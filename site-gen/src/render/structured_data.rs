//! What search engines are told about a page beyond its words (JSON-LD, schema.org): the site, the way to the
//! page, an article's dates. Nothing that the page does not show.

use serde::Serialize;

use crate::{
    content::{config::Config, page::Page},
    site::hierarchy::Step,
};

/// The whole, as schema.org's context reads it.
#[derive(Serialize)]
struct Graph<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@graph")]
    things: Vec<Thing<'a>>,
}

/// A thing of schema.org; its variants and fields are named there.
#[derive(Serialize)]
#[serde(tag = "@type", rename_all_fields = "camelCase")]
enum Thing<'a> {
    WebSite {
        name: &'a str,
        url: &'a str,
        in_language: &'a str,
    },
    BreadcrumbList {
        item_list_element: Vec<Thing<'a>>,
    },
    ListItem {
        position: usize,
        name: &'a str,
        item: String,
    },
    Article {
        headline: &'a str,
        url: &'a str,
        in_language: &'a str,
        date_published: String,
        date_modified: String,
    },
}

/// The data of a page, to stand in a `script` element; empty for a page that is not to be found.
pub fn data(config: &Config, page: &Page, breadcrumb: &[Step<'_>]) -> String {
    if page.address.is_not_found() {
        return String::new();
    }
    let absolute = |path: &str| [&config.base_url, path].concat();
    let url = &absolute(page.address.as_str());
    let (title, in_language) = (page.title.as_str(), page.language.as_str());
    let mut things = Vec::with_capacity(2);
    if breadcrumb.is_empty() {
        things.push(Thing::WebSite { name: &config.title, url, in_language });
    } else {
        let above = breadcrumb.iter().map(|step| (step.title, absolute(&step.url)));
        let steps = above.chain([(title, url.clone())]).enumerate();
        let item_list_element = steps
            .map(|(at, (name, item))| Thing::ListItem { position: at + 1, name, item })
            .collect();
        things.push(Thing::BreadcrumbList { item_list_element });
    }
    if let (Some(date), Some(changed)) = (page.date, page.changed()) {
        things.push(Thing::Article {
            headline: title,
            url,
            in_language,
            date_published: date.to_string(),
            date_modified: changed.to_string(),
        });
    }
    let graph = Graph { context: "https://schema.org", things };
    let data = serde_json::to_string(&graph).expect("texts, numbers and dates");
    // Nothing in a text may end the element that holds it.
    if data.contains('<') { data.replace('<', "\\u003c") } else { data }
}
