//! A site below a path of its host: `base_url = "https://a.example/projet"`.

use std::collections::BTreeMap;

use form_handler::bundle::Bundle;
use proptest::prelude::*;

use crate::{
    harness::{Site, text},
    images::jpeg,
    server::TestServer,
};

const HOST: &str = "https://a.example";
const PATH: &str = "/projet";

/// A form with links in its own words, and in templates of its own.
const FORM: &str = include_str!("../../../tests/e2e/forms/contact.toml");
const TEXTS: &str = "texts.check_consent = \"Read [this](/suite/#partie).\"\n\
    texts.received_change = \"[A](/) [B](https://b.example/projet/)\"\n";
const FAILURE: &str = "<h1>{{ title }}</h1><p>{{ text }}</p><a href=\"{{ form_page }}\">A</a>\
    {% if text %}<a href='/suite/'>B</a>{% endif %}<img src=/assets/plan.svg alt=\"\">";

/// A page with all that can lead anywhere or load something.
const EVERYTHING: &str = "---
title: Tout
date: 2021-06-01
theme: [energie]
image: /assets/plan.svg
aliases: [/vieux/, /autre.html]
extra: { toc: true }
---
[un](/suite/) [deux](./suite.md#partie) [trois](https://a.example/suite/) [fichier](/assets/plan.svg) [ici](#la)
![Le plan](/assets/plan.svg) [flux](/feed.xml) <https://b.example/projet/>
![La salle](/assets/salle.jpg \"Nîmes\") ![La cour](cour.jpg) [note](./note.pdf) [manifeste](/site.webmanifest)

## Là {#la}

{{< carte url=\"/suite/\" />}}

<a href='/'>A</a> <img srcset=\"/assets/plan.svg 1x, /assets/plan.svg 2x\" src=/assets/plan.svg alt=\"Plan\">
<form action=\"/suite/\"><button formaction=\"/\">Voir</button></form>
<style>.a{background:url(/assets/plan.svg)}</style>

`/suite/` et [ailleurs](https://b.example/)[^1].

[^1]: [Note](/suite/).
";

fn site(base: &str) -> Site {
    Site::minimal()
        .with(
            "site.toml",
            &format!(
                "title = \"Site\"\nbase_url = \"{base}\"\nlanguage = \"fr\"\nlanguages = [\"en\"]\n\
                 search = true\nnavigation = [\"/suite/\"]\nfooter = [\"/\"]\n\
                 taxonomies.theme = {{ title = {{ fr = \"Thèmes\", en = \"Themes\" }}, \
                 terms.energie = {{ fr = \"Énergie\", en = \"Energy\" }} }}\n",
            ),
        )
        .with("pages/tout.md", EVERYTHING)
        .with("forms/contact.toml", &FORM.replacen("[[fields]]", &format!("{TEXTS}[[fields]]"), 1))
        .with("templates/form/failure.html", FAILURE)
        .with("pages/404.md", "---\ntitle: Rien\n---\n[Accueil](/)\n")
        .with("pages/suite.md", "---\ntitle: Suite\ndate: 2021-06-02\ntheme: [energie]\n---\n## Partie\n")
        .with("pages/en/index.md", "---\ntitle: Home\n---\n[All](../tout.md)\n")
        .with("pages/liste/index.md", "---\ntitle: Liste\ntemplate: section.html\npaginate: 1\nsort: date\nfeed: full\n---\n")
        .with("pages/liste/a.md", "---\ntitle: A\ndate: 2021-06-02\n---\n[Suite](/suite/)\n")
        .with("pages/liste/b.md", "---\ntitle: B\ndate: 2021-06-03\n---\n")
        .with("assets/plan.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n")
        .with_bytes("assets/salle.jpg", &jpeg(540, 4))
        .with_bytes("pages/cour.jpg", &jpeg(20, 4))
        .with("pages/note.pdf", "%PDF")
        .with("root/site.webmanifest", "{}")
        .with("assets/theme.css", ".a { background: url(/assets/plan.svg) } .b { background: url(plan.svg) }\n")
        .with(
            "templates/components/carte.html",
            "{% component carte(url: string) %}<a href=\"{{ url }}\">C</a>{% endcomponent carte %}\n",
        )
}

/// A file without what names its own bytes: what is published below another path has other ones.
fn without_fingerprints(text: &str) -> String {
    let is_hex = |part: &str| part.len() == 8 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    let parts = text.split_inclusive(['.', '"', '\'']).map(|part| {
        let word = part.trim_end_matches(['.', '"', '\'']);
        let is_digest = word.starts_with("sha384-") || word.starts_with("sha256-");
        if is_hex(word) || is_digest {
            "*".to_owned() + &part[word.len()..]
        } else {
            part.to_owned()
        }
    });
    parts.collect()
}

/// Where each file is, and what it holds, at the root of the host.
fn at_the_root(files: BTreeMap<String, String>) -> BTreeMap<String, String> {
    // What stands before an address that is none of these is a part of one.
    const BEFORE: [&str; 8] = ["\"", "'", "=", "(", ", ", "\n", " ", "&quot;"];
    let moved = files.into_iter().map(|(path, text)| {
        let text = format!("\n{text}").replace(&[HOST, PATH].concat(), HOST);
        let text = BEFORE.iter().fold(text, |text, before| {
            ["/", "&#47;"].iter().fold(text, |text, slash| {
                text.replace(&[before, PATH, slash].concat(), &[*before, *slash].concat())
            })
        });
        (without_fingerprints(&path), without_fingerprints(&text))
    });
    moved.collect()
}

#[track_caller]
fn differ_only_by_the_path(of: impl Fn(&str) -> Site) {
    let below = of(&[HOST, PATH].concat()).build().expect_files();
    let root = of(HOST).build().expect_files();
    for (path, text) in &below {
        assert!(!text.contains("\"/assets/"), "{path} is led to the root of the host:\n{text}");
    }
    assert_eq!(below.get("base-path.json").map(String::as_str), Some("\"/projet\"\n"));
    let [mut below, mut root] = [below, root].map(at_the_root);
    // Nobody asks for the first below a path; nothing says the second at the root.
    assert!(root.remove("public/robots.txt").is_some() && !below.contains_key("public/robots.txt"));
    below.remove("base-path.json");
    // Nor is there any other text of its kind.
    let types = root.get_mut("media-types.json").unwrap();
    *types = types.replace("  \"txt\": \"text/plain; charset=utf-8\",\n", "");
    assert_eq!(below.keys().collect::<Vec<_>>(), root.keys().collect::<Vec<_>>());
    for (path, text) in &below {
        for (line, expect) in text.lines().zip(root[path].lines()) {
            assert_eq!(line, expect, "{path}");
        }
        assert_eq!(text.lines().count(), root[path].lines().count(), "{path}");
    }
}

#[test]
fn a_site_below_a_path_differs_only_by_that() {
    differ_only_by_the_path(site);
}

#[test]
fn what_leads_somewhere_leads_below_the_path() {
    let files = site("https://a.example/projet/").build().expect_files();

    for (path, expect) in [
        ("public/tout/index.html", "<a href=\"/projet/suite/\">un</a>"),
        ("public/tout/index.html", "<a href=\"/projet/suite/#partie\">deux</a>"),
        ("public/tout/index.html", "<a href=\"https://b.example/projet/\">"),
        ("public/tout/index.html", "<a href=\"#la\">ici</a>"),
        ("public/tout/index.html", "<a href=\"/projet/suite/\">C</a>"),
        ("public/tout/index.html", "<code>/suite/</code>"),
        ("public/tout/index.html", "<img src=\"/projet/assets/salle."),
        ("public/tout/index.html", " srcset=\"/projet/assets/_images/salle-480."),
        ("public/tout/index.html", " 480w, /projet/assets/salle."),
        ("public/tout/index.html", "<img src=\"/projet/assets/pages/cour."),
        ("public/tout/index.html", "<a href=\"/projet/assets/pages/note.pdf\">"),
        ("public/tout/index.html", "<a href=\"/projet/site.webmanifest\">"),
        ("public/site.webmanifest", "{}"),
        ("public/_headers", "/projet/assets/_images/*\n"),
        (
            "public/tout/index.html",
            "<form action=\"/projet/suite/\"><button formaction=\"/projet/\">",
        ),
        ("public/tout/index.html", "url(/projet/assets/plan."),
        (
            "public/tout/index.html",
            "<link rel=\"canonical\" href=\"https://a.example/projet/tout/\">",
        ),
        ("public/tout/index.html", "content=\"https://a.example/projet/assets/plan.svg\""),
        ("public/404.html", "<a href=\"/projet/\">Accueil</a>"),
        ("public/vieux/index.html", "content=\"0; url=/projet/tout/\""),
        ("public/feed.xml", "<link rel=\"self\" href=\"https://a.example/projet/feed.xml\"/>"),
        ("public/liste/feed.xml", "&lt;a href=\"/projet/suite/\"&gt;"),
        ("public/sitemap.xml", "<loc>https://a.example/projet/en/</loc>"),
        ("public/recherche/index.html", "data-search=\"/projet/assets/search/fr."),
        ("public/recherche/index.html", "<a href=\"/projet/suite/\">"),
        ("public/recherche/index.html", "src=\"/projet/assets/search/search."),
        ("public/_headers", "/projet/assets/search/*\n"),
        ("public/_headers", "/projet/*\n  content-security-policy"),
        ("public/_redirects", "/projet/vieux/ /projet/tout/ 301\n"),
        ("redirects.json", "\"/projet/autre.html\""),
        ("public/contact/index.html", "action=\"/projet/contact/verification\""),
        ("public/_headers", "/projet/contact/recue/*\n  cache-control: no-store\n"),
        ("service-addresses.json", "\"/projet/contact/verification\""),
    ] {
        let file = &files[path];
        assert!(file.contains(expect), "{file}\n{path} does not hold {expect}");
    }
}

#[test]
fn what_the_forms_service_shows_leads_below_the_path() {
    let at = |base: &str| {
        let files = site(base).build().expect_files();
        Bundle::read(files["handler/bundle.json"].as_bytes()).unwrap()
    };
    let [below, root] = ["https://a.example/projet", HOST].map(at);

    assert_eq!(below.definition.page, "/projet/contact/");
    assert_eq!(below.definition.addresses()[0], "/projet/contact/verification");
    let texts = &below.definition.texts;
    assert_eq!(texts.check_consent, "Read [this](/projet/suite/#partie).");
    assert_eq!(texts.received_change, "[A](/projet/) [B](https://b.example/projet/)");
    for (text, expect) in [
        (&below.layout.between, "href=\"/projet/assets/theme."),
        (&below.layout.between, "<a href=\"/projet/suite/\""),
        (&below.layout.after, "<a href=\"/projet/\""),
        (&below.not_found, "<a href=\"/projet/\">Accueil</a>"),
        (&below.templates["form/failure.html"], "<a href=\"{{ form_page }}\">A</a>"),
        (&below.templates["form/failure.html"], "<a href='/projet/suite/'>B</a>"),
        (&below.templates["form/failure.html"], "<img src=/projet/assets/plan.svg "),
        (&below.templates["form/received.html"], "<a href=\"/projet/\">"),
        (&below.templates["form/check.html"], "action=\"{{ sending }}\""),
    ] {
        assert!(text.contains(expect), "{text}\ndoes not hold {expect}");
    }
    // The office knows an application's form by it.
    assert_eq!(below.form_hash, root.form_hash);
    assert_eq!(root.definition.hash(), root.form_hash);
}

#[test]
fn what_is_typed_with_the_path_is_told() {
    let site = Site::minimal()
        .change("site.toml", "a.example", "a.example/projet")
        .with("assets/plan.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n")
        .with("pages/a.md", "---\ntitle: A\n---\n[A](/projet/a/) [B](/projet/assets/plan.svg)\n");
    insta::assert_snapshot!(site.build().diagnostics(), @r#"
    content/pages/a.md:4:5: there is no page `/projet/a/`
      | [A](/projet/a/) [B](/projet/assets/plan.svg)
      |     ^^^^^^^^^^
      = help: did you mean `/a/`?
      = code: link-page

    content/pages/a.md:4:21: there is no page `/projet/assets/plan.svg`
      | [A](/projet/a/) [B](/projet/assets/plan.svg)
      |                     ^^^^^^^^^^^^^^^^^^^^^^^
      = help: did you mean `/assets/plan.svg`?
      = code: link-page
    "#);
}

#[test]
fn a_site_is_served_below_its_path() {
    let site = site("https://a.example/projet");
    for arguments in [&[][..], &["--as-deployed"]] {
        site.write_out();
        let server = TestServer::of(&site, arguments);
        for (path, status, location) in [
            ("/projet/tout/", "200", ""),
            ("/projet/tout", "301", "location: /projet/tout/"),
            ("/projet/tout/index.html?a", "301", "location: /projet/tout/?a"),
            ("/", "303", "location: /projet/"),
            ("/projet", "303", "location: /projet/"),
            ("/projet/contact/verification", "303", "location: /projet/contact/"),
            ("/projet/contact/envoi", "405", "allow: post"),
            ("/projet/contact/recue/rien", "404", ""),
            ("/contact/verification", "404", ""),
            ("/contact/envoi", "404", ""),
            ("/projet/rien/", "404", ""),
            ("/tout/", "404", ""),
            ("/assets/plan.svg", "404", ""),
        ] {
            let (head, _) = server.get(path, "");
            assert!(head.starts_with(&format!("http/1.1 {status}")), "{path}: {head}");
            assert!(head.contains(location), "{path}: {head}");
        }
        let (form, _) = server.get("/projet/contact/", "");
        assert!(form.contains("cache-control: private, no-cache"), "{form}");
        let (_, body) = server.get("/projet/rien/", "");
        assert!(text(&body).contains("<a href=\"/projet/\">Accueil</a>"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn whatever_is_written_differs_only_by_the_path(
        parts in prop::collection::vec((
            prop::sample::select(vec!["", "t ", "> ", "- "]),
            prop::sample::select(vec![
                "[a](/a/)", "[b](/a/#x \"T\")", "[c]\n\n[c]: /a/", "<a href=/a/>d</a>", "<a href='/'>e</a>", "**f**",
                "![g](/assets/g.svg)", "<img src=\"/assets/g.svg\" alt=\"\">", "`/a/`", "/a/", "<!-- /a/ -->",
                "<https://a.example/a/>", "<p title=\"/a/\">h</p>", "<p><i title='&quot;/a/'>h</i></p>",
                "\n\n<style>p{background:url('/assets/g.svg')}</style>", "    <a href=\"/a/\">b</a>", "<b><a href=&#47;a/>i</a></b>",
            ]),
        ), 0..12),
    ) {
        let parts: Vec<String> = parts.iter().map(|(before, part)| [*before, *part].concat()).collect();
        differ_only_by_the_path(|base| {
            Site::minimal()
                .change("site.toml", HOST, base)
                .with("assets/g.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n")
                .with("pages/a.md", &format!("---\ntitle: A\n---\n{}\n\n## X\n", parts.join("\n\n")))
        });
    }
}
