//! What is not a page.

use std::collections::BTreeMap;

use form_handler::bundle::Bundle;
use site_gen::site::generated_urls::is_for_readers;

use crate::harness::Site;

#[test]
fn the_sitemap_lists_pages_and_when_they_changed() {
    let files = Site::of(
        "pages/a.md",
        "---\ntitle: A\ndate: 2021-06-01\nupdated: 2021-07-01\naliases: [/old/]\n---\n",
    )
    .with("pages/404.md", "---\ntitle: Rien\n---\n")
    .build()
    .expect_files();

    insta::assert_snapshot!(files["public/sitemap.xml"], @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
    <url><loc>https://a.example/</loc></url>
    <url><loc>https://a.example/a/</loc><lastmod>2021-07-01</lastmod></url>
    </urlset>
    "#);
    insta::assert_snapshot!(files["public/robots.txt"], @r"
    User-agent: *
    Disallow:

    Sitemap: https://a.example/sitemap.xml
    ");
}

#[test]
fn an_old_address_leads_to_the_page() {
    let page = Site::of("pages/a.md", "---\ntitle: A & B\naliases: [/old]\n---\n")
        .build()
        .expect_page("/old/");

    insta::assert_snapshot!(page, @r#"
    <!doctype html>
    <html lang="fr">
    <head>
    <meta charset="utf-8">
    <title>A &amp; B</title>
    <meta http-equiv="refresh" content="0; url=/a/">
    <link rel="canonical" href="https://a.example/a/">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    </head>
    <body>
    <main>
    <h1>A &amp; B</h1>
    <p>Cette page a changé d’adresse : <a href="/a/">A &amp; B</a></p>
    </main>
    </body>
    </html>
    "#);
}

#[test]
fn old_addresses_are_listed_for_hosts_that_can_redirect() {
    let site = Site::of("pages/a.md", "---\ntitle: A\naliases: [/z, /b.html]\n---\n");

    let files = site.build().expect_files();

    let listed: Vec<(String, String)> = serde_json::from_str(&files["redirects.json"]).unwrap();
    assert_eq!(listed, [("/b.html", "/a/"), ("/z/", "/a/")].map(|(a, b)| (a.into(), b.into())));
    assert!(files.contains_key("public/b.html") && files.contains_key("public/z/index.html"));
}

#[test]
fn the_media_type_of_every_file_for_readers_is_listed_by_its_ending() {
    let files = Site::of("pages/a.md", "---\ntitle: A\naliases: [/b.htm]\n---\n")
        .with("assets/agenda.ics", "BEGIN:VCALENDAR")
        .with("assets/Tarifs.PDF", "%PDF-")
        .with("assets/archives/LICENSE", "MIT")
        .build()
        .expect_files();

    insta::assert_snapshot!(files["media-types.json"], @r#"
    {
      "": "application/octet-stream",
      "PDF": "application/pdf",
      "css": "text/css; charset=utf-8",
      "htm": "text/html; charset=utf-8",
      "html": "text/html; charset=utf-8",
      "ics": "text/calendar; charset=utf-8",
      "js": "text/javascript; charset=utf-8",
      "svg": "image/svg+xml",
      "txt": "text/plain; charset=utf-8",
      "xml": "application/xml; charset=utf-8"
    }
    "#);
    let listed: BTreeMap<String, String> =
        serde_json::from_str(&files["media-types.json"]).unwrap();
    for path in files.keys().filter(|path| is_for_readers(path)) {
        let name = path.rsplit('/').next().unwrap();
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        assert!(listed.contains_key(ending), "{path}");
    }
}

#[test]
fn the_page_for_what_does_not_exist_is_the_contents_or_a_plain_one() {
    let site = Site::minimal();
    assert!(site.build().expect_page("/404.html").contains("<h1>Page introuvable</h1>"));

    let page =
        site.with("pages/404.md", "---\ntitle: Rien ici\n---\n").build().expect_page("/404.html");
    assert!(page.contains("<h1>Rien ici</h1>"));
    assert!(
        page.contains("<meta name=\"robots\" content=\"noindex\">") && !page.contains("canonical")
    );
}

#[test]
fn the_keys_that_sign_reach_the_handler_and_the_page_about_data() {
    let list =
        "[[key]]\npublic = \"6kpsY+KcUgq+9VB7Ey7F+ZVHdq6+vnuSQh7qaRRG0iw=\"\nfrom = 2026-11-28\n";

    let files = Site::real().with("signing.toml", list).build().expect_files();

    let page = &files["public/vos-donnees/index.html"];
    let shown = "6kpsY+KcUgq+9VB7Ey7F+ZVHdq6+vnuSQh7qaRRG0iw= (à partir du 28\u{a0}novembre 2026)";
    assert!(page.contains(shown), "{page}");
    let bundle = Bundle::read(files["handler/bundle.json"].as_bytes()).unwrap();
    let [key] = &bundle.signing_keys[..] else { panic!("{:?}", bundle.signing_keys) };
    assert_eq!(key.from.as_deref(), Some("2026-11-28"));
}

#[test]
fn who_has_left_is_no_recipient_any_more_for_the_handler_nor_on_the_page_about_data() {
    let person = |name: &str, key: &str, until: &str| {
        format!("[[recipient]]\nrole = \"jury\"\nname = \"{name}\"\nkey = \"{key}\"\n{until}\n")
    };
    let list = [
        person("Ada", "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj", ""),
        person(
            "Cléo",
            "age1lggyhqrw2nlhcxprm67z43rta597azn8gknawjehu9d9dl0jq3yqqvfafg",
            "sign = \"DyOXpcK4jMIw/ZBQf0nBpBqUz5dVTWWI+Mq8ngq75gA=\"\nuntil = 2026-11-28",
        ),
        person("Dan", "age1t7rxyev2z3rw82stdlrrepyc39nvn86l5078zqkf5uasdy86jp6svpy7pa", ""),
    ];
    let site = Site::real().with("recipients.toml", &list.concat());
    for (day, listed) in
        [("2026-11-27", &["Ada", "Cléo", "Dan"][..]), ("2026-11-28", &["Ada", "Dan"])]
    {
        let files = site.build_on(day).expect_files();

        let bundle = Bundle::read(files["handler/bundle.json"].as_bytes()).unwrap();
        let names: Vec<_> = bundle.recipients.iter().map(|person| person.name.as_str()).collect();
        assert_eq!(names, listed, "{day}");
        let page = &files["public/vos-donnees/index.html"];
        assert_eq!(page.contains("Cléo"), listed.contains(&"Cléo"), "{day}");
        assert!(page.contains("Ada") && page.contains("Dan"));
    }
}

#[test]
fn the_handler_gets_the_form_in_the_sites_layout() {
    let files = Site::real().build().expect_files();

    let bundle = Bundle::read(files["handler/bundle.json"].as_bytes()).unwrap();

    assert_eq!(bundle.recipients.len(), 2);
    assert_eq!(bundle.retention_months, 12);
    assert_eq!(bundle.not_found, files["public/404.html"]);
    assert!(bundle.layout.before_title.ends_with("<title>"), "{}", bundle.layout.before_title);
    assert!(bundle.layout.between.contains("<main id=\"contenu\""));
    assert!(bundle.layout.after.ends_with("</html>\n"));
    let page =
        application_form::page::FormPage { title: "T".to_owned(), main: "<p>M</p>".to_owned() };
    assert!(bundle.layout.around(&page).contains("<title>T – Bureau des pairs</title>"));
}

#[test]
fn a_layout_without_a_place_for_the_form_is_reported() {
    let base = "<title>{{ page.title }}</title><h1>{{ page.title }}</h1>{% block main %}{% endblock main %}";
    let built = Site::real().with("templates/base.html", base).build();

    assert!(built.diagnostics().contains(
        "content/templates/base.html:1:1: the form's pages do not fit into this template"
    ));
}

#[test]
fn the_security_headers_allow_nothing_but_the_sites_own() {
    let files = Site::minimal().build().expect_files();

    insta::assert_snapshot!(files["headers.json"], @r#"
    [
      [
        "content-security-policy",
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; media-src 'self'; font-src 'self'; manifest-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
      ],
      [
        "strict-transport-security",
        "max-age=63072000"
      ],
      [
        "x-content-type-options",
        "nosniff"
      ],
      [
        "referrer-policy",
        "same-origin"
      ],
      [
        "permissions-policy",
        "accelerometer=(), autoplay=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()"
      ],
      [
        "cross-origin-opener-policy",
        "same-origin"
      ],
      [
        "cross-origin-resource-policy",
        "same-origin"
      ],
      [
        "cross-origin-embedder-policy",
        "require-corp"
      ]
    ]
    "#);
}

#[test]
fn hosts_that_read_them_get_the_headers_and_redirects_as_files() {
    let site = Site::of("assets/theme.css", "")
        .with("assets/theme.js", "")
        .with("assets/mark.svg", "")
        .with("assets/mon image.svg", "")
        .with(
            "pages/index.md",
            "---\ntitle: A\naliases: [/z, /b.html]\n---\n![A](</assets/mon image.svg>)\n",
        );

    let files = site.build().expect_files();

    let headers: Vec<(String, String)> = serde_json::from_str(&files["headers.json"]).unwrap();
    let (all, rest) =
        files["public/_headers"].split_at(files["public/_headers"].find("\n/").unwrap());
    let lines: Vec<String> =
        headers.iter().map(|(name, value)| format!("\n  {name}: {value}")).collect();
    assert_eq!(all, format!("/*{}", lines.concat()));
    insta::assert_snapshot!(rest);
    assert_eq!(files["public/_redirects"], "/b.html / 301\n/z/ / 301\n");
    assert!(!Site::minimal().build().expect_files().contains_key("public/_redirects"));
}
