//! What the README shows is a site: its examples are built as they stand there.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use site_gen::content::{
    config::lists::ListOptions,
    page::variables::{KEYS, key_names},
};

use crate::harness::Site;

mod features;

fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")
}

/// Asserts that the README says this between the comments of that name. Where the test may write, it brings the README
/// up to date, and fails once.
#[track_caller]
#[expect(clippy::disallowed_methods, reason = "on a build machine nothing is written")]
pub fn holds(name: &str, expected: &str) {
    let readme = fs::read_to_string(path()).unwrap();
    let (from, to) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
    let (before, rest) = readme.split_once(&from).unwrap();
    let (said, after) = rest.split_once(&to).unwrap();
    if said != expected && std::env::var_os("CI").is_none() {
        fs::write(path(), format!("{before}{from}{expected}{to}{after}")).unwrap();
        panic!("the part `{name}` of site-gen/README.md is up to date now: commit it");
    }
    assert_eq!(said, expected, "site-gen/README.md lists other {name} than there are");
}

/// The keys of front matter as a page says them, each with what it means; those of a folder's own page stand apart.
fn keys() -> String {
    let first = "# content/pages/actualites/premiere-audition.md\n";
    let keys = KEYS.iter().filter(|key| !ListOptions::KEYS.contains(&key.name)).map(|key| {
        let said = format!("{}: {}", key.name, key.example);
        format!("{said:<31} # {}\n", key.says)
    });
    format!("```yaml\n{first}{}```\n", keys.collect::<String>())
}

#[test]
fn every_key_of_front_matter_stands_in_both_readmes() {
    holds("keys", &keys());
    let ours = fs::read_to_string(path()).unwrap();
    let authors = Path::new(env!("CARGO_MANIFEST_DIR")).join("../content/README.md");
    let authors = fs::read_to_string(authors).unwrap();
    for name in key_names() {
        assert!(ours.contains(&format!("\n{name}: ")), "`{name}` is not in site-gen/README.md");
        assert!(authors.contains(&format!("`{name}`")), "`{name}` is not in content/README.md");
    }
}

/// The files of the README's section of that name, by their paths: each block of code whose first line is a comment
/// with a path below `content/`.
fn files(section: &str) -> Vec<(String, String)> {
    let readme = fs::read_to_string(path()).unwrap();
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
            let path = path.trim_end_matches("-->").trim_end_matches("*/").trim();
            // What is printed, and lists of files, are none.
            if path.contains([' ', ':']) {
                return None;
            }
            let rest = if path.rsplit_once('.')?.1 == "md" && !rest.starts_with("---\n") {
                format!("---\n{rest}---\nTexte.\n")
            } else {
                rest.to_owned()
            };
            Some((path.to_owned(), rest))
        })
        .collect()
}

/// A minimal site with these files; what they say in `site.toml` stands below what it says.
fn site(files: &[(String, String)]) -> Site {
    const LANGUAGE: &str = "language = \"fr\"\n";
    files.iter().fold(Site::minimal(), |site, (path, text)| match path.as_str() {
        "site.toml" if text.contains(LANGUAGE) => site.change(path, LANGUAGE, text),
        // What has no table comes before what has one.
        "site.toml" => site.change(path, LANGUAGE, &[LANGUAGE, text].concat()),
        path => site.with(path, text),
    })
}

#[track_caller]
fn hold(built: &BTreeMap<String, String>, expected: &[(&str, &str)]) {
    for (path, text) in expected {
        let file = built.get(&format!("public/{path}"));
        let file = file.unwrap_or_else(|| panic!("no {path} in {:?}", built.keys()));
        assert!(file.contains(text), "{path} does not hold {text}:\n{file}");
    }
}

