//! How long a plan takes, with its reasons: `cargo bench -p planner`.
//!
//! Each problem is made up from its numbers alone, planned five times, and the least time counts: whatever else the
//! machine does can only add. `all sets` is what `plan check --all-sets` does besides.
#![allow(missing_docs, reason = "a program")]
#![allow(clippy::print_stdout, reason = "its table is its result")]

use std::time::{Duration, Instant};

use planner::{all_sets::check_all_sets, check::check, plan::Plan, problem::Problem, solve::solve};
use serde_json::{Value as Json, json};

/// Firms, hearings that are `auto`, hearings that are held.
const ROWS: [(usize, usize, usize); 6] =
    [(20, 8, 0), (30, 4, 0), (45, 8, 0), (60, 8, 0), (120, 8, 0), (120, 8, 4)];

fn main() {
    println!("| firms | hearings | placed | plan ms | check ms | all sets ms |");
    println!("| ---: | ---: | ---: | ---: | ---: | ---: |");
    for (firms, auto, held) in ROWS {
        let problem = Problem::read(&problem(firms, auto, held).to_string()).expect("a problem");
        let (plan, planned) = least(|| solve(&problem).expect("a plan"));
        let plan = Plan::read(&plan.json()).expect("a plan");
        let (report, checked) = least(|| check(&problem, &plan));
        let (report, compared) = least(|| check_all_sets(&problem, &plan, report.clone()));
        assert!(report.ok, "{}", report.json());
        let of = |time: Duration| format!("{:.1}", time.as_secs_f64() * 1000.0);
        println!(
            "| {firms} | {} | {} | {} | {} | {} |",
            auto + held,
            plan.values.nombre,
            of(planned),
            of(checked),
            of(compared)
        );
    }
}

/// The last result, and the least time of five.
fn least<T>(mut run: impl FnMut() -> T) -> (T, Duration) {
    let mut time = || {
        let start = Instant::now();
        let result = run();
        (result, start.elapsed())
    };
    let (mut result, mut least) = time();
    for _ in 0..4 {
        let (again, elapsed) = time();
        (result, least) = (again, least.min(elapsed));
    }
    (result, least)
}

/// As a scheme may have it: nine sectors, twelve peers, of whom five sit; one firm in four cannot come on a date, one in
/// seven excludes a peer.
fn problem(firms: usize, auto: usize, held: usize) -> Json {
    let mut random = Random(u64::try_from(firms * 100 + auto * 10 + held).expect("a few digits"));
    let sectors = [
        "industrie",
        "commerce",
        "btp",
        "numerique",
        "sante",
        "tourisme",
        "agro",
        "conseil",
        "autre",
    ];
    let hearings = auto + held;
    let ids: Vec<String> = (0..hearings).map(|number| format!("a{number}")).collect();
    let peers: Vec<String> = (0..12).map(|peer| format!("p{peer}")).collect();
    let hearing = |number: usize| {
        let panel: Vec<&String> = (0..5).map(|at| &peers[(number * 5 + at) % 12]).collect();
        json!({
            "id": ids[number], "starts": format!("2021-{:02}-{:02}T09:00", 6 + number / 28, 1 + number % 28),
            "gap_minutes": 5, "break_after": 3, "break_minutes": 15, "access": ["plain_pied"],
            "panel": panel, "hold": if number < auto { "auto" } else { "yes" },
        })
    };
    let hearings: Vec<Json> = (0..hearings).map(hearing).collect();
    let firm = |rank: usize| {
        let excludes = if random.below(7) == 0 { vec![&peers[random.below(12)]] } else { vec![] };
        json!({
            "ref": format!("F{rank:03}"),
            "received_at": format!("2021-05-{:02}T10:{:02}:00Z", 1 + rank / 60, rank % 60),
            "sector": sectors[random.below(9)], "excludes": excludes,
            "cannot": random.some(&ids, 4), "prefers": random.some(&ids, 3),
        })
    };
    let firms: Vec<Json> = (0..firms).map(firm).collect();
    json!({
        "version": 1, "timezone": "Europe/Paris",
        "rules": {"slot_minutes": 45, "firms_min": 5, "firms_max": 6, "same_sector_max": 2, "quorum": 3},
        "hearings": hearings, "firms": firms,
    })
}

/// The same numbers on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % bound
    }

    /// About one of so many.
    fn some<'a>(&mut self, of: &'a [String], one_in: usize) -> Vec<&'a String> {
        of.iter().filter(|_| self.below(one_in) == 0).collect()
    }
}
