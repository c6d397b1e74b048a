//! A site that comes from elsewhere: what is known to be wrong, and what its owners take for less.

use std::process::Output;

use crate::harness::{Site, run, text};

/// A page with two mistakes, which is known to be wrong.
fn taken_over() -> Site {
    let site = Site::of(
        "pages/a.md",
        "---\ntitle: A\n---\n\n#### Bas\n\n[une](http://b.example/)\n\n[une](http://b.example/)\n",
    );
    let noted = run(&site, &["check", "--baseline", "known.txt", "--update"]);
    assert_eq!(noted.status.code(), Some(0), "{}", text(&noted.stderr));
    assert_eq!(text(&noted.stdout), "known.txt: 3 errors noted\n");
    assert_eq!(text(&noted.stderr), "");
    site
}

fn check(site: &Site) -> Output {
    run(site, &["check", "--baseline", "known.txt"])
}

/// What of a site fails after a change: the code of each new finding.
fn new_after(change: impl FnOnce(Site) -> Site) -> Vec<String> {
    let done = run(
        &change(taken_over()),
        &["check", "--baseline", "known.txt", "--format", "json", "--content", "./content/"],
    );
    let code = |line: &str| {
        let finding: serde_json::Value = serde_json::from_str(line).unwrap();
        finding["code"].as_str().unwrap().to_owned()
    };
    let codes: Vec<String> = text(&done.stdout).lines().map(code).collect();
    assert_eq!(done.status.code(), Some(i32::from(!codes.is_empty())));
    codes
}

#[test]
fn what_is_noted_does_not_fail_and_is_counted() {
    let site = taken_over();

    let done = check(&site);

    assert_eq!(done.status.code(), Some(0), "{}", text(&done.stderr));
    assert_eq!(text(&done.stderr), "3 old errors of known.txt left\n");
    assert!(text(&done.stdout).starts_with("no new errors: 2 pages, "), "{}", text(&done.stdout));
    // Without the file, all of it is wrong.
    assert_eq!(run(&site, &["check"]).status.code(), Some(1));
    assert_eq!(run(&site, &["build"]).status.code(), Some(1));
}

#[test]
fn only_what_is_new_fails() {
    type Change = fn(Site) -> Site;
    let rows: [(&str, Change, &[&str]); 7] = [
        ("nothing", |site| site, &[]),
        ("a line above", |site| site.change("pages/a.md", "####", "Un mot.\n\n####"), &[]),
        (
            "another line of the kind",
            |site| site.change("pages/a.md", "[une]", "[deux](http://c.example/)\n\n[une]"),
            &["link-http"],
        ),
        (
            "once more the same",
            |site| site.change("pages/a.md", "[une]", "[une](http://b.example/)\n\n[une]"),
            &["link-http"],
        ),
        (
            "the same line elsewhere",
            |site| site.with("pages/b.md", "---\ntitle: B\n---\n\n[une](http://b.example/)\n"),
            &["link-http"],
        ),
        (
            "another kind on the line",
            |site| site.change("pages/a.md", "#### Bas", "####"),
            &["heading-empty"],
        ),
        ("less", |site| site.change("pages/a.md", "#### Bas", "## Bas"), &[]),
    ];
    for (name, change, expect) in rows {
        assert_eq!(new_after(change), expect, "{name}");
    }
}

#[test]
fn what_editors_make_of_the_file_changes_nothing() {
    let site = taken_over();
    let file = site.home().join("known.txt");
    let noted = std::fs::read_to_string(&file).unwrap();
    for text in [
        format!("\u{feff}{noted}"),
        noted.replace('\n', "\r\n"),
        noted.trim_end().to_owned(),
        format!("\n{noted}\n"),
    ] {
        std::fs::write(&file, &text).unwrap();
        assert_eq!(check(&site).status.code(), Some(0), "{text:?}");
    }
}

