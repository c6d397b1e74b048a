//! From the acts, in the order of their numbers, to the state of every application.

use std::collections::BTreeMap;

use application_form::reference::Reference;
use form_handler::{
    record::{Record, contents::Authorship},
    store::journal::event::Event,
};

use super::{
    case::correspondence::Correspondence,
    case::{Case, EXCLUSIONS, Exclusions, NEEDS, Needs},
    listing::{conflicts, duplicates},
    roster::Roster,
};
mod ineffective;

use ineffective::Ineffective;

use crate::{
    cli::words::State,
    journal::{
        JournalEntry, OfficeJournal,
        act::{Act, Contents, DatesData, Deed},
    },
    records::unseal::Opened,
};

/// Every application that the store or the journal knows.
#[derive(Debug, Default)]
pub struct Cases {
    /// By rank: the oldest first; at the same minute, by reference.
    pub cases: Vec<Case>,
    /// The peers and the hearings.
    pub roster: Roster,
    /// How far the journal had been read, excluded.
    pub seen: u64,
    /// Applications that were erased and are in the store again. They are hidden, and can be erased once more.
    pub back: Vec<Reference>,
}

/// What is in the store.
#[derive(Clone, Copy, Debug)]
pub struct Filed<'a> {
    /// What opens.
    pub opened: &'a [Opened],
    /// What does not, for whatever reason.
    pub closed: &'a [Record],
}

type Acts<'a> = Vec<(&'a Event, &'a Act)>;

impl Cases {
    /// Folds the journal over what is in the store.
    pub fn fold(journal: &OfficeJournal, filed: Filed<'_>) -> Self {
        let roster = Roster::of(journal);
        let mut cases = Self { seen: journal.next(), roster, ..Self::default() };
        let (mut acts, plans) = by_application(journal);
        let without = Ineffective::of(journal);
        for opened in filed.opened {
            cases.add(
                Case::opened(opened),
                acts.remove(&opened.record.reference),
                &plans,
                &without,
            );
        }
        for record in filed.closed {
            cases.add(Case::of_record(record), acts.remove(&record.reference), &plans, &without);
        }
        for (reference, acts) in acts {
            cases.add(Case::absent(reference), Some(acts), &plans, &without);
        }
        cases.note_later_acts(journal);
        cases.pass_on_ranks();
        cases
            .cases
            .sort_by(|one, other| (one.rank, &one.reference).cmp(&(other.rank, &other.reference)));
        duplicates::note(&mut cases.cases);
        conflicts::note(&mut cases.cases, &cases.roster);
        cases.move_with_hearings();
        cases
    }

    /// The application of that name.
    pub fn find(&self, reference: &Reference) -> Option<&Case> {
        self.cases.iter().find(|case| case.reference == *reference)
    }

    fn add(
        &mut self,
        mut case: Case,
        acts: Option<Acts<'_>>,
        plans: &Acts<'_>,
        without: &Ineffective,
    ) {
        let mut acts = acts.unwrap_or_default();
        let last = acts.iter().rposition(|(_, act)| matches!(act.deed, Deed::Erasure(_)));
        let erased_at = last.and_then(|at| match &acts[at].1.deed {
            Deed::Erasure(erasure) => Some((at, acts[at].0.seq, erasure.received_at)),
            _ => None,
        });
        let mut from = 0;
        if let (Some((at, seq, received_at)), Some(record)) = (erased_at, &case.record) {
            if record.received_at == received_at {
                self.back.push(case.reference.clone());
                case = Case::absent(case.reference);
            } else {
                // The same answers, sent again after the erasure, are another application.
                acts.drain(..=at);
                from = seq + 1;
            }
        }
        acts.extend(plans.iter().filter(|(event, _)| event.seq >= from));
        acts.sort_by_key(|(event, _)| event.seq);
        for (event, act) in acts {
            let is_planned = act.references().contains(&&case.reference);
            // A later plan says of whom it does not name that he has no place.
            if is_planned || case.state == State::Scheduled {
                case.apply(event, act, without.why(event.seq));
            }
        }
        self.cases.push(case);
    }

