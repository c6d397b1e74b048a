//! Templates of cards that draw none, and what is said of each.

use crate::cards::site as with_page;

/// What stands in the template of cards, and what is said of it; `…` stands for a drawing of the right size around it.
#[test]
fn mistakes_are_told_where_they_are() {
    const START: &str =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1200\" height=\"630\">\n";
    let rows = [
        ("…<g></g>", ""),
        ("…<text>{{ page.title }}</text>", ""),
        ("…<g>", "card.svg:2:4: this is no SVG: expected `g` tag, not `svg`"),
        ("…<a b=c/>", "card.svg:2:6: this is no SVG: "),
        ("…<text>{{ page.title | safe }}</text>", "card.svg:2:"),
        ("…<text>{{ page.titel }}</text>", "card.svg:2:15: unknown variable `page.titel`"),
        ("…<text>{{ page.title | fti(width=1) }}</text>", "card.svg:2:23: unknown filter `fti`"),
        ("…<text>{{ page.title | fit(width=1) }}</text>", "`fit` takes a `height` in pixels"),
        ("…<text>{{ page.title | fit(width=9, height=9) }}</text>", "`fit` takes `sizes`"),
        ("…{% if page.date %}", "card.svg:"),
        ("<html></html>", "card.svg:1:1: `<html>` is no drawing"),
        (
            "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
            "a card has 1200 × 630 pixels, this says none",
        ),
        ("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1200 630\"/>", ""),
        ("…<foreignObject/>", "card.svg:2:1: a card shows nothing of `<foreignObject>`"),
        (
            "…<use href=\"/assets/plan.svg#a\"/>",
            "card.svg:2:12: `<use>` shows nothing of another file",
        ),
        ("…<image href=\"plan.svg\"/>", "card.svg:2:14: a card shows files of assets/ alone"),
        (
            "…<image href=\"{{ page.extra.logo }}\"/>",
            "card.svg:2:14: there is no file `/assets/x.svg`",
        ),
        (
            "…<image href=\"/assets/broken.svg\"/>",
            "`/assets/broken.svg` is no SVG, or a broken one",
        ),
        ("…<image href=\"{{ '/assets/plan.svg' | asset }}\"/>", ""),
        ("…<image href=\"https://a.example/assets/plan.svg\"/>", ""),
        ("…<rect fill=\"url(#a)\"/>", ""),
        ("…<rect fill=\"url(a.svg#a)\"/>", "card.svg:2:13: a card loads nothing in this way"),
    ];
    let site = with_page("title: a < b & c\nextra: { logo: /assets/x.svg }")
        .with("assets/plan.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
        .with("assets/broken.svg", "<svg>")
        .with("assets/mark.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    let mut wrong = Vec::new();
    let mut site = site.change("pages/index.md", "card: false", "image: /assets/plan.svg");
    for (template, told) in rows {
        let whole = match template.strip_prefix('…') {
            Some(inside) => [START, inside, "</svg>"].concat(),
            None => template.to_owned(),
        };
        site = site.with("templates/card.svg", &whole);
        let found = site.rendered().report().diagnostics;
        let printed: Vec<String> = found.iter().map(ToString::to_string).collect();
        let is_told = printed.iter().any(|each| each.contains(told));
        let is_right = if told.is_empty() { found.is_empty() } else { is_told };
        if !is_right || found.iter().any(|each| each.help.is_none()) {
            wrong.push(format!("{template}: {printed:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
