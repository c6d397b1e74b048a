//! The workspace's own rules, as far as reading its files can prove them.
//!
//! Each test is one promise of the README's list of invariants, or of the house
//! style. They read the source tree and what Cargo knows of it: what the product does is
//! tested from outside, in `e2e/`.

mod features;
mod imports;
mod lists;
mod shapes;
mod source;
mod unix;

use imports::{Imports, STAGES};
use source::{Source, find, mentions, sources};

/// Folders whose entries are a list of equals, which may be long.
const EQUALS: [&str; 20] = [
    "content/pages",
    "application-form/src/kind",
    "form-handler/tests/fuzz/__fuzz__/bodies/corpus",
    "form-handler/tests/it",
    "infra",
    "planner/tests/it",
    "secretariat/src/cli/args",
    "secretariat/src/commands",
    "secretariat/src/web/pages",
    "secretariat/templates",
    "secretariat/tests/it",
    "site-gen/src/check",
    "site-gen/templates",
    "site-gen/src/render/markdown/elements",
    "site-gen/tests/broken",
    "site-gen/tests/variants",
    "site-gen/tests/it",
    "site-gen/tests/it/snapshots",
    "tests/e2e",
    "tests/infra",
];

/// What reads the disk, the network or the clock among the folders that otherwise do not.
const EDGES: [&str; 12] = [
    "form-handler/src/crypto/core_dumps.rs",
    "form-handler/src/crypto/private_file.rs",
    "form-handler/src/crypto/recipients/last_used.rs",
    // It waits for two stores at once.
    "form-handler/src/handler/send.rs",
    "secretariat/src/cases/office/settings.rs",
    "secretariat/src/cases/outbox/templates.rs",
    "secretariat/src/journal/memory.rs",
    "site-gen/src/content/directory",
    "site-gen/src/output/staging",
    "site-gen/src/output/images/cache.rs",
    "site-gen/src/check/external_links",
    "site-gen/src/build/timings.rs",
];

/// What makes a module depend on the machine it runs on.
const OUTSIDE_WORLD: [&str; 12] = [
    "std::fs",
    "std::env",
    "std::net::Tcp",
    "std::net::Udp",
    "std::process",
    "SystemTime",
    "Instant::now",
    "Timestamp::now",
    "ZonedDateTime::now",
    "println!",
    "print!(",
    "tokio::",
];

#[test]
fn every_crate_opens_with_its_story() {
    let silent = sources()
        .filter(|source| {
            ["src/lib.rs", "src/main.rs", "tests/it/main.rs"].iter().any(|root| source.ends(root))
                || source.is_in("src/bin/")
        })
        .filter(|source| !source.text.starts_with("//!"))
        .map(|source| source.path);

    none(silent, "starts without `//!`");
}

#[test]
fn no_file_is_longer_than_300_lines() {
    let long = find(&["rs", "mjs", "js", "py", "sh", "html", "css"])
        .chain(find(&[""]).filter(|source| source.text.starts_with("#!")))
        .map(|source| (source.text.lines().count(), source.path))
        .filter(|(lines, _)| *lines > 300)
        .map(|(lines, path)| format!("{path} ({lines} lines)"));

    none(long, "is too long; one idea, one file");
}

#[test]
fn only_the_outcomes_module_names_http_status_codes() {
    let elsewhere = sources()
        .filter(|source| source.is_in("form-handler/src/") || source.is_in("application-form/src/"))
        .filter(|source| !source.ends("form-handler/src/outcome.rs"))
        .filter(|source| !source.is_in("form-handler/src/outcome/"))
        .flat_map(|source| mentions(&source, &["StatusCode::"]));

    none(elsewhere, "belongs in form-handler/src/outcome.rs");
}

/// Invariant 1: whatever reads, arranges, renders, judges or makes files does no input or output.
#[test]
fn what_renders_or_judges_does_no_input_or_output() {
    let pure = [
        "application-form/src/",
        "authoring/src/",
        "form-handler/src/bundle",
        "form-handler/src/crypto",
        "form-handler/src/handler",
        "form-handler/src/http",
        "form-handler/src/outcome",
        "form-handler/src/rate_limit",
        "form-handler/src/record",
        "planner/src/",
        "secretariat/src/cases",
        "secretariat/src/error",
        "secretariat/src/journal",
        "secretariat/src/text",
        "site-gen/src/content",
        "site-gen/src/site",
        "site-gen/src/render",
        "site-gen/src/output",
        "site-gen/src/check",
        "site-gen/src/build",
    ];
    for folder in pure {
        assert!(sources().any(|source| source.path.starts_with(folder)), "there is no {folder}");
    }
    for edge in EDGES {
        let mut its = sources().filter(|source| source.path.starts_with(edge));
        let is_one = its.any(|source| !mentions(&source, &OUTSIDE_WORLD).is_empty());
        assert!(is_one, "{edge} is no exception");
    }
    let impure = sources()
        .filter(|source| pure.iter().any(|folder| source.path.starts_with(folder)))
        .filter(|source| !EDGES.iter().any(|edge| source.path.starts_with(edge)))
        .flat_map(|source| mentions(&source, &OUTSIDE_WORLD));

    none(impure, "must be passed in by a binary or by `serve`");
}

#[test]
fn no_import_points_up() {
    let up = STAGES.iter().flat_map(|(krate, order)| {
        let found = Imports::of(krate).upward(order).into_iter();
        found.map(move |each| format!("{krate}: {each}"))
    });

    none(up, "points up: pass it in, or move it down");
}

