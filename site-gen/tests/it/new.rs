//! `site-gen new`: what it makes builds, and takes nothing from what is there.

use std::{fs, path::Path};

use tempfile::TempDir;

use crate::harness::{run_in, text};

/// What a command says, on either stream, and whether it was done.
#[track_caller]
fn said(folder: &Path, arguments: &[&str]) -> (bool, String) {
    let done = run_in(folder, arguments);
    (done.status.success(), [text(&done.stdout), text(&done.stderr)].concat())
}

#[track_caller]
fn done(folder: &Path, arguments: &[&str]) -> String {
    let (is_done, said) = said(folder, arguments);
    assert!(is_done, "{arguments:?}: {said}");
    said
}

#[test]
fn a_new_site_builds_in_each_language_with_a_form_and_without() {
    for (options, built, menu) in [
        (&[][..], "dist: 3 pages, ", "/a-propos/"),
        (&["--form"], "dist: 4 pages, ", "/contact/"),
        (&["--language", "en"], "dist: 3 pages, ", "/about/"),
        (&["--language", "en", "--form"], "dist: 4 pages, ", "/contact/"),
        (&["--title", "L'\"été\" : #1 \\ <b> {{ x }} – à 3"], "dist: 3 pages, ", "/a-propos/"),
    ] {
        let folder = TempDir::new().unwrap();
        let made = done(folder.path(), &[&["new", "site", "mon club"], options].concat());
        assert!(
            made.contains("made mon club/content: `cd \"mon club\" && site-gen serve`"),
            "{made}"
        );

        let site = folder.path().join("mon club");
        let built_as = done(&site, &["build"]);
        assert!(built_as.starts_with(built), "{options:?}: {built_as}");
        let home = fs::read_to_string(site.join("dist/public/index.html")).unwrap();
        assert!(home.contains(&format!("href=\"{menu}\"")), "{options:?}: {home}");
        let said = done(&site, &["check"]);
        // Who can read what is sent, and by which key it is signed, nobody can decide for its author.
        let open = said.lines().filter(|line| line.contains("= code: ")).count();
        assert_eq!(open, if options.contains(&"--form") { 2 } else { 0 }, "{said}");
    }
}

#[test]
fn its_title_is_the_name_of_its_folder() {
    let folder = TempDir::new().unwrap();
    for (name, title) in [("club-photo", "Club photo"), ("sites/été_2026", "Été 2026")] {
        done(folder.path(), &["new", "site", name]);
        let site = fs::read_to_string(folder.path().join(name).join("content/site.toml")).unwrap();
        assert!(site.contains(&format!("title = \"{title}\"\n")), "{site}");
    }
    let here = folder.path().join("ici");
    fs::create_dir(&here).unwrap();
    let made = done(&here, &["new", "site", "."]);
    assert!(made.contains("made content: `site-gen serve` shows"), "{made}");
    assert!(fs::read_to_string(here.join("content/site.toml")).unwrap().contains("\"Ici\""));
}

#[test]
fn a_form_and_a_page_are_added_to_it_and_no_prefix_is_used_twice() {
    let folder = TempDir::new().unwrap();
    done(folder.path(), &["new", "site", ".", "--language", "en", "--form"]);
    for (name, url, prefix) in [
        ("contacts", "/contacts/", "CONTA"),
        ("contact-2", "/contact-2/", "CONT"),
        ("contact-3", "/contact-3/", "CON"),
        ("contact-4", "/contact-4/", "CO"),
        ("contact-5", "/contact-5/", "COA"),
        ("a", "/a/", "AA"),
        ("b2", "/b2/", "BB"),
    ] {
        let made = done(folder.path(), &["new", "form", name, "--title", "Say <it>"]);
        assert!(made.contains(&format!("shows it at {url}; ")), "{made}");
        let form = fs::read_to_string(folder.path().join(format!("content/forms/{name}.toml")));
        let form = form.unwrap();
        assert!(form.contains(&format!("prefix = \"{prefix}\" ")), "{form}");
        assert!(form.contains("language = \"en\""), "{form}");
    }
    done(folder.path(), &["new", "page", "news/opening"]);
    let built = done(folder.path(), &["build", "--drafts"]);
    assert!(built.contains("dist: 12 pages, "), "{built}");
    let page = fs::read_to_string(folder.path().join("dist/public/a/index.html")).unwrap();
    assert!(page.contains("<h1>Say &lt;it&gt;</h1>"), "{page}");
    // A page of its own is a draft at first, and the form has none meanwhile: that is told with what to do.
    done(folder.path(), &["new", "page", "a"]);
    let (_, told) = said(folder.path(), &["check"]);
    assert!(told.contains("the form has no page: content/pages/a.md is a draft"), "{told}");
    assert!(told.contains("or remove that file"), "{told}");
}

#[test]
fn nothing_is_written_over_and_what_cannot_be_made_is_refused() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join(".gitignore"), "mine\n").unwrap();
    fs::write(folder.path().join("README.md"), "mine\n").unwrap();
    done(folder.path(), &["new", "site", ".", "--form"]);
    assert_eq!(fs::read_to_string(folder.path().join(".gitignore")).unwrap(), "mine\n");
    fs::write(folder.path().join("content/pages/taken.md"), "---\ntitle: A\n---\n").unwrap();
    let before = done(folder.path(), &["check"]);

    for (arguments, why) in [
        (&["new", "site", "."][..], "content is there already: this is a site"),
        (&["new", "site", "README.md"], "cannot write README.md/content/site.toml"),
        (&["new", "site", "b", "--title", " "], "`title` is empty"),
        (&["new", "site", "b", "--title", "a\u{7}"], "holds a character that nobody sees"),
        (&["new", "site", "b", "--language", "de"], "exist in: fr, en"),
        (&["new", "form", "contact"], "contact.toml is there already"),
        (&["new", "form", "Été"], "`Été` is no name of a form"),
        (&["new", "form", "../a"], "`../a` is no name of a form"),
        (&["new", "form", "a-"], "`a-` is no name of a form"),
        (&["new", "form", ""], "`` is no name of a form"),
        (&["new", "form", "index"], "`index` is no name of a form"),
        (&["new", "form", "assets"], "`/assets/`"),
        (&["new", "form", "b", "--content", "nowhere"], "nowhere"),
        (&["new", "form", "b", "--title", ""], "the text of `form_title` is empty"),
    ] {
        let (is_done, said) = said(folder.path(), arguments);
        assert!(!is_done && said.contains(why), "{arguments:?}: {said}");
    }
    assert_eq!(
        done(folder.path(), &["check"]).split(" pages, ").next(),
        before.split(" pages, ").next()
    );
    assert!(!folder.path().join("b").exists());
}
