//! What a page's file becomes.

use crate::harness::Site;

#[test]
fn a_site_without_a_form_needs_three_settings_and_one_page() {
    let files = Site::minimal().build().expect_files();

    let mut paths: Vec<&str> = files.keys().map(String::as_str).collect();
    // What pages load is there under two names.
    paths.retain(|path| path.split('.').count() != 3);
    assert_eq!(
        paths,
        [
            "headers.json",
            "media-types.json",
            "public/404.html",
            "public/_headers",
            "public/assets/mark.svg",
            "public/assets/theme.css",
            "public/assets/theme.js",
            "public/index.html",
            "public/robots.txt",
            "public/sitemap.xml",
            "redirects.json",
        ]
    );
}

#[test]
fn a_page_stands_where_its_file_does_unless_it_says_otherwise() {
    let files = Site::of("pages/a/index.md", "---\ntitle: A\n---\n")
        .with("pages/a/b.md", "---\ntitle: B\n---\n")
        .with("pages/a/c.md", "---\ntitle: C\nslug: d\n---\n")
        .with("pages/e.md", "+++\ntitle = \"E\"\n+++\n")
        .build()
        .expect_files();

    for path in ["a/index.html", "a/b/index.html", "a/d/index.html", "e/index.html"] {
        assert!(files.contains_key(&format!("public/{path}")), "{path} in {:?}", files.keys());
    }
}

#[test]
fn the_name_of_a_file_may_say_its_date() {
    let page = |rest: &str| format!("---\ntitle: A\ntemplate: article.html\n{rest}---\n\nTexte.\n");
    let site = Site::of("pages/n/2021-06-01-un.md", &page(""))
        .with("pages/n/2021-06-01-deux.md", &page("date: 2021-05-02\nslug: second\n"))
        .with("pages/n/2021-07-01-trois.md", &page(""))
        .with("pages/lien.md", "---\ntitle: L\n---\n[un](./n/2021-06-01-un.md)\n");
    let files = site.build_on("2021-06-15").expect_files();

    for (path, text) in [
        ("n/un/index.html", "<time datetime=\"2021-06-01\">"),
        ("n/second/index.html", "<time datetime=\"2021-05-02\">"),
        ("lien/index.html", "<a href=\"/n/un/\">"),
        ("feed.xml", "/n/un/"),
    ] {
        let file = &files[&format!("public/{path}")];
        assert!(file.contains(text), "{path} does not hold {text}:\n{file}");
    }
    assert!(!files.contains_key("public/n/trois/index.html"));
}

#[test]
fn a_page_has_one_title_a_language_and_its_address() {
    let page = Site::of(
        "pages/a.md",
        "---\ntitle: \"L'été : <vite>\"\ndescription: C'est \"ici\"\n---\n\nBonjour !\n",
    )
    .with("assets/theme.css", "")
    .with("assets/mark.svg", "<svg/>")
    .build()
    .expect_page("/a/");

    insta::assert_snapshot!(page, @r##"
    <!doctype html>
    <html lang="fr">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>L’été : &lt;vite&gt; – Site</title>
    <meta name="description" content="C’est « ici »">
    <link rel="canonical" href="https://a.example/a/">
    <meta property="og:title" content="L’été : &lt;vite&gt;">
    <meta property="og:type" content="website">
    <meta property="og:url" content="https://a.example/a/">
    <meta property="og:site_name" content="Site">
    <meta property="og:description" content="C’est « ici »">
    <script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"BreadcrumbList","itemListElement":[{"@type":"ListItem","position":1,"name":"Accueil","item":"https://a.example/"},{"@type":"ListItem","position":2,"name":"L’été : \u003cvite>","item":"https://a.example/a/"}]}]}</script>
    <meta name="color-scheme" content="light dark">
    <link rel="stylesheet" href="/assets/theme.e3b0c442.css" integrity="sha384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb">
    <link rel="icon" href="/assets/mark.d4dc5666.svg" type="image/svg+xml">
    </head>
    <body>
    <a class="skip" href="#contenu">Aller au contenu</a>
    <header class="site-header"><div class="wrap">
    <a class="site-name" href="/"><svg viewBox="0 0 48 48" width="34" height="34" fill="currentColor" aria-hidden="true"><circle cx="11" cy="15" r="5"/><circle cx="24" cy="8" r="5"/><circle cx="37" cy="15" r="5"/><circle cx="37" cy="31" r="5"/><circle cx="24" cy="39" r="5"/><circle cx="8" cy="36" r="5.5" fill="none" stroke="currentColor" stroke-width="3"/></svg>Site</a>
    </div></header>
    <nav class="breadcrumb wrap" aria-label="Fil d’Ariane"><ol>
    <li><a href="/">Accueil</a></li>
    <li aria-current="page">L’été : &lt;vite&gt;</li>
    </ol></nav>
    <main id="contenu" tabindex="-1">
    <div class="wrap text">
    <h1>L’été : &lt;vite&gt;</h1>
    <p>Bonjour !</p>
    </div>
    </main>
    <footer class="site-footer"><div class="wrap">
    <p>Site</p>
    </div></footer>
    </body>
    </html>
    "##);
}

