//! What stands in a content folder and is no content, and names that other systems and programs write.

use std::fs;

use crate::harness::{Site, run, text};

#[test]
fn what_editors_and_systems_leave_stops_nothing_wherever_it_lies() {
    let names = [
        "#a.md#",
        "a.md.bak",
        "a.md.orig",
        "a.md.swp",
        "Thumbs.db",
        "~$a.docx",
        "a.md.old",
        "a.md.1",
        "a.md.dpkg-old",
        "a.sync-conflict-20210101-000000-AAAAAAA.md",
    ];
    for folder in ["", "pages/", "pages/a/", "assets/", "data/", "templates/", "lettres/"] {
        for name in names {
            let site = Site::of(&format!("{folder}{name}"), "---\n{{ nichts }}");
            let built = site.build();
            assert_eq!(built.diagnostics(), "", "{folder}{name}");
            let files = built.0.files.keys().find(|path| path.contains(name));
            assert_eq!(files, None, "{folder}{name}");
        }
    }
}

#[test]
fn letters_of_the_office_are_checked_and_go_nowhere() {
    let letter = "---\nobjet: Votre candidature\n---\nBonjour MARQUE,\n";
    let built = Site::of("lettres/retenue.md", letter).build().0;

    let codes = built.report.diagnostics.iter().map(|each| each.code.name());
    assert!(
        built.report.diagnostics.len() == 9 && codes.into_iter().all(|it| it == "letter-missing")
    );
    let without = Site::minimal().build().0;
    assert!(built.files.keys().eq(without.files.keys()), "{:?}", built.files.keys());
}

/// The code of the only mistake of a site, or nothing.
#[track_caller]
fn code(site: &Site) -> &'static str {
    let report = site.build().0.report;
    assert!(report.diagnostics.len() < 2, "{:?}", report.diagnostics);
    report.diagnostics.first().map_or("", |each| each.code.name())
}

const PAGE: &str = "---\ntitle: A\n---\n";

#[test]
fn names_that_other_programs_give_to_a_folders_page_are_told() {
    for (path, expect) in [
        ("a/_index.md", "page-name"),
        ("a/README.md", "page-name"),
        ("readme.md", "page-name"),
        ("a/Index.md", "page-name"),
        ("a/index.md", ""),
        ("a/reindex.md", ""),
        ("a/lisez-moi.md", ""),
        ("a/index.fr.md", "page-name"),
        ("a/_index.fr.md", "page-name"),
        ("a/README.fr.md", "page-name"),
        ("index.en.md", "page-name"),
        ("404.fr.md", "page-name"),
        ("404.de.md", "page-name"),
        ("a/contact.fr.md", "page-name"),
        ("a/contact.en.md", "page-name"),
        ("a/data.gouv.fr.md", ""),
        ("a/v1.to.md", ""),
        ("a/v1.2.md", ""),
        ("_drafts/a.md", "page-name"),
        ("a/_posts/b.md", "page-name"),
        ("_a/b.md", ""),
    ] {
        assert_eq!(code(&Site::of(&format!("pages/{path}"), PAGE)), expect, "{path}");
    }
    let meant = Site::of("pages/README.md", "---\ntitle: A\nslug: lisez-moi\n---\n");
    assert_eq!(code(&meant), "");
}

#[test]
fn a_copy_that_a_system_has_made_of_a_page_is_told() {
    for (path, expect) in [
        ("b/a - Copie.md", "page-name"),
        ("b/a - Copie (2).md", "page-name"),
        ("b/a - Copy.md", "page-name"),
        ("b/a (copie).md", "page-name"),
        ("b/a (copy 3).md", "page-name"),
        ("b/a copie.md", "page-name"),
        ("b/Copie de a.md", "page-name"),
        ("b/a (1).md", "page-name"),
        ("b/a-DESKTOP-4F7KQ2A.md", "page-name"),
        ("b/a.bak.md", "page-name"),
        ("b/a_old.md", "page-name"),
        ("b/a-Copie.md", "page-name"),
        ("b/a-2.md", ""),
        ("b/c_old.md", ""),
        ("b/old.md", ""),
        ("b/a 2.md", ""),
        ("b/a (suite).md", ""),
        ("b/c - Copie.md", ""),
        ("a - Copie.md", ""),
        ("b/copie.md", ""),
    ] {
        let site = Site::of("pages/b/a.md", PAGE).with(&format!("pages/{path}"), PAGE);
        assert_eq!(code(&site), expect, "{path}");
    }
    let meant = "---\ntitle: A\nslug: a-copie\n---\n";
    assert_eq!(code(&Site::of("pages/a.md", PAGE).with("pages/a - Copie.md", meant)), "");
}

#[test]
fn a_folder_named_like_a_language_is_one_only_with_a_translation() {
    for (paths, expect) in [
        (&["go/index.md"][..], ""),
        (&["is/a.md"], ""),
        (&["is/index.md", "is/a/index.md", "a/index.md"], ""),
        (&["co/b.md", "b/c.md"], ""),
        (&["de/a.md", "a.md"], "language-not-listed"),
        (&["de/b.md", "de/a/b.md", "a/b.md"], "language-not-listed"),
        (&["en/a.md"], "language-not-listed"),
        (&["enn/a.md", "a.md"], ""),
    ] {
        let site = paths
            .iter()
            .fold(Site::minimal(), |site, path| site.with(&format!("pages/{path}"), PAGE));
        assert_eq!(code(&site), expect, "{paths:?}");
    }
}

