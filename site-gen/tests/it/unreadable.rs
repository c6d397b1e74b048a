//! What cannot be read is a problem like any other: it has a place, and hides nothing.

use std::{
    ffi::OsStr,
    fs,
    os::unix::{ffi::OsStrExt, fs::symlink},
};

use crate::harness::{Site, run, text};

/// A page with a broken link, a page that is nowhere, and a link to that page.
fn site() -> Site {
    let site = Site::of("pages/a.md", "---\ntitle: A\n---\n\n[x](/nope/) [y](./b.md)\n");
    symlink("nowhere.md", site.home().join("content/pages/b.md")).unwrap();
    site
}

#[test]
fn a_link_that_leads_nowhere_is_one_problem_among_others() {
    let done = run(&site(), &["check"]);

    assert_eq!(done.status.code(), Some(1));
    insta::assert_snapshot!(text(&done.stderr), @"
    content/pages/a.md:5:5: there is no page `/nope/`
      | [x](/nope/) [y](./b.md)
      |     ^^^^^^
      = help: a link leads to a page's file (./page.md), to a file beside it, to a URL (/page/) or to /assets/…
      = code: link-page

    content/pages/b.md:1:1: this link leads nowhere
      = help: correct it, or remove it
      = code: file-unreadable

    2 errors
    ");
}

#[test]
fn the_same_goes_for_json() {
    let done = run(&site(), &["check", "--format", "json"]);

    assert_eq!(done.status.code(), Some(1));
    let said = text(&done.stdout);
    assert_eq!(said.lines().count(), 2, "{said}");
    assert!(said.lines().all(|line| line.contains("\"line\":")), "{said}");
    assert_eq!(text(&done.stderr), "");
}

#[test]
fn names_that_are_no_text_and_links_that_go_round_are_reported_once_each() {
    let site = Site::minimal();
    let content = site.home().join("content");
    fs::write(content.join("pages").join(OsStr::from_bytes(b"caf\xe9.md")), "").unwrap();
    symlink("self.md", content.join("pages/self.md")).unwrap();
    symlink("../pages", content.join("pages/again")).unwrap();
    symlink("style.css", content.join("style.css")).unwrap();
    for (here, there) in [("one", "two"), ("two", "one")] {
        fs::create_dir_all(content.join("assets").join(here)).unwrap();
        symlink(format!("../{there}"), content.join("assets").join(here).join(there)).unwrap();
    }

    let done = run(&site, &["check"]);

    insta::assert_snapshot!(text(&done.stderr), @"
    content/assets/one/two/one/two:1:1: this link leads to a folder that it stands in
      = help: remove it
      = code: file-unreadable

    content/assets/two/one/two/one:1:1: this link leads to a folder that it stands in
      = help: remove it
      = code: file-unreadable

    content/pages/again:1:1: this link leads to a folder that it stands in
      = help: remove it
      = code: file-unreadable

    content/pages/caf�.md:1:1: this name is not UTF-8
      = help: rename it, or remove it
      = code: file-unreadable

    content/pages/self.md:1:1: this link leads nowhere
      = help: correct it, or remove it
      = code: file-unreadable

    content/style.css:1:1: nothing reads this file
      = help: a file that pages link to goes to assets/, one that others look for at the site's root to root/, a fact that pages quote to data/
      = code: file-unknown

    content/style.css:1:1: this link leads nowhere
      = help: correct it, or remove it
      = code: file-unreadable

    7 errors
    ");
}

#[test]
fn a_folder_that_cannot_be_read_is_told_once() {
    for folder in ["data", "assets", "includes"] {
        let site = Site::minimal();
        symlink(folder, site.home().join("content").join(folder)).unwrap();

        let said = text(&run(&site, &["check", "--format", "json"]).stdout);

        assert_eq!(said.lines().count(), 1, "{said}");
        assert!(said.contains("file-unreadable"), "{said}");
    }
}

#[test]
fn what_is_neither_a_file_nor_a_folder_is_told() {
    let site = Site::minimal();
    let content = site.home().join("content");
    for (path, target) in [("pages/a.md", ""), ("pages/b.md", "a.md"), ("icon.svg", "")] {
        let path = content.join(path);
        if target.is_empty() {
            std::os::unix::net::UnixListener::bind(path).unwrap();
        } else {
            symlink(target, path).unwrap();
        }
    }

    let done = run(&site, &["check", "--format", "json"]);

    let said = text(&done.stdout);
    for path in ["pages/a.md", "pages/b.md", "icon.svg"] {
        let told =
            |line: &&str| line.contains(path) && line.contains("neither a file nor a folder");
        assert_eq!(said.lines().filter(told).count(), 1, "{path}: {said}");
    }
}

#[test]
fn a_link_that_leads_out_of_the_folder_is_refused_whatever_it_leads_to_and_however() {
    let site = Site::minimal();
    let content = site.home().join("content");
    let elsewhere = site.home().join("elsewhere");
    fs::create_dir_all(elsewhere.join("deep")).unwrap();
    fs::write(elsewhere.join("secret.md"), "---\ntitle: Secret\n---\n\nGarance\n").unwrap();
    fs::write(elsewhere.join("deep/secret.svg"), "Garance").unwrap();
    // A folder whose name starts with that of the content is not in it.
    fs::create_dir_all(site.home().join("content-old")).unwrap();
    fs::write(site.home().join("content-old/old.md"), "---\ntitle: Old\n---\n").unwrap();
    fs::create_dir_all(content.join("assets/inside")).unwrap();
    fs::create_dir_all(content.join("data")).unwrap();
    for (target, link) in [
        ("../../elsewhere/secret.md", "pages/file.md"),
        (elsewhere.join("secret.md").to_str().unwrap(), "pages/absolute.md"),
        ("../../elsewhere", "assets/folder"),
        ("file.md", "pages/by-another-link.md"),
        ("../../..", "assets/inside/above"),
        ("../../content-old/old.md", "pages/old.md"),
        ("/dev/zero", "data/device.csv"),
        // These stay.
        ("inside", "assets/again"),
        ("../../content/site.toml", "assets/site.toml"),
        (content.join("assets/inside").to_str().unwrap(), "assets/inside-absolute"),
    ] {
        symlink(target, content.join(link)).unwrap();
    }

    for command in [&["check"][..], &["build"]] {
        let done = run(&site, command);

        assert_eq!(done.status.code(), Some(1));
        let said = text(&done.stderr).replace(&*site.home().to_string_lossy(), "HOME");
        let found: Vec<&str> = said.lines().filter(|line| line.contains("leads out")).collect();
        insta::allow_duplicates! {
            insta::assert_snapshot!(found.join("\n"), @"
            content/assets/again/above:1:1: this link leads out of the content folder, to `../../..`
            content/assets/folder:1:1: this link leads out of the content folder, to `../../elsewhere`
            content/assets/inside-absolute/above:1:1: this link leads out of the content folder, to `../../..`
            content/assets/inside/above:1:1: this link leads out of the content folder, to `../../..`
            content/data/device.csv:1:1: this link leads out of the content folder, to `/dev/zero`
            content/pages/absolute.md:1:1: this link leads out of the content folder, to `HOME/elsewhere/secret.md`
            content/pages/by-another-link.md:1:1: this link leads out of the content folder, to `file.md`
            content/pages/file.md:1:1: this link leads out of the content folder, to `../../elsewhere/secret.md`
            content/pages/old.md:1:1: this link leads out of the content folder, to `../../content-old/old.md`
            ");
        }
        assert_eq!(said.matches("code: ").count(), found.len(), "{said}");
        assert_eq!(said.matches("code: file-outside").count(), found.len(), "{said}");
    }
    assert!(!site.home().join("dist").exists(), "nothing of it goes out");
}
