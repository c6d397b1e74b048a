//! Which applications a list shows.

use jiff::Timestamp;

use crate::{
    cases::case::Case,
    cli::{args::list::Filters, words::State},
    text::day::Day,
};

impl Case {
    /// Whether it may be in a list at all: one that is kept and used for nothing else is in none, and what is gone only
    /// where its state is asked for.
    pub fn is_listed(&self, filters: &Filters) -> bool {
        let is_asked_for = filters.states.contains(&self.state);
        !self.restricted && (self.record.is_some() || is_asked_for)
    }

    /// Whether all that was asked for applies to it.
    pub fn passes(&self, filters: &Filters, now: Timestamp) -> bool {
        let Filters { states, department, sector, search, duplicates, expiring } = filters;
        let is = |wanted: &Option<String>, field| {
            wanted.as_deref().is_none_or(|wanted| self.answer(field) == Some(wanted))
        };
        let last = expiring.map(|days| Day::of(now).days_later(days));
        (states.is_empty() || states.contains(&self.state))
            && is(department, "departement")
            && is(sector, "secteur")
            && search.as_deref().is_none_or(|text| self.matches(text))
            && (!duplicates || !self.duplicates.is_empty())
            && last.is_none_or(|last| self.expires().is_some_and(|expires| expires <= last))
    }

    /// Whether anything can still be decided about it, or is to be done with it.
    pub fn is_open(&self) -> bool {
        !matches!(
            self.state,
            State::Discarded
                | State::Declined
                | State::Followed
                | State::Withdrawn
                | State::Replaced
                | State::Erased
                | State::Expired
        )
    }
}
