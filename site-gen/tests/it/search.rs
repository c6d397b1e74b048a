//! The search: what is made of it, and when.

use std::collections::BTreeMap;

use crate::harness::Site;

const ON: &str =
    "title = \"Site\"\nbase_url = \"https://a.example\"\nlanguage = \"fr\"\nsearch = true\n";

fn site() -> Site {
    Site::minimal().with("site.toml", ON)
}

/// The files of the index, without their fingerprints.
fn index(files: &BTreeMap<String, String>) -> BTreeMap<String, &str> {
    let of_index = files.iter().filter_map(|(path, text)| {
        let name = path.strip_prefix("public/assets/search/")?;
        let mut parts: Vec<&str> = name.split('.').collect();
        parts.remove(1);
        Some((parts.join("."), text.as_str()))
    });
    of_index.collect()
}

#[test]
fn nothing_of_it_is_made_unless_it_is_asked_for() {
    for settings in ["", "search = false\n"] {
        let site = Site::minimal().with("site.toml", &ON.replace("search = true\n", settings));
        let files = site.build().expect_files();
        assert_eq!(index(&files).len(), 0);
        assert!(!files.contains_key("public/recherche/index.html"));
        assert!(!files["public/_headers"].contains("search"));
    }
    let told = Site::minimal().with("site.toml", &ON.replace("true", "\"oui\"")).build();
    assert!(told.diagnostics().contains("`search` should be"), "{}", told.diagnostics());
}

