//! One page saved: whatever is built again must be what a whole build would have made.

use std::{collections::BTreeMap, path::Path};

use site_gen::{
    build::{self, Build, BuildOptions, rebuild::Updated, timings::Timings},
    content::directory::Folder,
    output::Memory,
};

use crate::harness::Site;

const SITE: &str = "title = \"Site\"\nbase_url = \"https://a.example\"\nlanguage = \"fr\"\n\
    navigation = [\"/menu/\"]\n";

fn content() -> BTreeMap<&'static str, String> {
    [
        ("site.toml", SITE),
        ("assets/plan.svg", "<svg/>"),
        ("pages/index.md", "---\ntitle: Accueil\n---\n[là](./a/feuille.md#un)\n"),
        ("pages/menu.md", "---\ntitle: Menu\n---\n"),
        ("pages/plan.md", "---\ntitle: Plan\ntemplate: site-map.html\n---\n"),
        ("pages/a/index.md", "---\ntitle: Dossier\n---\n"),
        ("pages/a/feuille.md", "---\ntitle: Feuille\ndate: 2021-06-01\n---\n## Un\n\nTexte.\n"),
    ]
    .map(|(path, text)| (path, text.to_owned()))
    .into()
}

fn folder(files: &BTreeMap<&'static str, String>) -> Folder {
    Folder::from_files("content", files.iter().map(|(path, text)| (*path, text)))
}

/// Replaces `old` by `new` in a page; what is built again must be the same as a whole build.
#[track_caller]
fn check(file: &str, old: &str, new: &str, expect: Updated) -> Vec<String> {
    check_in(content(), file, old, new, expect)
}

/// The same, of these files.
#[track_caller]
fn check_in(
    mut files: BTreeMap<&'static str, String>,
    file: &str,
    old: &str,
    new: &str,
    expect: Updated,
) -> Vec<String> {
    let before = Memory::default();
    let mut timings = Timings::start();
    let mut build = Build::of(&folder(&files), &BuildOptions::default(), &before, &mut timings);
    let mut served = before.take();
    let path = format!("pages/{file}");
    let text = files.get_mut(path.as_str()).unwrap();
    assert!(text.contains(old), "{path} does not hold {old:?}");
    *text = text.replacen(old, new, 1);
    let folder = folder(&files);

    let output = Memory::default();
    let source = folder.text(&path).unwrap().unwrap();
    let updated = build.update(file, source, &output);

    assert_eq!(updated, expect);
    let changed = output.take();
    let names = changed.keys().cloned().collect();
    if updated == Updated::Yes {
        served.extend(changed);
        let whole = build::build(&folder, &BuildOptions::default(), &mut timings);
        assert_eq!(build.report().diagnostics, whole.report.diagnostics);
        for (path, bytes) in &whole.files {
            let found = String::from_utf8_lossy(&served[path]);
            assert_eq!(found, String::from_utf8_lossy(bytes), "{path} is stale");
        }
        assert_eq!(served.len(), whole.files.len());
    }
    names
}

#[test]
fn another_text_is_one_page() {
    let built = check("a/feuille.md", "Texte", "Autre texte", Updated::Yes);

    assert_eq!(built, ["public/a/feuille/index.html"]);
}

#[test]
fn what_was_filled_in_for_pages_to_come_is_not_shown_before() {
    let mut files = content();
    files.insert("pages/b/index.md", "---\ntitle: Plus tard\ndate: 2030-01-01\n---\n".to_owned());
    let page = "---\ntitle: Un\ndescription: Une\ndate: 2020-01-01\n---\nTexte.\n";
    files.insert("pages/b/un.md", page.to_owned());
    let later = "---\ntitle: Deux\ndescription: Deux\ndate: 2030-01-01\n---\nTexte.\n";
    files.insert("pages/b/deux.md", later.to_owned());
    let options =
        || BuildOptions { today: Some("2026-01-01".parse().unwrap()), ..BuildOptions::default() };
    let mut timings = Timings::start();
    let mut build = Build::of(&folder(&files), &options(), &Memory::default(), &mut timings);
    files.insert("pages/b/un.md", page.replace("Texte", "Autre texte"));
    let folder = folder(&files);
    let output = Memory::default();

    let _ = build.update("b/un.md", folder.text("pages/b/un.md").unwrap().unwrap(), &output);

    let whole = build::build(&folder, &options(), &mut timings);
    let path = "public/b/un/index.html";
    let text =
        |files: &BTreeMap<String, Vec<u8>>| String::from_utf8_lossy(&files[path]).into_owned();
    assert_eq!(text(&output.take()), text(&whole.files));
}

#[test]
fn a_fragment_that_goes_away_breaks_the_links_of_other_pages() {
    let _ = check("a/feuille.md", "## Un", "## Deux", Updated::Yes);
}

#[test]
fn another_title_is_the_page_and_the_lists_of_all_pages() {
    let built = check("a/feuille.md", "title: Feuille", "title: Autre", Updated::Yes);

    assert!(built.contains(&"public/plan/index.html".to_owned()), "{built:?}");
    assert!(!built.contains(&"public/index.html".to_owned()), "{built:?}");
}

