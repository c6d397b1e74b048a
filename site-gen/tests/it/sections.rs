//! Lists that say how they go: their order, their further pages, and when they are not there.

use crate::harness::Site;

const SECTION: &str = "---\ntitle: Actualités\ntemplate: section.html\n";

/// A section with these keys, and pages below it: their names and their front matter.
pub(crate) fn section(keys: &str, pages: &[(&str, &str)]) -> Site {
    let index = format!("{SECTION}{keys}---\nVoici.\n");
    let site = Site::of("pages/actualites/index.md", &index);
    pages.iter().fold(site, |site, (name, keys)| {
        site.with(&format!("pages/actualites/{name}.md"), &format!("---\n{keys}\n---\nTexte.\n"))
    })
}

/// So many pages, `Numéro 1` the oldest.
fn numbered(keys: &str, count: usize) -> Site {
    (1..=count).fold(section(keys, &[]), |site, number| {
        let text = format!("---\ntitle: Numéro {number}\ndate: 2021-06-{number:02}\n---\nTexte.\n");
        site.with(&format!("pages/actualites/n{number}.md"), &text)
    })
}

/// The titles in the list of a page, in order.
fn titles(page: &str) -> Vec<&str> {
    let (_, list) = page.split_once("<ul class=\"children\">").unwrap_or_default();
    let (list, _) = list.split_once("</ul>").unwrap_or_default();
    let links = list.split("<a href=\"").skip(1);
    links.filter_map(|link| link.split(['>', '<']).nth(1)).collect()
}

#[test]
fn a_list_is_in_the_order_that_it_asks_for() {
    let pages = [
        ("a", "title: Zèle\ndate: 2021-06-01\nweight: 3"),
        ("b", "title: étude\ndate: 2021-06-03\nweight: 1"),
        ("c", "title: Écoute\ndate: 2021-06-02"),
        ("d", "title: Audition\ndate: 2021-06-02\nweight: 2"),
    ];
    for (keys, expect) in [
        ("", ["étude", "Audition", "Zèle", "Écoute"]),
        ("sort: weight\n", ["étude", "Audition", "Zèle", "Écoute"]),
        ("sort: date\n", ["étude", "Audition", "Écoute", "Zèle"]),
        ("sort: title\n", ["Audition", "Écoute", "étude", "Zèle"]),
    ] {
        let page = section(keys, &pages).build().expect_page("/actualites/");
        assert_eq!(titles(&page), expect, "{keys}");
    }
}

#[test]
fn a_page_stays_in_the_list_of_its_folder_whatever_its_address() {
    for (keys, url) in [
        ("slug: b", "/actualites/b/"),
        ("permalink: /2021/06/b/", "/2021/06/b/"),
        ("permalink: /b/", "/b/"),
    ] {
        let page = format!("title: B\n{keys}");
        let site = section("", &[("a", &page)])
            .with("pages/c.md", "---\ntitle: C\n---\n[B](./actualites/a.md)\n");
        let files = site.build().expect_files();

        assert!(files.contains_key(&format!("public{url}index.html")), "{url}");
        let link = format!("<a href=\"{url}\">B</a>");
        for path in ["public/actualites/index.html", "public/c/index.html"] {
            assert!(files[path].contains(&link), "{path}: {link}");
        }
    }
}

#[test]
fn a_list_goes_over_as_many_pages_as_it_needs() {
    for (count, expect) in
        [(1, vec![1]), (2, vec![2]), (3, vec![2, 1]), (4, vec![2, 2]), (5, vec![2, 2, 1])]
    {
        let files = numbered("sort: date\npaginate: 2\n", count).build().expect_files();
        let mut found = vec![titles(&files["public/actualites/index.html"]).len()];
        for number in 2.. {
            let path = format!("public/actualites/page/{number}/index.html");
            let Some(page) = files.get(&path) else { break };
            found.push(titles(page).len());
        }
        assert_eq!(found, expect, "{count} pages");
    }
}

