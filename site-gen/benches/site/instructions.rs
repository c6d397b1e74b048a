//! How many instructions a page takes: what a machine's other work cannot change, unlike any time.
//!
//! Callgrind counts those of one build of 1,000 pages on one thread, whatever is made once included. It repeats to
//! a few in ten thousand: the seeds of hash maps are what differs.

use std::{fs, process::Command};

use crate::{SITE_GEN, corpus, measure};

/// As many pages as a site of some size has, few enough to be counted in a minute.
const PAGES: usize = 1_000;

/// What a page takes at present. Whoever changes it says why in the commit.
const PRESENT: u64 = 412_000;

/// Counts, says what was counted, and whether that is at most 10 % above the present.
pub fn gate() -> bool {
    let counted = a_page();
    let most = PRESENT + PRESENT / 10;
    println!("{counted} instructions a page; at present {PRESENT}, at most {most}");
    if counted < PRESENT - PRESENT / 10 {
        println!("PRESENT in benches/site/instructions.rs can be lowered");
    }
    counted <= most
}

/// Instructions of one build, by its pages.
fn a_page() -> u64 {
    let folder = measure::folder();
    let content = folder.path().join("content");
    corpus::write(&content, PAGES);
    let counts = folder.path().join("counts");
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--error-exitcode=9"])
        .arg(format!("--callgrind-out-file={}", counts.display()))
        .args([SITE_GEN, "build", "--no-compress", "--content"])
        .arg(&content)
        .arg("--out")
        .arg(folder.path().join("dist"))
        .env("RAYON_NUM_THREADS", "1")
        .output()
        .expect("valgrind starts: on Debian, a package of that name");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let counts = fs::read_to_string(counts).expect("what callgrind counted");
    let total = counts.lines().find_map(|line| line.strip_prefix("totals: "));
    let total: u64 = total.and_then(|total| total.parse().ok()).expect("the sum of all counts");
    total / PAGES as u64
}
