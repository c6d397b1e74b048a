//! What every page needs to be rendered, made once.

pub mod links;
pub mod translations;

use authoring::diagnostics::Diagnostic;

use crate::{
    build::{Options, Purpose, timings::Timings},
    check::{menus, template_values::Places},
    content::{Content, directory::Folder},
    output::generated,
    render::{context::Contexts, form_page},
};
use links::Atlas;

/// A site, read but not rendered.
pub struct Scene {
    /// What its files say.
    pub content: Content,
    /// Where links lead.
    pub atlas: Atlas,
    /// What templates can name.
    pub contexts: Contexts,
    /// Where they write what only their values say.
    pub written: Places,
    /// The empty form, and the place of its page in the list of pages.
    pub form: Option<(usize, String)>,
}

impl Scene {
    /// Reads a content folder; what is wrong is noted.
    pub fn of(
        folder: &Folder,
        options: &Options,
        diagnostics: &mut Vec<Diagnostic>,
        timings: &mut Timings,
    ) -> Self {
        let base_url = options.base_url.as_deref();
        let content = Content::read(folder, base_url, options.drafts, options.today, diagnostics);
        timings.lap("load");
        let assets = content.assets.paths();
        let mut atlas = Atlas::of(&content.pages, &content.left_out, assets, diagnostics);
        atlas.enter_made(generated::urls(&content));
        menus::check(&content, &atlas, diagnostics);
        translations::check(&content, &atlas, 0..content.pages.len(), diagnostics);
        if options.purpose == Purpose::Production {
            diagnostics.extend(content.config.unreachable.clone());
        }
        let contexts = Contexts::of(&content, &atlas);
        let form = form_page::on_its_page(&content, &atlas, diagnostics);
        let written = Places::of(&content);
        timings.lap("arrange");
        Self { content, atlas, contexts, written, form }
    }
}
