//! Pages that are missing in a language, where the site asks for all translations.

use std::ops::Range;

use authoring::diagnostics::Diagnostic;

use crate::{
    content::{Content, config::Translations, page::Page},
    site::{links::Links, translations::file_in},
};

authoring::codes! {
    TRANSLATION_MISSING = "translation-missing" in "site.toml" {
        means: "The site asks for all translations, and a page is missing in one of its languages, \
            or is left out there.",
        hurts: "Whoever reads that language finds no such page, and no sign that there is one in \
            another.",
        wrong: "title = \"Bureau des pairs\"\n\
            base_url = \"https://bureau.fr\"\n\
            language = \"fr\"\n\
            languages = [\"fr\", \"en\"]\n\
            translations = \"all\"",
        right: "title = \"Bureau des pairs\"\n\
            base_url = \"https://bureau.fr\"\n\
            language = \"fr\"\n\
            languages = [\"fr\", \"en\"]\n\
            translations = \"some\"",
    }
}

/// Notes each of these pages that has no translation, where the site asks for all of them.
pub fn check(
    content: &Content,
    links: &Links,
    pages: Range<usize>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let config = &content.config;
    if config.translations == Translations::Some {
        return;
    }
    let is_written = |page: &&Page| page.is_readable() && !page.is_made();
    for page in content.pages[pages].iter().filter(is_written) {
        let others = config.languages.iter().filter(|language| **language != page.language);
        for language in others {
            let file = file_in(config, page, language);
            let left_out = match (links.page_of_file(&file), page.first_day()) {
                (Some(other), day) => day.and_then(|_| content.pages[other].unpublished(day)),
                (None, _) => links.unpublished(&file),
            };
            // What is wrong with one that cannot be read has been said.
            if left_out.is_none() && links.knows_file(&file) {
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
