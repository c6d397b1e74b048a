//! The words of the built-in theme, which no content file says.

use std::borrow::Cow;

use authoring::config::Table;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::content::config::mistakes::SITE_MISTYPED;

type Text = Cow<'static, str>;

/// In one language.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Words {
    pub skip: Text,
    pub main_navigation: Text,
    pub menu: Text,
    pub breadcrumb: Text,
    pub footer_navigation: Text,
    pub home: Text,
    pub updated: Text,
    pub other_pages: Text,
    /// With its colon.
    pub to_complete: Text,
    pub to_confirm: Text,
    pub not_found_title: Text,
    pub not_found_text: Text,
    pub moved: Text,
    pub contents: Text,
    pub feed: Text,
    /// Before a number, in titles.
    pub page: Text,
    pub pagination: Text,
    pub previous_page: Text,
    pub next_page: Text,
    pub published: Text,
    pub section_feed: Text,
    /// Of the page where readers search; this and what follows only where `site.toml` asks for it.
    pub search_title: Text,
    pub search_label: Text,
    pub search_one: Text,
    /// With `{n}` for the number.
    pub search_many: Text,
    pub search_none: Text,
    pub search_more: Text,
    pub search_failed: Text,
    pub search_index: Text,
}

const FRENCH: Words = Words {
    skip: Cow::Borrowed("Aller au contenu"),
    main_navigation: Cow::Borrowed("Navigation principale"),
    menu: Cow::Borrowed("Menu"),
    breadcrumb: Cow::Borrowed("Fil d’Ariane"),
    footer_navigation: Cow::Borrowed("Pied de page"),
    home: Cow::Borrowed("Accueil"),
    updated: Cow::Borrowed("Mis à jour le"),
    other_pages: Cow::Borrowed("Autres pages"),
    to_complete: Cow::Borrowed("à compléter\u{a0}: "),
    to_confirm: Cow::Borrowed("à confirmer"),
    not_found_title: Cow::Borrowed("Page introuvable"),
    not_found_text: Cow::Borrowed("Cette adresse ne mène à aucune page."),
    moved: Cow::Borrowed("Cette page a changé d’adresse\u{a0}:"),
    contents: Cow::Borrowed("Sur cette page"),
    feed: Cow::Borrowed("Nouveautés"),
    page: Cow::Borrowed("page"),
    pagination: Cow::Borrowed("Pages de cette liste"),
    previous_page: Cow::Borrowed("Page précédente"),
    next_page: Cow::Borrowed("Page suivante"),
    published: Cow::Borrowed("Publié le"),
    section_feed: Cow::Borrowed("Flux Atom de cette liste"),
    search_title: Cow::Borrowed("Recherche"),
    search_label: Cow::Borrowed("Chercher dans le site"),
    search_one: Cow::Borrowed("1 page"),
    search_many: Cow::Borrowed("{n} pages"),
    search_none: Cow::Borrowed("Aucune page ne répond à ces mots."),
    search_more: Cow::Borrowed("Afficher la suite"),
    search_failed: Cow::Borrowed(
        "La recherche ne répond pas\u{a0}: réessayez, ou voyez la liste ci-dessous.",
    ),
    search_index: Cow::Borrowed("Toutes les pages, de A à Z"),
};

const ENGLISH: Words = Words {
    skip: Cow::Borrowed("Skip to content"),
    main_navigation: Cow::Borrowed("Main navigation"),
    menu: Cow::Borrowed("Menu"),
    breadcrumb: Cow::Borrowed("Breadcrumb"),
    footer_navigation: Cow::Borrowed("Footer"),
    home: Cow::Borrowed("Home"),
    updated: Cow::Borrowed("Updated on"),
    other_pages: Cow::Borrowed("Other pages"),
    to_complete: Cow::Borrowed("to be completed: "),
    to_confirm: Cow::Borrowed("to be confirmed"),
    not_found_title: Cow::Borrowed("Page not found"),
    not_found_text: Cow::Borrowed("This address leads to no page."),
    moved: Cow::Borrowed("This page has moved:"),
    contents: Cow::Borrowed("On this page"),
    feed: Cow::Borrowed("News"),
    page: Cow::Borrowed("page"),
    pagination: Cow::Borrowed("Pages of this list"),
    previous_page: Cow::Borrowed("Previous page"),
    next_page: Cow::Borrowed("Next page"),
    published: Cow::Borrowed("Published on"),
    section_feed: Cow::Borrowed("Atom feed of this list"),
    search_title: Cow::Borrowed("Search"),
    search_label: Cow::Borrowed("Search this site"),
    search_one: Cow::Borrowed("1 page"),
    search_many: Cow::Borrowed("{n} pages"),
    search_none: Cow::Borrowed("No page has these words."),
    search_more: Cow::Borrowed("Show more"),
    search_failed: Cow::Borrowed("The search does not answer: try again, or see the list below."),
    search_index: Cow::Borrowed("All pages, from A to Z"),
};

impl Words {
    /// Those the theme knows of a language tag such as `fr` or `en-GB`; `None` if it does not speak it.
    pub fn known(language: &str) -> Option<&'static Self> {
        match language.split('-').next() {
            Some("fr") => Some(&FRENCH),
            Some("en") => Some(&ENGLISH),
            _ => None,
        }
    }

    /// As [`known`](Self::known); English for a language that the theme does not speak.
    pub fn of(language: &str) -> &'static Self {
        Self::known(language).unwrap_or(&ENGLISH)
    }

    /// What the theme says in a language, with what the site says instead in the table `[words.…]`; then
    /// the names of what nobody says.
    pub fn read(language: &str, said: Option<Table<'_>>) -> (Self, Vec<String>) {
        let mut words = serde_json::to_value(Self::of(language)).expect("words are plain");
        let mut missing = Vec::new();
        for (name, text) in words.as_object_mut().into_iter().flatten() {
            match said.as_ref().and_then(|table| table.optional::<String>(name)) {
                Some(empty) if empty.trim().is_empty() => {
                    let help = Some("write what readers see, or remove this line".to_owned());
                    let message = format!("`{name}` is empty");
                    if let Some(table) = &said {
                        table.error_at(SITE_MISTYPED, name, message, help);
                    }
                }
                Some(said) => *text = Json::from(said),
                None if Self::known(language).is_none() => missing.push(name.clone()),
                None => {}
            }
        }
        if let Some(table) = said {
            table.finish();
        }
        (serde_json::from_value(words).expect("as many words, all of them text"), missing)
    }
}
