//! Where a form's service answers: below the form's own path, under the same names in every language.

use super::linked;
use crate::definition::Definition;

/// What the service owns of a site, for each form, and nothing else: the form's page may stand at the path itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServiceAddress {
    /// Where the form is sent.
    Verification,
    /// Where the check page is sent to go back.
    Modification,
    /// Where the check page is sent to apply.
    Sending,
    /// Where a reference is confirmed; the reference follows.
    Received,
}

impl ServiceAddress {
    /// Each address that the service answers at.
    pub const ALL: [Self; 4] =
        [Self::Verification, Self::Modification, Self::Sending, Self::Received];

    /// What follows the form's path.
    fn ending(self) -> &'static str {
        match self {
            Self::Verification => "/verification",
            Self::Modification => "/modification",
            Self::Sending => "/envoi",
            Self::Received => "/recue/",
        }
    }
}

impl Definition {
    /// One of the addresses, such as `/candidature/verification`.
    pub fn address(&self, address: ServiceAddress) -> String {
        [&self.path, address.ending()].concat()
    }

    /// The form of a site that stands below `path` of its host, such as `/projet`: what is sent to browsers, and what they
    /// ask for, begins with it. Nothing that an applicant is asked changes, and neither does the version of the form, which
    /// is that of the one before.
    #[must_use]
    pub fn below(mut self, path: &str) -> Self {
        for address in [&mut self.page, &mut self.path] {
            address.insert_str(0, path);
        }
        let texts = &mut self.texts;
        for text in [&mut texts.check_consent, &mut texts.received_change] {
            *text = linked::below(path, text);
        }
        self
    }

    /// Every address that the service owns; one that ends with a slash stands for all that are below it.
    pub fn addresses(&self) -> [String; 4] {
        ServiceAddress::ALL.map(|address| self.address(address))
    }

    /// Which of them a path is, and the rest of it: what follows [`ServiceAddress::Received`].
    pub fn find_address<'p>(&self, path: &'p str) -> Option<(ServiceAddress, &'p str)> {
        let below = path.strip_prefix(self.path.as_str())?;
        ServiceAddress::ALL.into_iter().find_map(|address| {
            let rest = below.strip_prefix(address.ending())?;
            (rest.is_empty() || address == ServiceAddress::Received).then_some((address, rest))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_each_address_is_a_sentence_of_its_own() {
        // A form at `/a` must own nothing of one at `/a-b`, or of its own page at `/a/`.
        for address in ServiceAddress::ALL {
            assert!(address.ending().starts_with('/') && address.ending().len() > 1);
        }
    }
}
