//! What the README shows of lists and of components is a site: its examples are built as they stand there.

use std::{fs, path::Path};

use crate::harness::Site;

/// The files of the README's section of that name, by their paths: each block of code whose first line is a comment
/// with a path below `content/`.
fn files(section: &str) -> Vec<(String, String)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(path).unwrap();
    let (_, section) = readme.split_once(&format!("\n## {section}\n")).unwrap();
    // A heading in a block of code is none of the README's.
    let mut headings = section.match_indices("\n## ").map(|(at, _)| at);
    let is_open = |at: &usize| section[..*at].matches("```").count() % 2 == 1;
    let section = &section[..headings.find(|at| !is_open(at)).unwrap_or(section.len())];
    let blocks = section.split("```").skip(1).step_by(2);
    blocks
        .filter_map(|block| {
            let (_, text) = block.split_once('\n')?;
            let (first, rest) = text.split_once('\n')?;
            let (_, path) = first.split_once("content/")?;
            let path = path.trim_end_matches("-->").trim();
            let rest = if path.rsplit_once('.')?.1 == "md" && !rest.starts_with("---\n") {
                format!("---\n{rest}---\nTexte.\n")
            } else {
                rest.to_owned()
            };
            Some((path.to_owned(), rest))
        })
        .collect()
}

#[test]
fn the_lists_that_the_readme_shows_are_built() {
    let files = [files("Pages"), files("Lists")].concat();
    assert_eq!(files.len(), 5, "{files:?}");
    let mut site = Site::minimal();
    for (path, text) in &files {
        site = if path == "site.toml" {
            let before = "language = \"fr\"\n";
            site.change(path, before, &[before, text].concat())
        } else {
            site.with(path, text)
        };
    }
    for number in 1..=20 {
        let text = format!("---\ntitle: N{number}\ndate: 2021-05-{number:02}\n---\nTexte.\n");
        site = site.with(&format!("pages/actualites/n{number}.md"), &text);
    }
    let built = site.build().expect_files();

    for (path, text) in [
        ("actualites/index.html", "<h2><a href=\"/actualites/ouverture/\">"),
        ("actualites/index.html", "<p>1er\u{a0}juin 2021</p>"),
        ("actualites/page/2/index.html", "<title>Actualités, page 2 – Site</title>"),
        ("actualites/page/3/index.html", "<h2><a href=\"/actualites/n1/\">"),
        ("actualites/feed.xml", "<summary>Le formulaire est en ligne.</summary>"),
        ("actualites/ouverture/index.html", "<time datetime=\"2021-06-01\">"),
        ("theme/index.html", "<a href=\"/theme/energie/\">Transition énergétique</a> (1)"),
        ("theme/energie/index.html", "<a href=\"/actualites/ouverture/\">"),
        ("theme/energie/feed.xml", "<title>Les candidatures sont ouvertes</title>"),
    ] {
        let file = &built[&format!("public/{path}")];
        assert!(file.contains(text), "{path} does not hold {text}:\n{file}");
    }
    assert!(!built.contains_key("public/theme/numerique/index.html"));
}

#[test]
fn the_pages_from_data_that_the_readme_shows_are_built() {
    let files = files("Pages from data");
    assert_eq!(files.len(), 3, "{files:?}");
    let before = "language = \"fr\"\n";
    let taxonomy = "taxonomies.theme.title = \"Thèmes\"\n\
        taxonomies.theme.terms = { energie = \"Énergie\", numerique = \"Numérique\" }\n";
    let site = files.iter().fold(Site::minimal(), |site, (path, text)| match path.as_str() {
        "site.toml" => site.change(path, before, &[before, taxonomy, text].concat()),
        path => site.with(path, text),
    });
    let site =
        site.with("pages/villes/index.md", "---\ntitle: Villes\ntemplate: section.html\n---\n");
    let built = site.build().expect_files();

    for (path, text) in [
        ("villes/nimes/index.html", "<h1>Nîmes</h1>\n<p>12 places. Près des arènes.</p>"),
        ("villes/saint-gilles/index.html", "<meta name=\"description\" content=\"Au port.\">"),
        ("villes/index.html", "<a href=\"/villes/nimes/\">Nîmes</a>"),
        ("theme/numerique/index.html", "<a href=\"/villes/saint-gilles/\">Saint-Gilles</a>"),
        ("sitemap.xml", "/villes/nimes/</loc><lastmod>2021-06-01</lastmod>"),
        ("feed.xml", "<title>Saint-Gilles</title>"),
    ] {
        let file = built.get(&format!("public/{path}"));
        let file = file.unwrap_or_else(|| panic!("no {path} in {:?}", built.keys()));
        assert!(file.contains(text), "{path} does not hold {text}:\n{file}");
    }
}