#[test]
fn what_is_mended_is_said_and_taken_out() {
    let site = taken_over().change("pages/a.md", "#### Bas", "## Bas");

    let said = text(&check(&site).stderr);
    assert_eq!(
        said,
        "2 old errors of known.txt left\n1 line of known.txt no longer found: --update takes them out\n"
    );
    let noted = run(&site, &["check", "--baseline", "known.txt", "--update"]);
    assert_eq!(text(&noted.stdout), "known.txt: 2 errors noted\n");
    assert_eq!(text(&check(&site).stderr), "2 old errors of known.txt left\n");
}

#[test]
fn a_file_that_is_none_is_told() {
    let site = Site::minimal();

    let missing = check(&site);
    assert_eq!(missing.status.code(), Some(1));
    let said = text(&missing.stderr);
    assert!(said.starts_with("error: cannot read known.txt: "), "{said}");
    assert!(said.ends_with("; --update makes it\n"), "{said}");

    std::fs::write(site.home().join("known.txt"), "\nautre chose\n").unwrap();
    let said = text(&check(&site).stderr);
    assert!(said.starts_with("error: known.txt:2: this is no finding: "), "{said}");

    let alone = run(&site, &["check", "--update"]);
    assert_eq!(alone.status.code(), Some(2), "{}", text(&alone.stderr));
}

#[test]
fn a_kind_of_mistake_is_a_warning_where_its_site_says_so_and_why() {
    let site = taken_over().change(
        "site.toml",
        "language",
        "checks.heading-level = { as = \"warning\", because = \"repris de l'ancien site\" }\nlanguage",
    );

    let done = run(&site, &["check"]);
    assert_eq!(done.status.code(), Some(1));
    let said = text(&done.stderr);
    assert!(
        said.starts_with("content/pages/a.md:5:1: warning: a heading of level 4 where"),
        "{said}"
    );
    let end = "\n2 errors, 1 warning\nheading-level: 1 warning, because repris de l'ancien site\n";
    assert!(said.ends_with(end), "{said}");

    let site = site.change("pages/a.md", "http://", "https://").change(
        "pages/a.md",
        "http://",
        "https://",
    );
    for arguments in [
        &["check"][..],
        &["build"],
        &["check", "--production"],
        &["check", "--baseline", "known.txt"],
    ] {
        let address = ["--base-url", "https://bureau.fr"];
        let done = run(&site, &[arguments, &address].concat());
        let said = text(&done.stderr);
        assert_eq!(done.status.code(), Some(0), "{arguments:?}: {said}");
        assert!(said.contains("1 warning\nheading-level: 1 warning, because"), "{said}");
    }
    assert!(site.dist().join("public/a/index.html").is_file());
    // On a line each: whoever builds every day has read the rest.
    let said = text(&run(&site, &["build"]).stderr);
    assert_eq!(said.lines().count(), 4, "{said}");
    let json = text(&run(&site, &["check", "--format", "json"]).stdout);
    assert!(json.contains(r#""severity":"warning""#), "{json}");
}

#[test]
fn a_reason_is_shown_only_where_there_are_warnings() {
    let lowered = "checks.link-http = { as = \"warning\", because = \"x\" }\nlanguage";
    let site = Site::minimal().change("site.toml", "language", lowered);

    let done = run(&site, &["check"]);

    assert_eq!((done.status.code(), &*text(&done.stderr)), (Some(0), ""));
}

#[test]
fn a_baseline_does_not_stand_in_what_it_is_about() {
    let site = taken_over();

    for arguments in [&["--update"][..], &[]] {
        let given = [&["check", "--baseline", "content/k"], arguments].concat();
        let done = run(&site, &given);

        assert_eq!(done.status.code(), Some(2), "{arguments:?}");
        let said = text(&done.stderr);
        assert!(said.contains("--baseline content/k stands in content"), "{said}");
    }
    assert!(!site.home().join("content/k").exists());
}

#[test]
fn what_is_missing_from_a_file_is_known_whatever_its_first_line_says() {
    let site = Site::of("pages/a.md", "Un texte.\n");
    let noted = run(&site, &["check", "--baseline", "known.txt", "--update"]);
    assert_eq!(text(&noted.stdout), "known.txt: 1 error noted\n");

    let site = site.with("pages/a.md", "Une ligne.\n\nUn texte.\n");

    assert_eq!(check(&site).status.code(), Some(0), "{}", text(&check(&site).stderr));
}
