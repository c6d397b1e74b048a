//! Folders that nobody meant to be a site: each fault is named, and all that is sound is converted.

use std::fs;
#[cfg(unix)]
use std::os::unix::{fs::symlink, net::UnixListener};

use super::{OldSite, codes};
use crate::harness::text;

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_converted() {
    let site = OldSite::with(&[
        ("config.toml", "title = \"A\"\nbase_url = \"https://a.example.org\"\n"),
        ("content/_index.md", "+++\ntitle = \"Home\"\n+++\n"),
        ("content/open.md", "+++\ntitle = \"Open\"\n"),
        ("content/none.md", "No front matter.\n"),
        ("content/list.md", "+++\ntitle = [\"a\"\n+++\n"),
        ("content/sound.md", "\n+++\ntitle = \"Sound\"\n+++\nText.\n"),
    ]);
    site.write("content/latin.md", b"+++\ntitle = \"\xe9t\xe9\"\n+++\n");
    site.write("content/binary.md", b"+++\n\0\x01\x02\xff\n+++\n");
    let many = "a {{ b <a x=y> [c](d) ".repeat(5_000);
    let long = ["+++\ntitle = \"Long\"\n+++\n", &many, &"a ".repeat(5_000_000)].concat();
    site.write("content/long.md", long.as_bytes());
    let braces = ["+++\ntitle = \"Braces\"\n+++\n", &"{{ a(b=[".repeat(20_000)].concat();
    site.write("content/braces.md", braces.as_bytes());

    let done = site.import("zola", &[]);

    let said = text(&done.stderr);
    assert_eq!(done.status.code(), Some(3), "{said}");
    assert_eq!(site.new_file("pages/sound.md"), "---\ntitle: Sound\n---\nText.\n");
    for page in ["open", "none", "list", "latin", "binary"] {
        assert!(!site.path().join(format!("content/pages/{page}.md")).exists(), "{page}");
        let named = format!("old/content/{page}.md:1:1: this page is not converted");
        assert!(said.contains(&named), "{named}: {said}");
    }
    assert!(site.new_file("pages/long.md").len() > long.len());
    assert_eq!(codes(&said).iter().filter(|code| **code == "import-page").count(), 5);
}

#[test]
#[cfg(unix)]
fn links_in_a_circle_and_sockets_are_named() {
    let site = OldSite::with(&[
        ("config.toml", "title = \"A\"\nbase_url = \"https://a.example.org\"\n"),
        ("content/_index.md", "+++\ntitle = \"Home\"\n+++\n"),
    ]);
    let content = site.path().join("old/content");
    symlink(".", content.join("round")).unwrap();
    symlink("/etc/hostname", content.join("outside.md")).unwrap();
    symlink("nowhere", content.join("lost.md")).unwrap();
    let _socket = UnixListener::bind(content.join("socket")).unwrap();
    fs::create_dir(site.path().join("old/static")).unwrap();
    let _other = UnixListener::bind(site.path().join("old/static/s")).unwrap();

    let done = site.import("zola", &[]);

    let said = text(&done.stderr);
    assert_eq!(done.status.code(), Some(3), "{said}");
    for file in
        ["content/round", "content/outside.md", "content/lost.md", "content/socket", "static/s"]
    {
        assert!(said.contains(&format!("old/{file}:1:1: ")), "{file}: {said}");
    }
    assert_eq!(site.new_file("pages/index.md"), "---\ntitle: Home\n---\n");
}