#[test]
fn the_code_that_the_readme_shows_is_built() {
    let files = files("Code in colours");
    assert_eq!(files.len(), 2, "{files:?}");
    let before = "language = \"fr\"\n";
    let site = files.iter().fold(Site::minimal(), |site, (path, text)| match path.as_str() {
        "site.toml" => site.change(path, before, &[before, text].concat()),
        path => site.with(path, text),
    });
    let built = site.build().expect_files();

    let page = &built["public/code/index.html"];
    for text in [
        "<figure class=\"code\"><figcaption>src/main.rs</figcaption>\n<pre tabindex=\"0\" class=\"lines numbered\">\
         <code class=\"language-rust\"><span class=\"code-line\" data-line=\"10\"><span class=\"hl-keyword\">fn</span> \
         <span class=\"hl-function\">main</span>() {</span>\n<mark class=\"code-line\" data-line=\"11\">",
        "<mark class=\"code-line\" data-line=\"14\">}</mark>\n</code></pre>\n</figure>",
        "3 m<sup>2</sup> et H<sub>2</sub>O pour une <abbr title=\"petite ou moyenne entreprise\">PME</abbr>.</p>",
    ] {
        assert!(page.contains(text), "the page does not hold {text}:\n{page}");
    }
    assert!(built["public/assets/theme.css"].contains(".hl-keyword{"));
    let plain = Site::minimal().build().expect_files();
    assert!(!plain["public/assets/theme.css"].contains("hl-"));
}

#[test]
fn the_components_that_the_readme_shows_are_built() {
    let files = files("Components and includes");
    assert_eq!(files.len(), 2, "{files:?}");
    let site = files.iter().fold(Site::minimal(), |site, (path, text)| site.with(path, text));
    let page = site
        .with("includes/adresse.md", "À Nîmes.\n")
        .with("includes/appel.sh", "#!/bin/sh\n  set -e\n  date\n")
        .build()
        .expect_page("/appel/");

    for text in [
        "<aside class=\"rappel\"><h2>Ce qu’il faut apporter</h2>\n<p>Le <strong>dernier</strong> bilan<sup>",
        "<a href=\"#liste\">ce qui suit</a>",
        "<h3>Site</h3>\n<p>Dedans.</p>\n</aside>\n<a href=\"/\">Site</a></aside>",
        "<p>À Nîmes.</p>",
        "<code class=\"language-sh\">set -e\ndate\n</code>",
    ] {
        assert!(page.contains(text), "the page does not hold {text}:\n{page}");
    }
}

#[test]
fn the_card_that_the_readme_shows_is_drawn() {
    let files = files("Cards");
    assert_eq!(files.len(), 2, "{files:?}");
    let before = "language = \"fr\"\n";
    let site = files.iter().fold(Site::minimal(), |site, (path, text)| match path.as_str() {
        "site.toml" => site.change(path, before, &[before, text].concat()),
        path => site.with(path, text),
    });
    let coloured = "---\ntitle: Vert\nextra: { colour: \"#00ff00\" }\n---\n";
    let built = site.with("pages/vert.md", coloured).build().0;
    assert!(!built.report.has_errors(), "{:?}", built.report.diagnostics);

    for (path, colour) in [("", [0x12, 0x3c, 0x2d]), ("vert/", [0, 255, 0])] {
        let page = &built.files[&format!("public/{path}index.html")];
        let page = String::from_utf8_lossy(page);
        let (_, url) = page.split_once("og:image\" content=\"https://a.example").unwrap();
        let card = &built.files[&format!("public{}", url.split_once('"').unwrap().0)];
        let card = image::load_from_memory(card).unwrap().into_rgb8();
        assert_eq!(card.get_pixel(1190, 620).0, colour, "{path}");
        assert!(card.pixels().any(|pixel| pixel.0 == [255; 3]), "{path}: there is a title");
    }
}
