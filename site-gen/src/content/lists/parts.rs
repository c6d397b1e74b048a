//! The further pages of lists that go over several: `/actualites/page/2/`.

use super::Lists;
use crate::content::{config::Config, page::Page};

/// All of them, with nothing but their part of the list.
pub fn pages(config: &Config, pages: &[Page]) -> Vec<Page> {
    let is_paginated = |page: &&Page| page.list.as_ref().is_some_and(|it| it.paginate.is_some());
    if !pages.iter().any(|page| is_paginated(&page)) {
        return Vec::new();
    }
    let lists = Lists::of(config, pages);
    let parts = pages.iter().filter(is_paginated).flat_map(|page| {
        let count = lists.count(page);
        (2..=count).map(|number| part(config, page, number))
    });
    parts.collect()
}

fn part(config: &Config, page: &Page, number: usize) -> Page {
    let word = &config.words(&page.language).page;
    let title = format!("{}, {word} {number}", page.title);
    let paginate = page.list.as_ref().and_then(|list| list.paginate.as_ref());
    let span = paginate.map_or(page.title_span.clone(), |said| said.span.clone());
    page.part(number, title, span)
}
