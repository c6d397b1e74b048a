//! What search engines are told about a page beyond its words (JSON-LD, schema.org): the site, the way to the
//! page, an article's dates. Nothing that the page does not show.

use serde_json::{Value as Json, json};

use crate::{config::Config, page::Page};

/// The data of a page, to stand in a `script` element; empty for a page that is not to be found.
pub fn data(config: &Config, page: &Page, breadcrumb: &[Json]) -> String {
    if page.address.is_not_found() {
        return String::new();
    }
    let url = |path: &str| format!("{}{path}", config.base_url);
    let own = url(page.address.as_str());
    let mut all = Vec::new();
    if breadcrumb.is_empty() {
        all.push(json!({
            "@type": "WebSite", "name": config.title, "url": own, "inLanguage": page.language,
        }));
    } else {
        let above = breadcrumb.iter().map(|item| {
            (item["title"].clone(), Json::from(url(item["url"].as_str().unwrap_or_default())))
        });
        let items = above.chain([(Json::from(page.title.as_str()), Json::from(own.as_str()))]);
        let items: Vec<Json> = items
            .enumerate()
            .map(|(at, (name, item))| {
                json!({ "@type": "ListItem", "position": at + 1, "name": name, "item": item })
            })
            .collect();
        all.push(json!({ "@type": "BreadcrumbList", "itemListElement": items }));
    }
    if let (Some(date), Some(changed)) = (page.date, page.changed()) {
        all.push(json!({
            "@type": "Article", "headline": page.title, "url": own, "inLanguage": page.language,
            "datePublished": date.to_string(), "dateModified": changed.to_string(),
        }));
    }
    let data = json!({ "@context": "https://schema.org", "@graph": all });
    // Nothing in a text may end the element that holds it.
    data.to_string().replace('<', "\\u003c")
}
