//! How much more a build costs than the least that any generator must do: `cargo bench -p site-gen`.
//!
//! Each size of site is made in a temporary folder, then built by the command `site-gen build
//! --no-compress` and by the floor, in turns, so that whatever else the machine does weighs on both.
//! Only the ratios travel from one machine to another.
//!
//! ```text
//! cargo bench -p site-gen                    12, 1,000 and 10,000 pages, the real site, one save in `serve`
//! cargo bench -p site-gen -- --full          50,000 pages too
//! cargo bench -p site-gen -- --save 10000    only the save
//! cargo bench -p site-gen -- --corpus FOLDER 10000    only writes such a site, to profile or to compare
//! ```
#![allow(missing_docs, reason = "a program")]
#![allow(clippy::print_stdout, reason = "its table is its result")]

mod corpus;
mod floor;
mod measure;
mod save;

use std::{path::Path, process::Command};

use measure::{Cost, median};

/// The command as it is released.
const SITE_GEN: &str = env!("CARGO_BIN_EXE_site-gen");

fn main() {
    let arguments: Vec<String> =
        std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["--floor", content, out] => floor::build(Path::new(content), Path::new(out)),
        ["--measure", ref command @ ..] => measure::child(command),
        ["--corpus", folder, pages] => {
            corpus::write(Path::new(folder), pages.parse().expect("a number of pages"));
        }
        ["--save", pages] => {
            println!("{}", save::report(pages.parse().expect("a number of pages")));
        }
        [] => tables(&[(12, 15), (1_000, 7), (10_000, 5)]),
        ["--full"] => tables(&[(12, 15), (1_000, 7), (10_000, 5), (50_000, 3)]),
        _ => panic!("see the top of benches/site/main.rs"),
    }
}

fn tables(sizes: &[(usize, usize)]) {
    println!("| pages | floor, CPU ms | build, CPU ms | × floor | wall ms | peak MiB |");
    println!("| ---: | ---: | ---: | ---: | ---: | ---: |");
    let mut ten_thousand = None;
    for &(pages, runs) in sizes {
        let (floor, build) = compare(pages, runs);
        println!(
            "| {pages} | {:.0} | {:.0} | {:.2} | {:.0} | {:.0} |",
            floor.cpu_ms,
            build.cpu_ms,
            build.cpu_ms / floor.cpu_ms,
            build.wall_ms,
            build.peak_mib
        );
        match (pages, ten_thousand) {
            (10_000, _) => ten_thousand = Some(build.cpu_ms),
            (50_000, Some(before)) => {
                println!(
                    "\n50,000 pages take {:.2} times the CPU of 10,000",
                    build.cpu_ms / before
                );
            }
            _ => {}
        }
    }
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("../content");
    let out = tempfile::tempdir().expect("a temporary folder");
    let costs: Vec<Cost> = (0..15).map(|_| built(&content, &out.path().join("dist"))).collect();
    let real = median(&costs);
    println!("\nthe real site, cold: {:.1} ms CPU, {:.0} MiB", real.cpu_ms, real.peak_mib);
    println!("serve, 10,000 pages, one saved: {}", save::report(10_000));
}

/// The medians of some runs of each, in turns.
fn compare(pages: usize, runs: usize) -> (Cost, Cost) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (content, out) = (folder.path().join("content"), folder.path().join("dist"));
    corpus::write(&content, pages);
    let (mut floors, mut builds) = (Vec::new(), Vec::new());
    for _ in 0..runs {
        let mut floor = Command::new(std::env::current_exe().expect("this program"));
        floor.arg("--floor").args([&content, &out]);
        floors.push(measure::run(&floor));
        std::fs::remove_dir_all(&out).expect("the floor's output");
        builds.push(built(&content, &out));
    }
    (median(&floors), median(&builds))
}

/// One build into a folder that is not there.
fn built(content: &Path, out: &Path) -> Cost {
    let mut build = Command::new(SITE_GEN);
    build.args(["build", "--no-compress", "--content"]).arg(content).arg("--out").arg(out);
    let cost = measure::run(&build);
    std::fs::remove_dir_all(out).expect("the build's output");
    cost
}
