//! What search engines are told about a page beyond its words (JSON-LD, schema.org): the site, the way to the
//! page, an article's dates. Nothing that the page does not show.

use serde::Serialize;

use crate::{
    content::{config::Config, page::Page},
    site::hierarchy::Step,
};

/// What it says of a page itself.
pub struct Described<'a> {
    /// Its title.
    pub title: &'a str,
    /// From the site's root.
    pub url: &'a str,
    /// Of the page.
    pub language: &'a str,
    /// Since when it is there, and the last day it changed.
    pub dates: Option<(String, String)>,
}

impl<'a> Described<'a> {
    /// What there is to say of a page.
    pub fn of(page: &'a Page) -> Self {
        let dates = page.date.zip(page.changed());
        Self {
            title: &page.title,
            url: page.address.as_str(),
            language: &page.language,
            dates: dates.map(|(date, changed)| (date.to_string(), changed.to_string())),
        }
    }
}

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
        date_published: &'a str,
        date_modified: &'a str,
    },
}

/// The data of a page that can be found, to stand in a `script` element.
pub fn data(config: &Config, page: &Described<'_>, breadcrumb: &[Step<'_>]) -> String {
    let absolute = |url: &str| config.base_url.in_full(url);
    let url = &absolute(page.url);
    let &Described { title, language: in_language, .. } = page;
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
    if let Some((date, changed)) = &page.dates {
        things.push(Thing::Article {
            headline: title,
            url,
            in_language,
            date_published: date,
            date_modified: changed,
        });
    }
    let graph = Graph { context: "https://schema.org", things };
    in_script(serde_json::to_string(&graph).expect("texts, numbers and dates"))
}

/// Adds a text of such data, without its quotes.
pub fn push_text(data: &mut Vec<u8>, text: &str) {
    let start = data.len();
    serde_json::to_writer(&mut *data, text).expect("memory takes a text");
    // Without its quotes.
    data.pop();
    data.remove(start);
    if data[start..].contains(&b'<') {
        let text = String::from_utf8(data.split_off(start)).expect("JSON is text");
        data.extend(in_script(text).as_bytes());
    }
}

/// Nothing in a text may end the element that holds it.
fn in_script(json: String) -> String {
    if json.contains('<') { json.replace('<', "\\u003c") } else { json }
}
