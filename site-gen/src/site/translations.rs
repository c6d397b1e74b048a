//! The same page in other languages: `pages/x.md` and `pages/en/x.md` are translations of each other.

use std::ops::Range;

use authoring::diagnostics::Diagnostic;
use serde_json::{Value as Json, json};

use crate::{
    content::{
        Content,
        config::{Config, Translations},
        page::Page,
    },
    site::links::Atlas,
};

authoring::codes! {
    TRANSLATION_MISSING = "translation-missing" {
        means: "TODO",
        hurts: "TODO",
        wrong: "TODO",
        right: "TODO",
    }
}

/// The page in each language it is there in, itself too, for `hreflang`; none if it has no translation.
pub fn of(content: &Content, atlas: &Atlas, page: &Page) -> Vec<Json> {
    let config = &content.config;
    if config.languages.len() < 2 || page.address.is_not_found() {
        return Vec::new();
    }
    let all: Vec<Json> = config
        .languages
        .iter()
        .filter_map(|language| {
            let index = atlas.page_of_file(&file_in(config, page, language))?;
            Some(json!({ "language": language, "url": content.pages[index].address.as_str() }))
        })
        .collect();
    if all.len() < 2 { Vec::new() } else { all }
}

/// Notes each of these pages that has no translation, where the site asks for all of them.
pub fn check(
    content: &Content,
    atlas: &Atlas,
    pages: Range<usize>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let config = &content.config;
    if config.translations == Translations::Some {
        return;
    }
    for index in pages {
        let page = &content.pages[index];
        let others = config.languages.iter().filter(|language| **language != page.language);
        for language in others {
            let file = file_in(config, page, language);
            let left_out = match (atlas.page_of_file(&file), content.first_day(index)) {
                (Some(other), day) => day.and_then(|_| content.pages[other].unpublished(day)),
                (None, _) => atlas.unpublished(&file),
            };
            // What is wrong with one that cannot be read has been said.
            if left_out.is_none() && atlas.knows_file(&file) {
                continue;
            }
            let mut message = format!("this page is missing in `{language}`");
            let mut remedy = format!("write pages/{file}");
            if let Some(why) = left_out {
                message.extend([": pages/", &file, " "]);
                message.push_str(&why.to_string());
                why.remedy().clone_into(&mut remedy);
            }
            let help =
                format!("{remedy}, or set translations = \"some\" in {}", config.source.path);
            diagnostics.push(
                page.source.error(TRANSLATION_MISSING, page.title_span.clone(), message).help(help),
            );
        }
    }
}

/// The file of the page in that language, whether or not it is there.
fn file_in(config: &Config, page: &Page, language: &str) -> String {
    let own = match page.file.split_once('/') {
        Some((folder, rest)) if folder == page.language && folder != config.language => rest,
        _ => page.file.as_str(),
    };
    if language == config.language { own.to_owned() } else { format!("{language}/{own}") }
}
