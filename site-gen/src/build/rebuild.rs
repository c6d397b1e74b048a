//! One page built again, and what depends on it, when nothing else of the content has changed.
//!
//! ```text
//! its text             the page, and the links that lead to its fragments
//! its title, dates, …  also the list of all pages, the sitemap, the feed, redirects
//! its address, menus, breadcrumbs of other pages: everything, by a whole build
//! ```

use std::collections::BTreeSet;

use authoring::diagnostics::{Diagnostics, Severity, Source};

use crate::{
    build::{self, Build},
    check::fragments::{Between, Fragments},
    content::page::{Page, source::PageSource},
    output::{Output, generated, search},
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
        if page.address.is_not_found() || page.is_made() {
            return Updated::No;
        }
        let front_matter = page.source.front_matter(page.body);
        if source.text.starts_with(front_matter) {
            self.site.content.pages[index].source = PageSource::whole(source);
            self.render(&[index].into(), output);
            if self.site.whole_texts.contains(&index) {
                generated::feeds(&self.site, &self.pages, output);
            }
            search::put(&self.site, &self.pages, output);
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
        let mut new = Page::read(&content.config, source, &old.file, &diagnostics);
        content.defaults.apply(&mut new);
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
        let feeds: Vec<String> = self.site.feeds.iter().map(|feed| feed.url.clone()).collect();
        self.site.list_again();
        // Pages name the feeds that there are.
        if !self.site.feeds.iter().map(|feed| &feed.url).eq(&feeds) {
            return Updated::No;
        }
        self.renderer.gather(&self.site);
        #[cfg(feature = "cards")]
        if !crate::render::page::card::fill_one(&mut self.site, &self.renderer, index).is_empty() {
            return Updated::No;
        }
        self.render(&self.showing(index), output);
        let from_pages = build::from_pages(&self.site, &self.pages);
        self.generated =
            generated::put(&self.site, &self.renderer, &from_pages, &self.pages, output);
        Updated::Yes
    }

    /// The page and those that show something of it: lists that it is in, site maps; and those whose text a feed now
    /// has, which was not kept.
    fn showing(&self, index: usize) -> BTreeSet<usize> {
        let content = &self.site.content;
        let page = &content.pages[index];
        let terms = page.terms.iter().map(|term| content.config.term_url(*term, &page.language));
        let mut lists: BTreeSet<String> = terms.collect();
        lists.extend(self.site.hierarchy.list_of(content, page).map(str::to_owned));
        let listing = self.renderer.templates.mentioning("site_map");
        let is_showing = |(at, page): &(usize, &Page)| {
            *at == index
                || lists.contains(page.list_url())
                || listing.contains(page.template.as_ref().map_or("page.html", |it| &it.name))
        };
        let pages = content.pages.iter().enumerate().filter(is_showing).map(|(at, _)| at);
        let texts = self.site.whole_texts.iter().copied();
        pages.chain(texts.filter(|at| self.pages[*at].prose.is_empty())).collect()
    }

    /// Whether no page shows anything of `old` but its own page and lists that it is in.
    fn only_lists_name(&self, old: &Page, new: &Page) -> bool {
        let content = &self.site.content;
        let url = old.address.as_str();
        let stays = old.address == new.address
            && old.language == new.language
            && old.draft == new.draft
            && old.template.as_ref().map(|it| &it.name) == new.template.as_ref().map(|it| &it.name)
            && old.date.is_some() == new.date.is_some()
            && old.terms == new.terms
            && old.list.is_none()
            && new.list.is_none()
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

    fn render(&mut self, indexes: &BTreeSet<usize>, output: &dyn Output) {
        for index in indexes {
            self.pages[*index] = build::render(&self.site, &self.renderer, *index, output);
        }
        let touches = |from: usize, to: usize| indexes.contains(&from) || indexes.contains(&to);
        self.fragments.retain(|(Between { from, to }, _)| !touches(*from, *to));
        let fragments = Fragments::of(&self.site, &self.renderer, &self.pages);
        self.fragments.extend(fragments.check(touches));
    }
}
