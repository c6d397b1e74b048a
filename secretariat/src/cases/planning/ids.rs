//! Ids that cannot be given: each has to be told from every other, whatever it is written into.

use application_form::reference::Reference;

use crate::{
    cases::error::planning::{EntryKind, PlanningError},
    text::ids::are_alike,
};

/// No peer's id: `exclude REF none`.
pub const NOBODY: &str = "none";

/// What stands where a hearing's id does, in addresses of the office's pages.
const PAGES: [&str; 2] = ["plan", "pourquoi"];

/// Whether something new may have that id beside those that are `known`.
pub fn may_be_given<'a>(
    what: EntryKind,
    id: &str,
    mut known: impl Iterator<Item = &'a String>,
) -> Result<(), PlanningError> {
    let reserved = |why| Err(PlanningError::Reserved { id: id.to_owned(), why });
    // Browsers take these out of an address.
    if [".", ".."].contains(&id) {
        return reserved("aucune adresse ne peut le porter");
    }
    match what {
        EntryKind::Peer if id == NOBODY => {
            return reserved("« exclude … none » veut dire qu'aucun pair n'est concerné");
        }
        EntryKind::Peer if id.parse::<Reference>().is_ok() => {
            return reserved("une candidature pourrait porter cette référence");
        }
        EntryKind::Hearing if PAGES.contains(&id) => {
            return reserved("une page du bureau s'appelle ainsi");
        }
        EntryKind::Peer | EntryKind::Hearing => {}
    }
    match known.find(|known| are_alike(known, id)) {
        Some(known) if known == id => Err(PlanningError::Exists { what, id: id.to_owned() }),
        Some(known) => Err(PlanningError::Alike { what, id: id.to_owned(), known: known.clone() }),
        None => Ok(()),
    }
}
