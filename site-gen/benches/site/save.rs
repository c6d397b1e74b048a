//! `serve`: from the moment a page is saved to the moment its new bytes are served.

use std::{
    fs,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use crate::{SITE_GEN, corpus, measure};

/// How often a page is saved.
const SAVES: usize = 15;

/// Saves pages of a site of `pages` pages, one after the other: how long that took, and what the server held.
pub fn report(pages: usize) -> String {
    let folder = measure::folder();
    let content = folder.path().join("content");
    corpus::write(&content, pages);
    let (server, host) = start(folder.path());
    let idle = resident_mib(server.0.id());
    let mut times: Vec<Duration> = (0..SAVES).map(|save| one(&content, &host, 1 + save)).collect();
    times.sort();
    let (least, median, longest) = (times[0], times[SAVES / 2], times[SAVES - 1]);
    format!(
        "{least:.1?} to {longest:.1?}, median {median:.1?}; {idle:.0} MiB before the first, {:.0} after",
        resident_mib(server.0.id())
    )
}

fn one(content: &Path, host: &str, page: usize) -> Duration {
    let path = content.join("pages").join(corpus::file(page));
    let text = fs::read_to_string(&path).expect("a page");
    let mark = format!("enregistrement-numero-{page}");
    let started = Instant::now();
    fs::write(&path, format!("{text}\n{mark}\n")).expect("a page saved");
    while !get(host, &format!("/s0/page-{page}/")).contains(&mark) {
        assert!(started.elapsed() < Duration::from_secs(30), "page {page} stays as it was");
    }
    started.elapsed()
}

/// Starts the server where the content is, as whoever writes it does; it ends with what is returned.
fn start(folder: &Path) -> (Stopped, String) {
    let mut command = Command::new(SITE_GEN);
    command.arg("serve").current_dir(folder);
    command.args(["--addr", "127.0.0.1:0"]).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().expect("the server starts");
    let mut line = String::new();
    let stdout = child.stdout.take().expect("its output");
    BufReader::new(stdout).read_line(&mut line).expect("its address");
    let (_, rest) = line.split_once("http://").expect("its address");
    (Stopped(child), rest.split('/').next().expect("a host").to_owned())
}

fn get(host: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(host).expect("the server");
    write!(stream, "GET {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n")
        .expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    answer
}

/// What a process holds in memory now.
fn resident_mib(process: u32) -> f64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).expect("Linux");
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("a process");
    let kib: f64 = line.trim().trim_end_matches(" kB").parse().expect("a number");
    kib / 1024.0
}

/// A server that does not outlive its measurement.
struct Stopped(Child);

impl Drop for Stopped {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
