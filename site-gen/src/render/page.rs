//! One page, from prose to HTML: read once, rendered once, with all that others will ask of it.
//!
//! ```text
//! prose ─values, calls→ Markdown ─links→ HTML ─template→ shell around it ─placeholders→ what readers see
//! ```

pub(crate) mod calls;
#[cfg(feature = "cards")]
pub mod card;
mod followed;
pub mod searched;
mod template;

use std::{borrow::Cow, cell::RefCell, collections::BTreeSet, mem, ops::Range, sync::Arc};

use authoring::diagnostics::{Diagnostic, Source, suggest};

use super::{
    document::{Shell, inline::Inline, moved},
    markdown::{self, Heading, Ids, Reference},
    placeholder,
    renderer::Renderer,
};
use crate::{
    content::{
        assets::{fingerprint::is_fingerprinted, images::shown::Shown},
        config::{Named, base_url::BaseUrl},
        page::Page,
        values::placeholder::UNKNOWN,
    },
    site::Site,
};
use calls::{Origin, Prose};
use followed::Followed;
use searched::Searched;

authoring::codes! {
    TEMPLATE_ASKED = "template-asked" in "pages/exemple.md" {
        means: "The front matter of a page names a template that does not exist.",
        hurts: "The page would be shown with the ordinary template, and readers would not find the \
            list of pages they came for.",
        wrong: "---\ntitle: Plan du site\ntemplate: plan.html\n---",
        right: "---\ntitle: Plan du site\ntemplate: site-map.html\n---",
    }
}

/// A page, rendered.
#[derive(Debug, Default)]
pub struct RenderedPage {
    /// What its template writes around the prose; `None` if the template is broken, or after
    /// [`forget_document`](Self::forget_document).
    pub shell: Option<Shell>,
    /// Its prose as HTML.
    pub prose: String,
    /// Whether the prose holds HTML that its author wrote, and so perhaps scripts.
    pub has_raw_html: bool,
    /// The scripts and style sheets that stand in its document.
    pub inline: Inline,
    /// The headings of its prose, if its author asks for a table of contents.
    pub headings: Vec<Heading>,
    /// What readers can search of it, if they can search the site.
    pub searched: Option<Box<Searched>>,
    /// The ids of its prose.
    pub anchors: Ids,
    /// Where its links lead, as far as that is not known to be right.
    pub links: Vec<PageLink>,
    /// The files that it loads, by path below `assets/`.
    pub assets: BTreeSet<String>,
    /// What of that it shows as images, as far as others are made of them or something is wrong with them.
    pub pictures: BTreeSet<String>,
    /// What of files beside pages its document names, likewise.
    pub beside: BTreeSet<String>,
    /// What a template of the site's own has written around the prose from values.
    pub template_values: Vec<Reference<'static>>,
    /// The same, of what it has written around the prose of many pages.
    pub shared_values: Option<Arc<[Reference<'static>]>>,
    /// What is wrong in its file.
    pub diagnostics: Vec<Diagnostic>,
    /// What is wrong in its template; the same for many pages.
    pub template_diagnostics: Vec<Diagnostic>,
}

/// A link of the prose that something else has to look at.
#[derive(Debug)]
pub struct PageLink {
    /// Bytes of the file that links.
    pub span: Range<usize>,
    /// That file, if it is one that the page includes.
    pub included: Option<Box<Source>>,
    /// What it leads to.
    pub to: LinkTarget,
}

/// What a link leads to.
#[derive(Debug)]
pub enum LinkTarget {
    /// A fragment of a page, to be looked for when all pages are rendered.
    Fragment {
        /// The place of the page in the list of pages.
        page: usize,
        /// An id, decoded.
        fragment: String,
    },
    /// An address of another site.
    Outside(String),
}

/// Renders the page at this place in the list of pages.
pub fn render(site: &Site, renderer: &Renderer, index: usize) -> RenderedPage {
    let page = &site.content.pages[index];
    let mut rendered = RenderedPage::default();
    let source = match page.source.read() {
        Ok(source) => source,
        Err(found) => return RenderedPage { diagnostics: vec![*found], ..rendered },
    };
    let mut prose = Prose::of(site, renderer, page, &source.text[page.body..]);
    let followed = RefCell::new(Followed::none());
    let resolve = |reference: &Reference<'_>| {
        // What stands in an address by mistake is told as such.
        if !prose.html.is_empty() && reference.target.contains(markdown::marks::SIGN) {
            return None;
        }
        // What its template says is told there, and what the filter `asset` writes is there.
        let is_told = prose.component(reference.span.start).is_some_and(|component| {
            is_fingerprinted(&reference.target)
                || renderer.templates.components().says(component, &reference.target)
        });
        followed.borrow_mut().follow(site, index, reference, is_told)
    };
    let (language, markup) = (&page.language, site.content.config.markup);
    let pictures = RefCell::new(BTreeSet::new());
    let show = |url: &str| {
        let assets = &site.content.assets;
        let path = assets.of_fingerprint(url)?;
        let shown = assets.show(&path, site.content.images);
        if assets.takes_more(&path) {
            pictures.borrow_mut().insert(path);
        }
        let shown = shown?;
        let fragment = url.find('#').map_or("", |at| &url[at..]);
        Some(Shown { url: [&shown.url, fragment].concat(), ..shown })
    };
    let (resolve, show) = (&resolve, &show);
    let options = markdown::Options { language, resolve, show, written: &prose.html, markup };
    let written = markdown::render(prose.text(), &options);
    let of_prose = written.diagnostics.into_iter().filter(|found| !is_of_unknown(found));
    let Followed { links, broken, assets } = followed.into_inner();
    let broken = broken.into_iter().map(|(span, broken)| broken.at(span));
    for found in of_prose.chain(broken) {
        prose.note(renderer, found);
    }
    rendered.links = links
        .into_iter()
        .map(|PageLink { span, to, .. }| {
            let Origin { file, span } = prose.origin(span);
            PageLink { span, to, included: prose.source(file).cloned().map(Box::new) }
        })
        .collect();
    rendered.diagnostics = prose.place_all(&source);
    rendered.template_diagnostics = mem::take(&mut prose.template_diagnostics);
    rendered.assets = assets;
    rendered.pictures = pictures.into_inner();
    rendered.anchors = written.anchors;
    if site.content.config.search.is_some() && page.is_searched() {
        let searched = Searched::of(page, &written.headings, &written.html);
        rendered.searched = Some(Box::new(searched));
    }
    // They are kept for as long as the site is: a large one has a hundred thousand.
    if page.wants_toc() {
        rendered.headings = written.headings;
    }
    rendered.has_raw_html = written.has_raw_html;
    rendered.note_names(site, renderer, page);
    let words = site.content.config.words(&page.language);
    rendered.prose = written.html;
    if page.search.is_some() {
        rendered.prose.push_str(searched::HOLE);
    }
    rendered.fill_template(site, renderer, index);
    if let Cow::Owned(shown) = placeholder::show(&rendered.prose, words) {
        rendered.prose = shown;
    }
    if site.content.assets.has_beside() {
        let parts = rendered.document().into_iter().flatten();
        let named = parts.flat_map(|part| site.content.assets.named_beside(part));
        rendered.beside = named.collect();
    }
    // Prose without HTML of its author's holds no scripts.
    if rendered.has_raw_html && rendered.shell.is_some() {
        rendered.inline.extend(&Inline::of(rendered.prose.as_bytes()));
    }
    rendered
}

