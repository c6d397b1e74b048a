//! Whether a page is on the site, on a given day.

use std::fmt;

use jiff::civil::Date;

use authoring::{config::front_matter::Lost, diagnostics::Diagnostic};

use super::Page;

/// What could not, or should not, become a page.
#[derive(Clone, Debug, Default)]
pub struct LeftOut {
    /// Drafts, and pages whose time has not come or is over, while they are left out.
    pub unpublished: Vec<(Page, Unpublished)>,
    /// Paths below `pages/` of pages that could not be read, or not in full.
    pub unreadable: Vec<String>,
    /// Those of them whose text could be.
    pub texts: Vec<Page>,
}

/// Whether a page is on the site that is built.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Publication {
    /// It is.
    #[default]
    OnSite,
    /// It is there for a check alone, as it will be on its first day.
    Scheduled(Date),
    /// It is there for a check alone: it has nothing to list.
    Empty,
    /// It is there for its text to be checked: this of its front matter could not be read.
    Unreadable(Lost),
}

/// Why a page is not on the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unpublished {
    /// It waits for its author.
    Draft,
    /// It is on the site from this day on.
    Future(Date),
    /// This was its last day.
    Expired(Date),
    /// It is there for its list, which is empty.
    Empty,
}

impl Page {
    /// The first day of a page that is there for a check alone.
    pub fn first_day(&self) -> Option<Date> {
        match self.publication {
            Publication::OnSite | Publication::Empty | Publication::Unreadable(_) => None,
            Publication::Scheduled(day) => Some(day),
        }
    }

    /// Whether its place on the site is known.
    pub fn is_readable(&self) -> bool {
        !matches!(self.publication, Publication::Unreadable(_))
    }

    /// Whether the value of a key may have been lost.
    pub fn may_have_lost(&self, key: &str) -> bool {
        matches!(&self.publication, Publication::Unreadable(lost) if lost.holds(key))
    }

    /// Whether a mistake of its text is about something that its front matter may have said.
    pub fn explains(&self, diagnostic: &Diagnostic) -> bool {
        let Publication::Unreadable(lost) = &self.publication else { return false };
        let about = diagnostic.about.as_deref().and_then(|about| about.strip_prefix("page."));
        let mut names = about.into_iter().flat_map(|path| path.split('.'));
        names.any(|name| lost.holds(name))
    }

    /// Why the page is not on the site `today`; `None` if it is. Without a day, only drafts wait.
    pub fn unpublished(&self, today: Option<Date>) -> Option<Unpublished> {
        let future = self.date.filter(|date| today.is_some_and(|today| today < *date));
        let expired = self.expires.filter(|last| today.is_some_and(|today| *last < today));
        match (self.is_draft(), future, expired) {
            (true, ..) => Some(Unpublished::Draft),
            (_, Some(date), _) => Some(Unpublished::Future(date)),
            (.., Some(last)) => Some(Unpublished::Expired(last)),
            _ => None,
        }
    }
}

impl Unpublished {
    /// What to do for the page to be on the site.
    pub fn remedy(self) -> &'static str {
        match self {
            Self::Draft => "publish it (draft: false)",
            Self::Future(_) => "wait, or give it an earlier `date`",
            Self::Expired(_) => "give it a later `expires`",
            Self::Empty => "publish a page for it to list",
        }
    }
}

/// As the end of a sentence about the page.
impl fmt::Display for Unpublished {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Draft => write!(f, "is a draft, which is left out"),
            Self::Future(date) => write!(f, "is left out until {date}"),
            Self::Expired(last) => write!(f, "was on the site until {last}"),
            Self::Empty => write!(f, "is left out while it has nothing to list"),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_page_is_there_from_its_date_to_the_day_it_expires() {
        let diagnostics = authoring::diagnostics::Diagnostics::default();
        let text = "---\ntitle: A\ndate: 2021-06-01\nexpires: 2021-06-03\n---\n";
        let source = authoring::diagnostics::Source::new("a.md", text);
        let config = crate::content::config::Config::read(
            &crate::content::directory::Folder::default(),
            None,
            &authoring::diagnostics::Diagnostics::default(),
        );
        let page = Page::read(&config, source, "a.md", &diagnostics);

        let on = |day: i8| page.unpublished(Some(date(2021, 6, day)));
        assert_eq!((on(1), on(3)), (None, None));
        assert_eq!(on(4), Some(Unpublished::Expired(date(2021, 6, 3))));
        let before = page.unpublished(Some(date(2021, 5, 31)));
        assert_eq!(before, Some(Unpublished::Future(date(2021, 6, 1))));
        assert_eq!(page.unpublished(None), None);
    }
}
