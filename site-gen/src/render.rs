//! One page, from prose to HTML.
//!
//! ```text
//! prose ─values→ Markdown ─links→ HTML ─template→ document ─placeholders→ what readers see
//! ```

use std::{collections::BTreeSet, ops::Range};

use application_form::problem::Problem;
use tera::Value;

use crate::{
    atlas::{Atlas, Destination},
    config::Named,
    content::Content,
    context::{Contexts, breadcrumb},
    fault::Fault,
    filters,
    markdown::{self, Kind, Reference},
    page::Page,
    placeholder,
    prose::{self, Expanded},
    words::Words,
};

/// What every page needs.
pub struct Scene<'a> {
    /// The site.
    pub content: &'a Content,
    /// Where links lead.
    pub atlas: &'a Atlas,
    /// What templates can name.
    pub contexts: &'a Contexts,
    /// The empty form, and the place of its page in the list of pages.
    pub form: Option<(usize, String)>,
}

/// A page, rendered.
#[derive(Debug, Default)]
pub struct Rendered {
    /// The document; `None` if its template is broken.
    pub html: Option<String>,
    /// The ids of its prose.
    pub anchors: BTreeSet<String>,
    /// The links to passages, to be checked when all pages are rendered.
    pub passages: Vec<Passage>,
    /// What is wrong in its file.
    pub problems: Vec<Problem>,
    /// What is wrong in its template; the same for many pages.
    pub template_problems: Vec<Problem>,
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
pub fn page(scene: &Scene<'_>, index: usize) -> Rendered {
    let page = &scene.content.pages[index];
    let body = &page.source.text[page.body..];
    let mut rendered = Rendered::default();
    let context = scene.contexts.prose(page);
    let templates = &scene.content.templates;
    let (expanded, faults) = prose::expand(body, templates.prose(), &context, filters::NAMES);
    let broken = &scene.content.broken;
    for fault in faults {
        if !broken.explains(body, fault.span.clone(), &fault.message) {
            rendered.problems.push(problem(page, page.body, fault));
        }
    }
    let resolve = |reference: &Reference| match follow(scene, index, reference) {
        Ok(Destination::Page { url, .. }) => url,
        _ => None,
    };
    let options = markdown::Options { language: &page.language, resolve: &resolve };
    let written = markdown::render(&expanded.text, &options);
    for fault in written.faults {
        let fault = Fault { span: expanded.span(fault.span), ..fault };
        rendered.problems.push(problem(page, page.body, fault));
    }
    for reference in &written.references {
        rendered.note_reference(scene, index, &expanded, reference);
    }
    rendered.anchors = written.anchors;
    rendered.note_names(scene, page);
    rendered.fill_template(scene, index, &written.html);
    rendered
}

impl Rendered {
    fn note_reference(
        &mut self,
        scene: &Scene<'_>,
        index: usize,
        expanded: &Expanded<'_>,
        reference: &Reference,
    ) {
        let page = &scene.content.pages[index];
        let span = shift(page.body, expanded.span(reference.span.clone()));
        match follow(scene, index, reference) {
            Ok(Destination::Page { index, fragment: Some(fragment), .. }) => {
                self.passages.push(Passage { span, page: index, fragment });
            }
            Ok(_) => {}
            Err(broken) => self
                .problems
                .push(page.source.problem(span, broken.message).maybe_help(broken.help)),
        }
    }

    /// What the front matter names: a template, an image.
    fn note_names(&mut self, scene: &Scene<'_>, page: &Page) {
        if let Some(Named { name, span }) = &page.template
            && scene.content.templates.source(name).is_none_or(|_| name.starts_with("form/"))
        {
            let problem =
                page.source.problem(span.clone(), format!("there is no template `{name}`"));
            let known = scene.content.templates.names();
            self.problems.push(problem.help(application_form::suggest::help(name, known)));
        }
        if let Some(Named { name, span }) = &page.image
            && let Err(broken) = scene.atlas.image(name)
        {
            let problem = page.source.problem(span.clone(), broken.message);
            self.problems.push(problem.maybe_help(broken.help));
        }
    }

    fn fill_template(&mut self, scene: &Scene<'_>, index: usize, html: &str) {
        let page = &scene.content.pages[index];
        let templates = &scene.content.templates;
        let asked = page.template.as_ref().map_or("page.html", |template| &template.name);
        let name = if templates.names().any(|name| name == asked) { asked } else { "page.html" };
        let mut context = scene.contexts.template(&page.language, page.value.clone());
        context.insert("breadcrumb", &breadcrumb(scene.content, scene.atlas, page));
        context.insert_value("content", Value::safe_string(html));
        if let Some((place, form)) = &scene.form
            && *place == index
        {
            context.insert_value("form_html", Value::safe_string(form));
        }
        match templates.render(name, &context) {
            Ok(document) => {
                let words = Words::of(&page.language);
                self.html = Some(placeholder::show(&document, words).into_owned());
            }
            Err(problems) => self.template_problems = problems,
        }
    }
}

fn follow(
    scene: &Scene<'_>,
    index: usize,
    reference: &Reference,
) -> Result<Destination, crate::atlas::Broken> {
    match reference.kind {
        Kind::Link => scene.atlas.follow(&scene.content.pages[index], index, &reference.target),
        Kind::Image => scene.atlas.image(&reference.target),
    }
}

fn problem(page: &Page, body: usize, fault: Fault) -> Problem {
    page.source.problem(shift(body, fault.span), fault.message).maybe_help(fault.help)
}

fn shift(by: usize, span: Range<usize>) -> Range<usize> {
    span.start + by..span.end + by
}
