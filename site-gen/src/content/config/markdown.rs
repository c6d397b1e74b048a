//! `[markdown]` in `site.toml`: what a site's texts may have besides, each where it is asked for.

use authoring::config::{
    ForeignKey::{self, Is},
    Table,
};

/// What is asked for; nothing without a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "one for each of the file's switches")]
pub struct Markup {
    /// Code in colours, and what fences say besides a language.
    pub highlight: bool,
    /// `m^2^`.
    pub superscript: bool,
    /// `H~2~O`.
    pub subscript: bool,
    /// `*[PME]: petite ou moyenne entreprise`.
    pub abbreviations: bool,
}

/// Of Zola, Hugo, Eleventy and `MkDocs`.
const FOREIGN_KEYS: &[ForeignKey] = &[
    Is("highlight_code", "highlight"),
    Is("highlighting", "highlight"),
    Is("syntax_highlighting", "highlight"),
    Is("codeFences", "highlight"),
    Is("sup", "superscript"),
    Is("sub", "subscript"),
    Is("abbr", "abbreviations"),
];

/// Reads it.
pub(super) fn read(table: &Table<'_>) -> Markup {
    let Some(table) = table.table("markdown") else { return Markup::default() };
    table.foreign_keys(FOREIGN_KEYS);
    let is_on = |name| table.optional(name).unwrap_or_default();
    let markup = Markup {
        highlight: is_on("highlight"),
        superscript: is_on("superscript"),
        subscript: is_on("subscript"),
        abbreviations: is_on("abbreviations"),
    };
    table.finish();
    markup
}
