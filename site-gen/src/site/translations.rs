//! The same page in other languages: `pages/x.md` and `pages/en/x.md` are translations of each other.

use serde_json::{Value as Json, json};

use crate::{
    content::{Content, config::Config, page::Page},
    site::links::Links,
};

/// The page in each language it is there in, itself too, for `hreflang`; none if it has no translation.
pub fn of(content: &Content, links: &Links, page: &Page) -> Vec<Json> {
    let config = &content.config;
    // Of a list, each language has its own pages.
    let is_alone = page.address.is_not_found() || page.part.is_some();
    if config.languages.len() < 2 || is_alone {
        return Vec::new();
    }
    let all: Vec<Json> = config
        .languages
        .iter()
        .filter_map(|language| {
            let index = links.page_of_file(&file_in(config, page, language))?;
            Some(json!({ "language": language, "url": content.pages[index].address.as_str() }))
        })
        .collect();
    if all.len() < 2 { Vec::new() } else { all }
}

/// The file of the page in that language, whether or not it is there.
pub fn file_in(config: &Config, page: &Page, language: &str) -> String {
    let own = match page.file.split_once('/') {
        Some((folder, rest)) if folder == page.language && folder != config.language => rest,
        _ => page.file.as_str(),
    };
    if language == config.language { own.to_owned() } else { format!("{language}/{own}") }
}
