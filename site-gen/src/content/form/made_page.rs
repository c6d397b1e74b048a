//! The page of a form for which nobody has written one.

use application_form::language::Language;
use authoring::diagnostics::{Diagnostics, Source};

use super::Form;
use crate::content::{
    config::Config,
    page::{Page, publication::LeftOut, source::PageSource},
};

/// The pages to make, so that each form stands somewhere.
///
/// Not where one is written, be it a draft; nor where one has nearly that address: the form names its page wrongly,
/// which is said elsewhere.
pub fn pages(config: &Config, forms: &[Form], pages: &[Page], left_out: &LeftOut) -> Vec<Page> {
    let mut made: Vec<Page> = Vec::new();
    for form in forms {
        let (Some((url, _)), Some((title, language))) = (&form.page, &form.title) else { continue };
        let unpublished = left_out.unpublished.iter().map(|(page, _)| page);
        let mut written = pages.iter().chain(unpublished);
        let file = file(url);
        let is_slip = |other: &str| strsim::damerau_levenshtein(other, url) <= 1;
        if written.any(|page| is_slip(page.address.as_str()) || page.file == file)
            || made.iter().any(|page| page.file == file)
            || left_out.unreadable.contains(&file)
        {
            continue;
        }
        made.push(page(config, form, &file, title, *language));
    }
    made
}

/// The file that a page of that URL would have, below `pages/`.
fn file(url: &str) -> String {
    match url.trim_matches('/') {
        "" => "index.md".to_owned(),
        path => format!("{path}.md"),
    }
}

fn page(config: &Config, form: &Form, file: &str, title: &str, language: Language) -> Page {
    let text = format!("+++\ntitle = {}\n+++\n", serde_json::json!(title));
    let source = Source::new(form.source.path.to_string(), text);
    let page = Page::read(config, source, file, &Diagnostics::default());
    let mut languages = config.languages.iter();
    let spoken = languages.find(|code| Language::of(code) == Some(language));
    let start = 0..0;
    Page {
        language: spoken.cloned().unwrap_or(page.language),
        // Whatever is wrong with it is wrong with the form.
        source: PageSource::whole(form.source.clone()),
        address_span: form.page.as_ref().map_or(start.clone(), |(_, span)| span.clone()),
        title_span: start,
        // Nothing follows the form's file: the form is all there is to read.
        body: form.source.text.len(),
        ..page
    }
}
