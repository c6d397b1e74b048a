//! The words of the built-in theme, which no content file says.

use serde::Serialize;

/// In one language.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Words {
    pub skip: &'static str,
    pub main_navigation: &'static str,
    pub menu: &'static str,
    pub breadcrumb: &'static str,
    pub footer_navigation: &'static str,
    pub home: &'static str,
    pub updated: &'static str,
    pub other_pages: &'static str,
    /// With its colon.
    pub to_complete: &'static str,
    pub to_confirm: &'static str,
    pub not_found_title: &'static str,
    pub not_found_text: &'static str,
    pub moved: &'static str,
}

const FRENCH: Words = Words {
    skip: "Aller au contenu",
    main_navigation: "Navigation principale",
    menu: "Menu",
    breadcrumb: "Fil d’Ariane",
    footer_navigation: "Pied de page",
    home: "Accueil",
    updated: "Mis à jour le",
    other_pages: "Autres pages",
    to_complete: "à compléter\u{a0}: ",
    to_confirm: "à confirmer",
    not_found_title: "Page introuvable",
    not_found_text: "Cette adresse ne mène à aucune page.",
    moved: "Cette page a changé d’adresse\u{a0}:",
};

const ENGLISH: Words = Words {
    skip: "Skip to content",
    main_navigation: "Main navigation",
    menu: "Menu",
    breadcrumb: "Breadcrumb",
    footer_navigation: "Footer",
    home: "Home",
    updated: "Updated on",
    other_pages: "Other pages",
    to_complete: "to be completed: ",
    to_confirm: "to be confirmed",
    not_found_title: "Page not found",
    not_found_text: "This address leads to no page.",
    moved: "This page has moved:",
};

impl Words {
    /// Those of a language tag such as `fr` or `en-GB`; English for a language the theme does not speak.
    pub fn of(language: &str) -> &'static Self {
        match language.split('-').next() {
            Some("fr") => &FRENCH,
            _ => &ENGLISH,
        }
    }
}
