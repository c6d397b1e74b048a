//! Files of the site's root: as they are, under their own names, for whoever looks for them there.

use std::{fs, thread, time::Duration};

use crate::{
    harness::{Site, run, text},
    server::TestServer,
};

const SITEMAP: &str = "Sitemap: https://a.example/sitemap.xml\n";

#[test]
fn files_of_the_root_are_copied_as_they_are_and_links_may_lead_to_them() {
    let robots = format!("User-agent: GPTBot\nDisallow: /\n\n{SITEMAP}");
    let site = Site::minimal()
        .with("pages/index.md", "---\ntitle: Accueil\n---\n[Pour les robots](/llms.txt#a)\n")
        .with_bytes("root/favicon.ico", b"\0\0\x01\0")
        .with("root/.well-known/security.txt", "Contact: mailto:a@a.example\n")
        .with("root/.well-known/matrix/server", "{}")
        .with("root/CNAME", "a.example\n")
        .with("root/.nojekyll", "")
        .with("root/llms.txt", "# Site\n")
        .with("root/robots.txt", &robots)
        .with("root/style.css", "a { color: red }")
        .with("root/.DS_Store", "x")
        .with("root/.well-known/security.txt~", "x");
    assert!(run(&site, &["build"]).status.success());

    let public = site.dist().join("public");
    for (path, expected) in [
        ("favicon.ico", Some("\0\0\u{1}\0")),
        (".well-known/security.txt", Some("Contact: mailto:a@a.example\n")),
        (".well-known/matrix/server", Some("{}")),
        ("CNAME", Some("a.example\n")),
        (".nojekyll", Some("")),
        ("robots.txt", Some(&*robots)),
        ("style.css", Some("a { color: red }")),
        (".DS_Store", None),
        (".well-known/security.txt~", None),
    ] {
        assert_eq!(fs::read_to_string(public.join(path)).ok().as_deref(), expected, "{path}");
    }
    let types = fs::read_to_string(site.dist().join("media-types.json")).unwrap();
    for kind in ["\"ico\": \"image/x-icon\"", "\"\": \"application/octet-stream\"", "\"nojekyll\""]
    {
        assert!(types.contains(kind), "{kind}\n{types}");
    }
    let names = fs::read_dir(&public).unwrap().map(|it| it.unwrap().file_name());
    assert!(
        names.map(|it| it.into_string().unwrap()).all(|name| !name.starts_with("favicon.ico."))
    );
}

#[test]
fn a_server_has_them_and_those_that_are_added() {
    let site =
        Site::minimal().with("root/.well-known/security.txt", "Contact: mailto:a@a.example\n");
    let server = TestServer::of(&site, &[]);

    let (head, body) = server.get("/.well-known/security.txt", "");
    assert!(head.contains("content-type: text/plain; charset=utf-8"), "{head}");
    assert_eq!(text(&body), "Contact: mailto:a@a.example\n");
    assert!(text(&server.get("/robots.txt", "").1).starts_with("User-agent: *"));

    let site = site.with("root/robots.txt", SITEMAP);
    while text(&server.get("/robots.txt", "").1) != SITEMAP {
        thread::sleep(Duration::from_millis(5));
    }
    let site = site.with("root/.well-known/security.txt", "Contact: mailto:b@a.example\n");
    while !text(&server.get("/.well-known/security.txt", "").1).contains("b@a.example") {
        thread::sleep(Duration::from_millis(5));
    }
    drop(site);
}