#[test]
fn no_files_import_each_other() {
    let circles = STAGES.iter().flat_map(|(krate, _)| {
        Imports::of(krate).circles().into_iter().map(move |each| format!("{krate}: {each}"))
    });

    none(circles, "is a circle: move what both need into a file below them");
}

#[test]
fn no_folder_has_more_than_ten_entries() {
    for folder in EQUALS {
        let entries = source::folders().find(|(each, _)| each == folder).map(|(_, it)| it.len());
        assert!(entries.is_some_and(|number| number > 10), "{folder} is no exception");
    }
    let long = source::folders().filter(|(folder, _)| !EQUALS.contains(&folder.as_str()));
    let long = long.filter(|(folder, entries)| !folder.is_empty() && entries.len() > 10);
    let long = long.map(|(folder, entries)| format!("{folder}: {}", entries.join(" ")));

    none(long, "is more than a newcomer takes in at a glance");
}

#[test]
fn only_binaries_and_the_dynamodb_store_mention_aws() {
    let elsewhere = sources()
        .filter(|source| !source.is_binary() && !source.path.contains("dynamo"))
        .filter(|source| !source.is_in("form-handler/examples/"))
        .flat_map(|source| mentions(&source, &["aws_", "lambda_http", "lambda_runtime"]));

    none(elsewhere, "belongs in a binary or in the DynamoDB store");
}

#[test]
fn what_reads_or_shows_content_knows_nothing_of_receiving_applications() {
    let folders = ["site-gen/src/content", "site-gen/src/site", "site-gen/src/render"];
    let reads = |source: &Source| folders.iter().any(|folder| source.path.starts_with(folder));
    let elsewhere =
        sources().filter(reads).flat_map(|source| mentions(&source, &["form_handler::"]));

    none(elsewhere, "is `authoring`'s to hand on, or the handler's bundle's (`output/`)");
}

#[test]
fn only_main_forgets_what_kind_of_error_it_has() {
    let elsewhere = sources()
        .filter(|source| !source.is_binary())
        .flat_map(|source| mentions(&source, &["anyhow"]));

    none(elsewhere, "belongs in `main`; a module has an error type of its own");
}

/// Thresholds come from the form's definition, or a change of one would leave
/// the pages saying the other.
#[test]
fn no_page_repeats_a_threshold() {
    let typed = find(&["md"]).filter(|source| source.is_in("content/pages/")).flat_map(|source| {
        let text = source.text.replace(['\u{a0}', '\u{202f}', '.'], " ").to_lowercase();
        ["300 000", "300000", "trois salarié", "3 salarié", "trois ans", "3 ans"]
            .into_iter()
            .filter(|threshold| text.contains(threshold))
            .map(|threshold| format!("{}: `{threshold}`", source.path))
            .collect::<Vec<_>>()
    });

    none(typed, "is known to content/candidature.toml: `{{ form.rules… }}`");
}

/// A row without its test is only a hope.
#[test]
fn every_test_that_the_threats_name_is_there() {
    let page = find(&["md"]).find(|source| source.path == "form-handler/THREATS.md");
    let page = page.expect("the page is there").text;
    let rows = page.lines().filter(|line| line.starts_with("| "));
    let cells = rows.filter_map(|row| row.trim_end_matches(" |").rsplit_once(" | "));
    let named: Vec<&str> =
        cells.flat_map(|(_, tests)| tests.split('`').skip(1).step_by(2)).collect();
    assert!(named.len() > 25, "{named:?}");
    let tests: Vec<String> = find(&["rs", "py", "mjs"]).map(|source| source.text).collect();
    let is_there = |name: &str| {
        let ways = [format!("fn {name}("), format!("def {name}("), format!("test('{name}'")];
        tests.iter().any(|text| ways.iter().any(|way| text.contains(way)))
    };
    let absent = named.iter().filter(|name| !is_there(name)).map(|name| (*name).to_owned());

    none(absent, "is no test any more: form-handler/THREATS.md names it");
}

#[test]
fn no_snapshot_waits_for_review() {
    let waiting = find(&["new", "pending-snap"])
        .filter(|source| source.ends(".snap.new") || source.ends(".pending-snap"))
        .map(|source| source.path);

    none(waiting, "is to be accepted or deleted");
}

/// Each machine has its own settings for where packages come from; a name
/// written here would overrule them. (`Cargo.lock` names its index by design.)
#[test]
fn no_file_says_which_registry_to_use() {
    let hosts = [
        concat!("registry", ".npmjs"),
        concat!("registry", ".yarnpkg"),
        concat!("index.crates", ".io"),
        concat!("static.crates", ".io"),
        concat!("files.python", "hosted"),
        concat!("pypi", ".org"),
        concat!("deb.", "debian"),
        concat!("\"resolved\": \"", "http"),
    ];
    let named = find(&["toml", "json", "yml", "yaml", "npmrc", "mjs", "sh", "rs", "md", ""])
        .flat_map(|source| mentions(&source, &hosts));

    none(named, "names a registry's host");
}

/// Panics with the whole list, so that one run shows everything there is to do.
#[track_caller]
pub(crate) fn none(found: impl Iterator<Item = String>, what_is_wrong: &str) {
    let found: Vec<String> = found.map(|each| format!("\n  {each} {what_is_wrong}")).collect();
    assert!(found.is_empty(), "{}", found.concat());
}

/// A rule that never sees a file would always hold.
#[test]
fn the_rules_see_the_workspace() {
    assert!(sources().any(|Source { path, .. }| path == "tests/it/main.rs"));
}
