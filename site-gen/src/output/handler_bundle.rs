//! What the forms' handler reads at run time: the forms, the site's layout around them, who can open.

use std::collections::BTreeMap;

use application_form::{definition::Definition, language::Language};
use authoring::diagnostics::Diagnostic;
use form_handler::{
    bundle::{Bundle, Layout, VERSION},
    crypto::recipients::ListedRecipient,
};

use crate::{
    content::Content,
    render::{
        context::page_without_file, document::moved, form_page::RETENTION_MONTHS, placeholder,
        renderer::Renderer, templates::problems::TEMPLATE_PLACES,
    },
};

/// Stand where the title and the main part go. Reserved for private use, so that no page holds them.
const TITLE: &str = "\u{e010}";
const MAIN: &str = "\u{e011}";

/// The bundle of all forms; `None` without any. `not_found` is the page for what does not exist.
pub fn bundle(
    content: &Content,
    renderer: &Renderer,
    forms: Vec<(&Definition, Layout)>,
    headers: Vec<(String, String)>,
    not_found: String,
) -> Option<Bundle> {
    let base = &content.config.base_url;
    let templates = renderer.templates.form_texts();
    let templates: BTreeMap<String, String> = templates
        .into_iter()
        .map(|(name, text)| (name, moved::template(base, &text).into_owned()))
        .collect();
    let retention = content.config.retention.map_or(RETENTION_MONTHS, |retention| retention.months);
    let bundles = forms.into_iter().map(|(form, layout)| Bundle {
        version: VERSION,
        base_url: base.as_str().to_owned(),
        language: language(content, form).to_owned(),
        form_hash: form.hash(),
        definition: form.clone(),
        retention_months: form.retention_months.unwrap_or(retention),
        recipients: recipients(content, form),
        signing_keys: content.signing.listed.clone(),
        headers: headers.clone(),
        layout,
        templates: templates.clone(),
        not_found: not_found.clone(),
        others: Vec::new(),
    });
    Bundle::of(bundles)
}

/// Those who can open what a form sends: everyone, or who has one of its roles.
fn recipients(content: &Content, form: &Definition) -> Vec<ListedRecipient> {
    let is_meant = |listed: &&ListedRecipient| {
        form.recipients.as_ref().is_none_or(|roles| roles.contains(&listed.role))
    };
    content.recipients.listed.iter().filter(is_meant).cloned().collect()
}

/// The site's language around a form's pages: the form's, if the site speaks it.
fn language<'c>(content: &'c Content, form: &Definition) -> &'c str {
    let mut languages = content.config.languages.iter();
    let spoken = languages.find(|code| Language::of(code) == Some(form.language));
    spoken.unwrap_or(&content.config.language)
}

/// The site around the form's pages.
///
/// # Errors
///
/// `base.html` is broken, or has no single place for a title or a main part.
pub fn layout(
    content: &Content,
    renderer: &Renderer,
    form: &Definition,
) -> Result<Layout, Vec<Diagnostic>> {
    let language = language(content, form);
    let mut context = renderer.contexts.template(language, page_without_file(TITLE, language));
    context.insert("main", MAIN);
    let document = renderer.templates.render("base.html", &context)?;
    let document = placeholder::show(&document, content.config.words(language));
    let document = moved::html(&content.config.base_url, &document);
    let split =
        document.split_once(TITLE).and_then(|(before_title, rest)| {
            let (between, after) = rest.split_once(MAIN)?;
            (!after.contains(TITLE) && !between.contains(TITLE) && !after.contains(MAIN))
                .then_some((before_title, between, after))
        });
    match split {
        Some((before_title, between, after)) => Ok(Layout {
            before_title: before_title.to_owned(),
            between: between.to_owned(),
            after: after.to_owned(),
        }),
        None => Err(vec![without_places(renderer)]),
    }
}

fn without_places(renderer: &Renderer) -> Diagnostic {
    let base = renderer.templates.source("base.html").expect("there is a built-in one");
    base.error(TEMPLATE_PLACES, 0..0, "the form's pages do not fit into this template").help(
        "write {{ page.title }} once, in <title>, and the block `main` with {{ main | safe }} once",
    )
}
