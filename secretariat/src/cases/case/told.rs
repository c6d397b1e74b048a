//! What somebody was told of a hearing: the letters that were sent, and did not come back.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::{journal::act::Invitation, text::paris_time};

/// What the letters said that were sent, by the ids of the hearings.
#[derive(Clone, Debug, Default)]
pub struct Told(BTreeMap<String, Vec<ToldHearing>>);

/// What a letter said of a hearing.
#[derive(Clone, Debug)]
pub struct ToldHearing {
    /// The letter's name in the journal; empty if that was erased.
    pub letter: String,
    /// What it said.
    pub invitation: Invitation,
    /// Whether it was noted since who came: that is not taken back any more.
    pub is_over: bool,
}

impl Told {
    /// A letter was sent.
    pub fn sent(&mut self, letter: &str, invitation: Invitation) {
        let of_hearing = self.0.entry(invitation.hearing.clone()).or_default();
        let letter = letter.to_owned();
        of_hearing.push(ToldHearing { letter, invitation, is_over: false });
    }

    /// It came back: what was told before is what counts.
    pub fn returned(&mut self, letter: &str) {
        for told in self.0.values_mut() {
            told.retain(|each| each.letter != letter);
        }
        self.0.retain(|_, told| !told.is_empty());
    }

    /// It was noted who came to that hearing.
    pub fn settle(&mut self, hearing: &str) {
        for told in self.0.get_mut(hearing).into_iter().flatten() {
            told.is_over = true;
        }
    }

    /// What was told last of that hearing.
    pub fn last(&self, hearing: &str) -> Option<&ToldHearing> {
        self.0.get(hearing)?.last()
    }

    /// What was told last, of each hearing.
    pub fn all_last(&self) -> impl Iterator<Item = &ToldHearing> {
        self.0.values().filter_map(|told| told.last())
    }

    /// To what they were asked last of that hearing, unless it was taken back, or is over.
    pub fn asked(&self, hearing: &str) -> Option<&Invitation> {
        self.last(hearing).filter(|told| told.counts()).map(|told| &told.invitation)
    }

    /// What is still to be taken back from somebody who is forgotten, without any link.
    pub fn to_take_back(&self, now: Timestamp) -> Vec<Invitation> {
        let last = self.all_last().filter(|told| told.can_be_taken_back(now));
        last.map(|told| Invitation { links: Vec::new(), ..told.invitation.clone() }).collect()
    }
}

impl ToldHearing {
    /// Whether they believe that they are expected.
    pub fn counts(&self) -> bool {
        !self.is_over && !self.invitation.cancelled
    }

    /// Whether they believe that they are expected, at a hearing that did not begin yet.
    pub fn can_be_taken_back(&self, now: Timestamp) -> bool {
        let begins = paris_time::moment(&self.invitation.starts);
        self.counts() && begins.is_none_or(|begins| now < begins)
    }
}
