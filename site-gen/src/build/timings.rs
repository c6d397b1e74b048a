//! How long each phase of a build took.

use std::{
    fmt,
    time::{Duration, Instant},
};

/// A stopwatch with laps.
#[derive(Debug)]
pub struct Timings {
    last: Instant,
    laps: Vec<(&'static str, Duration)>,
}

impl Timings {
    /// Starts it.
    pub fn start() -> Self {
        Self { last: Instant::now(), laps: Vec::new() }
    }

    /// The time since the last lap was this phase's.
    pub fn lap(&mut self, phase: &'static str) {
        let now = Instant::now();
        self.laps.push((phase, now - self.last));
        self.last = now;
    }

    /// All laps together.
    pub fn total(&self) -> Duration {
        self.laps.iter().map(|(_, time)| *time).sum()
    }
}

impl fmt::Display for Timings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.laps.iter().try_for_each(|(phase, time)| {
            writeln!(f, "{phase:>10} {:>9.1} ms", time.as_secs_f64() * 1e3)
        })
    }
}
