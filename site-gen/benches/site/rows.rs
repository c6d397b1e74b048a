//! The rows of the table: what is built or checked, and what that is compared with.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    SITE_GEN, corpus,
    measure::{self, Cost, least},
    odd::{self, Odd},
    save,
};

/// How often each is run.
const RUNS: usize = 5;

/// What a row says behind its name.
type Measure = fn() -> String;

/// In the order in which they are printed.
pub const ROWS: [(&str, Measure); 17] = [
    ("1,000 pages, to the floor", || build(1_000, |_| {})),
    ("10,000 pages, to the floor", || build(10_000, |_| {})),
    ("10,000 pages with its own page.html, to the floor", || build(10_000, corpus::add_template)),
    ("10,000 pages in lists of ten, each with a term, to the floor", || {
        build(10_000, corpus::add_lists)
    }),
    ("100,000 pages, to the floor", || build(100_000, |_| {})),
    ("odd: 100 pages of 1 MB, to the floor", || build_odd(Odd::Long)),
    ("odd: 10,000 pages of 20 words, to the floor", || build_odd(Odd::Short)),
    ("odd: 1,000 pages of tables, to the floor", || build_odd(Odd::Tables)),
    ("odd: 1,000 pages of code, to the floor", || build_odd(Odd::Code)),
    ("odd: 1,000 pages of links, to the floor", || build_odd(Odd::Links)),
    ("odd: 1,000 pages of HTML, to the floor", || build_odd(Odd::Html)),
    ("odd: 1,000 pages of values, to the floor", || build_odd(Odd::Values)),
    ("the real site, cold", real_site),
    ("check, one broken link on each of 10,000 pages, to none", || check(10_000, 1)),
    ("check, five on each of 1,000, to none", || check(1_000, 5)),
    ("serve, one of 1,000 pages saved", || format!("{} | | | | | |", save::report(1_000))),
    ("serve, one of 10,000 pages saved", || format!("{} | | | | | |", save::report(10_000))),
];

fn build(pages: usize, change: impl Fn(&Path)) -> String {
    build_site(|content| {
        corpus::write(content, pages);
        change(content);
    })
}

fn build_odd(odd: Odd) -> String {
    build_site(|content| odd::write(content, odd))
}

/// Builds a site, and renders its pages with nothing around.
fn build_site(write: impl Fn(&Path)) -> String {
    let folder = measure::folder();
    let (content, out) = (folder.path().join("content"), folder.path().join("dist"));
    write(&content);
    let mut floor = Command::new(std::env::current_exe().expect("this program"));
    floor.arg("--floor").args([&content, &out]);
    let whole = site_gen(&["build", "--out"], &out, &content);
    compare(&floor, &whole, &site_gen(&["build", "--no-compress", "--out"], &out, &content), &out)
}

/// Checks a site with broken links, and the same without.
fn check(pages: usize, broken: usize) -> String {
    let folder = measure::folder();
    let contents = ["sound", "broken"].map(|name| folder.path().join(name).join("content"));
    corpus::write(&contents[0], pages);
    corpus::add_broken_links(&contents[1], pages, broken);
    let [sound, broken] = contents.map(|content| {
        let mut command = Command::new(SITE_GEN);
        command.args(["check", "--content"]).arg(content);
        command
    });
    compare(&sound, &broken, &broken, &folder.path().join("none"))
}

/// The site of this repository, which has no images.
fn real_site() -> String {
    let folder = measure::folder();
    let content = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../content"));
    let out = folder.path().join("dist");
    let [whole, plain] =
        [&["build", "--out"][..], &["build", "--no-compress", "--out"]].map(|it| {
            let command = site_gen(it, &out, &content);
            least(&(0..3 * RUNS).map(|_| run(&command, &out)).collect::<Vec<_>>())
        });
    let Cost { cpu_ms, wall_ms, peak_mib } = whole;
    format!("| {cpu_ms:.1} | | {:.1} | | {wall_ms:.1} | {peak_mib:.0}", plain.cpu_ms)
}

fn site_gen(arguments: &[&str], out: &Path, content: &Path) -> Command {
    let mut command = Command::new(SITE_GEN);
    command.args(arguments).arg(out).arg("--content").arg(content);
    command
}

/// All three, in turns. What users run is `whole`; `plain` does no more than `with`.
fn compare(with: &Command, whole: &Command, plain: &Command, out: &Path) -> String {
    let turns = (0..RUNS).map(|_| [with, whole, plain].map(|command| run(command, out)));
    let turns: Vec<[Cost; 3]> = turns.collect();
    let [with, whole, plain] =
        [0, 1, 2].map(|which| least(&turns.iter().map(|turn| turn[which]).collect::<Vec<_>>()));
    format!(
        "{:.0} | {:.0} | {:.1} | {:.0} | {:.1} | {:.0} | {:.0}",
        with.cpu_ms,
        whole.cpu_ms,
        whole.cpu_ms / with.cpu_ms,
        plain.cpu_ms,
        plain.cpu_ms / with.cpu_ms,
        whole.wall_ms,
        whole.peak_mib
    )
}

/// Once, where nothing is there yet.
fn run(command: &Command, out: &Path) -> Cost {
    let cost = measure::run(command);
    if out.exists() {
        fs::remove_dir_all(out).expect("the output");
    }
    cost
}
