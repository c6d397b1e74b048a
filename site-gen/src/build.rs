//! A whole site: read, rendered, checked; its files go out as soon as each is made.

pub mod rebuild;
pub mod timings;

use std::collections::BTreeMap;

use authoring::diagnostics::{Code, Diagnostic, Severity};
use jiff::civil::Date;
use rayon::prelude::*;

use crate::{
    check::{
        fragments::{self, Broken},
        scheduled, templates,
    },
    content::directory::Folder,
    output::{Memory, Output, csp::Inline, generated},
    render::page::{self, Rendered},
    site::Scene,
};
use timings::Timings;

/// How a site is to be built.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Instead of the one in `site.toml`.
    pub base_url: Option<String>,
    /// Whether drafts are pages, and those whose time has not come or is over.
    pub drafts: Drafts,
    /// The day for which the site is built; `None` leaves out nothing for its dates.
    pub today: Option<Date>,
    /// Whether it is meant for its readers.
    pub purpose: Purpose,
}

/// Whether drafts are pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Drafts {
    #[default]
    Hidden,
    Shown,
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
pub struct Site {
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
}

impl Report {
    /// Whether the site may not be written.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }
}

/// Builds the site of a content folder in memory. Never fails: what is wrong is in [`Site::report`].
pub fn build(folder: &Folder, options: &Options, timings: &mut Timings) -> Site {
    let files = Memory::default();
    let build = Build::of(folder, options, &files, timings);
    Site { report: build.report(), files: files.take() }
}

/// A site as it was built: enough to say what is wrong, and to build one page again.
pub struct Build {
    /// What pages are rendered from.
    pub scene: Scene,
    /// In the order of the scene's list of pages.
    pub(crate) rendered: Vec<Rendered>,
    /// What is wrong beyond the prose and the templates of pages.
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// What is wrong with templates that no page of the content uses.
    pub(crate) additional: Vec<Diagnostic>,
    /// What is wrong with links to passages.
    pub(crate) passages: Broken,
    purpose: Purpose,
}

impl Build {
    /// Builds the site of a content folder, and gives its files away.
    pub fn of(
        folder: &Folder,
        options: &Options,
        output: &dyn Output,
        timings: &mut Timings,
    ) -> Self {
        let mut diagnostics = Vec::new();
        let scene = Scene::of(folder, options, &mut diagnostics, timings);
        let pages = 0..scene.content.pages.len();
        let rendered: Vec<Rendered> =
            pages.into_par_iter().map(|index| page(&scene, index, output)).collect();
        timings.lap("render");
        let additional = generated::put(&scene, inline(&rendered), output);
        timings.lap("add");
        let mut build = Self {
            scene,
            rendered,
            diagnostics,
            additional,
            passages: Broken::default(),
            purpose: options.purpose,
        };
        build.passages = fragments::check(&build.scene, &build.rendered, |_, _| true);
        scheduled::check(&mut build);
        timings.lap("check");
        build
    }

    /// Everything that is wrong, and how much there is.
    pub fn report(&self) -> Report {
        let mut diagnostics = self.diagnostics.clone();
        diagnostics.extend(self.passages.iter().map(|(_, diagnostic)| diagnostic.clone()));
        // Pages share templates: what is wrong with one is said once.
        let mut in_templates = BTreeMap::new();
        for page in &self.rendered {
            diagnostics.extend(page.diagnostics.iter().cloned());
        }
        let of_pages = self.rendered.iter().flat_map(|page| &page.template_problems);
        let checked = templates::diagnostics(&self.scene, &self.rendered);
        for diagnostic in checked.iter().chain(of_pages).chain(&self.additional) {
            in_templates.entry(identity(diagnostic)).or_insert(diagnostic);
        }
        // The form is rendered once, while the site is arranged.
        for diagnostic in &self.diagnostics {
            in_templates.remove(&identity(diagnostic));
        }
        diagnostics.extend(in_templates.into_values().cloned());
        if self.purpose == Purpose::Production {
            for diagnostic in &mut diagnostics {
                diagnostic.severity = Severity::Error;
            }
        }
        diagnostics.sort();
        diagnostics.dedup();
        let content = &self.scene.content;
        Report {
            diagnostics,
            pages: content.pages.len(),
            assets: content.assets.own(),
            redirects: self.scene.atlas.aliases().count(),
            left_out: content.left_out.unpublished.len(),
        }
    }
}

/// What makes two of them the same: the help may differ from page to page. A loop in a template writes more
/// than one link at one place, so that the message counts too.
fn identity(diagnostic: &Diagnostic) -> (&str, Code, usize, &str) {
    let Diagnostic { place, code, span, message, .. } = diagnostic;
    (&place.path, *code, span.start, message)
}

/// What the security policy must name, of all pages.
pub(crate) fn inline(rendered: &[Rendered]) -> Inline {
    let mut inline = Inline::default();
    for page in rendered {
        inline.extend(&page.inline);
    }
    inline
}

/// Renders one page and gives its document away.
pub(crate) fn page(scene: &Scene, index: usize, output: &dyn Output) -> Rendered {
    let mut rendered = page::page(scene, index);
    if let Some(document) = rendered.document.take() {
        let path = format!("public/{}", scene.content.pages[index].address.file());
        output.put(&path, document);
    }
    rendered
}