#[test]
fn words_are_in_one_file_and_pages_in_another_and_a_third_says_which_there_are() {
    let site = site()
        .with("pages/a.md", "---\ntitle: L'été\ndescription: Bref.\n---\n\n## Une audition\n\nDes *audition*s, un `été`.\n")
        .with("pages/b.md", "---\ntitle: Deux\nextra: { search: false }\n---\n\nZirconium.\n")
        .with("pages/404.md", "---\ntitle: Rien\n---\n\nZirconium.\n");
    let files = site.build().expect_files();
    let index = index(&files);
    insta::assert_snapshot!(index["fr-w0.json"], @r#"{"accueil":"C","audition":"2B","auditions":"=audition","bref":"2B","des":"2A","ete":"2C","un":"2A","une":"2B"}"#);
    insta::assert_snapshot!(index["fr-p0.json"], @r#"[["/","Accueil",""],["/a/","L’été","Bref."]]"#);
    let known = ["fr-p0.json", "fr-w0.json", "fr.json", "search.js"];
    assert_eq!(index.keys().collect::<Vec<_>>(), known);
    assert!(
        files["public/_headers"]
            .contains("/assets/search/*\n  cache-control: public, max-age=31536000")
    );
    let page = &files["public/recherche/index.html"];
    for line in [
        "<h1>Recherche</h1>",
        "<li><a href=\"/a/#une-audition\">Une audition</a> <span class=\"hint\">L’été</span></li>",
        "<li><a href=\"/a/\">L’été</a></li>",
        "<h3 id=\"index-l\">L</h3>",
    ] {
        assert!(page.contains(line), "{line}: {page}");
    }
    assert!(!page.contains("Deux") && !page.contains("Rien"), "{page}");
    assert_eq!(files, site.build().expect_files(), "the same each time");
}

#[test]
fn its_page_may_be_written_and_named_like_any_other() {
    let written = site()
        .with("pages/recherche.md", "---\ntitle: Trouver\n---\n\nCherchez, et vous trouverez.\n")
        .with("pages/a.md", "---\ntitle: A\n---\n\n[chercher](./recherche.md)\n");
    let files = written.build().expect_files();
    let page = &files["public/recherche/index.html"];
    let (before, after) = page.split_once("vous trouverez.").unwrap();
    assert!(before.contains("<h1>Trouver</h1>") && after.contains("role=\"search\""), "{page}");

    let named =
        site().with("site.toml", &ON.replace("search", "navigation = [\"/recherche/\"]\nsearch"));
    assert!(named.build().expect_page("/").contains("<a href=\"/recherche/\">Recherche</a>"));
    let draft = site().with("pages/recherche.md", "---\ntitle: Trouver\ndraft: true\n---\n");
    let told = draft.build().0.report.diagnostics;
    let codes: Vec<&str> = told.iter().map(|each| each.code.name()).collect();
    assert_eq!(codes, ["search-missing"], "until then, no page searches");
}

#[test]
fn each_language_has_its_own_and_its_words_are_said() {
    let two = ON.replace("language =", "languages = [\"fr\", \"en\"]\nlanguage =");
    let site = site()
        .with("site.toml", &two)
        .with("pages/en/index.md", "---\ntitle: Home\n---\n\nHearings.\n");
    let files = site.build().expect_files();
    assert!(index(&files)["en-w0.json"].contains("hearing"));
    assert!(!index(&files)["fr-w0.json"].contains("hearing"));
    assert!(files["public/en/search/index.html"].contains("Search this site"));

    let german = two.replace("\"en\"", "\"de\"");
    let with = |settings: &str| {
        let site = Site::minimal().with("site.toml", settings);
        site.with("pages/de/index.md", "---\ntitle: Start\n---\n").build().diagnostics()
    };
    assert!(with(&german).contains("search_label"));
    assert!(!with(&german.replace("search = true\n", "")).contains("search_label"));
}

#[test]
fn a_large_site_has_a_page_for_each_letter_and_its_index_is_in_parts() {
    let mut site = site();
    for number in 0..320 {
        let word = char::from(b'a' + u8::try_from(number % 26).unwrap());
        // So many words that no part holds all of them.
        let words: Vec<String> = (0..12).map(|it| format!("{word}mot{number}x{it}")).collect();
        let words = words.join(" ");
        let text = format!("---\ntitle: {word}{number}\n---\n\nPartout. {words}\n");
        site = site.with(&format!("pages/p{number}.md"), &text);
    }
    let files = site.build().expect_files();
    let index = index(&files);
    let whole = &files["public/recherche/index.html"];
    assert!(
        whole.contains("<a href=\"/recherche/b/\">B</a>") && !whole.contains("/p1/"),
        "{whole}"
    );
    let letter = &files["public/recherche/b/index.html"];
    assert!(letter.contains("<h1>Recherche – B</h1>"), "{letter}");
    assert!(
        letter.contains("<a href=\"/p1/\">B1</a>") || letter.contains("<a href=\"/p1/\">b1</a>"),
        "{letter}"
    );
    assert!(
        letter.contains("<a href=\"/recherche/c/\">") && !letter.contains("<a href=\"/p2/\">"),
        "{letter}"
    );
    assert!(files["public/sitemap.xml"].contains("/recherche/b/"));
    let words: Vec<_> = index.iter().filter(|(name, _)| name.starts_with("fr-w")).collect();
    assert!(words.len() > 3, "{}", words.len());
    for (name, text) in &words {
        let table: BTreeMap<String, String> = serde_json::from_str(text).unwrap();
        assert!(text.len() <= 8 * 1024, "{name}: {}", text.len());
        for pages in table.values().filter_map(|pages| pages.strip_prefix('=')) {
            assert!(table.contains_key(pages), "{name}: {pages}");
        }
    }
    assert_eq!(
        index.keys().filter(|name| name.starts_with("fr-p")).count(),
        321_usize.div_ceil(24)
    );
}

#[test]
fn a_page_that_changes_is_found_by_its_new_words() {
    use authoring::diagnostics::Source;
    use site_gen::{build::rebuild::Updated, output::Memory};

    let site = site().with("pages/a.md", "---\ntitle: A\n---\n\nUn mot.\n");
    let mut build = site.rendered();
    let output = Memory::default();
    let source =
        Source::new("content/pages/a.md", "---\ntitle: A\n---\n\nUn zirconium.\n".to_owned());
    assert_eq!(build.update("a.md", source, &output), Updated::Yes);
    let files = output.take();
    let found = files.iter().any(|(path, bytes)| {
        path.contains("/fr-w0.") && String::from_utf8_lossy(bytes).contains("zirconium")
    });
    assert!(found, "{:?}", files.keys());
}
