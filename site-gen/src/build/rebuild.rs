//! One page built again, and what depends on it, when nothing else of the content has changed.
//!
//! ```text
//! its text             the page, and the links that lead to its fragments
//! its title, dates, …  also the list of all pages, the sitemap, the feed, redirects
//! its address, menus, breadcrumbs of other pages: everything, by a whole build
//! ```

use authoring::diagnostics::{Diagnostics, Severity, Source};

use crate::{
    build::{self, Build},
    check::fragments::{Between, Fragments},
    content::page::{Page, source::PageSource},
    output::{Output, generated},
    site::hierarchy::Hierarchy,
};

/// Whether a change was made here, or takes a whole build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "a change that was not made takes a whole build"]
pub enum Updated {
    /// Everything that depends on the page is as after a whole build.
    Yes,
    /// Nothing that counts has been done.
    No,
}

impl Build {
    /// Builds the page again whose file, below `pages/`, now holds `source`.
    pub fn update(&mut self, file: &str, source: Source, output: &dyn Output) -> Updated {
        // What one page can change for all: the files that pages load, which are published only then, and
        // what the security policy names.
        let before = build::from_pages(&self.site, &self.pages);
        let updated = self.update_page(file, source, output);
        if updated == Updated::Yes && build::from_pages(&self.site, &self.pages) != before {
            return Updated::No;
        }
        updated
    }

    fn update_page(&mut self, file: &str, source: Source, output: &dyn Output) -> Updated {
        let Some(index) = self.site.links.page_of_file(file) else { return Updated::No };
        let page = &self.site.content.pages[index];
        // The form's handler holds a copy of this one.
        if page.address.is_not_found() {
            return Updated::No;
        }
        let front_matter = page.source.front_matter(page.body);
        if source.text.starts_with(front_matter) {
            self.site.content.pages[index].source = PageSource::whole(source);
            self.render(index, output);
            return Updated::Yes;
        }
        self.update_front_matter(index, source, output)
    }

    fn update_front_matter(
        &mut self,
        index: usize,
        source: Source,
        output: &dyn Output,
    ) -> Updated {
        let content = &self.site.content;
        let old = &content.pages[index];
        let diagnostics = Diagnostics::default();
        let new = Page::read(&content.config, source, &old.file, &diagnostics);
        let had_errors = self.diagnostics.iter().any(|each| each.severity == Severity::Error);
        if had_errors
            || !new.is_readable()
            || !diagnostics.none_is_an_error()
            || !self.only_lists_name(old, &new)
        {
            return Updated::No;
        }
        self.diagnostics.retain(|diagnostic| diagnostic.place.path != *new.source.path);
        self.diagnostics.extend(diagnostics.into_vec());
        self.site.content.pages[index] = new;
        self.site.hierarchy = Hierarchy::of(&self.site.content);
        self.renderer.gather(&self.site);
        let content = &self.site.content;
        // Its folder's own page may list it.
        let new_parent = content.pages[index].address.parent().map(str::to_owned);
        let listing = self.renderer.templates.mentioning("site_map");
        let pages = content.pages.iter().enumerate();
        let lists = pages.filter(|(at, page)| {
            *at == index
                || new_parent.as_deref() == Some(page.address.as_str())
                || listing.contains(page.template.as_ref().map_or("page.html", |it| &it.name))
        });
        for index in lists.map(|(index, _)| index).collect::<Vec<_>>() {
            self.render(index, output);
        }
        let from_pages = build::from_pages(&self.site, &self.pages);
        self.generated = generated::put(&self.site, &self.renderer, &from_pages, output);
        Updated::Yes
    }

    /// Whether no page shows anything of `old` but its own page and lists of all pages.
    fn only_lists_name(&self, old: &Page, new: &Page) -> bool {
        let content = &self.site.content;
        let url = old.address.as_str();
        let stays = old.address == new.address
            && old.language == new.language
            && old.draft == new.draft
            && old.template.as_ref().map(|it| &it.name) == new.template.as_ref().map(|it| &it.name)
            && old.aliases.is_empty()
            && new.aliases.is_empty();
        let mut menus = content.config.navigation.iter().chain(&content.config.footer);
        let in_menus = menus.any(|item| item.name == url);
        let is_above = content
            .pages
            .iter()
            .any(|other| other.address != old.address && other.address.as_str().starts_with(url));
        stays && !in_menus && !is_above
    }

    fn render(&mut self, index: usize, output: &dyn Output) {
        self.pages[index] = build::render(&self.site, &self.renderer, index, output);
        let touches = |from: usize, to: usize| from == index || to == index;
        self.fragments.retain(|(Between { from, to }, _)| !touches(*from, *to));
        let fragments = Fragments::of(&self.site, &self.renderer, &self.pages);
        self.fragments.extend(fragments.check(touches));
    }
}
