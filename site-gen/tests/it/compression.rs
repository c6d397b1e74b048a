//! `.br` and `.gz`: beside each text, only where they are smaller, made once, and answered with.

use std::{collections::BTreeMap, fs, io::Read, path::Path, process::Command};

use crate::harness::Site;
use crate::server::TestServer;

fn build(site: &Site, options: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_site-gen"));
    let done = command.arg("build").args(options).current_dir(site.home()).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).unwrap()
}

fn site() -> Site {
    Site::of("pages/a.md", &format!("---\ntitle: A\n---\n{}\n", "Texte. ".repeat(300)))
        .with("pages/b.md", "---\ntitle: B\n---\n")
        .with("assets/tiny.txt", "a")
        .with("assets/photo.jpg", &"no text ".repeat(90))
}

/// When each compressed file was written, by path below `public/`.
fn compressed(site: &Site) -> BTreeMap<String, std::time::SystemTime> {
    fn list(root: &Path, folder: &Path, found: &mut BTreeMap<String, std::time::SystemTime>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
            if path.is_dir() {
                list(root, &path, found);
            } else if matches!(name.rsplit_once('.'), Some((_, "br" | "gz"))) {
                found.insert(name, path.metadata().unwrap().modified().unwrap());
            }
        }
    }
    let mut found = BTreeMap::new();
    let public = site.dist().join("public");
    list(&public, &public, &mut found);
    found
}

#[test]
fn every_text_that_gets_smaller_has_its_compressed_forms_beside_it() {
    let site = site();

    build(&site, &[]);

    let found = compressed(&site);
    for path in ["index.html", "a/index.html", "sitemap.xml", "assets/theme.css", "assets/mark.svg"]
    {
        for ending in ["br", "gz"] {
            let path = format!("{path}.{ending}");
            let size =
                |path: &str| fs::metadata(site.dist().join("public").join(path)).unwrap().len();
            assert!(found.contains_key(&path), "{path} in {found:?}");
            assert!(size(&path) < size(&path[..path.len() - 3]), "{path}");
        }
    }
    assert!(!found.keys().any(|path| path.contains("tiny") || path.contains("photo")), "{found:?}");
    let mut gzip = Vec::new();
    fs::File::open(site.dist().join("public/a/index.html.gz"))
        .unwrap()
        .read_to_end(&mut gzip)
        .unwrap();
    assert_eq!(gzip[4..8], [0; 4], "no time, which would differ at each build");
}

#[test]
fn what_has_not_changed_is_not_compressed_again() {
    let site = site();
    build(&site, &[]);
    // Nothing else shows that it is the old one: compressed again, it would hold the same bytes.
    let old = site.dist().join("public/a/index.html.br");
    fs::write(&old, "old").unwrap();
    let first = compressed(&site);

    assert!(build(&site, &[]).starts_with("dist is up to date, nothing written: "));

    let site = site.with("pages/b.md", "---\ntitle: Autre\n---\n");
    assert!(!build(&site, &[]).contains("up to date"));
    assert_eq!(fs::read(&old).unwrap(), b"old");
    let second = compressed(&site);
    let changed = second.iter().filter(|(path, time)| first.get(*path) != Some(time));
    let changed: Vec<&str> = changed.map(|(path, _)| path.as_str()).collect();
    assert_eq!(changed, ["b/index.html.br", "b/index.html.gz"]);
}

#[test]
fn they_come_and_go_with_the_option() {
    let site = site();
    build(&site, &["--no-compress"]);
    assert!(compressed(&site).is_empty());

    assert!(!build(&site, &[]).contains("up to date"));
    assert!(!compressed(&site).is_empty());

    assert!(!build(&site, &["--no-compress"]).contains("up to date"));
    assert!(compressed(&site).is_empty());
}

#[test]
fn as_deployed_answers_with_the_form_that_the_browser_takes_and_for_as_long_as_it_lasts() {
    let site = site();
    build(&site, &[]);
    let server = TestServer::of(&site, &["--as-deployed"]);
    let file = |path: &str| fs::read(site.dist().join("public").join(path)).unwrap();

    let (head, body) = server.get("/a/", "accept-encoding: gzip, br\r\n");
    assert!(head.starts_with("http/1.1 200"), "{head}");
    for line in
        ["content-encoding: br", "vary: accept-encoding", "content-type: text/html; charset=utf-8"]
    {
        assert!(head.contains(line), "{head}");
    }
    assert_eq!(body, file("a/index.html.br"));

    let (head, body) = server.get("/assets/theme.css", "accept-encoding: gzip\r\n");
    assert!(head.contains("content-encoding: gzip") && head.contains("text/css"), "{head}");
    assert_eq!(body, file("assets/theme.css.gz"));

    let (head, body) = server.get("/a/", "");
    assert!(!head.contains("content-encoding") && head.contains("vary: accept-encoding"), "{head}");
    assert_eq!(body, file("a/index.html"));

    let (head, body) = server.get("/nowhere/", "accept-encoding: br\r\n");
    assert!(head.starts_with("http/1.1 404") && head.contains("content-encoding: br"), "{head}");
    assert_eq!(body, file("404.html.br"));

    let loaded = String::from_utf8(file("a/index.html")).unwrap();
    let style = loaded.split_once("<link rel=\"stylesheet\" href=\"").unwrap().1;
    let (head, _) = server.get(style.split_once('"').unwrap().0, "");
    assert!(head.contains("cache-control: public, max-age=31536000, immutable"), "{head}");
    assert!(server.get("/assets/theme.css", "").0.contains("cache-control: no-cache"));
    let (head, _) = server.get("/assets/theme.12345678.css", "");
    assert!(head.starts_with("http/1.1 404") && head.contains("cache-control: no-cache"), "{head}");
    assert!(server.get("/_headers", "").0.starts_with("http/1.1 404"));

    let (head, _) = server.get("/assets/photo.jpg", "accept-encoding: br\r\n");
    assert!(!head.contains("vary"), "{head}");
    assert!(server.get("/a/index.html.br", "").0.starts_with("http/1.1 404"));
}
