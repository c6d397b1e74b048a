//! `serve`: from the moment a page is saved to the moment its new bytes are served.

use std::{
    fs,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use crate::{SITE_GEN, corpus};

/// How often a page is saved.
const SAVES: usize = 15;

/// Saves pages of a site of `pages` pages, one after the other; the median and the longest time.
pub fn report(pages: usize) -> String {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let content = folder.path().join("content");
    corpus::write(&content, pages);
    let (_server, host) = start(&content, &folder.path().join("data"));
    let mut times: Vec<Duration> = (0..SAVES).map(|save| one(&content, &host, 1 + save)).collect();
    times.sort();
    format!("{:.0?} (the longest of {SAVES}: {:.0?})", times[SAVES / 2], times[SAVES - 1])
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

/// Starts the server; it ends with what is returned.
fn start(content: &Path, data: &Path) -> (Stopped, String) {
    let mut command = Command::new(SITE_GEN);
    command.arg("serve").arg("--content").arg(content).arg("--data").arg(data);
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

/// A server that does not outlive its measurement.
struct Stopped(Child);

impl Drop for Stopped {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
