//! Counts in the memory of this process: all there are on one machine; on AWS, what stands in for a table that does
//! not answer, and what is known of a network that has sent too much already.

use std::{
    collections::HashMap,
    fmt,
    sync::{Mutex, MutexGuard, PoisonError},
};

use jiff::Timestamp;

use super::{Counter, Verdict, judge};

/// More networks than apply in an hour, and one megabyte.
const MOST: usize = 10_000;

/// How often each counter was raised, as far as this process knows.
#[derive(Default)]
pub struct MemoryCounts(Mutex<HashMap<String, Count>>);

#[derive(Clone, Copy)]
struct Count {
    sends: u32,
    expires: i64,
}

impl fmt::Debug for MemoryCounts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MemoryCounts")
    }
}

impl MemoryCounts {
    /// Raises each counter by one, and says how far.
    pub fn add(&self, counters: &[Counter], now: Timestamp) -> Vec<u32> {
        let mut counts = self.counts();
        let raised = counters.iter().map(|counter| {
            let known = counts.get(&counter.key).map_or(0, |count| count.sends);
            put(&mut counts, counter, known.saturating_add(1), now)
        });
        raised.collect()
    }

    /// Notes how far the counters were raised elsewhere.
    pub fn learn(&self, counters: &[Counter], raised: &[u32], now: Timestamp) {
        let mut counts = self.counts();
        for (counter, sends) in counters.iter().zip(raised) {
            let known = counts.get(&counter.key).map_or(0, |count| count.sends);
            put(&mut counts, counter, known.max(*sends), now);
        }
    }

    /// What becomes of the next send, at the least: others may have raised the counters meanwhile.
    pub fn foresee(&self, counters: &[Counter]) -> Verdict {
        let counts = self.counts();
        let next = counters.iter().map(|counter| {
            counts.get(&counter.key).map_or(0, |count| count.sends).saturating_add(1)
        });
        judge(counters, &next.collect::<Vec<_>>())
    }

    fn counts(&self) -> MutexGuard<'_, HashMap<String, Count>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn put(counts: &mut HashMap<String, Count>, counter: &Counter, sends: u32, now: Timestamp) -> u32 {
    if counts.len() >= MOST && !counts.contains_key(&counter.key) {
        counts.retain(|_, count| count.expires > now.as_second());
        // Whoever has ten thousand networks is not stopped by counting them; and memory has an end.
        if counts.len() >= MOST {
            counts.clear();
        }
    }
    counts.insert(counter.key.clone(), Count { sends, expires: counter.expires });
    sends
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counter(key: &str, expires: i64) -> Counter {
        Counter { key: key.to_owned(), limit: 2, most: 3, expires }
    }

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn each_send_raises_each_of_its_counters() {
        let counts = MemoryCounts::default();
        let (one, other) = (counter("a", 10), counter("b", 10));

        assert_eq!(counts.add(&[one.clone(), other.clone()], at(0)), [1, 1]);
        assert_eq!(counts.add(std::slice::from_ref(&one), at(0)), [2]);
        assert_eq!(counts.add(&[one, other], at(0)), [3, 2]);
    }

    #[test]
    fn what_is_learnt_counts_and_never_lowers_a_counter() {
        let counts = MemoryCounts::default();
        let one = [counter("a", 10)];

        assert_eq!(counts.foresee(&one), Verdict::Ordinary);
        counts.learn(&one, &[2], at(0));
        assert_eq!(counts.foresee(&one), Verdict::OverLimit);
        counts.learn(&one, &[1], at(0));
        assert_eq!(counts.add(&one, at(0)), [3]);
        assert_eq!(counts.foresee(&one), Verdict::TooMany);
    }

    #[test]
    fn memory_has_an_end_and_what_is_over_goes_first() {
        let counts = MemoryCounts::default();
        for number in 0..MOST {
            let expires = if number % 2 == 0 { 5 } else { 10 };
            counts.add(&[counter(&number.to_string(), expires)], at(0));
        }

        assert_eq!(counts.add(&[counter("1", 10)], at(7)), [2], "no room is needed");
        assert_eq!(counts.add(&[counter("new", 10)], at(7)), [1]);
        assert_eq!(counts.counts().len(), MOST / 2 + 1);
        assert_eq!(counts.add(&[counter("1", 10)], at(7)), [3]);
        for number in 0..MOST {
            counts.add(&[counter(&format!("more {number}"), 10)], at(7));
        }
        assert!(counts.counts().len() <= MOST);
    }
}