fn png() -> Vec<u8> {
    let mut bytes = io::Cursor::new(Vec::new());
    image::RgbImage::new(20, 10).write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

#[test]
fn the_pages_that_the_readme_shows_are_built() {
    let files = files("Pages");
    assert_eq!(files.len(), 6, "{files:?}");
    let first = "pages/actualites/premiere-audition.md";
    let site = ["pour-qui", "candidater", "contact"].iter().fold(site(&files), |site, name| {
        site.with(&format!("pages/{name}.md"), &format!("---\ntitle: {name}\n---\n"))
    });
    let site = site
        // The example says every key, and `permalink` stands in the place of this one.
        .change(first, "\nslug: premiere", "\n")
        .with("pages/actualites/index.md", "---\ntitle: Actualités\ntemplate: section.html\n---\n")
        .with("pages/actualites/a.md", "---\ntitle: A\n---\nTexte.\n")
        .with(
            "templates/article.html",
            "{% extends \"page.html\" %}{% block main %}{{ page.extra.auteur }} : {{ content | safe }}{% endblock main %}",
        )
        .with_bytes("assets/audition.png", &png());
    let built = site.build().expect_files();

    assert!(!built.contains_key("public/2021/premiere/index.html"), "it is a draft");
    hold(
        &built,
        &[
            ("actualites/a/index.html", "Le bureau : <p>Texte.</p>"),
            ("actualites/nimes/index.html", "<details class=\"notice notice-warning\">"),
            ("actualites/nimes/index.html", "<em>apporter</em>"),
            ("sitemap.xml", "/actualites/nimes/</loc><lastmod>2021-06-15</lastmod>"),
            ("index.html", "<a href=\"/candidater/\">candidater</a>"),
            (
                "deroulement/index.html",
                "Depuis le 15\u{a0}juin 2021, une audition dure 45 minutes, à Nîmes.",
            ),
            ("deroulement/index.html", "1\u{202f}200\u{a0}€ à Site."),
        ],
    );

    let built = site.change(first, "draft: true", "draft: false").build().expect_files();
    hold(
        &built,
        &[
            ("2021/premiere/index.html", "<h1>La première audition</h1>"),
            (
                "2021/premiere/index.html",
                "<meta property=\"og:image\" content=\"https://a.example/assets/audition.",
            ),
            ("actualites/index.html", "<a href=\"/2021/premiere/\">"),
            ("ancienne-adresse/index.html", "url=/2021/premiere/"),
        ],
    );
}

#[test]
fn the_search_and_the_languages_that_the_readme_shows_are_built() {
    let built = site(&files("Search")).build().expect_files();
    hold(&built, &[("recherche/index.html", "<a href=\"/\">Accueil</a>")]);

    let languages = site(&files("Languages"));
    assert!(languages.build().diagnostics().contains("code: translation-missing"));
    let built = languages.with("pages/en/index.md", "---\ntitle: Home\n---\n").build();
    hold(
        &built.expect_files(),
        &[("index.html", "hreflang=\"en\" href=\"https://a.example/en/\"")],
    );
}

#[test]
fn the_template_that_the_readme_shows_is_filled_in() {
    let site = site(&files("Templates"))
        .with("pages/a/index.md", "---\ntitle: A\ntemplate: fiche.html\n---\nTexte.\n")
        .with("pages/a/b.md", "---\ntitle: B\n---\n");
    let expect = "<h1>A</h1>\n<p>Texte.</p>\n\n<p><a href=\"/a/b/\">B</a></p>";
    hold(&site.build().expect_files(), &[("a/index.html", expect)]);
}

#[test]
fn what_the_readme_lowers_and_allows_is_no_error() {
    let files = files("What is checked");
    assert_eq!(files.len(), 2, "{files:?}");
    let page =
        "---\ntitle: A\n---\n## B\n\n#### C\n\n[d](http://localhost/) [e](sip:a@b.example)\n";
    let plain = Site::of("pages/a.md", page).build().diagnostics();
    let codes = ["heading-level", "link-http", "link-scheme"];
    assert!(codes.iter().all(|code| plain.contains(code)), "{plain}");
    let built = site(&files).with("pages/a.md", page).build();
    let report = &built.0.report;
    assert!(!report.has_errors(), "{:?}", report.diagnostics);
    let reasons: Vec<String> = report.reasons().collect();
    assert_eq!(reasons, ["heading-level: 1 warning, because pages taken over from the old site"]);
}

#[test]
fn the_files_that_the_readme_shows_are_published() {
    let files = files("Assets and headers");
    let (below, files): (Vec<_>, Vec<_>) =
        files.into_iter().partition(|(path, _)| path == "site.toml");
    assert_eq!((below.len(), files.len()), (1, 4), "{files:?}");
    let built = site(&files)
        .change("site.toml", "https://a.example", "https://www.example.org")
        .with("assets/parts/base.css", "b { color: red }\n")
        .with("assets/print.css", "i { color: blue }\n")
        .with("assets/carte.js", "1\n")
        .with("pages/carte.md", "---\ntitle: Carte\ntemplate: carte.html\n---\n")
        .with("pages/auditions/nimes/compte-rendu.pdf", "%PDF")
        .with_bytes("pages/auditions/nimes/salle.jpg", &crate::images::jpeg(640, 480))
        .build()
        .expect_files();
    hold(
        &built,
        &[
            (
                "assets/site.css",
                "@layer base,ours;@layer base{b{color:red}}@media print{i{color:blue}}",
            ),
            ("carte/index.html", "<script src=\"/assets/carte."),
            ("carte/index.html", ".js\" integrity=\"sha384-"),
            ("robots.txt", "User-agent: GPTBot\nDisallow: /\n"),
            (
                "auditions/nimes/index.html",
                "<figure><picture><source type=\"image/avif\" srcset=\"/assets/_images/",
            ),
            ("auditions/nimes/index.html", "<figcaption>Nîmes, le 3 mai</figcaption>"),
            (
                "auditions/nimes/index.html",
                "<a href=\"/assets/pages/auditions/nimes/compte-rendu.pdf\">",
            ),
        ],
    );

    let (_, base_url) = &below[0];
    let below = Site::of("pages/a.md", "---\ntitle: A\n---\n[B](/)\n").change(
        "site.toml",
        "base_url = \"https://a.example\"\n",
        base_url,
    );
    hold(&below.build().expect_files(), &[("a/index.html", "<p><a href=\"/projet/\">B</a></p>")]);
}
