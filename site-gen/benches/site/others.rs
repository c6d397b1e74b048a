//! The same site by Zola and by Hugo, in turns with ours and the floor.
//!
//! Each gets the corpus as it wants it: a section's own page is `_index.md`, without the date that Zola refuses
//! there. Both write a feed and a sitemap, as we do, and have one layout of ten lines; neither checks a link.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{SITE_GEN, corpus, measure};

const PAGES: usize = 10_000;
const RUNS: usize = 5;

const ZOLA_SITE: &str = "base_url = \"https://mesure.fr\"\ntitle = \"Mesure\"\ndefault_language = \"fr\"\n\
    compile_sass = false\ngenerate_feeds = true\nbuild_search_index = false\n";
const HUGO_SITE: &str = "baseURL = \"https://mesure.fr/\"\ntitle = \"Mesure\"\nlocale = \"fr\"\ndisableKinds = [\"taxonomy\", \"term\"]\n";

/// What both put around a page, but for how each names things.
const LAYOUT: &str = "<!doctype html>\n<html lang=\"fr\">\n<head>\n<meta charset=\"utf-8\">\n\
    <title>TITLE</title>\n</head>\n<body>\n<main>\nCONTENT\n</main>\n</body>\n</html>\n";

/// Prints the table: `zola` and `hugo` are the programs themselves.
pub fn report(zola: &str, hugo: &str) {
    let folder = measure::folder();
    let path = |name: &str| folder.path().join(name);
    corpus::write(&path("ours"), PAGES);
    write_zola(&path("zola"));
    write_hugo(&path("hugo"));
    let out = path("out");
    let mut ours = Command::new(SITE_GEN);
    ours.args(["build", "--no-compress", "--content"]).arg(path("ours")).arg("--out").arg(&out);
    let mut floor = Command::new(std::env::current_exe().expect("this program"));
    floor.arg("--floor").arg(path("ours")).arg(&out);
    let mut by_zola = Command::new(zola);
    by_zola.arg("--root").arg(path("zola")).args(["build", "--force", "--output-dir"]).arg(&out);
    let mut by_hugo = Command::new(hugo);
    by_hugo.arg("--quiet").arg("--source").arg(path("hugo")).arg("--destination").arg(&out);
    let rows = [
        ("ours, every link and fragment checked", ours),
        ("the floor", floor),
        ("Zola", by_zola),
        ("Hugo", by_hugo),
    ];

    let mut costs = [const { Vec::new() }; 4];
    for _ in 0..RUNS {
        for ((_, command), costs) in rows.iter().zip(&mut costs) {
            costs.push(measure::run(command));
            assert_complete(&out, PAGES);
            fs::remove_dir_all(&out).expect("what was built");
        }
    }
    println!("| | wall s | CPU s | peak MiB |");
    println!("| --- | ---: | ---: | ---: |");
    for ((name, _), costs) in rows.iter().zip(&costs) {
        let cost = measure::least(costs);
        let (wall, cpu) = (cost.wall_ms / 1e3, cost.cpu_ms / 1e3);
        println!("| {name} | {wall:.2} | {cpu:.2} | {:.0} |", cost.peak_mib);
    }
}

fn write_zola(site: &Path) {
    write_sections(&site.join("content"));
    fs::write(site.join("config.toml"), ZOLA_SITE).expect("its settings");
    let templates = site.join("templates");
    fs::create_dir_all(&templates).expect("a folder");
    for name in ["page", "section"] {
        let content = format!("{{{{ {name}.content | safe }}}}");
        let title = format!("{{{{ {name}.title }}}}");
        let layout = LAYOUT.replace("TITLE", &title).replace("CONTENT", &content);
        fs::write(templates.join(format!("{name}.html")), &layout).expect("a template");
        if name == "section" {
            fs::write(templates.join("index.html"), &layout).expect("a template");
        }
    }
}

fn write_hugo(site: &Path) {
    write_sections(&site.join("content"));
    fs::write(site.join("hugo.toml"), HUGO_SITE).expect("its settings");
    let layouts = site.join("layouts");
    fs::create_dir_all(&layouts).expect("a folder");
    let layout = LAYOUT.replace("TITLE", "{{ .Title }}").replace("CONTENT", "{{ .Content }}");
    for name in ["page", "section", "home"] {
        fs::write(layouts.join(format!("{name}.html")), &layout).expect("a template");
    }
}

/// The corpus, with the names that both know for a section's own page.
fn write_sections(content: &Path) {
    let ours = content.with_extension("ours");
    corpus::write(&ours, PAGES);
    fs::rename(ours.join("pages"), content).expect("the pages");
    fs::remove_dir_all(&ours).expect("what is left");
    let folders = fs::read_dir(content).expect("the pages").filter_map(Result::ok);
    let sections: Vec<PathBuf> =
        folders.map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    for section in sections.iter().map(PathBuf::as_path).chain([content]) {
        let text = fs::read_to_string(section.join("index.md")).expect("its own page");
        let without_date: String =
            text.split_inclusive('\n').filter(|line| !line.starts_with("date: ")).collect();
        fs::write(section.join("_index.md"), without_date).expect("its own page");
        fs::remove_file(section.join("index.md")).expect("the old name");
    }
}

/// A generator that wrote less than all pages would be fast for nothing.
fn assert_complete(out: &Path, pages: usize) {
    let mut documents = 0;
    let mut folders = vec![out.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder").filter_map(Result::ok) {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "html") {
                documents += 1;
            }
        }
    }
    assert!(documents >= pages, "{documents} documents for {pages} pages");
}
