//! Files of `static/`, and where each goes: a row a file.

use std::fs;

use super::{OldSite, codes, files_below};
use crate::harness::{run_in, text};

/// What a file holds, and where it is in the new site: in `assets/`, in `root/`, or left, with a part of what is told.
enum Expected {
    In(&'static [&'static str]),
    Left(&'static str),
    /// And nothing is told.
    Nowhere,
}

use Expected::{In, Left, Nowhere};

const ASSETS: Expected = In(&["assets"]);
const ROOT: Expected = In(&["root"]);
const BOTH: Expected = In(&["assets", "root"]);

const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>";

/// What is in each, and is rewritten in none of them.
const ROWS: &[(&str, &str, Expected)] = &[
    // What pages name: links, images, HTML, front matter; what settings do.
    ("plan.svg", SVG, ASSETS),
    ("keys/a b.asc", "key", ASSETS),
    ("img/html.svg", SVG, ASSETS),
    ("img/hero.png", "", ASSETS),
    ("img/logo.svg", SVG, ASSETS),
    // A word is no name; an address elsewhere is none of ours.
    ("install.sh", "true", ROOT),
    ("logo.txt", "", ROOT),
    // What templates, Sass and style sheets name, whose own names are known.
    ("css/site.css", "a { background: url(../img/back.png) }", ASSETS),
    ("img/back.png", "", ASSETS),
    ("img/sass.png", "", ASSETS),
    ("css/unnamed.css", "a { background: url(own.png) }", ROOT),
    ("css/own.png", "", ROOT),
    // What a script asks for has its old address alone; so has what a document in root/ shows.
    ("app.js", "fetch('/list.json'); show('/img/both.svg')", ASSETS),
    ("list.json", "[\"data/part.json\"]", ROOT),
    ("data/part.json", "[]", ROOT),
    ("img/both.svg", SVG, BOTH),
    ("demo/index.html", "<link href=demo.css><img src=../img/shown.svg>", ROOT),
    ("demo/demo.css", "a { background: url('/img/deep.svg') }", ROOT),
    ("img/shown.svg", SVG, BOTH),
    ("img/deep.svg", SVG, BOTH),
    // By custom, whether a template names them or not; a page shows what is in assets/.
    ("favicon.ico", "", ROOT),
    ("apple-touch-icon.png", "", BOTH),
    ("CNAME", "a.example.org\n", ROOT),
    ("ads.txt", "", ROOT),
    ("humans.txt", "", ROOT),
    ("security.txt", "Contact: mailto:a@a.example.org\n", ROOT),
    ("google0123.html", "google-site-verification: google0123.html", ROOT),
    ("robots.txt", "Sitemap: https://a.example.org/sitemap.xml\n", ROOT),
    (".well-known/security.txt", "Contact: mailto:a@a.example.org\n", ROOT),
    (".well-known/matrix/server", "{}", ROOT),
    (".nojekyll", "", ROOT),
    // What root/ does not take.
    (".htaccess", "", Left("this would stand at the root of the site, under a hidden name")),
    (
        "404.html",
        "",
        Left("`/404.html` is kept for the file `/404.html`, which every build writes"),
    ),
    ("_headers", "", Left("`/_headers` is kept for the file")),
    ("sitemap.xml", "", Left("`/sitemap.xml` is kept for a file that every build writes")),
    ("sitemap-2.xml", "", Left("`/sitemap-2.xml` is kept for the sitemap of a large site")),
    ("feed.xml", "", Left("`/feed.xml` is kept for a file that every build writes")),
    ("assets/a.png", "", Left("`/assets/a.png` is kept for the files of content/assets/")),
    ("about/index.html", "", Left("`/about/index.html` is an address of a page, pages/about.md")),
    ("index.html", "", Left("`/index.html` is an address of a page, pages/index.md")),
    ("old.html", "", Left("`/old.html` is an address that leads to a page")),
    (
        "data.txt.br",
        "",
        Left("`/data.txt.br` is kept for what `/data.txt` is when it is compressed"),
    ),
    ("app.1a2b3c4d.js", "", Left("a name with such a part is kept by browsers for a year")),
    // What no site publishes.
    (".gitkeep", "", Nowhere),
    ("img/.DS_Store", "", Nowhere),
];

const HOME: &str = "+++\ntitle = \"Home\"\n[extra]\nhero = \"/img/hero.png\"\n+++\n\
    ![plan](/plan.svg) [key](/keys/a%20b.asc) <img src=\"/img/html.svg\" alt=\"\"> ![both](/img/both.svg)\n\
    ![shown](/img/shown.svg) ![deep](/img/deep.svg) [icon](/apple-touch-icon.png)\n\n\
    Run install.sh: `curl https://a.example.org/install.sh`, see [security](/.well-known/security.txt).\n";