#[test]
fn a_name_is_as_long_as_disks_take_or_is_told() {
    let slug = |length: usize| {
        let slug = "a".repeat(length);
        Site::of("pages/a.md", &format!("---\ntitle: A\nslug: {slug}\n---\n"))
    };
    let alias = |alias: String| {
        Site::of("pages/a.md", &format!("---\ntitle: A\naliases: [/b/{alias}]\n---\n"))
    };
    let asset =
        |length: usize| Site::of(&format!("assets/{}.svg", "a".repeat(length - 4)), "<svg/>");
    let rows = [
        ("slug", slug(255), ""),
        ("slug", slug(256), "name-too-long"),
        ("alias", alias("a".repeat(255) + "/"), ""),
        ("alias", alias("a".repeat(256) + "/"), "name-too-long"),
        ("alias file", alias("a".repeat(247) + ".html"), ""),
        ("alias file", alias("a".repeat(248) + ".html"), "name-too-long"),
        ("asset", asset(243), ""),
        ("asset", asset(244), "name-too-long"),
        ("asset", asset(247), "name-too-long"),
        ("page", Site::of(&format!("pages/{}.md", "a".repeat(247)), PAGE), ""),
    ];
    for (what, site, expect) in rows {
        assert_eq!(code(&site), expect, "{what}");
        if expect.is_empty() {
            let done = run(&site, &["build"]);
            assert_eq!(done.status.code(), Some(0), "{what}: {}", text(&done.stderr));
        }
    }
}

#[test]
fn names_are_one_however_their_accents_are_stored() {
    let (nfc, nfd) = ("\u{e9}t\u{e9}", "e\u{301}te\u{301}");
    for (stored, typed) in [(nfd, nfc), (nfc, nfd), (nfd, nfd)] {
        let prose = format!(
            "[x](./{typed}/{typed}.md)\n\n![y](/assets/{nfc}.svg)\n\n{{{{ data.a.b }}}}\n\n\
                 ![z](/assets/e%CC%81te%CC%81.svg) ![z](/assets/{nfd}.svg) [z](/assets/{nfd}.svg) \
                 [z](/assets/e%CC%81te%CC%81.svg#a)\n"
        );
        let site = Site::of(&format!("pages/{stored}/{stored}.md"), PAGE)
            .with("pages/a.md", &(PAGE.to_owned() + "\n" + &prose))
            .with("data/a.toml", "b = 1\n")
            .with(&format!("assets/{stored}.svg"), "<svg/>");
        let done = run(&site, &["build"]);
        assert_eq!(done.status.code(), Some(0), "{stored:?} {typed:?}: {}", text(&done.stderr));
        let html = fs::read_to_string(site.dist().join("public/a/index.html")).unwrap();
        assert!(html.contains("href=\"/ete/ete/\""), "{html}");
        assert_eq!(html.matches("href=\"/assets/%C3%A9t%C3%A9.svg").count(), 2, "{html}");
        assert!(site.dist().join(format!("public/assets/{nfc}.svg")).is_file());
    }

    let twins = Site::of(&format!("pages/{nfc}.md"), PAGE).with(&format!("pages/{nfd}.md"), PAGE);
    let said = text(&run(&twins, &["check"]).stderr);
    assert!(said.contains("two files have this name, and differ only in how"), "{said}");
}

#[cfg(unix)]
#[test]
fn the_output_never_stands_in_the_content() {
    let site = Site::minimal();
    std::os::unix::fs::symlink("content", site.home().join("lien")).unwrap();

    for out in ["content/dist", "content", "./content/a/b", "lien/dist", "x/../content/dist"] {
        fs::create_dir_all(site.home().join("x")).unwrap();
        let done = run(&site, &["build", "--out", out]);
        assert_eq!(done.status.code(), Some(2), "{out}: {}", text(&done.stderr));
        assert!(text(&done.stderr).contains(" stands in content, and the next"), "{out}");
    }
    for out in ["contents", "dist/content", "x/dist"] {
        let done = run(&site, &["build", "--out", out]);
        assert_eq!(done.status.code(), Some(0), "{out}: {}", text(&done.stderr));
    }
    assert_eq!(run(&site, &["check"]).status.code(), Some(0));
}

/// Whoever may do everything needs no right to write: as nobody, then.
#[cfg(unix)]
#[test]
fn an_output_in_which_nobody_may_write_is_replaced_all_the_same() {
    use std::process::Command;
    let site = Site::minimal();
    let home = site.home().to_str().unwrap();
    let command = env!("CARGO_BIN_EXE_site-gen");
    let script = format!(
        "set -e; cd {home}; {command} build; chmod -R a-w dist; echo >> content/pages/index.md; \
         echo x >> content/pages/index.md; {command} build; echo y >> content/pages/index.md; {command} build; \
         ls -A; chmod -R u+w dist"
    );
    let shell = |program: &str, arguments: &[&str]| {
        Command::new(program).args(arguments).args(["sh", "-c", &script]).output()
    };
    let is_root =
        fs::metadata("/proc/self").is_ok_and(|it| std::os::unix::fs::MetadataExt::uid(&it) == 0);
    let done = if is_root {
        let chown = Command::new("chown").args(["-R", "65534:65534", home]).status().unwrap();
        assert!(chown.success());
        shell("setpriv", &["--reuid=65534", "--regid=65534", "--clear-groups"])
    } else {
        shell("env", &[])
    }
    .unwrap();

    assert!(done.status.success(), "{}", text(&done.stderr));
    let said = text(&done.stdout);
    assert!(said.ends_with("\ncontent\ndist\n"), "{said}");
}
