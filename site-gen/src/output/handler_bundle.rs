//! What the form's handler reads at run time: the form, the site's layout around it, who can open.

use application_form::definition::Definition;
use authoring::diagnostics::Diagnostic;
use form_handler::bundle::{Bundle, Layout, VERSION};

use crate::{
    content::Content,
    render::{
        context::page_without_file, placeholder, renderer::Renderer,
        templates::problems::TEMPLATE_PLACES,
    },
};

/// Stand where the title and the main part go. Reserved for private use, so that no page holds them.
const TITLE: &str = "\u{e010}";
const MAIN: &str = "\u{e011}";

/// The bundle of a form. `not_found` is the page for what does not exist.
pub fn bundle(
    content: &Content,
    renderer: &Renderer,
    form: &Definition,
    headers: Vec<(String, String)>,
    layout: Layout,
    not_found: String,
) -> Bundle {
    Bundle {
        version: VERSION,
        base_url: content.config.base_url.clone(),
        language: content.config.language.clone(),
        form_hash: form.hash(),
        definition: form.clone(),
        retention_months: content.config.retention.map_or(0, |retention| retention.months),
        recipients: content.recipients.listed.clone(),
        signing_keys: content.signing.listed.clone(),
        headers,
        layout,
        templates: renderer.templates.form_texts(),
        not_found,
    }
}

/// The site around the form's pages.
///
/// # Errors
///
/// `base.html` is broken, or has no single place for a title or a main part.
pub fn layout(content: &Content, renderer: &Renderer) -> Result<Layout, Vec<Diagnostic>> {
    let language = &content.config.language;
    let mut context = renderer.contexts.template(language, page_without_file(TITLE, language));
    context.insert("main", MAIN);
    let document = renderer.templates.render("base.html", &context)?;
    let document = placeholder::show(&document, content.config.words(language));
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
