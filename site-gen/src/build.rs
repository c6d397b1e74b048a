//! A whole site: read, rendered, checked; its files go out as soon as each is made.

pub mod codes;
pub mod rebuild;
pub mod timings;

use std::collections::BTreeMap;

use authoring::diagnostics::{Code, Diagnostic, Severity, report::plural};
use rayon::prelude::*;

use crate::{
    check::{
        base_path,
        fragments::{BrokenFragments, Fragments},
        lists, menus, reserved_urls, robots, root_files, scheduled, structure, template_values,
        templates, translations, unused_files,
    },
    content::{
        Content, Drafts,
        assets::images::shown::Images,
        config::{checks::Lowered, time_zone::Today},
        directory::Folder,
    },
    output::{
        Memory, Output,
        generated::{self, FromPages},
    },
    render::{
        page::{self, RenderedPage},
        renderer::Renderer,
    },
    site::Site,
};
use timings::Timings;

/// How a site is to be built.
#[derive(Clone, Debug, Default)]
pub struct BuildOptions {
    /// Instead of the one in `site.toml`.
    pub base_url: Option<String>,
    /// Whether drafts are pages, and those whose time has not come or is over.
    pub drafts: Drafts,
    /// The day for which the site is built; `None` leaves out nothing for its dates.
    pub today: Option<Today>,
    /// Whether it is meant for its readers.
    pub purpose: Purpose,
    /// Whether images are made of those that pages show.
    pub images: Images,
}

/// What a site is built for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Purpose {
    /// For those who work on it: placeholders are only listed.
    #[default]
    Preview,
    /// For its readers: a placeholder, a development key, too few recipients are errors.
    Production,
}

/// A site in memory, and everything that is wrong with it.
#[derive(Clone, Debug, Default)]
pub struct BuiltSite {
    /// By path from `dist/`: `public/…` is for readers, `handler/…` for the form's handler.
    pub files: BTreeMap<String, Vec<u8>>,
    /// What is there to say about it.
    pub report: Report,
}

/// What came of a build.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// In a stable order: path, line, column.
    pub diagnostics: Vec<Diagnostic>,
    /// How many pages the site has.
    pub pages: usize,
    /// How many files of `assets/`.
    pub assets: usize,
    /// How many old addresses lead to pages.
    pub redirects: usize,
    /// How many pages are left out: drafts, and those whose time has not come or is over.
    pub left_out: usize,
    /// Kinds of mistakes that are warnings on this site.
    pub lowered: Vec<Lowered>,
}

impl Report {
    /// Whether the site may not be written.
    pub fn has_errors(&self) -> bool {
        has_errors(&self.diagnostics)
    }

    /// Why there are warnings, a line for each kind of which there are any.
    pub fn reasons(&self) -> impl Iterator<Item = String> {
        self.lowered.iter().filter_map(|Lowered { code, because }| {
            let is_warning = |each: &&Diagnostic| {
                each.severity == Severity::Warning && each.code.name() == code.name
            };
            let count = self.diagnostics.iter().filter(is_warning).count();
            let warnings = plural(count, "warning", "warnings");
            (count > 0).then(|| format!("{}: {warnings}, because {}", code.name, because.trim()))
        })
    }
}

fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
}

/// Builds the site of a content folder in memory. Never fails: what is wrong is in [`BuiltSite::report`].
pub fn build(folder: &Folder, options: &BuildOptions, timings: &mut Timings) -> BuiltSite {
    let files = Memory::default();
    let build = Build::of(folder, options, &files, timings);
    BuiltSite { report: build.report(), files: files.take() }
}

/// A site as it was built: enough to say what is wrong, and to build one page again.
pub struct Build {
    /// The pages as a graph.
    pub site: Site,
    /// What they are rendered with.
    pub renderer: Renderer,
    /// In the order of the site's list of pages.
    pub pages: Vec<RenderedPage>,
    /// What is wrong beyond the prose and the templates of pages.
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// What is wrong with templates that no page of the content uses.
    pub(crate) generated: Vec<Diagnostic>,
    /// What is wrong with links to fragments.
    pub(crate) fragments: BrokenFragments,
    purpose: Purpose,
}

impl Build {
    /// Builds the site of a content folder, and gives its files away.
    pub fn of(
        folder: &Folder,
        options: &BuildOptions,
        output: &dyn Output,
        timings: &mut Timings,
    ) -> Self {
        let mut diagnostics = Vec::new();
        let BuildOptions { base_url, drafts, today, purpose, images } = options;
        let mut content =
            Content::read(folder, base_url.as_deref(), *drafts, *today, &mut diagnostics);
        content.images = *images;
        if !content.config.lowered.is_empty() {
            content.config.check_lowered(&codes::codes(), &mut diagnostics);
        }
        timings.lap("load");
        structure::check(folder, &content, &mut diagnostics);
        let site = Site::of(content, &mut diagnostics);
        let renderer = Renderer::of(&site, &mut diagnostics);
        #[cfg(feature = "cards")]
        let site = page::card::fill(site, &renderer, &mut diagnostics);
        check_site(&site, &renderer, *purpose, &mut diagnostics);
        timings.lap("arrange");
        site.content.config.lower(&mut diagnostics);
        if has_errors(&diagnostics) {
            output.give_up();
        }
        let indexes = (0..site.content.pages.len()).into_par_iter();
        let pages: Vec<RenderedPage> =
            indexes.map(|index| render(&site, &renderer, index, output)).collect();
        timings.lap("render");
        let from_pages = from_pages(&site, &pages);
        let generated = generated::put(&site, &renderer, &from_pages, &pages, output);
        timings.lap("add");
        let fragments = Fragments::of(&site, &renderer, &pages).check(|_, _| true);
        let (pages, later) = scheduled::check(&site, &renderer, pages);
        diagnostics.extend(later);
        diagnostics.extend(unused_files::check(folder, &pages));
        timings.lap("check");
        Self { site, renderer, pages, diagnostics, generated, fragments, purpose: *purpose }
    }

