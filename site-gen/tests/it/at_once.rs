//! Several builds of one `dist/` at once: one after the other, each whole.

use std::{
    fs::{self, File},
    io::{BufRead, BufReader},
    process::Stdio,
};

use crate::harness::{Site, command};

const PAGES: usize = 60;

fn with_pages(mut site: Site, word: &str) -> Site {
    for number in 0..PAGES {
        let text = format!("---\ntitle: {word} {number}\n---\n{}\n", word.repeat(200));
        site = site.with(&format!("pages/p{number}.md"), &text);
    }
    site
}

/// How many pages of `dist/` hold the word.
fn pages_with(site: &Site, word: &str) -> usize {
    let page = |number: &usize| site.dist().join(format!("public/p{number}/index.html"));
    (0..PAGES)
        .filter(|number| fs::read_to_string(page(number)).is_ok_and(|page| page.contains(word)))
        .count()
}

#[test]
fn builds_that_start_together_all_end_well_and_leave_the_whole_site() {
    let mut site = Site::minimal();
    for word in ["un", "deux", "trois"] {
        site = with_pages(site, word);
        let builds: Vec<_> = (0..3)
            .map(|_| {
                let mut build = command(&site);
                build.args(["build", "--no-compress"]).stdout(Stdio::null()).stderr(Stdio::piped());
                build.spawn().unwrap()
            })
            .collect();

        for build in builds {
            let done = build.wait_with_output().unwrap();
            assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        }

        assert_eq!(pages_with(&site, word), PAGES);
        assert!(site.dist().join("headers.json").is_file());
        let beside = fs::read_dir(site.home()).unwrap().count();
        assert_eq!(beside, 2, "only content/ and dist/ stay");
    }
}

#[test]
fn a_build_says_that_it_waits_for_another_and_reads_the_content_after_it() {
    let site = with_pages(Site::minimal(), "vieux");
    let other = File::create(site.home().join(".dist.lock")).unwrap();
    other.lock().unwrap();

    let mut build = command(&site);
    build.arg("build").stdout(Stdio::null()).stderr(Stdio::piped());
    let mut build = build.spawn().unwrap();
    let mut said = String::new();
    BufReader::new(build.stderr.as_mut().unwrap()).read_line(&mut said).unwrap();
    let was_there = site.dist().exists();
    let site = with_pages(site, "neuf");
    drop(other);

    assert_eq!(said, "waiting: another build is writing dist\n");
    assert!(!was_there);
    assert!(build.wait().unwrap().success());
    assert_eq!(pages_with(&site, "neuf"), PAGES);
}

#[test]
fn the_lock_of_a_build_that_was_killed_keeps_nobody_waiting() {
    let site = Site::minimal();
    File::create(site.home().join(".dist.lock")).unwrap();

    let done = command(&site).arg("build").output().unwrap();

    assert!(done.status.success());
    assert_eq!(String::from_utf8_lossy(&done.stderr), "");
    assert!(!site.home().join(".dist.lock").exists());
}
