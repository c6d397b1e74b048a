//! The same problems for people, for programs and for GitHub.

use std::fmt::Write as _;

use authoring::diagnostics::{Diagnostic, Place};
use serde_json::Value;

use crate::harness::{Site, command, run, text};

#[test]
fn programs_get_a_problem_a_line() {
    let site = Site::of("pages/a.md", "---\ntitel: A\n---\n");

    let done = run(&site, &["check", "--format", "json"]);

    assert_eq!(done.status.code(), Some(1));
    let lines: Vec<serde_json::Value> =
        text(&done.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[1]["line"], 2);
    assert_eq!(lines[1]["help"], "did you mean `title`?");
    assert_eq!(lines[1]["severity"], "error");
}

#[test]
fn programs_get_what_people_get_in_the_same_order() {
    let site = Site::broken();

    let people = text(&run(&site, &["check"]).stderr);
    let programs = text(&run(&site, &["check", "--format", "json"]).stdout);

    let codes = site_gen::build::codes::codes();
    let mut told = String::new();
    for line in programs.lines() {
        let diagnostic: Value = serde_json::from_str(line).unwrap();
        let field = |name: &str| diagnostic[name].as_str().unwrap_or_default().to_owned();
        let number = |name: &str| usize::try_from(diagnostic[name].as_u64().unwrap()).unwrap();
        let code = codes.iter().find(|code| diagnostic["code"] == code.name()).unwrap();
        let mut read = Diagnostic::without_help(*code, 0..0, field("message"))
            .maybe_help(diagnostic["help"].as_str().map(str::to_owned));
        read.place = Place {
            path: field("path"),
            line: number("line"),
            column: number("column"),
            excerpt: field("excerpt"),
            skipped: number("skipped"),
            width: number("width"),
        };
        writeln!(told, "{read}\n").unwrap();
    }
    // How many there are is for people alone.
    let (people, _count) = people.trim_end().rsplit_once('\n').unwrap();
    assert_eq!(told.trim_end(), people.trim_end());
    assert!(programs.lines().count() > 150);
}

#[test]
fn on_githubs_machines_each_problem_is_an_annotation_too() {
    let site = Site::of("pages/a.md", "---\ntitel: A\n---\n")
        .with("data/b.toml", "c = { placeholder = \"le nom, ou : rien\" }\n");

    for arguments in [&["check"][..], &["build"]] {
        let done = command(&site).args(arguments).env("GITHUB_ACTIONS", "true").output().unwrap();

        assert_eq!(done.status.code(), Some(1));
        assert!(text(&done.stderr).contains("content/pages/a.md:2:1: unknown key `titel`"));
        insta::allow_duplicates! {
            insta::assert_snapshot!(text(&done.stdout), @"
            ::warning file=content/data/b.toml,line=1,col=5,endColumn=42,title=placeholder%3A still to be given%3A le nom%2C ou %3A rien::replace the placeholder by its value; production refuses to go out without it
            ::error file=content/pages/a.md,line=1,col=1,endColumn=4,title=front-matter-missing-title%3A `title` is missing::every page has one: title: …
            ::error file=content/pages/a.md,line=2,col=1,endColumn=6,title=front-matter-unknown-key%3A unknown key `titel`::did you mean `title`?
            ");
        }
    }
}

#[test]
fn annotations_do_not_come_between_lines_of_json() {
    let site = Site::of("pages/a.md", "---\ntitel: A\n---\n");

    let mut command = command(&site);
    let done = command.args(["check", "--format", "json"]).env("GITHUB_ACTIONS", "true").output();

    let done = done.unwrap();
    assert!(text(&done.stdout).lines().all(|line| line.starts_with('{')));
    assert_eq!(text(&done.stderr).matches("::error file=content/pages/a.md,line=").count(), 2);
}
