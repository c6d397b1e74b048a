//! Where something of a card was written: in the page, in `site.toml`, or in the template.

use std::ops::Range;

use authoring::diagnostics::{Diagnostic, Source};

use super::CARD_GLYPH;
use crate::{
    content::{Content, page::Page, theme},
    render::{renderer::Renderer, templates::graph},
};

/// How much says where it was written, in bytes.
const ENOUGH: usize = 8;

/// How far before a mistake that may be, in bytes.
const FARTHEST: usize = 400;

/// A mistake at its place; `written` is what the template has made of the page.
pub(super) fn place(
    mistake: Diagnostic,
    written: &str,
    page: &Page,
    content: &Content,
    renderer: &Renderer,
) -> Diagnostic {
    let (span, diagnostic) = (mistake.span.clone(), mistake);
    if diagnostic.code == CARD_GLYPH {
        return sign(diagnostic, written.get(span).unwrap_or_default(), page, content, renderer);
    }
    let sources = sources(renderer);
    let found = sources.iter().find_map(|source| {
        same(&source.text, written, &span).map(|found| source.place(diagnostic.clone().at(found)))
    });
    let on_page = || {
        let help = diagnostic.help.clone().unwrap_or_default();
        let diagnostic = diagnostic.clone().help(format!("{help} (on {})", page.source.path));
        let near = sources.iter().find_map(|source| {
            before(&source.text, written, span.start)
                .map(|at| source.place(diagnostic.clone().at(at..at)))
        });
        near.unwrap_or_else(|| page.source.place(diagnostic.at(page.title_span.clone())))
    };
    found.unwrap_or_else(on_page)
}

/// A sign, where its author has typed it.
fn sign(
    diagnostic: Diagnostic,
    sign: &str,
    page: &Page,
    content: &Content,
    renderer: &Renderer,
) -> Diagnostic {
    let title = page.title_span.clone();
    if let Ok(source) = page.source.read()
        && !sign.is_empty()
    {
        let front_matter = source.text.get(..page.body).unwrap_or_default();
        let title = front_matter.get(title.clone()).unwrap_or_default();
        let in_title = title.find(sign).map(|at| page.title_span.start + at);
        if let Some(at) = in_title.or_else(|| front_matter.find(sign)) {
            return page.source.place(diagnostic.at(at..at + sign.len()));
        }
    }
    let sources = std::iter::once(&content.config.source).chain(sources(renderer));
    for source in sources {
        if let Some(at) = source.text.find(sign).filter(|_| !sign.is_empty()) {
            return source.place(diagnostic.at(at..at + sign.len()));
        }
    }
    page.source.place(diagnostic.at(title))
}

/// The template of cards, and those that it uses.
fn sources(renderer: &Renderer) -> Vec<&Source> {
    let templates = &renderer.templates;
    let mut names: Vec<&str> = graph::reached(templates, [theme::CARD.0]).into_iter().collect();
    names.sort_by_key(|name| *name != theme::CARD.0);
    names.into_iter().filter_map(|name| templates.readable(name)).collect()
}

/// The bytes of a template that say the same, if there are such; the second where it is the second.
fn same(template: &str, written: &str, span: &Range<usize>) -> Option<Range<usize>> {
    let text = written.get(span.clone()).filter(|text| text.len() >= 3)?;
    let earlier = written[..span.start].matches(text).count();
    let all: Vec<usize> = template.match_indices(text).map(|(at, _)| at).collect();
    let at = all.get(earlier).or(all.last())?;
    Some(*at..at + text.len())
}

/// Behind what stands last before it and is in a template as well: what comes after that, a value says.
fn before(template: &str, written: &str, at: usize) -> Option<usize> {
    let ends = (0..=at).rev().take(FARTHEST).filter(|end| written.is_char_boundary(*end));
    ends.map(|end| &written[written.ceil_char_boundary(end.saturating_sub(ENOUGH))..end])
        .take_while(|text| text.len() + 3 > ENOUGH)
        .find_map(|text| template.find(text).map(|found| found + text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_template_has_written_is_found_in_it() {
        let template = "<svg a=\"{{ page.title }}\"><g>\n<g>{% if b %}<c>{% endif %}</svg>";
        let written = "<svg a=\"Été\"><g>\n<g><c></svg>";
        for (of, expect) in [("<c>", "<c>"), ("<svg", "<svg"), ("</svg>", "</svg>")] {
            let at = written.find(of).unwrap();
            let found = same(template, written, &(at..at + of.len())).unwrap();
            assert_eq!(&template[found], expect);
        }
        let second = written.rfind("<g>").unwrap();
        assert_eq!(same(template, written, &(second..second + 3)).unwrap(), 30..33);
        let title = written.find("Été").unwrap();
        assert_eq!(same(template, written, &(title..title + 5)), None);
        for at in [title, title + 2, title + 5] {
            assert_eq!(before(template, written, at), Some(8), "{at}");
        }
        assert_eq!(before(template, "été", 0), None);
    }
}
