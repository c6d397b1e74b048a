//! Which applications a reader sees only when she asks for them: a courtesy and a trace, no lock. Her key opens them.

use super::at_work::AtWork;
use crate::cases::{
    Case,
    case::{EXCLUSIONS, HistoryLine},
    listing::search::folded,
};

/// Why an application shows nothing of itself until the reader opens it all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mask {
    /// It asks that she shall not sit.
    Named,
    /// She has left it to others.
    Recused,
}

impl Mask {
    /// In a list, in the place of the firm's name.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Named => "elle vous nomme",
            Self::Recused => "vous vous déportez",
        }
    }
}

impl AtWork {
    /// Why the reader does not see that application, if she does not: opening it all the same is an act, and whoever steps
    /// back afterwards sees it no more.
    pub fn mask(&self, case: &Case) -> Option<Mask> {
        let last = |name: &str| {
            case.history
                .iter()
                .filter(|line| line.name == name && self.is_own(line))
                .map(|line| line.seq)
                .max()
        };
        let opened = last("opened");
        if self.has_stepped_back(case) && opened <= last("recuse_me") {
            return Some(Mask::Recused);
        }
        (opened.is_none() && self.is_named(case)).then_some(Mask::Named)
    }

    /// Whether the reader has left an application to others.
    pub fn has_stepped_back(&self, case: &Case) -> bool {
        let own = &self.office.keys.identities.authors;
        own.iter().any(|author| case.recused.contains(author.fingerprint()))
    }

    fn is_named(&self, case: &Case) -> bool {
        let Some(name) = self.reader() else { return false };
        let Some(asked) = case.answer(EXCLUSIONS).map(folded) else { return false };
        let words: Vec<&str> = asked.split(|symbol: char| !symbol.is_alphanumeric()).collect();
        // First names are shared by many.
        let family = folded(&name);
        let family = family.split(' ').next_back().unwrap_or_default();
        family.chars().count() >= 3 && words.contains(&family)
    }

    fn is_own(&self, line: &HistoryLine) -> bool {
        let own = &self.office.keys.identities.authors;
        own.iter().any(|author| author.fingerprint().to_string() == line.by)
    }
}
