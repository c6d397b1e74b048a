//! One page, from prose to HTML.
//!
//! ```text
//! prose ─values→ Markdown ─links→ HTML ─template→ document ─placeholders→ what readers see
//! ```

use std::{cell::RefCell, ops::Range};

use authoring::diagnostics::Diagnostic;
use serde_json::{Value as Json, json};
use tera::Value;

use crate::{
    check::template_values,
    content::{config::Named, page::Page},
    output::csp::Inline,
    render::{
        context::breadcrumb,
        interpolation,
        markdown::{self, Heading, Ids, Kind, Reference},
        placeholder, structured_data,
        templates::{errors::TEMPLATE_VARIABLE, filters},
    },
    site::{
        Scene,
        links::{self, Destination},
        translations,
    },
};

authoring::codes! {
    TEMPLATE_ASKED = "template-asked" {
        means: "TODO",
        hurts: "TODO",
        wrong: "TODO",
        right: "TODO",
    }
}

/// A page, rendered.
#[derive(Debug, Default)]
pub struct Rendered {
    /// The document, until it is given away; `None` if its template is broken.
    pub document: Option<Vec<u8>>,
    /// What of it the security policy must name.
    pub inline: Inline,
    /// The ids of its prose.
    pub anchors: Ids,
    /// The links to passages, to be checked when all pages are rendered.
    pub passages: Vec<Passage>,
    /// What is wrong in its file.
    pub diagnostics: Vec<Diagnostic>,
    /// What is wrong in its template; the same for many pages.
    pub template_problems: Vec<Diagnostic>,
}

/// A link to a passage of a page.
#[derive(Debug)]
pub struct Passage {
    /// Bytes of the file that links.
    pub span: Range<usize>,
    /// The place of the other page in the list of pages.
    pub page: usize,
    /// An id, decoded.
    pub fragment: String,
}

/// Renders the page at this place in the list of pages.
pub fn page(scene: &Scene, index: usize) -> Rendered {
    let page = &scene.content.pages[index];
    let body = &page.source.text[page.body..];
    let mut rendered = Rendered::default();
    let templates = &scene.content.templates;
    let (expanded, diagnostics) = interpolation::expand(
        body,
        templates.prose(),
        &|| scene.contexts.prose(page),
        filters::NAMES,
    );
    let unknown = &scene.content.unknown;
    for diagnostic in diagnostics {
        if !unknown.explains(&diagnostic) {
            rendered.diagnostics.push(placed(page, diagnostic));
        }
    }
    rendered
        .diagnostics
        .extend(authoring::config::find_control(body).map(|diagnostic| placed(page, diagnostic)));
    let followed = RefCell::new(Vec::new());
    let resolve = |reference: &Reference| {
        let found = follow(scene, index, reference);
        let url = match &found {
            Ok(Destination::Page { url, .. }) => url.clone(),
            Ok(Destination::Asset) if reference.kind == Kind::Image => {
                scene.content.assets.load(&reference.target).ok()
            }
            _ => None,
        };
        followed.borrow_mut().push(found);
        url
    };
    let options = markdown::Options { language: &page.language, resolve: &resolve };
    let written = markdown::render(&expanded.text, &options);
    for diagnostic in written.diagnostics {
        let span = expanded.span(diagnostic.span.clone());
        let diagnostic = diagnostic.at(span);
        rendered.diagnostics.push(placed(page, diagnostic));
    }
    for (reference, found) in written.references.into_iter().zip(followed.into_inner()) {
        rendered.note_reference(page, expanded.span(reference.span), found);
    }
    rendered.anchors = written.anchors;
    rendered.note_names(scene, page);
    let toc = if page.wants_toc() { toc(&written.headings) } else { Vec::new() };
    rendered.fill_template(scene, index, &written.html, &toc);
    rendered
}

impl Rendered {
    fn note_reference(
        &mut self,
        page: &Page,
        span: Range<usize>,
        found: Result<Destination, Box<Diagnostic>>,
    ) {
        let span = shift(page.body, span);
        match found {
            Ok(Destination::Page { index, fragment: Some(fragment), .. }) => {
                self.passages.push(Passage { span, page: index, fragment });
            }
            Ok(_) => {}
            Err(broken) => self.diagnostics.push(page.source.place(broken.at(span))),
        }
    }

