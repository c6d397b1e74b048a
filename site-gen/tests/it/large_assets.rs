//! Large files of `assets/` are hashed, copied and sent; nobody holds them.

use std::{
    fs,
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use crate::{
    harness::{Site, command, run},
    server::TestServer,
};

const MIB: usize = 1024 * 1024;

/// Of each of four files that are large.
const SIZE: usize = 30 * MIB;

/// What they may take in all: what is read and written at once, and what others do at the same time.
const MARGIN: usize = 50;

const PAGE: &str = "---\ntitle: Menu\n---\nPremier texte.\n";

/// A site with 120 MiB of such files, or with one that is small.
fn site(size: usize) -> Site {
    let mut site = Site::minimal().with("pages/menu.md", PAGE).change(
        "site.toml",
        "language",
        "navigation = [\"/menu/\"]\nlanguage",
    );
    // A file that repeats itself is none that is written or sent in less.
    let bytes: Vec<u8> = (0..size).map(|at| ((at * at) >> 7).to_le_bytes()[0]).collect();
    for name in ["a.mp4", "b.MP4", "sub/c.zip", "d"] {
        site = site.with_bytes(&format!("assets/{name}"), &bytes);
    }
    let rows = "Gard;Hérault;Lozère;Aude\n".repeat(size / 8 / 25);
    site.with("assets/rapport.pdf", "%PDF").with("assets/t.csv", &rows)
}

/// A line of a file of `/proc` about a process, as a number.
fn of_process(child: &Child, file: &str, name: &str) -> Option<usize> {
    let text = fs::read_to_string(format!("/proc/{}/{file}", child.id())).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    line.trim().trim_end_matches(" kB").parse().ok()
}

/// The most memory that a process has held so far, in MiB.
fn peak(child: &Child) -> usize {
    of_process(child, "status", "VmHWM:").unwrap_or(0) / 1024
}

/// The same of a command, from its start to its end.
fn peak_of(mut command: Command) -> usize {
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let mut highest = 0;
    loop {
        highest = highest.max(peak(&child));
        if let Some(ended) = child.try_wait().unwrap() {
            assert!(ended.success());
            return highest;
        }
        thread::sleep(Duration::from_millis(1));
    }
}

/// What a process has read so far, in MiB.
fn read(child: &Child) -> usize {
    of_process(child, "io", "rchar:").unwrap() / MIB
}

#[test]
fn no_command_holds_them() {
    let sites = [SIZE, 1].map(site);
    for arguments in [&["build", "--no-compress"][..], &["build"], &["build"], &["check"]] {
        // Two threads that compress at the same time are as much as the margin: whoever holds a file does so each time.
        let peaks = || {
            sites.each_ref().map(|site| {
                let mut command = command(site);
                command.args(arguments);
                peak_of(command)
            })
        };
        let holds_none = |[with, without]: [usize; 2]| with <= without + MARGIN;
        assert!(
            (0..3).any(|_| holds_none(peaks())),
            "{arguments:?} holds what is large: {:?} MiB with and without",
            peaks()
        );
    }
}

#[test]
fn no_server_holds_them_nor_reads_them_again_for_a_page_that_is_saved() {
    let sites = [SIZE, 1].map(site);
    for arguments in [&["--as-deployed"][..], &[]] {
        let [with, without] = sites.each_ref().map(|site| {
            assert!(run(site, &["build", "--no-compress"]).status.success());
            let server = TestServer::of(site, arguments);
            let content = fs::read(site.home().join("content/assets/a.mp4")).unwrap();
            assert!(server.get("/assets/a.mp4", "").1 == content);
            if arguments.is_empty() {
                let before = read(&server.process);
                // The text of one page, and the name of one that the menu of each shows.
                for (old, new) in
                    [("Premier texte", "Second texte"), ("title: Menu", "title: Liste")]
                {
                    site.edit("pages/menu.md", old, new);
                    let is_new = |path| {
                        let page = String::from_utf8(server.get(path, "").1).unwrap();
                        page.contains(new.trim_start_matches("title: "))
                    };
                    while !is_new("/menu/") {
                        thread::sleep(Duration::from_millis(5));
                    }
                    site.edit("pages/menu.md", new, old);
                }
                let read = read(&server.process) - before;
                assert!(read < SIZE / MIB / 2, "{read} MiB read");
            }
            peak(&server.process)
        });

        assert!(with <= without + MARGIN, "{arguments:?}: {with} MiB, {without} without");
    }
}

#[test]
fn a_file_that_is_replaced_is_sent_under_its_new_name_only() {
    let site = Site::minimal().with_bytes("assets/a.png", b"one").with(
        "pages/index.md",
        "---\ntitle: Accueil\n---\n<img src=\"/assets/a.png\" alt=\"A\">\n",
    );
    let server = TestServer::of(&site, &[]);
    let url = |server: &TestServer| {
        let page = String::from_utf8(server.get("/", "").1).unwrap();
        page.split("src=\"")
            .find(|rest| rest.starts_with("/assets/a."))
            .map(|rest| rest.split_once('"').unwrap().0.to_owned())
    };
    let first = url(&server).unwrap();
    assert_eq!(server.get(&first, "").1, b"one");

    let site = site.with_bytes("assets/a.png", b"two");
    while url(&server).as_ref() == Some(&first) {
        // Between the two moments, there is an answer for neither.
        let (head, body) = server.get(&first, "");
        assert!(body == b"one" || !head.starts_with("http/1.1 200"), "{head}");
        thread::sleep(Duration::from_millis(1));
    }

    assert_eq!(server.get(&url(&server).unwrap(), "").1, b"two");
    assert!(server.get(&first, "").0.starts_with("http/1.1 404"));
    assert_eq!(server.get("/assets/a.png", "").1, b"two");
    drop(site);
}