#[test]
fn an_own_robots_txt_is_right_or_told() {
    for (robots, codes) in [
        (SITEMAP, &[][..]),
        ("\u{feff}User-agent: *\r\nDisallow:\r\nSitemap: https://A.example/sitemap.xml\r\n", &[]),
        ("User-agent: *\nDisallow: /\nAllow: /$\nSitemap: https://a.example/sitemap.xml", &[]),
        ("User-agent: *\nDisallow: /\nSitemap: https://a.example/sitemap.xml", &["robots-page"]),
        ("User-agent: *\nCrawl-delay: 1\nSitemap: https://a.example/sitemap.xml", &[]),
        ("", &["robots-sitemap"]),
        ("Sitemap: /sitemap.xml", &["robots-sitemap"]),
        ("Sitemap: https://a.example.org/sitemap.xml", &["robots-sitemap"]),
        ("Sitmap: https://a.example/sitemap.xml", &["robots-line", "robots-sitemap"]),
        ("<html>", &["robots-line", "robots-sitemap"]),
    ] {
        let built = Site::minimal().with("root/robots.txt", robots).build().0;
        let mut found: Vec<_> = built.report.diagnostics.iter().map(|it| it.code.name()).collect();
        found.sort_unstable();
        assert_eq!(found, codes, "{robots:?}");
    }
    // One that is built for another address is still that of the site.
    let site = Site::minimal().with("root/robots.txt", SITEMAP);
    let done = run(&site, &["check", "--base-url", "https://b.example"]);
    assert!(done.status.success(), "{}", text(&done.stderr));
}

#[test]
fn what_stands_at_an_address_already_is_told() {
    let page = "---\ntitle: Contact\naliases: [/ancien.html, /vieux/]\n---\nNîmes.\n";
    for (path, is_taken) in [
        ("contact/index.html", true),
        ("contact", true),
        ("CONTACT/Index.html", true),
        ("ancien.html", true),
        ("ancien.html/a.txt", true),
        ("vieux", true),
        ("404.html", true),
        ("index.html", true),
        ("sitemap.xml", true),
        ("sitemap-2.xml", true),
        ("_redirects", true),
        ("assets/a.css", true),
        ("assets", true),
        ("contact/plan.pdf", false),
        ("contact.html", false),
        ("vieux.txt", false),
        ("robots.txt.old.txt", false),
        ("feed.xml", false),
    ] {
        let site = Site::of("pages/contact.md", page).with(&format!("root/{path}"), "x");
        let built = site.build().0;
        let found: Vec<_> = built.report.diagnostics.iter().map(|it| it.code.name()).collect();
        let expected: &[&str] = if is_taken { &["root-taken"] } else { &[] };
        assert_eq!(found, expected, "{path}");
    }
    // A draft takes nothing, and what comes later does.
    for (line, expected) in [("draft: true", 0), ("date: 2999-01-01", 1)] {
        let page = format!("---\ntitle: A\n{line}\n---\n");
        let site = Site::of("pages/a.md", &page).with("root/a/index.html", "x");
        assert_eq!(site.build_on("2021-06-01").0.report.diagnostics.len(), expected, "{line}");
    }
}

#[test]
fn what_others_look_for_at_the_root_of_the_host_alone_is_told_below_a_path() {
    let below = SITEMAP.replace("a.example", "a.example/bureau");
    for (path, is_told) in [
        ("robots.txt", true),
        (".well-known/security.txt", true),
        (".well-known/a/b.json", true),
        ("ads.txt", true),
        ("favicon.ico", false),
        ("CNAME", false),
        (".nojekyll", false),
        ("a/robots.txt", false),
        ("llms.txt", false),
    ] {
        let site = Site::minimal().with(&format!("root/{path}"), &below);
        let site = site.change("site.toml", "a.example", "a.example/bureau");
        let found = site.build().0.report.diagnostics;
        let found: Vec<_> = found.iter().map(|it| it.code.name()).collect();
        let expected: &[&str] = if is_told { &["root-below-path"] } else { &[] };
        assert_eq!(found, expected, "{path}");
    }
    // A preview may be below a path, and the site's own place below one is known all the same.
    let site = Site::minimal().with("root/robots.txt", SITEMAP);
    let preview = ["check", "--base-url", "https://b.example/branche"];
    assert!(run(&site, &preview).status.success());
    let site = site.change("site.toml", "a.example", "a.example/bureau");
    let done = run(&site, &["check", "--base-url", "https://b.example"]);
    assert!(text(&done.stderr).contains("root-below-path"), "{}", text(&done.stderr));
}
