//! The command itself: its exit codes, and what goes where.

use crate::harness::{Site, run, text};

#[test]
fn a_sound_site_is_built_and_summed_up_in_one_line() {
    let site = Site::minimal();

    let done = run(&site, &["build"]);

    assert_eq!(done.status.code(), Some(0), "{}", text(&done.stderr));
    assert_eq!(text(&done.stdout).lines().count(), 1);
    let said = text(&done.stdout);
    assert!(said.starts_with("dist: 1 page, 0 assets, 0 redirects, "), "{said}");
    assert!(said.contains(" written (") && said.ends_with(" kB), 0 unchanged\n"), "{said}");
    assert!(site.dist().join("public/index.html").is_file());
    let again = run(&site, &["build", "--timings"]);
    let said = text(&again.stdout);
    assert!(said.starts_with("dist is up to date, nothing written: 1 page, 0 assets, "), "{said}");
    let phases: Vec<&str> =
        said.lines().skip(1).filter_map(|line| line.split_whitespace().next()).collect();
    let known = ["read", "load", "arrange", "render", "add", "check", "report", "write"];
    assert_eq!(phases, known);

    let site = site.with("pages/a.md", "---\ntitle: A\naliases: [/b/, /c/]\n---\n");
    let said = text(&run(&site, &["build", "--no-compress"]).stdout);
    // The page, two old addresses, their table as two files, the sitemap.
    assert!(said.starts_with("dist: 2 pages, 0 assets, 2 redirects, "), "{said}");
    assert!(said.contains("; 6 files written ("), "{said}");
}

#[test]
fn errors_go_to_stderr_with_exit_code_1_and_nothing_is_written() {
    let site = Site::of("pages/a.md", "---\ntitel: A\n---\n");

    for command in ["build", "check"] {
        let done = run(&site, &[command]);

        assert_eq!(done.status.code(), Some(1));
        assert_eq!(text(&done.stdout), "");
        assert!(text(&done.stderr).starts_with("content/pages/a.md:1:1: `title` is missing"));
        assert!(text(&done.stderr).ends_with("2 errors\n"), "{}", text(&done.stderr));
    }
    assert!(!site.dist().exists());
}

#[test]
fn placeholders_are_errors_for_production_only() {
    let site = Site::of("data/a.toml", "b = { placeholder = \"c\" }\n");

    assert_eq!(run(&site, &["check"]).status.code(), Some(0));
    assert_eq!(run(&site, &["check", "--production"]).status.code(), Some(1));
    assert_eq!(run(&site, &["build", "--production"]).status.code(), Some(1));
}

#[test]
fn what_cannot_be_done_is_refused_with_exit_code_2() {
    let site = Site::minimal();

    for arguments in [
        &["build", "--base-url", "a.example"][..],
        &["build", "--content", "nowhere"],
        &["publish"],
    ] {
        let done = run(&site, arguments);
        assert_eq!(done.status.code(), Some(2), "{arguments:?}");
        assert!(text(&done.stderr).starts_with("error: "), "{}", text(&done.stderr));
    }
}

#[test]
fn what_contradicts_itself_is_refused() {
    let site = Site::minimal();

    let done = run(&site, &["build", "--production", "--drafts"]);

    assert_eq!(done.status.code(), Some(2));
    assert!(text(&done.stderr).contains("'--production' cannot be used with '--drafts'"));
    assert!(!site.dist().exists());
}

#[test]
fn what_cannot_be_written_is_an_error_and_no_wrong_usage() {
    let site = Site::minimal();
    std::fs::write(site.dist(), "a file where the site should go").unwrap();

    let done = run(&site, &["build"]);

    assert_eq!(done.status.code(), Some(1), "{}", text(&done.stderr));
    assert!(text(&done.stderr).starts_with("error: "), "{}", text(&done.stderr));
}

#[test]
fn production_refuses_an_address_that_nobody_can_reach() {
    let site = Site::minimal();

    assert_eq!(run(&site, &["check"]).status.code(), Some(0));
    let done = run(&site, &["check", "--production"]);
    assert_eq!(done.status.code(), Some(1));
    insta::assert_snapshot!(text(&done.stderr), @r#"
    content/site.toml:2:12: `a.example` leads nowhere: .example is reserved
      | base_url = "https://a.example"
      |            ^^^^^^^^^^^^^^^^^^^
      = help: write the site's own address, or give it with --base-url https://…
      = code: site-unreachable

    1 error
    "#);
    // Whoever says it on the command line knows where the site will be.
    let given = ["--production", "--base-url", "https://d111.cloudfront.example"];
    for command in ["check", "build"] {
        let done = run(&site, &[&[command], &given[..]].concat());
        assert_eq!(done.status.code(), Some(0), "{}", text(&done.stderr));
    }
}

#[test]
fn an_address_that_is_not_known_yet_is_listed_and_refused_once() {
    let site = Site::minimal().change(
        "site.toml",
        "\"https://a.example\"",
        "{ placeholder = \"l'adresse du site\" }",
    );

    assert_eq!(run(&site, &["build"]).status.code(), Some(0));
    let done = run(&site, &["check", "--production"]);
    assert_eq!(done.status.code(), Some(1));
    assert!(text(&done.stderr).ends_with("1 error\n"), "{}", text(&done.stderr));
}

#[test]
fn a_new_page_is_made_and_its_address_told() {
    let site = Site::minimal();

    let made = run(&site, &["new", "page", "actus/ouverture"]);

    assert_eq!(made.status.code(), Some(0));
    let said = text(&made.stdout);
    assert!(said.contains("at /actus/ouverture/; remove `draft: true`"), "{said}");
    let again = run(&site, &["new", "page", "actus/ouverture"]);
    assert_eq!(again.status.code(), Some(1));
    assert!(text(&again.stderr).contains("is there already"));
}
