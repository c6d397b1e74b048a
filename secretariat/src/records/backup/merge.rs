//! What a backup brings into a store that may not be empty. Of one application in both, the newer account is kept: a
//! backup takes nothing away.

use std::collections::{BTreeMap, BTreeSet};

use application_form::reference::Reference;
use form_handler::{record::Record, store::journal::erased::Erased};

use super::Backup;
use crate::records::Records;

/// What there is to do with each record of a backup.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Merge {
    /// To be written: it is not there, or the backup knows of a later send.
    pub to_write: Vec<Record>,
    /// There already.
    pub there: Vec<Record>,
    /// Under their reference the store holds something else.
    pub conflicts: Vec<Record>,
    /// They were erased, and do not come back.
    pub erased: Vec<Reference>,
    /// How many records of the store the backup does not have.
    pub others: usize,
}

impl Merge {
    /// Compares a backup, but for what is left out or was erased, with all that a store holds.
    ///
    /// What was received in the same minute as what was erased under its reference counts as erased.
    pub fn of(
        backup: &Backup,
        except: &[Reference],
        erased: &BTreeSet<Erased>,
        store: &Records,
    ) -> Self {
        let there: BTreeMap<_, _> =
            store.records.iter().map(|record| (&record.reference, record)).collect();
        let broken = |reference: &Reference| {
            let mut broken = store.unreadable.iter().chain(&store.damaged);
            // A table has a prefix before it.
            broken.any(|item| item.key.ends_with(reference.as_str()))
        };
        let mut merge = Self::default();
        let mut known = 0;
        for record in &backup.records {
            let found = there.get(&record.reference);
            known += usize::from(found.is_some());
            if except.contains(&record.reference) {
                continue;
            }
            if erased.contains(&Erased::of(record)) {
                merge.erased.push(record.reference.clone());
                continue;
            }
            match found {
                _ if broken(&record.reference) => merge.conflicts.push(record.clone()),
                None => merge.to_write.push(record.clone()),
                Some(found) if !is_the_same(found, record) => merge.conflicts.push(record.clone()),
                Some(found) => {
                    let newest = newest(found, record);
                    let is_there = **found == newest;
                    let list = if is_there { &mut merge.there } else { &mut merge.to_write };
                    list.push(newest);
                }
            }
        }
        merge.others = store.records.len() - known;
        merge
    }
}

/// Whether it is the same application, sealed by the same send: what each later one sets may differ.
pub fn is_the_same(one: &Record, other: &Record) -> bool {
    let other = Record { again: one.again, over_limit: one.over_limit, ..other.clone() };
    *one == other
}

fn newest(one: &Record, other: &Record) -> Record {
    Record {
        again: one.again.max(other.again),
        over_limit: one.over_limit || other.over_limit,
        ..one.clone()
    }
}

#[cfg(test)]
mod tests {
    use std::slice;

    use form_handler::{
        record::ReceivedAt,
        store::{Defect, UnreadableItem, contract},
    };
    use jiff::{SignedDuration, Timestamp};

    use super::*;

    fn now() -> Timestamp {
        "2021-06-01T10:42:00Z".parse().unwrap()
    }

    fn of(number: u8) -> Record {
        contract::sample(number, now())
    }

    fn later(record: &Record) -> Record {
        let again = ReceivedAt::at(now() + SignedDuration::from_mins(9));
        Record { again, ..record.clone() }
    }

    fn backup(records: Vec<Record>) -> Backup {
        Backup { made: ReceivedAt::at(now()), records, journal: None }
    }

    /// What is done with record 2 of a backup when the store holds that.
    #[track_caller]
    fn check(store: &[Record], expected: Merge) {
        let store = Records { records: store.to_vec(), ..Records::default() };
        assert_eq!(Merge::of(&backup(vec![of(2)]), &[], &BTreeSet::new(), &store), expected);
    }

    #[test]
    fn what_is_newer_stays_and_what_is_missing_comes_back() {
        let none = Merge::default;
        check(&[], Merge { to_write: vec![of(2)], ..none() });
        check(&[of(2)], Merge { there: vec![of(2)], ..none() });
        check(&[of(1), of(3)], Merge { to_write: vec![of(2)], others: 2, ..none() });
        check(&[later(&of(2))], Merge { there: vec![later(&of(2))], ..none() });
        let marked = Record { over_limit: true, ..of(2) };
        check(slice::from_ref(&marked), Merge { there: vec![marked.clone()], ..none() });
        for other in [
            Record { sealed: vec![1], ..of(2) },
            Record { digest: of(3).digest, ..of(2) },
            Record { expires: 1, ..of(2) },
            Record { keys: of(3).keys, ..of(2) },
        ] {
            check(&[other], Merge { conflicts: vec![of(2)], ..none() });
        }
    }

    #[test]
    fn a_later_send_that_only_the_backup_knows_comes_back() {
        let store = Records { records: vec![of(2)], ..Records::default() };

        let merge = Merge::of(&backup(vec![later(&of(2))]), &[], &BTreeSet::new(), &store);

        assert_eq!(merge.to_write, [later(&of(2))]);
    }

    #[test]
    fn what_is_left_out_is_not_touched_and_what_is_broken_is_not_the_same() {
        let key = format!("APP#{}", of(2).reference);
        let broken = UnreadableItem { key, defect: Defect::Damaged };
        let store = Records { unreadable: vec![broken], ..Records::default() };

        let merge =
            Merge::of(&backup(vec![of(1), of(2)]), &[of(1).reference], &BTreeSet::new(), &store);

        assert_eq!(merge, Merge { conflicts: vec![of(2)], ..Merge::default() });
    }

    #[test]
    fn what_was_erased_stays_away_and_what_was_sent_again_later_comes() {
        let minute = |time: &str| ReceivedAt::at(time.parse().unwrap());
        let received = |time: &str| Record { received_at: minute(time), ..of(2) };
        let reference = of(2).reference;
        for (erased, expected) in [
            ("2021-06-01T10:42:00Z", true),
            ("2021-06-01T10:41:00Z", false),
            ("2021-06-01T10:43:00Z", false),
        ] {
            let erased = Erased { reference: reference.clone(), received_at: minute(erased) };
            // Another one, of the same reference and minute: nobody can tell the two apart.
            let record = Record { digest: of(3).digest, ..received("2021-06-01T10:42:00Z") };

            let merge =
                Merge::of(&backup(vec![record]), &[], &[erased].into(), &Records::default());

            assert_eq!(merge.erased.len(), usize::from(expected), "{merge:?}");
            assert_eq!(merge.to_write.len(), usize::from(!expected), "{merge:?}");
        }
    }
}
