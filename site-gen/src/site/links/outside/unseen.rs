//! What nobody sees in an address.

use authoring::{
    config::{is_unread, is_unseen, name_of_unread},
    diagnostics::Diagnostic,
};

use crate::site::links::{broken, mistakes::LINK_UNSEEN};

/// Notes the first such character of an address that leaves the site. A message, and what is asked of another site,
/// may hold spaces of all kinds.
pub(super) fn find(target: &str) -> Option<Box<Diagnostic>> {
    let end = target.find(['?', '#']).unwrap_or(target.len());
    let (address, asked) = target.split_at(end);
    let is_message = ["mailto:", "sms:", "tel:"].iter().any(|scheme| target.starts_with(scheme));
    let in_address = |symbol: char| if is_message { is_unseen(symbol) } else { is_unread(symbol) };
    let in_asked = |symbol: char| !is_message && is_unseen(symbol);
    let mut found = address.chars().filter(|symbol| in_address(*symbol));
    let symbol = found.next().or_else(|| asked.chars().find(|symbol| in_asked(*symbol)))?;
    let meant =
        address.trim_end_matches(in_address).replace(is_unseen, "").replace(in_address, "%20");
    let asked = asked.replace(in_asked, "");
    let message = format!("{} stands in this address", name_of_unread(symbol));
    Some(broken(LINK_UNSEEN, message, format!("did you mean `{meant}{asked}`?")))
}
