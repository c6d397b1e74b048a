//! How `dist/` is replaced.

use std::{
    fs,
    sync::atomic::{AtomicBool, Ordering},
};

use site_gen::{
    build::{Build, BuildOptions, timings::Timings},
    content::directory::StreamedFile,
    output::{
        Output,
        staging::{self, Staging, WriteError, Written},
    },
};

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

/// Keeps nothing but whether it was told that there is an error.
#[derive(Default)]
struct GivenUp(AtomicBool);

impl Output for GivenUp {
    fn put(&self, _: &str, _: &[&[u8]]) {}

    fn put_file(&self, _: &str, _: &StreamedFile) {}

    fn give_up(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

#[test]
fn the_output_is_told_of_an_error_as_soon_as_it_is_known() {
    let cases = [
        ("pages/a.md", "---\ntitle: A\n---\n", false),
        ("pages/a.md", "---\ntitle: A\n---\n{{ data.a.x }}\n", true),
        ("pages/a.md", "---\ntitle: A\nnope: 1\n---\n", true),
        ("pages/a.md", "Sans titre", true),
        ("pages/a.md", "---\ntitle: A\n---\n[x](./b.md)\n", true),
        ("templates/page.html", "{{ nope }}", true),
        ("templates/page.html", "{% if %}", true),
        ("data/a.toml", "x", true),
        ("data/a.toml", "x = { placeholder = \"le nom\" }", false),
    ];
    for (path, text, has_error) in cases {
        let site = Site::of(path, text);
        let output = GivenUp::default();
        Build::of(&site.folder(), &BuildOptions::default(), &output, &mut Timings::start());
        assert_eq!(output.0.into_inner(), has_error, "{path}: {text}");
    }
}

#[test]
fn what_is_given_up_is_not_written() {
    let site = Site::minimal();
    let staging = Staging::beside(&site.dist(), true, || {}).unwrap();

    staging.give_up();
    staging.put("public/index.html", &[b"a text".repeat(100).as_slice()]);

    assert_eq!(staging.volume(), staging::Volume::default());
    assert!(!site.home().join(".dist.new").exists());
    staging.abandon().unwrap();
    assert!(!site.dist().exists());
}

#[test]
fn a_folder_that_no_build_has_made_is_not_replaced() {
    let site = Site::minimal();
    fs::create_dir(site.dist()).unwrap();
    fs::write(site.dist().join("thesis.txt"), "years of work").unwrap();
    // Other programs know files of these names, too.
    for name in ["headers.json", "media-types.json", "redirects.json"] {
        fs::write(site.dist().join(name), "[]").unwrap();

        let refused = staging::write(&site.build().0.files, &site.dist());

        assert!(matches!(refused, Err(WriteError::NotOurs(_))), "{name}");
        assert!(site.dist().join("thesis.txt").is_file());
    }
}

#[cfg(unix)]
#[test]
fn a_link_stays_and_what_it_leads_to_is_replaced() {
    use std::os::unix::fs::symlink;

    for (link, out) in [("dist", "dist"), ("dist", "./dist//"), ("above", "above/dist")] {
        let site = Site::minimal();
        let (link, out) = (site.home().join(link), site.home().join(out));
        fs::create_dir(site.home().join("elsewhere")).unwrap();
        symlink("elsewhere", &link).unwrap();

        for title in ["Un", "Deux"] {
            site.edit("pages/index.md", "title: ", &format!("title: {title} "));
            staging::write(&site.build().0.files, &out).unwrap();

            assert!(link.is_symlink(), "{}", out.display());
            let page = fs::read_to_string(out.join("public/index.html")).unwrap();
            assert!(page.contains(title), "{}", out.display());
        }
    }

    let site = Site::minimal();
    symlink("nowhere", site.dist()).unwrap();
    assert!(matches!(
        staging::write(&site.build().0.files, &site.dist()),
        Err(WriteError::Failed { .. })
    ));
    assert!(site.dist().is_symlink());
}

#[test]
fn what_a_build_has_made_is_marked_so_whatever_else_is_there_by_now() {
    let site = Site::minimal();
    site.write_out().unwrap();
    fs::remove_file(site.dist().join("headers.json")).unwrap();
    fs::write(site.dist().join("notes.txt"), "left here").unwrap();

    assert_eq!(site.write_out(), Some(Written::Replaced));
    assert!(!site.dist().join("notes.txt").exists());
}

#[test]
fn what_a_release_without_a_mark_has_made_is_replaced() {
    let site = Site::minimal();
    site.write_out().unwrap();
    fs::remove_file(site.dist().join(".site-gen")).unwrap();

    assert_eq!(site.write_out(), Some(Written::Replaced));
    assert!(site.dist().join(".site-gen").is_file());
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
