//! Pages that show other pages: a folder's own page, the feed, the table of contents; and what programs read.

use crate::harness::Site;

#[test]
fn a_folders_own_page_can_list_the_pages_below_it() {
    let page = Site::of("pages/a/index.md", "---\ntitle: A\ntemplate: section.html\n---\nVoici.\n")
        .with("pages/a/z.md", "---\ntitle: Z\nweight: 1\ndescription: Le premier.\n---\n")
        .with("pages/a/b.md", "---\ntitle: B\n---\n")
        .with("pages/a/c/index.md", "---\ntitle: C\n---\n")
        .with("pages/a/c/d.md", "---\ntitle: Trop bas\n---\n")
        .build()
        .expect_page("/a/");

    let (_, list) = page.split_once("<ul class=\"children\">").unwrap();
    let (list, _) = list.split_once("</ul>").unwrap();
    insta::assert_snapshot!(list, @r#"

    <li><a href="/a/z/">Z</a><br>Le premier.</li>
    <li><a href="/a/b/">B</a></li>
    <li><a href="/a/c/">C</a></li>
    "#);
}

#[test]
fn the_newest_pages_with_a_date_are_in_the_feed() {
    let files = Site::of("pages/a.md", "---\ntitle: A & B\ndate: 2021-06-01\n---\n")
        .with(
            "pages/c.md",
            "---\ntitle: C\ndescription: Plus récent.\ndate: 2021-06-02\nupdated: 2021-06-03\n---\n[le flux](/feed.xml)\n",
        )
        .build()
        .expect_files();

    insta::assert_snapshot!(files["public/feed.xml"], @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr">
    <title>Site</title>
    <id>https://a.example/feed.xml</id>
    <updated>2021-06-03T00:00:00+02:00</updated>
    <link rel="self" href="https://a.example/feed.xml"/>
    <link href="https://a.example/"/>
    <author><name>Site</name></author>
    <entry>
    <title>C</title>
    <id>https://a.example/c/</id>
    <link href="https://a.example/c/"/>
    <published>2021-06-02T00:00:00+02:00</published>
    <updated>2021-06-03T00:00:00+02:00</updated>
    <summary>Plus récent.</summary>
    </entry>
    <entry>
    <title>A &amp; B</title>
    <id>https://a.example/a/</id>
    <link href="https://a.example/a/"/>
    <published>2021-06-01T00:00:00+02:00</published>
    <updated>2021-06-01T00:00:00+02:00</updated>
    </entry>
    </feed>
    "#);
    assert!(files["public/index.html"].contains("type=\"application/atom+xml\""));
}

#[test]
fn a_site_without_dates_has_no_feed() {
    let files = Site::minimal().build().expect_files();

    assert!(!files.contains_key("public/feed.xml"));
    assert!(!files["public/index.html"].contains("atom+xml"));
}

#[test]
fn a_page_that_asks_for_it_starts_with_its_headings() {
    let text = "---\ntitle: A\nextra:\n  toc: true\n---\n## Un\n\n### Deux\n\n#### Trop bas\n";
    let page = Site::of("pages/a.md", text).build().expect_page("/a/");

    let (_, list) = page.split_once("<nav class=\"toc\"").unwrap();
    let (list, _) = list.split_once("</nav>").unwrap();
    insta::assert_snapshot!(list, @r##"
     aria-label="Sur cette page"><ul>
    <li class="level-2"><a href="#un">Un</a></li>
    <li class="level-3"><a href="#deux">Deux</a></li>
    </ul>
    "##);
}

#[test]
fn programs_are_told_what_a_page_is() {
    let page = Site::of(
        "pages/a.md",
        "---\ntitle: A </script>\ndescription: D\ndate: 2021-06-01\nimage: /assets/a.png\n---\n",
    )
    .with("assets/a.png", "")
    .build()
    .expect_page("/a/");

    let (_, data) = page.split_once("<script type=\"application/ld+json\">").unwrap();
    let (data, _) = data.split_once("</script>").unwrap();
    let data: serde_json::Value = serde_json::from_str(data).unwrap();
    assert_eq!(data["@graph"][0]["@type"], "BreadcrumbList");
    assert_eq!(data["@graph"][1]["headline"], "A </script>");
    assert_eq!(data["@graph"][1]["datePublished"], "2021-06-01");
    for tag in [
        "<meta property=\"og:type\" content=\"article\">",
        "<meta property=\"og:url\" content=\"https://a.example/a/\">",
        "<meta property=\"og:image\" content=\"https://a.example/assets/a",
    ] {
        assert!(page.contains(tag), "{page}");
    }
}

#[test]
fn every_list_of_pages_knows_what_they_say_of_themselves() {
    let it = "{{ it.title }} {{ it.date }} {{ it.image }} {{ it.description }} {{ it.extra.par }}";
    let template = format!(
        "{{% extends \"base.html\" %}}\n{{% block main %}}<h1>{{{{ page.title }}}}</h1>\n{{{{ content | safe }}}}\
         {{% for it in children %}}<p>{it} {{{{ it.count }}}}</p>{{% endfor %}}\
         {{% for it in navigation %}}<b>{it}</b>{{% endfor %}}\
         {{% for part in site_map %}}{{% for it in part.pages %}}{{% if it.extra.par %}}<i>{it}</i>{{% endif %}}\
         {{% endfor %}}{{% endfor %}}{{% endblock main %}}"
    );
    let page =
        "title: A\ndate: 2021-06-01\nimage: /assets/a.png\ndescription: D\nextra:\n  par: Anne";
    let index = "---\ntitle: Actualités\ntemplate: liste.html\n---\n";
    let site = Site::of("pages/actualites/index.md", index)
        .with("pages/actualites/a.md", &format!("---\n{page}\n---\nTexte.\n"))
        .change("site.toml", "language", "navigation = [\"/actualites/a/\"]\nlanguage")
        .with("templates/liste.html", &template)
        .with("assets/a.png", "");
    let page = site.build().expect_page("/actualites/");

    let said = "A 2021-06-01 /assets/a.png D Anne";
    for html in [format!("<p>{said} 0</p>"), format!("<b>{said}</b>"), format!("<i>{said}</i>")] {
        assert!(page.contains(&html), "{html}\n{page}");
    }
    let unknown = site.change("templates/liste.html", "it.extra.par", "it.extra.parr");
    assert!(unknown.build().diagnostics().contains("did you mean `par`?"));
}