impl RenderedPage {
    /// Its document, in parts that follow each other; `None` if its template is broken.
    pub fn document(&self) -> Option<[&[u8]; 3]> {
        Some(self.shell.as_ref()?.document(&self.prose))
    }

    /// Frees the document, which is written by now.
    pub fn forget_document(&mut self) {
        self.forget_shell();
        self.prose = String::new();
    }

    /// Frees what its template has written around the prose.
    pub fn forget_shell(&mut self) {
        self.shell = None;
    }

    /// Leads what its document points to below the path at which the site stands. What is checked of the page is
    /// known by then, and is of the site alone.
    pub fn move_below(&mut self, base: &BaseUrl) {
        if base.path().is_empty() {
            return;
        }
        self.prose = moved::html(base, &self.prose).into_owned();
        let Some(shell) = &mut self.shell else { return };
        shell.move_below(base);
        // A style sheet that stands in the page is allowed by its bytes.
        let mut inline = Inline::default();
        for part in shell.document(&self.prose) {
            inline.extend(&Inline::of(part));
        }
        self.inline = inline;
    }

    /// What the front matter names: a template, an image.
    fn note_names(&mut self, site: &Site, renderer: &Renderer, page: &Page) {
        let templates = &renderer.templates;
        if let Some(Named { name, span }) = &page.template
            && templates.source(name).is_none_or(|_| name.starts_with("form/"))
        {
            let message = format!("there is no template `{name}`");
            let with_ending = format!("{name}.html");
            let help = match templates.source(&with_ending) {
                Some(_) => format!("did you mean `{with_ending}`?"),
                None => suggest::help(name, templates.names()),
            };
            let error = Diagnostic::new(TEMPLATE_ASKED, span.clone(), message, help);
            let elsewhere = page.elsewhere.as_ref().and_then(|it| it.template.as_ref());
            self.diagnostics.push(placed(page, elsewhere, error));
        }
        if let Some(Named { name, span }) = &page.image
            && let Err(broken) = site.links.image(Some(page), name)
        {
            let elsewhere = page.elsewhere.as_ref().and_then(|it| it.image.as_ref());
            self.diagnostics.push(placed(page, elsewhere, broken.at(span.clone())));
        }
    }
}

/// A diagnostic of what is said of a page, in its own file or in another one.
fn placed(page: &Page, elsewhere: Option<&Source>, diagnostic: Diagnostic) -> Diagnostic {
    match elsewhere {
        Some(source) => source.place(diagnostic),
        None => page.source.place(diagnostic),
    }
}

/// Whether a mistake names a value that could not be written, which has been said.
fn is_of_unknown(diagnostic: &Diagnostic) -> bool {
    diagnostic.message.contains(UNKNOWN)
}