    /// Everything that is wrong, and how much there is.
    pub fn report(&self) -> Report {
        let Self { site, renderer, pages, .. } = self;
        let mut diagnostics = self.diagnostics.clone();
        diagnostics.extend(self.fragments.iter().map(|(_, diagnostic)| diagnostic.clone()));
        for page in pages {
            diagnostics.extend(page.diagnostics.iter().cloned());
        }
        let mut in_templates = templates::check(site, renderer, pages);
        in_templates.extend(template_values::check(site, renderer, pages.iter().enumerate()));
        let of_pages = pages.iter().flat_map(|page| &page.template_diagnostics);
        in_templates.extend(of_pages.chain(&self.generated).cloned());
        diagnostics.extend(once(&self.diagnostics, in_templates));
        let content = &site.content;
        content.config.lower(&mut diagnostics);
        if self.purpose == Purpose::Production {
            let given = |each: &&mut Diagnostic| each.severity == Severity::Placeholder;
            diagnostics.iter_mut().filter(given).for_each(|each| each.severity = Severity::Error);
        }
        diagnostics.sort();
        diagnostics.dedup();
        Report {
            diagnostics,
            pages: content.pages.len(),
            assets: content.assets.own(),
            redirects: site.links.aliases().count(),
            left_out: content
                .left_out
                .unpublished
                .iter()
                .filter(|(page, _)| !page.is_made())
                .count(),
            lowered: content.config.lowered.clone(),
        }
    }
}

/// What is wrong with the site as a whole.
fn check_site(
    site: &Site,
    renderer: &Renderer,
    purpose: Purpose,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let Site { content, links, .. } = site;
    let pages = 0..content.pages.len();
    structure::note_unused_templates(content, &renderer.templates, diagnostics);
    reserved_urls::check(site, pages.clone(), diagnostics);
    base_path::check(content, &renderer.templates, diagnostics);
    root_files::check(site, diagnostics);
    robots::check(content, diagnostics);
    menus::check(content, links, diagnostics);
    lists::check(site, renderer, pages.clone(), diagnostics);
    translations::check(content, links, pages, diagnostics);
    if purpose == Purpose::Production {
        diagnostics.extend(content.config.unreachable.clone());
    }
}

/// Pages share templates: what is wrong with one is said once, and not again if it was `said`.
fn once(said: &[Diagnostic], in_templates: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut firsts = BTreeMap::new();
    for diagnostic in &in_templates {
        firsts.entry(identity(diagnostic)).or_insert(diagnostic);
    }
    // The form is rendered once, while the site is arranged.
    for diagnostic in said {
        firsts.remove(&identity(diagnostic));
    }
    firsts.into_values().cloned().collect()
}

/// What makes two of them the same: the help may differ from page to page. A loop in a template writes more
/// than one link at one place, so that the message counts too.
fn identity(diagnostic: &Diagnostic) -> (&str, Code, usize, &str) {
    let Diagnostic { place, code, span, message, .. } = diagnostic;
    (&place.path, *code, span.start, message)
}

/// What the other files depend on, of all pages.
pub(crate) fn from_pages(site: &Site, pages: &[RenderedPage]) -> FromPages {
    let mut all = FromPages::default();
    for page in pages {
        all.inline.extend(&page.inline);
    }
    let text = |parts: [&[u8]; 3]| String::from_utf8(parts.concat()).expect("values are text");
    all.not_found = pages.iter().find_map(RenderedPage::document).map(text);
    let assets = pages.iter().flat_map(|page| &page.assets);
    let by_pages = assets.filter(|path| !site.content.assets.is_always_loaded(path));
    all.assets.extend(by_pages.cloned());
    all.pictures.extend(pages.iter().flat_map(|page| &page.pictures).cloned());
    all.beside.extend(pages.iter().flat_map(|page| &page.beside).cloned());
    all
}

/// Renders one page and gives its document away. That of the page for what is not found is kept: the form's
/// handler shows it too.
pub(crate) fn render(
    site: &Site,
    renderer: &Renderer,
    index: usize,
    output: &dyn Output,
) -> RenderedPage {
    let address = &site.content.pages[index].address;
    let mut rendered = page::render(site, renderer, index);
    rendered.move_below(&site.content.config.base_url);
    let in_template = rendered.template_diagnostics.iter_mut();
    site.content.config.lower(rendered.diagnostics.iter_mut().chain(in_template));
    if has_errors(&rendered.diagnostics) || has_errors(&rendered.template_diagnostics) {
        output.give_up();
    }
    // What all pages say of themselves goes into it first.
    let waits = site.content.pages[index].search.is_some();
    if let Some(parts) = rendered.document().filter(|_| !waits) {
        output.put(&["public/", &address.file()].concat(), &parts);
    }
    if site.whole_texts.contains(&index) {
        rendered.forget_shell();
    } else if !address.is_not_found() && !waits {
        rendered.forget_document();
    }
    rendered
}
