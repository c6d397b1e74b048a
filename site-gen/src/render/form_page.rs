//! The form on its page, as the handler will show it again.

use std::collections::BTreeMap;

use application_form::page::View;
use authoring::diagnostics::Diagnostic;
use tera::Context;

use crate::{
    content::{Content, config, form::Form},
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
        means: "A form is to stand on a page whose address differs from that of a written one by a slip, or on one \
            that shows another form already.",
        hurts: "The form would stand where nothing leads to, and no firm could apply.",
        wrong: r#"page = "/candidatre/""#,
        right: r#"page = "/candidater/""#,
    }
}

/// How long an application is kept where nobody has said so yet, in months.
pub const RETENTION_MONTHS: u32 = 12;

/// The empty forms, by the place of their page in the list of pages. What keeps one from standing there is noted.
pub fn on_their_pages(
    site: &Site,
    templates: &Templates,
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<usize, String> {
    let Site { content, links, .. } = site;
    note_retention(content, diagnostics);
    let mut taken: BTreeMap<usize, &Form> = BTreeMap::new();
    let mut rendered = BTreeMap::new();
    for form in &content.forms {
        let Some(index) = page(content, links, form, diagnostics) else { continue };
        if let Some(first) = taken.get(&index) {
            let (url, span) = form.page.clone().unwrap_or_default();
            let message = format!("`{url}` shows another form already, {}", first.source.path);
            let help = "a page shows one form: give this one another `page`";
            diagnostics.push(form.source.error(FORM_PAGE, span, message).help(help));
            continue;
        }
        taken.insert(index, form);
        let Some(definition) = &form.definition else { continue };
        match templates.form().render(definition, View::EmptyForm) {
            Ok(page) => drop(rendered.insert(index, page.main)),
            Err(error) => diagnostics.extend(templates.explain(&error, &Context::new())),
        }
    }
    rendered
}

fn note_retention(content: &Content, diagnostics: &mut Vec<Diagnostic>) {
    let is_said = content.config.retention.is_some() || content.unknown.holds("site.retention");
    let Some(form) = content.forms.iter().find(|form| !is_said && !form.says_retention) else {
        return;
    };
    let source = &content.config.source;
    let message = "nothing says how long applications are kept";
    let help = format!(
        "{} is there: add [retention] with months to {}; until then, it is {RETENTION_MONTHS} months",
        form.source.path,
        config::FILE
    );
    diagnostics.push(source.error(FORM_RETENTION, 0..0, message).help(help).placeholder());
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
        let mut unpublished = content.left_out.unpublished.iter();
        let waiting = unpublished.find(|(page, _)| page.address.as_str() == url);
        let (message, help) = match waiting {
            Some((page, why)) => (
                format!("the form has no page: {} {why}", page.source.path),
                Some(format!(
                    "{}, or remove that file: a form has a page without one",
                    why.remedy()
                )),
            ),
            None => (
                format!("the form has no page: there is none at `{url}`"),
                near.map(|near| format!("did you mean `{near}`?")),
            ),
        };
        diagnostics.push(form.source.error(FORM_PAGE, span.clone(), message).maybe_help(help));
    }
    None
}
