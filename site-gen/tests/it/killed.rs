//! A build killed at any moment leaves the whole old site, or the whole new one.

use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use crate::harness::Site;

const PAGES: usize = 60;
const KILLS: u32 = 20;

fn with_pages(mut site: Site, word: &str) -> Site {
    for number in 0..PAGES {
        let text = format!("---\ntitle: {word} {number}\n---\n{}\n", word.repeat(500));
        site = site.with(&format!("pages/p{number}.md"), &text);
    }
    site
}

fn build(site: &Site) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_site-gen"));
    command.args(["build", "--no-compress"]).current_dir(site.dist().parent().unwrap());
    command.stdout(Stdio::null());
    command
}

/// Every file below a folder, by path.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    found
}

#[test]
fn killed_at_any_moment_a_build_leaves_one_whole_site() {
    let mut site = with_pages(Site::minimal(), "vieux");
    let started = Instant::now();
    assert!(build(&site).status().unwrap().success());
    let whole_build = started.elapsed();
    let old = files(&site.dist());
    site = with_pages(site, "neuf");
    let (mut was_old, mut was_new) = (0, 0);

    for kill in 0..KILLS {
        let mut running = build(&site).spawn().unwrap();
        // Spread over the time of a build: there is no other way to meet it at any moment.
        std::thread::sleep(whole_build * kill / KILLS + Duration::from_millis(1));
        running.kill().unwrap();
        running.wait().unwrap();

        let found = files(&site.dist());
        let is_old = found == old;
        let words: Vec<bool> = (0..PAGES)
            .map(|number| {
                let page = &found[&format!("public/p{number}/index.html")];
                String::from_utf8_lossy(page).contains("neuf")
            })
            .collect();
        assert!(is_old || words.iter().all(|is_new| *is_new), "after kill {kill}: a mixed site");
        assert_eq!(found.len(), old.len(), "after kill {kill}: not a whole site");
        if is_old {
            was_old += 1;
        } else {
            was_new += 1;
        }
        if !is_old {
            // Back to the old one, so that the next kill has something to lose.
            site = with_pages(site, "vieux");
            assert!(build(&site).status().unwrap().success());
            site = with_pages(site, "neuf");
        }
    }

    assert!(was_old > 0, "no kill came early enough ({was_new} found the new site)");
    assert!(build(&site).status().unwrap().success());
    let beside = fs::read_dir(site.dist().parent().unwrap()).unwrap().count();
    assert_eq!(beside, 2, "only content/ and dist/ stay");
}
