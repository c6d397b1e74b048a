//! What the template of a page writes around its prose.

use authoring::diagnostics::Diagnostic;

use super::RenderedPage;
use crate::{
    content::page::Page,
    render::{
        document::Shell,
        markdown::{self, Reference},
        renderer::Renderer,
        templates::errors::codes::TEMPLATE_VARIABLE,
    },
    site::Site,
};

impl RenderedPage {
    /// What a template of the site's own has written around the prose, as far as its text does not say it.
    fn note_template_values(
        &mut self,
        site: &Site,
        renderer: &Renderer,
        template: &str,
        shell: &Shell,
    ) {
        let writes_values = !renderer.written_values.of_template(template).is_empty();
        if !writes_values && !renderer.templates.loads_assets(template) {
            return;
        }
        for around in shell.around(&self.prose) {
            let mut references = markdown::references(&String::from_utf8_lossy(around));
            self.assets.extend(fingerprinted(site, &references));
            references.retain(|reference| !site.content.config.is_own(&reference.target));
            if writes_values {
                self.template_values.extend(references);
            }
        }
    }

    pub(super) fn fill_template(&mut self, site: &Site, renderer: &Renderer, index: usize) {
        let page = &site.content.pages[index];
        let words = site.content.config.words(&page.language);
        let template = renderer.template_of(page);
        if !self.prose.is_empty()
            && let Some((mut shell, common)) = renderer.prefilled(site, index)
        {
            match &common.references {
                Some(shared) => {
                    self.assets.extend(fingerprinted(site, shared));
                    self.shared_values = Some(shared.clone()).filter(|shared| !shared.is_empty());
                }
                None => self.note_template_values(site, renderer, template, &shell),
            }
            let has_placeholders = shell.show_placeholders(words);
            self.inline = if has_placeholders { shell.inline() } else { common.inline.clone() };
            self.shell = Some(shell);
            return;
        }
        let context = |prose: &str| renderer.context(site, index, &self.headings, prose);
        match Shell::render(&renderer.templates, template, &self.prose, context) {
            Ok(mut shell) => {
                self.note_template_values(site, renderer, template, &shell);
                shell.show_placeholders(words);
                self.inline = shell.inline();
                self.shell = Some(shell);
            }
            Err(found) => {
                self.template_diagnostics = own_mistakes(site, page, found);
            }
        }
    }
}

/// What is wrong with a template that is filled in for a page, without what has been said of a broken file.
pub(super) fn own_mistakes(site: &Site, page: &Page, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    // Other pages may have what this one has not.
    let on = |diagnostic: Diagnostic| match &diagnostic.help {
        Some(help) if diagnostic.code == TEMPLATE_VARIABLE => {
            let help = format!("{help} (on {})", page.source.path);
            diagnostic.help(help)
        }
        _ => diagnostic,
    };
    // What a broken file may say has been said there.
    let unknown = &site.content.unknown;
    let own = found.into_iter();
    own.filter(|each| !unknown.explains(each) && !page.explains(each)).map(on).collect()
}

/// The files that these load, by path below `assets/`.
fn fingerprinted(site: &Site, references: &[Reference<'_>]) -> impl Iterator<Item = String> {
    let assets = &site.content.assets;
    references.iter().filter_map(|reference| assets.of_fingerprint(&reference.target))
}
