//! The files that find mistakes, and so declare their kinds.

use authoring::diagnostics::Code;

use crate::{
    check,
    content::{
        self,
        assets::{self, css, images},
        config, data, directory,
        form::clashes,
        page,
    },
    output,
    render::{
        self, form_page,
        markdown::{elements, html, mistakes},
        templates::{self, errors},
    },
    site,
};

/// Every kind of mistake, in the order of their names.
pub fn codes() -> Vec<Code> {
    let files = [
        content::CODES,
        directory::CODES,
        config::mistakes::CODES,
        config::checks::CODES,
        config::languages::CODES,
        config::links::CODES,
        config::lists::CODES,
        config::lists::pages_from::CODES,
        config::lists::taxonomies::CODES,
        data::CODES,
        data::csv::CODES,
        data::json::CODES,
        clashes::CODES,
        page::mistakes::CODES,
        page::defaults::CODES,
        page::listed::CODES,
        assets::codes::CODES,
        images::codes::CODES,
        css::codes::CODES,
        css::brackets::CODES,
        css::mistakes::CODES,
        site::links::mistakes::CODES,
        render::page::CODES,
        render::page::calls::codes::CODES,
        #[cfg(feature = "cards")]
        render::page::card::CODES,
        form_page::CODES,
        elements::abbreviations::CODES,
        elements::code::CODES,
        elements::code::fence::CODES,
        elements::footnotes::CODES,
        elements::heading::CODES,
        elements::link::CODES,
        elements::marks::CODES,
        elements::notice::CODES,
        elements::table::CODES,
        html::balance::CODES,
        html::csp::CODES,
        html::raw_html::CODES,
        html::raw_html::attributes::CODES,
        html::unread_markdown::CODES,
        mistakes::links::CODES,
        mistakes::definitions_twice::CODES,
        mistakes::second_front_matter::CODES,
        mistakes::syntax::CODES,
        mistakes::boxes::CODES,
        mistakes::foreign::CODES,
        mistakes::foreign::bracketed::CODES,
        mistakes::foreign::scripts::CODES,
        templates::problems::CODES,
        errors::codes::CODES,
        errors::messages::CODES,
        errors::unknown::CODES,
        output::headers::CODES,
        check::base_path::CODES,
        check::external_links::CODES,
        check::fragments::CODES,
        check::menus::CODES,
        check::lists::CODES,
        check::reserved_urls::CODES,
        check::robots::CODES,
        check::root_files::CODES,
        check::structure::CODES,
        check::structure::languages::CODES,
        check::structure::names::CODES,
        check::structure::search::CODES,
        check::translations::CODES,
        check::unused_files::CODES,
    ];
    let mut codes: Vec<Code> = files.into_iter().flatten().map(|code| **code).collect();
    codes.extend(authoring::codes());
    codes.sort();
    codes
}
