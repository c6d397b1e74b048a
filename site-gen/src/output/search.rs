//! What readers search: the pages of each language by their words, in parts small enough for a telephone.
//!
//! ```text
//! fr.….json      what there is: the first word of each part of words, and the parts of pages
//! fr-w0.….json   words without their accents, each with the pages that have it (`postings`)
//! fr-p0.….json   pages: address, title, description
//! search.….js    finds as one types
//! ```

mod forms;
mod index;
mod page;
mod postings;

use rayon::prelude::*;
use sha2::{Digest as _, Sha256, Sha384};

use crate::{
    content::theme,
    output::Output,
    render::{
        document::moved,
        page::{RenderedPage, searched::HOLE},
    },
    site::Site,
};
use index::Index;
use page::Words;

/// Where all of it stands; what is there never changes under one name.
pub const FOLDER: &str = "/assets/search/";

/// Puts the index of each language, and the pages where readers search. Nothing, if the site asks for none.
pub fn put(site: &Site, pages: &[RenderedPage], output: &dyn Output) {
    let config = &site.content.config;
    if config.search.is_none() {
        return;
    }
    let script = theme::published(theme::SEARCH_SCRIPT);
    let script_url = put_file(output, "search", "js", script.as_bytes());
    let integrity = format!("sha384-{}", base64(&Sha384::digest(script.as_bytes())));
    for language in &config.languages {
        let index = Index::of(site, pages, language);
        let index_url = put_index(&index, language, output);
        let shown = Words {
            script_url: &script_url,
            integrity: &integrity,
            // A script asks for it.
            index_url: &config.base_url.on_host(&index_url),
            headings: &index.headings(),
            said: config.words(language),
        };
        let places = site.content.pages.iter().enumerate();
        let waiting: Vec<_> = places
            .filter(|(_, page)| page.language == *language)
            .filter_map(|(at, page)| Some((at, page, page.search?)))
            .collect();
        waiting.into_par_iter().for_each(|(at, page, shows)| {
            let Some(document) = pages[at].document() else { return };
            let document = String::from_utf8(document.concat()).expect("a document is text");
            let html = shown.html(page, shows);
            let html = moved::html(&config.base_url, &html);
            let path = ["public/", &page.address.file()].concat();
            output.put(&path, &[document.replace(HOLE, &html).as_bytes()]);
        });
    }
}

/// Puts the parts of an index, and what says which there are; returns the URL of that.
fn put_index(index: &Index<'_>, language: &str, output: &dyn Output) -> String {
    let put_part = |kind: char, number: usize, text: &str| {
        let url = put_file(output, &format!("{language}-{kind}{number}"), "json", text.as_bytes());
        let name = url.rsplit('/').next().unwrap_or_default().split('.').nth(1);
        name.unwrap_or_default().to_owned()
    };
    let words = index.parts_of_words();
    let words: Vec<serde_json::Value> = words
        .par_iter()
        .enumerate()
        .map(|(number, (first, text))| {
            serde_json::json!([first, text.len(), put_part('w', number, text)])
        })
        .collect();
    let pages = index.parts_of_pages();
    let pages: Vec<String> =
        pages.par_iter().enumerate().map(|(number, text)| put_part('p', number, text)).collect();
    let list = serde_json::json!({
        "count": index.pages.len(),
        "each": index::PAGES_A_PART,
        "pages": pages,
        "words": words,
    });
    put_file(output, language, "json", list.to_string().as_bytes())
}

/// Puts a file whose name holds a fingerprint of it; returns its URL.
fn put_file(output: &dyn Output, name: &str, ending: &str, bytes: &[u8]) -> String {
    let fingerprint = format!("{:x}", Sha256::digest(bytes));
    let url = format!("{FOLDER}{name}.{}.{ending}", &fingerprint[..8]);
    output.put(&["public", &url].concat(), &[bytes]);
    url
}

fn base64(bytes: &[u8]) -> String {
    use base64::{Engine as _, prelude::BASE64_STANDARD};
    BASE64_STANDARD.encode(bytes)
}