#[test]
fn each_page_of_a_list_says_which_it_is_and_leads_to_the_others() {
    let files = numbered("sort: date\npaginate: 1\n", 3).build().expect_files();

    let first = &files["public/actualites/index.html"];
    let second = &files["public/actualites/page/2/index.html"];
    assert!(first.contains("<title>Actualités – Site</title>") && first.contains("Voici."));
    assert!(second.contains("<title>Actualités, page 2 – Site</title>"), "{second}");
    assert!(second.contains("<h1>Actualités, page 2</h1>") && !second.contains("Voici."));
    assert_eq!(titles(second), ["Numéro 2"]);
    for (page, link) in [
        (first, "<link rel=\"next\" href=\"/actualites/page/2/\">"),
        (second, "<link rel=\"prev\" href=\"/actualites/\">"),
        (second, "<link rel=\"next\" href=\"/actualites/page/3/\">"),
        (second, "<link rel=\"canonical\" href=\"https://a.example/actualites/page/2/\">"),
        (second, "<li><a href=\"/actualites/\">Actualités</a></li>"),
    ] {
        assert!(page.contains(link), "{link}\n{page}");
    }
    assert!(!first.contains("rel=\"prev\""));
    let (_, nav) = second.split_once("<nav class=\"pagination\"").unwrap();
    let (nav, _) = nav.split_once("</nav>").unwrap();
    insta::assert_snapshot!(nav, @r#"
     aria-label="Pages de cette liste"><ul>
    <li><a href="/actualites/" rel="prev">Page précédente</a></li>
    <li><a href="/actualites/"><span class="visually-hidden">page </span>1</a></li>
    <li><a href="/actualites/page/2/" aria-current="page"><span class="visually-hidden">page </span>2</a></li>
    <li><a href="/actualites/page/3/"><span class="visually-hidden">page </span>3</a></li>
    <li><a href="/actualites/page/3/" rel="next">Page suivante</a></li>
    </ul>
    "#);
    for number in [2, 3] {
        let url = format!("<loc>https://a.example/actualites/page/{number}/</loc>");
        assert!(files["public/sitemap.xml"].contains(&url), "{url}");
    }
}

#[test]
fn of_many_pages_the_first_the_last_and_the_nearest_are_named() {
    for (number, expect) in [
        (1, "1 2 3 … 12"),
        (4, "1 2 3 4 5 6 … 12"),
        (6, "1 … 4 5 6 7 8 … 12"),
        (12, "1 … 10 11 12"),
    ] {
        let site = numbered("sort: date\npaginate: 1\n", 12);
        let url = if number == 1 {
            "/actualites/".to_owned()
        } else {
            format!("/actualites/page/{number}/")
        };
        let page = site.build().expect_page(&url);
        let (_, nav) = page.split_once("<nav class=\"pagination\"").unwrap();
        let items = nav.split("</nav>").next().unwrap().split("<li").skip(1);
        let named: Vec<&str> = items
            .filter_map(|item| {
                let text = item.rsplit_once("</span>").map(|(_, rest)| rest);
                let text = text.or_else(|| item.strip_prefix(" aria-hidden=\"true\">"))?;
                text.split('<').next()
            })
            .collect();
        assert_eq!(named.join(" "), expect, "page {number}");
    }
}

#[test]
fn what_leads_to_a_page_of_a_list_is_checked() {
    let site = |link: &str| {
        let home = format!("---\ntitle: Accueil\n---\n[là]({link})\n");
        numbered("sort: date\npaginate: 1\n", 2).with("pages/index.md", &home)
    };
    assert_eq!(site("/actualites/page/2/").build().diagnostics(), "");
    assert!(site("/actualites/page/3/").build().diagnostics().contains("link-page"));

    let taken = numbered("paginate: 1\n", 2)
        .with("pages/actualites/page/2.md", "---\ntitle: Deux\n---\n")
        .build()
        .diagnostics();
    insta::assert_snapshot!(taken, @r#"
    content/pages/actualites/index.md:4:11: `/actualites/page/2/` is already the address of content/pages/actualites/page/2.md
      | paginate: 1
      |           ^
      = help: rename one of the two files, or give it another `slug`
      = code: address-twice
    "#);
}

#[test]
fn the_feed_of_a_list_holds_its_pages_and_their_whole_text_if_asked_for() {
    let pages = [
        ("a", "title: A & B\ndate: 2021-06-01\ndescription: Une phrase."),
        ("b", "title: C\ndate: 2021-06-02"),
        ("c", "title: Sans date"),
    ];
    let site = section("feed: full\n", &pages)
        .with("pages/ailleurs.md", "---\ntitle: Ailleurs\ndate: 2021-06-03\n---\n")
        .with("pages/actualites/b.md", "---\ntitle: C\ndate: 2021-06-02\n---\n[A](./a.md) & *d*\n");
    let files = site.build().expect_files();

    insta::assert_snapshot!(files["public/actualites/feed.xml"], @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr">
    <title>Actualités – Site</title>
    <id>https://a.example/actualites/feed.xml</id>
    <updated>2021-06-02T00:00:00+02:00</updated>
    <link rel="self" href="https://a.example/actualites/feed.xml"/>
    <link href="https://a.example/actualites/"/>
    <author><name>Site</name></author>
    <entry>
    <title>C</title>
    <id>https://a.example/actualites/b/</id>
    <link href="https://a.example/actualites/b/"/>
    <published>2021-06-02T00:00:00+02:00</published>
    <updated>2021-06-02T00:00:00+02:00</updated>
    <content type="html" xml:base="https://a.example/actualites/b/">&lt;p&gt;&lt;a href="/actualites/a/"&gt;A&lt;/a&gt; &amp;amp; &lt;em&gt;d&lt;/em&gt;&lt;/p&gt;
    </content>
    </entry>
    <entry>
    <title>A &amp; B</title>
    <id>https://a.example/actualites/a/</id>
    <link href="https://a.example/actualites/a/"/>
    <published>2021-06-01T00:00:00+02:00</published>
    <updated>2021-06-01T00:00:00+02:00</updated>
    <summary>Une phrase.</summary>
    <content type="html" xml:base="https://a.example/actualites/a/">&lt;p&gt;Texte.&lt;/p&gt;
    </content>
    </entry>
    </feed>
    "#);
    let link = "href=\"/actualites/feed.xml\"";
    assert_eq!(files["public/actualites/index.html"].matches(link).count(), 2);
    assert!(!files["public/actualites/a/index.html"].contains(link));

    let summary = section("feed: summary\n", &pages).build().expect_files();
    assert!(!summary["public/actualites/feed.xml"].contains("<content"));
    let undated = section("feed: summary\n", &pages[2..]).build().expect_files();
    assert!(!undated.contains_key("public/actualites/feed.xml"));
}

#[test]
fn a_home_page_says_what_the_feed_of_its_language_holds() {
    let site = section("", &[("a", "title: A\ndate: 2021-06-01")])
        .with("pages/index.md", "---\ntitle: Accueil\ntemplate: section.html\nfeed: full\n---\n");
    let files = site.build().expect_files();

    assert!(files["public/feed.xml"].contains("<content type=\"html\""));
    assert!(!files["public/index.html"].contains("Flux Atom"));
}
