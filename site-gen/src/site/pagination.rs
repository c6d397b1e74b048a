//! The pages that a list goes over, as one of them shows them.

use serde::Serialize;

use super::hierarchy::Hierarchy;
use crate::content::page::{Page, permalink::Address};

/// How many pages on each side of one are named beside it, besides the first and the last.
const BESIDE: usize = 2;

/// Where one of them stands between the others; what templates know as `pagination`, and two names of their own.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Pagination {
    /// Which one it is, from 1.
    pub number: usize,
    /// How many there are, 2 or more.
    pub count: usize,
    /// The one before it.
    #[serde(skip)]
    pub prev: Option<String>,
    /// The one after it.
    #[serde(skip)]
    pub next: Option<String>,
    /// Those that it names, in order.
    pub pages: Vec<Numbered>,
}

/// One of the others.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Numbered {
    /// From 1.
    pub number: usize,
    /// From the site's root.
    pub url: String,
    /// Whether some are left out before it.
    pub gap: bool,
}

/// Of a page; `None` where its list goes over one page, itself.
pub fn pagination(hierarchy: &Hierarchy, page: &Page) -> Option<Pagination> {
    let count = hierarchy.page_count(page);
    if count < 2 {
        return None;
    }
    let number = page.list_number();
    let first = Address::at(page.list_url());
    let url = |number: usize| match number {
        1 => first.as_str().to_owned(),
        _ => first.part(number).as_str().to_owned(),
    };
    let is_named = |other: &usize| [1, count].contains(other) || other.abs_diff(number) <= BESIDE;
    let named: Vec<usize> = (1..=count).filter(is_named).collect();
    let before = std::iter::once(0).chain(named.iter().copied());
    let pages = named.iter().zip(before).map(|(number, before)| Numbered {
        number: *number,
        url: url(*number),
        gap: before + 1 < *number,
    });
    Some(Pagination {
        number,
        count,
        prev: (number > 1).then(|| url(number - 1)),
        next: (number < count).then(|| url(number + 1)),
        pages: pages.collect(),
    })
}
