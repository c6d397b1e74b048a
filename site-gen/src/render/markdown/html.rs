//! HTML that the author wrote.

pub(crate) mod elements;
pub(crate) mod balance;
pub(crate) mod policy;
pub(crate) mod csp;
pub(crate) mod empty_elements;
pub(crate) mod targets;
pub(crate) mod raw_html;
pub(crate) mod unread_markdown;
pub(crate) mod tags;
pub(crate) mod verbatim;