    /// What the front matter names: a template, an image.
    fn note_names(&mut self, scene: &Scene, page: &Page) {
        if let Some(Named { name, span }) = &page.template
            && scene.content.templates.source(name).is_none_or(|_| name.starts_with("form/"))
        {
            let diagnostic = page.source.error(
                TEMPLATE_ASKED,
                span.clone(),
                format!("there is no template `{name}`"),
            );
            let known = scene.content.templates.names();
            let with_ending = format!("{name}.html");
            let help = match scene.content.templates.source(&with_ending) {
                Some(_) => format!("did you mean `{with_ending}`?"),
                None => authoring::diagnostics::suggest::help(name, known),
            };
            self.diagnostics.push(diagnostic.help(help));
        }
        if let Some(Named { name, span }) = &page.image
            && let Err(broken) = scene.atlas.image(name)
        {
            self.diagnostics.push(page.source.place(broken.at(span.clone())));
        }
    }

    fn fill_template(&mut self, scene: &Scene, index: usize, html: &str, toc: &[Json]) {
        let page = &scene.content.pages[index];
        let templates = &scene.content.templates;
        let asked = page.template.as_ref().map_or("page.html", |template| &template.name);
        let name = if templates.names().any(|name| name == asked) { asked } else { "page.html" };
        let mut context = scene.contexts.template(&page.language, page.facts().value());
        let breadcrumb = breadcrumb(&scene.content, &scene.atlas, page);
        let data = structured_data::data(&scene.content.config, page, &breadcrumb);
        context.insert("breadcrumb", &breadcrumb);
        context.insert_value("json_ld", Value::safe_string(&data));
        let translations = translations::of(&scene.content, &scene.atlas, page);
        context.insert("translations", &translations);
        context.insert("children", &scene.contexts.children(&scene.content, page));
        context.insert("toc", &toc);
        context.insert_value("content", Value::safe_string(html));
        if let Some((place, form)) = &scene.form
            && *place == index
        {
            context.insert_value("form_html", Value::safe_string(form));
        }
        // What the built-in templates add to a page is shorter than this.
        match templates.render_bytes(name, &context, html.len() + 8 * 1024) {
            Ok(document) => {
                self.template_problems =
                    template_values::diagnostics(scene, (name, &context), (&document, html));
                let words = scene.content.config.words(&page.language);
                let document = placeholder::show_bytes(document, words);
                self.inline = Inline::of(&document);
                self.document = Some(document);
            }
            Err(diagnostics) => {
                // Other pages may have what this one has not.
                let on = |diagnostic: Diagnostic| match &diagnostic.help {
                    Some(help) if diagnostic.code == TEMPLATE_VARIABLE => {
                        let help = format!("{help} (on {})", page.source.path);
                        diagnostic.help(help)
                    }
                    _ => diagnostic,
                };
                self.template_problems = diagnostics.into_iter().map(on).collect();
            }
        }
    }
}

/// The headings that a reader may want to jump to.
fn toc(headings: &[Heading]) -> Vec<Json> {
    let listed = headings.iter().filter(|heading| heading.level <= 3);
    listed
        .map(|heading| json!({ "id": heading.id, "title": heading.text, "level": heading.level }))
        .collect()
}

fn follow(
    scene: &Scene,
    index: usize,
    reference: &Reference,
) -> Result<Destination, Box<Diagnostic>> {
    let Scene { content, atlas, .. } = scene;
    let found = match reference.kind {
        Kind::Link => {
            let target = content.config.from_root(&reference.target);
            atlas.follow(&content.pages[index], index, &target)?
        }
        Kind::Image => atlas.image(&reference.target)?,
    };
    match (&found, content.first_day(index)) {
        (Destination::Page { index: other, .. }, Some(day)) => {
            match content.pages[*other].unpublished(Some(day)) {
                Some(why) => Err(links::unpublished(&reference.target, why)),
                None => Ok(found),
            }
        }
        _ => Ok(found),
    }
}

/// A diagnostic of the prose, at its place in the file.
fn placed(page: &Page, found: Diagnostic) -> Diagnostic {
    let span = shift(page.body, found.span.clone());
    page.source.place(found.at(span))
}

fn shift(by: usize, span: Range<usize>) -> Range<usize> {
    span.start + by..span.end + by
}