    /// A hearing at another time takes its places along, and asks anew.
    fn move_with_hearings(&mut self) {
        for case in &mut self.cases {
            let Some(place) = case.hearing.as_mut() else { continue };
            let Some(hearing) = self.roster.hearings.get(&place.id) else { continue };
            place.starts.clone_from(&hearing.starts);
            let is_same = |at| self.roster.is_asked_the_same(&place.id, place.slot, at);
            if case.state == State::Scheduled && !place.answered_at.is_some_and(is_same) {
                place.answer = None;
            }
        }
    }

    /// What a later version of this program did stands in the history, whatever it is: the application is read-only.
    fn note_later_acts(&mut self, journal: &OfficeJournal) {
        for JournalEntry { event, contents } in journal.entries() {
            let Ok(contents @ Contents::Unknown(unknown)) = contents else { continue };
            let mut cases = self.cases.iter_mut();
            let case = cases.find(|case| Some(&case.reference) == unknown.reference.as_ref());
            if let Some(case) = case {
                case.add_line(event, &unknown.name, contents.summary());
                case.history.sort_by_key(|line| line.seq);
            }
        }
    }

    /// Who takes another's place has its rank, or an earlier one of its own.
    fn pass_on_ranks(&mut self) {
        // A chain of replacements is no longer than there are applications.
        for _ in 0..self.cases.len() {
            let passed: Vec<_> = self
                .cases
                .iter()
                .filter(|case| case.state == State::Replaced)
                .filter_map(|case| Some((case.replaced_by.clone()?, case.rank?)))
                .collect();
            let mut is_stable = true;
            for (reference, rank) in passed {
                let heir = self.cases.iter_mut().find(|case| case.reference == reference);
                if let Some(heir) = heir
                    && heir.rank.is_none_or(|own| rank < own)
                {
                    heir.rank = Some(rank);
                    is_stable = false;
                }
            }
            if is_stable {
                return;
            }
        }
    }
}

/// The acts on each application, and the plans, which may concern any.
fn by_application(journal: &OfficeJournal) -> (BTreeMap<Reference, Acts<'_>>, Acts<'_>) {
    let mut acts: BTreeMap<Reference, Acts<'_>> = BTreeMap::new();
    let mut plans = Vec::new();
    for (event, act) in journal.acts() {
        match act.deed {
            Deed::Plan { .. } => plans.push((event, act)),
            // Its acts are told one by one.
            Deed::Bulk { .. } => {}
            _ => {
                for reference in act.references() {
                    acts.entry(reference.clone()).or_default().push((event, act));
                }
            }
        }
    }
    (acts, plans)
}

impl Case {
    /// One that nothing was done with yet.
    pub fn opened(opened: &Opened) -> Self {
        let mut case = Self::of_record(&opened.record);
        case.contents = Some(opened.contents.clone());
        case.authorship = Some(opened.authorship);
        if opened.authorship == Authorship::Unsigned {
            case.state = State::Quarantined;
        }
        if case.answer(EXCLUSIONS).is_some_and(|text| !text.trim().is_empty()) {
            case.exclusions = Exclusions::Open;
        }
        if case.answer(NEEDS).is_some_and(|text| !text.trim().is_empty()) {
            case.needs = Needs::Open;
        }
        case
    }

    fn of_record(record: &Record) -> Self {
        let state = if Self::is_suspicious(record) { State::Quarantined } else { State::Received };
        let absent = Self::absent(record.reference.clone());
        Self { record: Some(record.clone()), state, rank: Some(record.received_at), ..absent }
    }

    /// One that the store does not hold any more.
    fn absent(reference: Reference) -> Self {
        Self {
            reference,
            record: None,
            contents: None,
            authorship: None,
            state: State::Expired,
            decision: None,
            letter_taken: false,
            announced: false,
            correspondence: Correspondence::default(),
            corrections: Vec::new(),
            history: Vec::new(),
            duplicates: Vec::new(),
            exclusions: Exclusions::None,
            excluded: Vec::new(),
            suggestions: Vec::new(),
            dismissed: BTreeMap::new(),
            answers_changed_at: None,
            needs: Needs::None,
            needed: Vec::new(),
            arranged: None,
            recusals: Vec::new(),
            dates: DatesData::default(),
            restricted: false,
            replaced_by: None,
            rank: None,
            hearing: None,
            notes: Vec::new(),
            opinion: None,
            requests: Vec::new(),
            answered: Vec::new(),
            recused: Vec::new(),
            closed_at: None,
            erasure: None,
        }
    }
}
