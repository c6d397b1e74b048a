//! The card of a page: what social networks show of a link to it, as a drawing made by a template.

mod drawing;
mod families;
mod origin;

use std::{collections::BTreeSet, sync::Arc};

use authoring::diagnostics::Diagnostic;
use rayon::prelude::*;

use crate::{
    content::{
        assets::{card::Card, images::shown::Images},
        page::{Facts, Page, listed::SearchPage},
        theme,
    },
    render::{page::template::own_mistakes, placeholder, renderer::Renderer, templates::graph},
    site::Site,
};

authoring::codes! {
    CARD_SVG = "card-svg" in "templates/card.svg" {
        means: "What the template of cards writes is no drawing of 1200 × 630 pixels: its XML is broken, or it holds what \
            no drawing shows.",
        hurts: "Whoever shares a page shows a hole in the place of its card.",
        wrong: "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1200\" height=\"630\"><g></svg>",
        right: "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1200\" height=\"630\"><g/></svg>",
    }
    CARD_IMAGE = "card-image" in "templates/card.svg" {
        means: "A card shows a file that is not there, that is of another site, or that is no SVG.",
        hurts: "Whoever shares a page shows its card without the mark by which people know the site.",
        wrong: "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1200\" height=\"630\">\
            <image href=\"/assets/plna.svg\" width=\"48\" height=\"48\"/></svg>",
        right: "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1200\" height=\"630\">\
            <image href=\"/assets/plan.svg\" width=\"48\" height=\"48\"/></svg>",
    }
    CARD_FONT = "card-font" in "templates/card.svg" {
        means: "A card asks for another font than the one that cards are drawn with.",
        hurts: "Its text has another look and another width than its author has seen, and may leave the card.",
        wrong: "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1200\" height=\"630\">\
            <text y=\"90\" font-family=\"Georgia\">Site</text></svg>",
        right: "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1200\" height=\"630\">\
            <text y=\"90\" font-family=\"Literata\">Site</text></svg>",
    }
    CARD_UNUSED = "card-unused" in "templates/base.html" {
        means: "`site.toml` asks for cards, and no template of the site says where they are.",
        hurts: "Whoever shares a page shows no card of it, though all of them are drawn.",
        wrong: "<title>{{ page.title }}</title>\n{% block main %}{{ main | safe }}{% endblock main %}",
        right: "<title>{{ page.title }}</title>\n\
            {% if page.card %}<meta property=\"og:image\" content=\"{{ site.base_url }}{{ page.card }}\">{% endif %}\n\
            {% block main %}{{ main | safe }}{% endblock main %}",
    }
    CARD_GLYPH = "card-glyph" in "pages/exemple.md" {
        means: "A card shows a sign that its font does not have, such as a smiley.",
        hurts: "There is a hole in its place, for all who see the link.",
        wrong: "---\ntitle: Fête 🎉\n---",
        right: "---\ntitle: Fête\n---",
    }
}

/// Makes the cards of all pages of a site that are to have one; what is wrong with them, and with their
/// template, is noted.
pub fn fill(mut site: Site, renderer: &Renderer, diagnostics: &mut Vec<Diagnostic>) -> Site {
    let config = &site.content.config;
    let Some(asked) = config.cards.clone() else { return site };
    let templates = &renderer.templates;
    let used = graph::reached(templates, [theme::CARD.0]);
    let sources = used.iter().filter_map(|name| templates.readable(name));
    let mut found: Vec<Diagnostic> = sources.flat_map(families::check).collect();
    if templates.mentioning("page.card").is_empty() {
        let message = "no template names the card of its page: nobody would see one";
        let help = "write <meta property=\"og:image\" content=\"{{ site.base_url }}{{ page.card }}\"> in the head of base.html";
        found.push(config.source.error(CARD_UNUSED, asked, message).help(help));
    }
    let made: Vec<_> =
        site.content.pages.par_iter().map(|page| card(&site, renderer, page)).collect();
    for (page, (card, told)) in site.content.pages.iter_mut().zip(made) {
        page.card = card;
        found.extend(told);
    }
    // What is wrong with the template is so on each page.
    let mut said = BTreeSet::new();
    found.retain(|Diagnostic { place, code, span, message, .. }| {
        said.insert((place.path.clone(), *code, span.start, message.clone()))
    });
    diagnostics.extend(found);
    site
}

/// The same, of the page at this place in the list of pages.
pub fn fill_one(site: &mut Site, renderer: &Renderer, index: usize) -> Vec<Diagnostic> {
    let (card, found) = card(site, renderer, &site.content.pages[index]);
    site.content.pages[index].card = card;
    found
}

/// What is wrong with the card that a page is to have.
pub fn check(site: &Site, renderer: &Renderer, page: &Page) -> Vec<Diagnostic> {
    card(site, renderer, page).1
}

/// Whether a page is to have one. What leads nowhere is shared by nobody, nor are the further pages of a list; what has an
/// image of its own is known by that.
fn has_one(site: &Site, page: &Page) -> bool {
    site.content.config.cards.is_some()
        && page.has_card != Some(false)
        && page.image.is_none()
        && !page.address.is_not_found()
        && page.part.is_none()
        && !matches!(page.search, Some(SearchPage::Letter(_)))
}

fn card(site: &Site, renderer: &Renderer, page: &Page) -> (Option<Arc<Card>>, Vec<Diagnostic>) {
    if !has_one(site, page) {
        return (None, Vec::new());
    }
    let words = site.content.config.words(&page.language);
    let plain = |text| placeholder::show_plain(text, words);
    let (title, description) = (plain(&page.title), plain(&page.description));
    let facts = Facts { title: &title, description: &description, ..page.facts() };
    let context = renderer.contexts.template(&page.language, facts.value());
    let svg = match renderer.templates.render(theme::CARD.0, &context) {
        Ok(svg) => svg,
        Err(found) => return (None, own_mistakes(site, page, found)),
    };
    // What a template says to itself leaves empty lines.
    let svg = plain(svg.trim()).into_owned();
    let written = svg.clone();
    let (svg, mistakes) = drawing::read(svg, &site.content);
    let place = |each| origin::place(each, &written, page, &site.content, renderer);
    let mistakes = mistakes.into_iter().map(place).collect();
    // A preview without images has none of these either.
    let svg = svg.filter(|_| site.content.images == Images::Made);
    (svg.map(|svg| Arc::new(Card::of(svg))), mistakes)
}
