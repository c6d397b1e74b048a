//! Mistakes above the text, one at a time.

use crate::harness::Site;

fn diagnostics(page: &str) -> String {
    Site::of("pages/a.md", page).build().diagnostics()
}

#[test]
fn an_unknown_key_names_the_one_that_was_meant() {
    insta::assert_snapshot!(diagnostics("---\ntitle: A\ndescripton: B\n---\n"), @"
    content/pages/a.md:3:1: unknown key `descripton`
      | descripton: B
      | ^^^^^^^^^^
      = help: did you mean `description`?
      = code: front-matter-unknown-key
    ");
}

#[test]
fn a_missing_title_is_reported_at_the_fence() {
    insta::assert_snapshot!(diagnostics("---\ndescription: B\n---\n"), @"
    content/pages/a.md:1:1: `title` is missing
      | ---
      | ^^^
      = help: every page has one: title: …
      = code: front-matter-missing-title
    ");
}

#[test]
fn a_date_that_does_not_exist_is_refused() {
    insta::assert_snapshot!(diagnostics("---\ntitle: A\ndate: 2021-02-30\n---\n"), @"
    content/pages/a.md:3:7: `2021-02-30` is not a date
      | date: 2021-02-30
      |       ^^^^^^^^^^
      = help: year, month and day: 2021-06-01
      = code: date-unknown
    ");
    insta::assert_snapshot!(diagnostics("+++\ntitle = \"A\"\nupdated = 12\n+++\n"), @"
    content/pages/a.md:3:11: `updated` should be a date, this is a whole number
      | updated = 12
      |           ^^
      = help: year, month and day: 2021-06-01
      = code: date-unknown
    ");
}

#[test]
fn an_update_before_the_date_is_refused() {
    insta::assert_snapshot!(diagnostics("---\ntitle: A\ndate: 2021-06-02\nupdated: 2021-06-01\n---\n"), @"
    content/pages/a.md:4:10: updated before its date, 2021-06-02
      | updated: 2021-06-01
      |          ^^^^^^^^^^
      = help: correct one of the two dates
      = code: date-order
    ");
}

#[test]
fn a_value_of_another_kind_is_refused() {
    insta::assert_snapshot!(diagnostics("---\ntitle: [A]\nweight: heavy\n---\n"), @r#"
    content/pages/a.md:2:8: `title` should be a text, this is a list
      | title: [A]
      |        ^^^
      = help: for example title: "…"
      = code: front-matter-mistyped

    content/pages/a.md:3:9: `weight` should be a whole number, this is a text
      | weight: heavy
      |         ^^^^^
      = help: for example weight: 12
      = code: front-matter-mistyped
    "#);
}

#[test]
fn yaml_and_toml_that_cannot_be_read_are_refused() {
    insta::assert_snapshot!(diagnostics("---\ntitle: Candidater : le formulaire\n---\n"), @r#"
    content/pages/a.md:2:8: this text holds a colon, which YAML reads as another key
      | title: Candidater : le formulaire
      |        ^^^^^^^^^^^^^^^^^^^^^^^^^^
      = help: put it in straight quotes: "Candidater : le formulaire"
      = code: yaml-colon
    "#);
    insta::assert_snapshot!(diagnostics("+++\ntitle = A\n+++\n"), @r#"
    content/pages/a.md:2:9: this is not TOML: string values must be quoted, expected literal string
      | title = A
      |         ^
      = help: write title = "A"
      = code: toml-syntax
    "#);
    insta::assert_snapshot!(diagnostics("---\ntitle: A\ntitle: B\n---\n"), @"
    content/pages/a.md:3:1: `title` is there twice
      | title: B
      | ^^^^^
      = help: keep one of the two
      = code: yaml-duplicate-key
    ");
}

#[test]
fn a_text_of_toml_that_nothing_closes_is_told_where_it_begins() {
    insta::assert_snapshot!(diagnostics("+++\ntitle = \"\"\"A\n+++\n"), @r#"
    content/pages/a.md:2:9: nothing closes this text
      | title = """A
      |         ^^^
      = help: write its three quotes again after its last line
      = code: toml-syntax
    "#);
}

#[test]
fn a_page_without_front_matter_is_refused() {
    insta::assert_snapshot!(diagnostics("# A\n"), @"
    content/pages/a.md:1:1: a heading of level 1 in the text
      | # A
      | ^^^
      = help: the page's title is its only heading of level 1; begin with ##
      = code: heading-level

    content/pages/a.md:1:1: this page has no front matter
      | # A
      | ^
      = help: start it with ---, then `title: …`, then --- again
      = code: front-matter-missing
    ");
    insta::assert_snapshot!(diagnostics("---\ntitle: A\n"), @"
    content/pages/a.md:1:1: nothing closes the front matter: no second line says ---
      | ---
      | ^^^
      = help: add it above the text
      = code: front-matter-not-closed
    ");
}

#[test]
fn what_cannot_stand_in_an_address_is_refused() {
    insta::assert_snapshot!(diagnostics("---\ntitle: A\nslug: Été à Sète\naliases: [ancienne, /ok/]\n---\n"), @"
    content/pages/a.md:3:7: `Été à Sète` cannot stand in an address
      | slug: Été à Sète
      |       ^^^^^^^^^^
      = help: did you mean `ete-a-sete`?
      = code: address-slug

    content/pages/a.md:4:11: `ancienne` is no address of this site
      | aliases: [ancienne, /ok/]
      |           ^^^^^^^^
      = help: did you mean `/ancienne`?
      = code: address-alias
    ");
}

#[test]
fn an_address_with_its_host_is_meant_without_it() {
    let said = diagnostics("---\ntitle: A\npermalink: https://a.example/b/\n---\n");
    assert!(said.contains("help: did you mean `/b/`?"), "{said}");
}

#[test]
fn a_file_that_is_no_page_is_refused() {
    insta::assert_snapshot!(Site::of("pages/a.txt", "A").build().diagnostics(), @"
    content/pages/a.txt:1:1: a page is a .md file
      = help: did you mean `a.md`?
      = code: page-extension
    ");
}

#[test]
fn a_line_that_is_no_key_is_told_where_it_stands_and_takes_no_other_with_it() {
    #[track_caller]
    fn check(lines: &str, expect: &[&str]) {
        // What stands below is told too: it is no day.
        for below in ["", "date: 01/06/2021\n", "date: 01/06/2021\nextra:\n  a: b\n"] {
            let page = format!("---\n{lines}{below}---\n");
            let found = Site::of("pages/a.md", &page).build().0.report.diagnostics;
            let (dates, found): (Vec<_>, Vec<_>) =
                found.into_iter().partition(|found| found.code.name() == "date-french");
            let found: Vec<String> = found
                .iter()
                .map(|told| format!("{} {}", told.place.line, told.code.name()))
                .collect();
            assert_eq!(found, expect, "{page}");
            assert_eq!(dates.len(), usize::from(!below.is_empty()), "{page}");
        }
    }

    check("title:A\n", &["2 yaml-no-space"]);
    check("title: A\nslug:x\n", &["3 yaml-no-space"]);
    check("title: A\ndescription Où\n", &["3 yaml-syntax"]);
    check("Contact\ntitle: A\n", &["2 yaml-syntax"]);
    check("title: A\naliases: [/a/\n", &["3 yaml-unclosed-list"]);
    check("title: A\naliases:\n- /a/\nslug:x\n", &["5 yaml-no-space"]);
    check("title: A\n  description: B\n", &["3 yaml-indent"]);
    check("title: A\nextra2:\n  a:b\n  c: d\n", &["4 yaml-no-space"]);
    check("title: A\naliases: [/a/\nslug:x\n", &["3 yaml-unclosed-list", "4 yaml-no-space"]);
    check("title:A\nslug:x\n", &["2 yaml-no-space", "3 yaml-no-space"]);
    check("https://a.example\ntitle: A\n", &["2 yaml-syntax"]);
    check("title: A\nhttps://a.example\n", &["3 yaml-syntax"]);
}

#[test]
fn a_time_with_an_offset_is_a_day_where_the_readers_are() {
    for (date, expect) in [
        ("2021-06-01", "2021-06-01T00:00:00+02:00"),
        ("2021-06-01T23:30:00Z", "2021-06-02T00:00:00+02:00"),
        ("2021-06-01T21:30:00Z", "2021-06-01T00:00:00+02:00"),
        ("2021-06-01 23:30:00 -0500", "2021-06-02T00:00:00+02:00"),
        ("2021-06-02T00:30:00+09:00", "2021-06-01T00:00:00+02:00"),
        ("2021-06-01 23:30:00 UTC", "2021-06-02T00:00:00+02:00"),
        ("2021-06-01 23:30", "2021-06-01T00:00:00+02:00"),
        ("2021-06-01T23:30:00", "2021-06-01T00:00:00+02:00"),
    ] {
        let page = format!("---\ntitle: A\ndate: {date}\n---\n");
        let files = Site::of("pages/a.md", &page).build().expect_files();
        let feed = &files["public/feed.xml"];
        assert!(feed.contains(&format!("<published>{expect}</published>")), "{date}: {feed}");
    }
    let told = diagnostics("---\ntitle: A\ndate: 2021-06-01 demain\n---\n");
    assert!(told.contains("date-unknown"), "{told}");
}

#[test]
fn a_value_may_have_a_name_and_stand_twice() {
    let page = "---\ntitle: &t Un titre\ndescription: *t\nextra:\n  a: &a { b: c }\n  d:\n    <<: *a\n    e: f\n---\n\n\
                {{ page.description }}, {{ page.extra.d.b }} {{ page.extra.d.e }}.\n";
    let html = Site::of("pages/a.md", page).build().expect_page("/a/");

    assert!(html.contains("<p>Un titre, c f.</p>"), "{html}");
    let tab = Site::of("pages/a.md", "---\ntitle:\tUn titre\n---\n").build().expect_page("/a/");
    assert!(tab.contains("<title>Un titre"), "{tab}");
}

#[test]
fn an_address_that_no_disk_could_hold_is_refused() {
    let alias = format!("/{}", format!("{}/", "a".repeat(200)).repeat(25));
    let told = diagnostics(&format!("---\ntitle: A\naliases: [{alias}]\n---\n"));
    assert!(told.contains("this alias is too long"), "{told}");
}

#[test]
fn a_key_that_stands_below_extra_by_mistake_is_told() {
    for (text, expect) in [
        (
            "+++\ntitle = \"A\"\n[extra]\ntoc = true\ndraft = true\n+++\n",
            "5 front-matter-unknown-key",
        ),
        (
            "+++\ntitle = \"A\"\n[extra]\ndate = 2999-01-01\nimage = \"/a\"\n+++\n",
            "4 front-matter-unknown-key 5 front-matter-unknown-key",
        ),
        ("+++\ntitle = \"A\"\nextra.date = 2021-06-01\n+++\n", ""),
        ("+++\ntitle = \"A\"\nextra = { image = \"a\" }\n+++\n", ""),
        ("+++\ntitle = \"A\"\n[extra.salle]\ndate = 2021-06-01\n+++\n", ""),
        ("---\ntitle: A\nextra:\n  draft: true\n---\n", "4 front-matter-unknown-key"),
        (
            "---\ntitle: A\nextra: { expires: 2021-06-01, auteur: B }\n---\n",
            "3 front-matter-unknown-key",
        ),
        ("---\ntitle: A\nextra:\n  date: 2021-06-01\n  title: B\n---\n", ""),
    ] {
        let told = Site::of("pages/a.md", text).build().0.report.diagnostics;
        let lines = told.iter().map(|each| format!("{} {}", each.place.line, each.code.name()));
        assert_eq!(lines.collect::<Vec<_>>().join(" "), expect, "{text}: {told:#?}");
    }
    let defaults = Site::of("pages/_defaults.toml", "[extra]\ndraft = true\n").build();
    assert!(
        defaults.diagnostics().contains("`draft` stands below `extra`"),
        "{}",
        defaults.diagnostics()
    );
}
