//! How much more a build costs than the least that any generator must do: `cargo bench -p site-gen`.
//!
//! Each site is made in a temporary folder, in memory, then built by the command `site-gen build` as users run it,
//! by the same with `--no-compress`, which writes what the floor does, and by the floor, in turns, so that whatever
//! else the machine does weighs on all; what it does can only add, so the least of five is compared with the least of
//! five. Only the ratios travel from one machine to another.
//!
//! ```text
//! cargo bench -p site-gen                    the whole table
//! cargo bench -p site-gen -- --full          with 100,000 pages, and sites that are unlike others
//! cargo bench -p site-gen -- --only WORD     only the rows whose name holds this
//! cargo bench -p site-gen -- --instructions  fails where a page takes more instructions than it may
//! cargo bench -p site-gen -- --mistakes      whether four times as many mistakes cost four times as much
//! cargo bench -p site-gen -- --others ZOLA HUGO    10,000 pages, in turns with these two programs
//! cargo bench -p site-gen -- --corpus FOLDER 10000 only writes such a site, to profile or to compare
//! ```
#![allow(missing_docs, reason = "a program")]
#![allow(clippy::print_stdout, reason = "its table is its result")]

mod corpus;
mod floor;
mod instructions;
mod measure;
mod mistakes;
mod odd;
mod others;
mod rows;
mod save;

use std::path::Path;

use rows::ROWS;

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
        ["--instructions"] => {
            if !instructions::gate() {
                std::process::exit(1);
            }
        }
        ["--mistakes"] => mistakes::table(),
        ["--others", zola, hugo] => others::report(zola, hugo),
        [] => table(|name| !name.starts_with("100,000") && !name.starts_with("odd")),
        ["--full"] => table(|_| true),
        ["--only", word] => table(|name| name.contains(word)),
        _ => panic!("see the top of benches/site/main.rs"),
    }
}

fn table(wanted: impl Fn(&str) -> bool) {
    println!(
        "| | to compare with, CPU ms | ours, CPU ms | × | `--no-compress`, CPU ms | × | wall ms | peak MiB |"
    );
    println!("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    for (name, measure) in ROWS.iter().filter(|(name, _)| wanted(name)) {
        println!("| {name} | {} |", measure());
    }
}
