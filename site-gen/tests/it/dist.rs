//! How `dist/` is replaced.

use std::fs;

use site_gen::output::staging::{self, WriteError, Written};

use crate::harness::Site;

#[test]
fn a_build_replaces_all_and_leaves_nothing_behind() {
    let site = Site::of("pages/a.md", "---\ntitle: A\n---\n");
    assert_eq!(site.write_out(), Some(Written::Replaced));
    assert!(site.dist().join("public/a/index.html").is_file());

    let site = site.with("pages/a.md", "---\ntitle: A\nslug: b\n---\n");
    assert_eq!(site.write_out(), Some(Written::Replaced));

    assert!(!site.dist().join("public/a").exists());
    assert!(site.dist().join("public/b/index.html").is_file());
    let beside = fs::read_dir(site.dist().parent().unwrap()).unwrap().count();
    assert_eq!(beside, 2, "content/ and dist/");
}

#[test]
fn an_unchanged_site_is_not_written_again() {
    let site = Site::minimal();
    site.write_out().unwrap();

    assert_eq!(site.write_out(), Some(Written::Unchanged));
}

#[test]
fn a_failed_build_leaves_the_old_site_whole() {
    let site = Site::minimal();
    site.write_out().unwrap();

    let site = site.with("pages/a.md", "Sans titre");
    assert_eq!(site.write_out(), None);

    assert!(site.dist().join("public/index.html").is_file());
}

#[test]
fn a_folder_that_no_build_has_made_is_not_replaced() {
    let site = Site::minimal();
    fs::create_dir(site.dist()).unwrap();
    fs::write(site.dist().join("thesis.txt"), "years of work").unwrap();

    let refused = staging::write(&site.build().0.files, &site.dist());

    assert!(matches!(refused, Err(WriteError::NotOurs(_))));
    assert!(site.dist().join("thesis.txt").is_file());
}

#[test]
fn building_twice_on_any_number_of_threads_gives_the_same_bytes() {
    let site = Site::real();
    let build_on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let built = pool.install(|| site.build());
        (built.diagnostics(), built.0.files)
    };

    let once = build_on(1);

    assert_eq!(once, build_on(1));
    assert_eq!(once, build_on(2));
}
