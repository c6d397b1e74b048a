//! Pages that are there for their list alone, while it is empty.

use super::Lists;
use crate::content::{
    Drafts,
    config::Config,
    page::{Page, Unpublished, publication::LeftOut},
};

/// Leaves out the pages that say how they list others, and have none to list: they are on the site once they do.
/// Whoever asks for drafts sees what was written all the same.
pub fn leave_out(config: &Config, drafts: Drafts, pages: &mut Vec<Page>, left_out: &mut LeftOut) {
    // What is left out may have been all that another one listed.
    while pages.iter().any(|page| page.list.is_some()) {
        let lists = Lists::of(config, pages);
        let is_empty = |page: &Page| {
            page.list.is_some()
                && (page.is_made() || drafts == Drafts::Hidden)
                && !config.is_home(page.address.as_str(), &page.language)
                && lists.whole(page).is_empty()
        };
        let (empty, others): (Vec<Page>, _) = std::mem::take(pages).into_iter().partition(is_empty);
        *pages = others;
        if empty.is_empty() {
            return;
        }
        for page in empty {
            // What could not be read may be what it lists: nothing is said of a link to it.
            if may_list(&page, &left_out.unreadable) {
                left_out.unreadable.push(page.file);
            } else {
                left_out.unpublished.push((page, Unpublished::Empty));
            }
        }
    }
}

fn may_list(page: &Page, unreadable: &[String]) -> bool {
    let folder = page.file.strip_suffix("index.md").filter(|_| !page.is_made());
    unreadable.iter().any(|file| folder.is_none_or(|folder| file.starts_with(folder)))
}