#[test]
fn the_breadcrumb_leads_home_through_the_pages_above() {
    let site = Site::of("pages/a/index.md", "---\ntitle: A\n---\n")
        .with("pages/a/b/c.md", "---\ntitle: C\n---\n");

    let page = site.build().expect_page("/a/b/c/");

    let start = page.find("<nav class=\"breadcrumb").unwrap();
    insta::assert_snapshot!(page[start..page.find("<main").unwrap()].trim_end(), @r#"
    <nav class="breadcrumb wrap" aria-label="Fil d’Ariane"><ol>
    <li><a href="/">Accueil</a></li>
    <li><a href="/a/">A</a></li>
    <li aria-current="page">C</li>
    </ol></nav>
    "#);
    assert!(!site.build().expect_page("/").contains("breadcrumb"));
}

#[test]
fn the_menu_marks_where_one_is() {
    let site = Site::of("pages/a/index.md", "---\ntitle: A\n---\n")
        .with("pages/a/b.md", "---\ntitle: B\n---\n")
        .change("site.toml", "title", "navigation = [\"/a/\", \"/a/b/\"]\ntitle");

    let page = site.build().expect_page("/a/b/");

    assert!(page.contains("<li><a href=\"/a/\" aria-current=\"true\">A</a></li>"), "{page}");
    assert!(page.contains("<li><a href=\"/a/b/\" aria-current=\"page\">B</a></li>"), "{page}");
}

#[test]
fn a_folder_named_after_a_listed_language_is_in_that_language() {
    let site = Site::of("pages/en/index.md", "---\ntitle: Home\n---\n\nHello !\n").change(
        "site.toml",
        "language",
        "languages = [\"fr\", \"en\"]\nlanguage",
    );

    let page = site.build().expect_page("/en/");

    assert!(page.contains("<html lang=\"en\">"));
    assert!(page.contains("Skip to content"));
    assert!(page.contains("Hello !"), "no French typography: {page}");
}

#[test]
fn drafts_are_left_out() {
    let site = Site::of("pages/a.md", "---\ntitle: A\ndraft: true\n---\n");

    assert!(!site.build().expect_files().contains_key("public/a/index.html"));
}

#[test]
fn a_page_waits_for_its_date_and_goes_when_it_expires() {
    let site =
        Site::of("pages/a.md", "---\ntitle: A\ndate: 2021-06-01\nexpires: 2021-06-30\n---\n");
    let is_there =
        |day: &str| site.build_on(day).expect_files().contains_key("public/a/index.html");

    assert!(!is_there("2021-05-31") && is_there("2021-06-01"));
    assert!(is_there("2021-06-30") && !is_there("2021-07-01"));

    let linked = site.with("pages/b.md", "---\ntitle: B\n---\n[a](./a.md)\n");
    insta::assert_snapshot!(linked.build_on("2021-07-01").diagnostics(), @"
    content/pages/b.md:4:5: `./a.md` was on the site until 2021-06-30
      | [a](./a.md)
      |     ^^^^^^
      = help: give it a later `expires`, or remove the link; --drafts shows it
      = code: link-draft
    ");
}

#[test]
fn files_as_people_save_them_are_read() {
    let page = Site::of("pages/a.md", "\u{feff}---\r\ntitle: A\r\n---\r\n\r\nUn\r\ndeux\r\n")
        .build()
        .expect_page("/a/");

    assert!(page.contains("<p>Un\ndeux</p>"), "{page}");
}

#[test]
fn the_real_site_builds_with_its_form() {
    let built = Site::real().build();

    let page = built.expect_page("/candidater/");

    assert!(page.contains(
        "<form class=\"application\" method=\"post\" action=\"/candidature/verification\""
    ));
    assert_eq!(page.matches("<h1").count(), 1);
}

#[test]
fn the_site_map_lists_every_page_by_section() {
    let page = Site::of("pages/plan.md", "---\ntitle: Plan\ntemplate: site-map.html\n---\n")
        .with("pages/a/index.md", "---\ntitle: Section\n---\n")
        .with("pages/a/c.md", "---\ntitle: C\nweight: 2\n---\n")
        .with("pages/a/d.md", "---\ntitle: D\nweight: 1\ndescription: Dé\n---\n")
        .with("pages/404.md", "---\ntitle: Rien\n---\n")
        .build()
        .expect_page("/plan/");

    let start = page.find("<ul class=\"site-map").unwrap();
    insta::assert_snapshot!(page[start..page.find("</main").unwrap()].trim_end(), @r#"
    <ul class="site-map">
    <li><a href="/">Accueil</a></li>
    </ul>
    <h2>Autres pages</h2>
    <ul class="site-map">
    <li><a href="/plan/" aria-current="page">Plan</a></li>
    </ul>
    <h2>Section</h2>
    <ul class="site-map">
    <li><a href="/a/">Section</a></li>
    <li><a href="/a/d/">D</a><span class="hint">Dé</span></li>
    <li><a href="/a/c/">C</a></li>
    </ul>
    </div>
    "#);
}
