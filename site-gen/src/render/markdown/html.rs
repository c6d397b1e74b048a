//! HTML that the author wrote.

pub(super) mod balance;
pub(super) mod csp;
pub(super) mod empty_elements;
pub(super) mod raw_html;
pub(super) mod tags;
pub(super) mod verbatim;