const ABOUT: &str = "+++\ntitle = \"About\"\naliases = [\"/old.html\"]\n+++\n";

/// A template, and a style sheet in Sass.
const TEMPLATE: &str = "<link href=\"/css/site.css?v=1\"><link rel=icon href=/favicon.ico><script src=\"/app.js\"></script>";
const SASS: &str = "a { background: url(\"/img/sass.png\") }";

#[test]
fn what_the_site_names_is_an_asset_and_all_else_keeps_its_address() {
    for (program, config, [template, sass]) in [
        (
            "zola",
            (
                "config.toml",
                "base_url = \"https://a.example.org\"\ntitle = \"A\"\n[extra]\nlogo = \"img/logo.svg\"\n",
            ),
            ["templates/base.html", "sass/site.scss"],
        ),
        (
            "hugo",
            (
                "hugo.toml",
                "baseURL = \"https://a.example.org\"\ntitle = \"A\"\n[params]\nlogo = \"img/logo.svg\"\n\
                 [markup.goldmark.renderer]\nunsafe = true\n",
            ),
            ["layouts/baseof.html", "assets/site.scss"],
        ),
    ] {
        let pages = [("content/_index.md", HOME), ("content/about.md", ABOUT)];
        let site =
            OldSite::with(&[&pages[..], &[config, (template, TEMPLATE), (sass, SASS)]].concat());
        for (file, holds, _) in ROWS {
            site.write(&format!("static/{file}"), holds.as_bytes());
        }

        let done = site.import(program, &[]);

        let said = text(&done.stderr);
        assert_eq!(done.status.code(), Some(3), "{said}");
        for (file, holds, expected) in ROWS {
            let content = site.path().join("content");
            let places = ["assets", "root"];
            let found: Vec<&str> = places
                .into_iter()
                .filter(|place| content.join(place).join(file).exists())
                .collect();
            for place in &found {
                let copied = fs::read(content.join(place).join(file)).unwrap();
                assert_eq!(text(&copied), *holds, "{program} {place}/{file}");
            }
            let told = said.lines().find(|line| line.starts_with(&format!("old/static/{file}:")));
            match expected {
                In(places) => {
                    assert_eq!((&found[..], told), (*places, None), "{program} {file}: {said}");
                }
                Left(why) => {
                    let told = told.unwrap_or_default();
                    assert!(
                        found.is_empty() && told.contains(why),
                        "{program} {file}: {found:?} {told}"
                    );
                }
                Nowhere => {
                    assert_eq!((&found[..], told), (&[][..], None), "{program} {file}: {said}");
                }
            }
        }
        let new = files_below(&site.path().join("content"));
        let [assets, root] = ["assets/", "root/"]
            .map(|folder| new.iter().filter(|(path, _)| path.starts_with(folder)).count());
        let summary = text(&done.stdout);
        for (folder, count) in [("assets", assets), ("root", root)] {
            let line = format!("content/{folder}/: {count} files of static/ ");
            assert!(summary.contains(&line), "{line}: {summary}");
        }
        let checked = run_in(site.path(), &["check"]);
        assert_eq!(codes(&text(&checked.stderr)), [""; 0], "{program}: {}", text(&checked.stderr));
    }
}

/// A name that a page's own file has in the new site.
#[test]
fn a_file_whose_place_is_taken_is_told() {
    let site = OldSite::with(&[
        ("config.toml", "title = \"A\"\nbase_url = \"https://a.example.org\"\n"),
        ("content/_index.md", "+++\ntitle = \"Home\"\n+++\n![p](/pages/b/p.svg)\n"),
        ("content/b/index.md", "+++\ntitle = \"B\"\n+++\n![p](p.svg)\n"),
        ("content/b/p.svg", "<svg/>"),
        ("static/pages/b/p.svg", "<svg><g/></svg>"),
    ]);

    let done = site.import("zola", &[]);

    let said = text(&done.stderr);
    let told =
        "old/static/pages/b/p.svg:1:1: warning: another file is taken over to assets/pages/b/p.svg";
    assert!(said.contains(told), "{said}");
    assert_eq!(site.new_file("assets/pages/b/p.svg"), "<svg/>");
    assert!(!text(&done.stdout).contains("of static/"), "{}", text(&done.stdout));
}
