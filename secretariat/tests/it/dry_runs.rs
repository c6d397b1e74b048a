//! With --dry-run, a command that writes says what it would do, and nothing is written.

use std::{collections::BTreeMap, fs, path::Path};

use clap::{Command, CommandFactory};
use secretariat::cli::args::Secretariat;

use crate::cases::TestCases;

/// Every file below a folder, with what is in it.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.insert(path.display().to_string(), fs::read(&path).unwrap());
        }
    }
    found
}

#[tokio::test]
async fn a_dry_run_of_what_writes_a_file_writes_none() {
    let mut office = TestCases::with_applications(1).await;
    let identity = office.secretariat.path("protected.txt");
    office.secretariat.write_protected_identity(
        "protected.txt",
        office.own(),
        "une ancienne phrase",
    );
    // What each machine notes by itself of what it has seen.
    office.act("note REF1 x").await;
    office.secretariat.passphrases = vec!["une ancienne phrase"];
    let out = office.secretariat.path("out");
    let out = out.display();
    let content = format!("--content {}", office.secretariat.path("content").display());
    let store = format!("--store sqlite:{}", office.secretariat.path("applications.db").display());
    let own = format!("--identity {}", office.secretariat.path("identity.txt").display());
    let before = files(&office.secretariat.path(""));
    for (line, expected) in [
        (
            format!("export --format csv --out {out} {store} {own} {content}"),
            "1 candidature(s) iraient dans",
        ),
        (
            format!("export --format json {store} {own} {content}"),
            "1 candidature(s) iraient à l'écran",
        ),
        (format!("register --out {out} {content}"), "le registre irait dans"),
        (format!("backup --out {out} {store} {own} {content}"), "1 candidature(s) iraient dans"),
        (format!("keys new --out {out}"), "protégée par une phrase de passe, irait dans"),
        (format!("keys new --out {out} --format json"), "\"dry_run\": true"),
        (format!("keys signing --out {out}"), "irait dans"),
        (format!("keys rehearse {store} {own} {content}"), "ouvre la candidature"),
        (
            format!("keys passphrase --identity {}", identity.display()),
            "s'ouvre ; rien n'a été changé",
        ),
    ] {
        let ran = office.secretariat.run_exactly(&format!("{line} --dry-run")).await.done();

        assert!(ran.out.contains(expected), "{line}: {}", ran.out);
        assert!(files(&office.secretariat.path("")) == before, "{line} has written");
    }
}

#[tokio::test]
async fn what_could_not_be_written_is_refused_by_the_dry_run_too() {
    let mut office = TestCases::with_applications(1).await;
    office.secretariat.write_protected_identity(
        "protected.txt",
        office.own(),
        "une ancienne phrase",
    );
    office.secretariat.passphrases = vec!["une autre phrase"];
    let there = office.secretariat.path("identity.txt");
    let protected = office.secretariat.path("protected.txt");
    for line in [
        format!("keys new --out {}", there.display()),
        format!("keys signing --out {}", there.display()),
        format!("register --out {}", there.display()),
        format!("keys passphrase --identity {}", protected.display()),
    ] {
        let said = office.secretariat.run_exactly(&format!("{line} --dry-run")).await.failed();
        assert!(said.contains("existe déjà") || said.contains("n'ouvre pas"), "{line}: {said}");
    }
}

/// Commands that only read, or show.
const READERS: [&str; 21] = [
    "secretariat",
    "open",
    "list",
    "show",
    "today",
    "keys",
    "show",
    "who",
    "journal",
    "list",
    "verify",
    "peers",
    "hearings",
    "outbox",
    "plan",
    "solve",
    "check",
    "explain",
    "propose",
    "backup",
    "help",
];

#[test]
fn every_command_has_a_format_and_every_one_that_writes_a_dry_run() {
    fn walk(command: &Command, lacking: &mut Vec<String>) {
        let has = |name: &str| command.get_arguments().any(|arg| arg.get_long() == Some(name));
        let name = command.get_name();
        let is_group = command.has_subcommands() && name != "backup";
        if !is_group && !has("format") && !["open", "solve", "check"].contains(&name) {
            lacking.push(format!("{name} --format"));
        }
        let reads = READERS.contains(&name) && name != "backup";
        if !is_group && !reads && !has("dry-run") {
            lacking.push(format!("{name} --dry-run"));
        }
        command.get_subcommands().for_each(|each| walk(each, lacking));
    }
    let mut lacking = Vec::new();
    walk(&Secretariat::command(), &mut lacking);

    assert_eq!(lacking, [""; 0]);
}
