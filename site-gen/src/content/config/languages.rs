//! The languages of a site, and what the theme says in each.

pub mod codes;

use std::collections::BTreeMap;

use authoring::{
    config::{Node, Table, Value},
    diagnostics::suggest,
};

use crate::content::{config::mistakes::SITE_MISTYPED, theme::words::Words};

authoring::codes! {
    SITE_LANGUAGES = "site-languages" in "site.toml" {
        means: "A language in `site.toml` is no language code, is listed twice, or is one that the \
            theme does not speak and `[words]` does not teach it.",
        hurts: "A screen reader would not know with which sounds to read the pages aloud.",
        wrong: "title = \"Bureau des pairs\"\n\
            base_url = \"https://bureau.fr\"\n\
            language = \"français\"",
        right: "title = \"Bureau des pairs\"\nbase_url = \"https://bureau.fr\"\nlanguage = \"fr\"",
    }
}

/// Which pages a site of several languages has in all of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Translations {
    /// Those their authors have translated.
    #[default]
    Some,
    /// All: a page without its translation is an error.
    All,
}

/// Notes what is no language.
pub(super) fn check_languages(table: &Table<'_>, language: Option<&str>, languages: &[String]) {
    let known = |tag: &str| codes::is_code(tag.split('-').next().unwrap_or(tag));
    let help = |tag: &str| Some(suggest::help(tag, ["fr", "en", "oc", "es", "de"]));
    if let Some(language) = language.filter(|language| !known(language)) {
        table.error_at(
            SITE_LANGUAGES,
            "language",
            format!("`{language}` is no language code"),
            help(language),
        );
    }
    for (place, twice) in languages.iter().enumerate() {
        if languages[..place].contains(twice) {
            let help = "name each language once".to_owned();
            table.error_at(
                SITE_LANGUAGES,
                "languages",
                format!("`{twice}` is there twice"),
                Some(help),
            );
        }
    }
    for unknown in languages.iter().filter(|tag| !known(tag)) {
        let message = format!("`{unknown}` is no language code");
        problem_at_language(table, unknown, message, help(unknown));
    }
}

/// Notes a problem at an item of `languages`.
fn problem_at_language(table: &Table<'_>, tag: &str, message: String, help: Option<String>) {
    let listed = match table.node("languages").map(|node| &node.value) {
        Some(Value::List(items)) => &items[..],
        _ => &[],
    };
    let is_it = |item: &&Node| matches!(&item.value, Value::String(text) if text == tag);
    match listed.iter().find(is_it) {
        Some(item) => table.error(SITE_LANGUAGES, item.span.clone(), message, help),
        None => table.error_at(SITE_LANGUAGES, "languages", message, help),
    }
}

/// Whether the site asks for all translations.
pub(super) fn translations(table: &Table<'_>) -> Translations {
    match table.optional::<String>("translations").as_deref() {
        None | Some("some") => Translations::Some,
        Some("all") => Translations::All,
        Some(other) => {
            let message =
                format!("`translations` should be \"some\" or \"all\", this is `{other}`");
            let help = "with \"all\", every page must be there in every language".to_owned();
            table.error_at(SITE_MISTYPED, "translations", message, Some(help));
            Translations::Some
        }
    }
}

/// What the theme says in each language. One that it does not speak is said in `[words.…]`; only the site's
/// own language may do without, and is then spoken to in English.
pub(super) fn words(
    table: &Table<'_>,
    language: &str,
    others: &[String],
    is_searched: bool,
) -> BTreeMap<String, Words> {
    let said = table.table("words");
    let mut all = BTreeMap::new();
    for tag in std::iter::once(language).chain(others.iter().map(String::as_str)) {
        let own = said.as_ref().and_then(|said| said.table(tag));
        let (words, mut missing) = Words::read(tag, own);
        if !is_searched {
            missing.retain(|name| !name.starts_with("search_"));
        }
        if tag != language && !missing.is_empty() && codes::is_code(tag) {
            let message = format!("nothing says the theme's words in `{tag}`");
            let help = format!("add [words.{tag}] with {}", missing.join(", "));
            problem_at_language(table, tag, message, Some(help));
        }
        all.insert(tag.to_owned(), words);
    }
    if let Some(said) = said {
        said.finish();
    }
    all
}
