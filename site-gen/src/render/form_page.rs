//! The form on its page, as the handler will show it again.

use application_form::page::View;
use authoring::diagnostics::Diagnostic;
use tera::Context;

use crate::{
    content::{Content, FORM, Form, config},
    render::templates::Templates,
    site::{Site, links::Links},
};

authoring::codes! {
    FORM_RETENTION = "form-retention" in "site.toml" {
        means: "The site has a form, and `site.toml` does not say how many months applications are \
            kept.",
        hurts: "Applicants could not be told how long the bureau keeps their answers, and nobody \
            would delete them.",
        wrong: "title = \"Bureau des pairs\"\nbase_url = \"https://bureau.fr\"\nlanguage = \"fr\"",
        right: "title = \"Bureau des pairs\"\n\
            base_url = \"https://bureau.fr\"\n\
            language = \"fr\"\n\n\
            [retention]\n\
            months = 12",
    }
    FORM_PAGE = "form-page" in "candidature.toml" {
        means: "The form is to stand on a page, and no page has the address that it names.",
        hurts: "The form would stand nowhere, and no firm could apply.",
        wrong: r#"page = "/candidatre/""#,
        right: r#"page = "/candidater/""#,
    }
}

/// The empty form, and the place of its page in the list of pages. What keeps it from standing there is
/// noted.
pub fn on_its_page(
    site: &Site,
    templates: &Templates,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<(usize, String)> {
    let Site { content, links, .. } = site;
    let form = content.form.as_ref()?;
    if content.config.retention.is_none() && !content.unknown.holds("site.retention") {
        let diagnostic = content.config.source.error(
            FORM_RETENTION,
            0..0,
            "nothing says how long applications are kept",
        );
        diagnostics.push(
            diagnostic
                .help(format!("{FORM} is there: add [retention] with months to {}", config::FILE)),
        );
    }
    let index = page(content, links, form, diagnostics);
    let (index, definition) = index.zip(form.definition.as_ref())?;
    match templates.form().render(definition, View::EmptyForm) {
        Ok(page) => Some((index, page.main)),
        Err(error) => {
            diagnostics.extend(templates.explain(&error, &Context::new()));
            None
        }
    }
}

fn page(
    content: &Content,
    links: &Links,
    form: &Form,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<usize> {
    let (url, span) = form.page.as_ref()?;
    if let Some(index) = links.page(url) {
        return Some(index);
    }
    // The page may be there, but unreadable or a draft.
    let is_left_out =
        matches!(links.follow_url(url), Ok(crate::site::links::Destination::Elsewhere));
    if !is_left_out {
        let near = links.nearest(url).filter(|_| !content.pages.is_empty());
        let help = near.map(|near| format!("did you mean `{near}`?"));
        let message = format!("the form has no page: there is none at `{url}`");
        diagnostics.push(form.source.error(FORM_PAGE, span.clone(), message).maybe_help(help));
    }
    None
}