#[test]
fn another_date_is_in_the_sitemap() {
    let built = check("a/feuille.md", "2021-06-01", "2021-06-02", Updated::Yes);

    assert!(built.contains(&"public/sitemap.xml".to_owned()), "{built:?}");
}

#[test]
fn what_other_pages_show_takes_a_whole_build() {
    for (file, old, new) in [
        ("menu.md", "title: Menu", "title: Autre"),
        ("a/index.md", "title: Dossier", "title: Autre"),
        ("index.md", "title: Accueil", "title: Autre"),
        ("a/feuille.md", "title: Feuille", "title: Feuille\nslug: autre"),
        ("a/feuille.md", "title: Feuille", "title: Feuille\naliases: [/vieux/]"),
        ("a/feuille.md", "title: Feuille", "titel: Feuille"),
        ("a/feuille.md", "---\ntitle", "title"),
    ] {
        let built = check(file, old, new, Updated::No);
        assert!(built.is_empty(), "{built:?}");
    }
}

#[test]
fn a_mistake_in_the_text_is_reported_and_so_is_its_repair() {
    let _ = check("a/feuille.md", "Texte", "[là](/nulle-part/) {{ sitte.title }}", Updated::Yes);
}

#[test]
fn a_file_that_no_page_has_loaded_yet_takes_a_whole_build() {
    let _ = check("a/feuille.md", "Texte", "![Marque](/assets/mark.svg)", Updated::Yes);

    let _ = check("a/feuille.md", "Texte", "![Plan](/assets/plan.svg)", Updated::No);
}

#[test]
fn what_changes_the_headers_of_all_pages_takes_a_whole_build() {
    let _ = check("a/feuille.md", "Texte", "<script>let a</script>", Updated::No);
}

/// A section whose list goes over pages, in two feeds, and a page that is about something.
fn with_lists() -> BTreeMap<&'static str, String> {
    let mut files = content();
    let site = format!(
        "{SITE}[taxonomies.theme]\ntitle = \"T\"\nfeed = \"full\"\nterms.x = \"X\"\nterms.y = \"Y\"\n"
    );
    files.insert("site.toml", site);
    let page =
        "---\ntitle: P0\ndate: 2020-01-01\ntheme: [x]\npermalink: /2020/zero/\n---\nTexte.\n";
    files.insert("pages/l/zero.md", page.to_owned());
    let section =
        "---\ntitle: Liste\ntemplate: section.html\nsort: date\npaginate: 1\nfeed: full\n---\n";
    files.insert("pages/l/index.md", section.to_owned());
    for (path, day) in [("pages/l/un.md", 1), ("pages/l/deux.md", 2), ("pages/l/trois.md", 3)] {
        let page = format!("---\ntitle: P{day}\ndate: 2021-06-0{day}\ntheme: [x]\n---\nTexte.\n");
        files.insert(path, page);
    }
    files
}

#[test]
fn lists_and_feeds_follow_the_pages_that_are_in_them() {
    let moved = check_in(with_lists(), "l/zero.md", "title: P0", "title: Q0", Updated::Yes);
    assert!(moved.contains(&"public/l/page/4/index.html".to_owned()), "{moved:?}");
    for (old, new, expect, others) in [
        ("Texte", "Autre texte", Updated::Yes, &["l/feed.xml", "theme/x/feed.xml"][..]),
        ("title: P1", "title: Q1", Updated::Yes, &["l/page/3/index.html", "theme/x/index.html"]),
        ("2021-06-01", "2021-06-05", Updated::Yes, &["l/index.html", "l/page/2/index.html"]),
        ("theme: [x]", "theme: [y]", Updated::No, &[]),
        ("theme: [x]\n", "", Updated::No, &[]),
        ("date: 2021-06-01\n", "", Updated::No, &[]),
    ] {
        let built = check_in(with_lists(), "l/un.md", old, new, expect);
        for path in others {
            assert!(built.contains(&format!("public/{path}")), "{old}: {built:?}");
        }
    }
}

#[test]
fn how_a_list_goes_takes_a_whole_build() {
    for (old, new) in [("sort: date", "sort: title"), ("paginate: 1", "paginate: 2")] {
        let _ = check_in(with_lists(), "l/index.md", old, new, Updated::No);
    }
}

#[test]
fn a_page_that_stayed_on_the_disk_is_read_again_once() {
    let site = Site::minimal().with("pages/a.md", "---\ntitle: A\n---\nTexte.\n");
    let content = site.home().join("content");
    let mut folder = Folder::open(&content).unwrap();
    let mut changed = |text: &str| {
        std::fs::write(content.join("pages/a.md"), text).unwrap();
        let new = folder.read_again(&content, [Path::new("pages/a.md")]).unwrap();
        (new.len(), folder.text("pages/a.md").unwrap().unwrap().text.to_string())
    };

    assert_eq!(changed(""), (1, String::new()), "nobody knows what it held before");
    assert_eq!(changed(""), (0, String::new()));
    assert_eq!(changed("Autre."), (1, "Autre.".to_owned()));
}
