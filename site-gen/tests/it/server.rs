//! `site-gen serve` of a site, as a process of its own.

use std::{
    fs,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    path::Path,
    process::{Child, Stdio},
};

use crate::harness::{Site, command};

/// Until it is dropped.
pub(crate) struct TestServer {
    pub(crate) process: Child,
    address: String,
}

impl TestServer {
    /// Serves a site on an address of its own, with these arguments.
    pub(crate) fn of(site: &Site, arguments: &[&str]) -> Self {
        put_keys(&site.home().join(".data"));
        let mut command = command(site);
        command.args(["serve", "--addr", "127.0.0.1:0"]).args(arguments);
        let mut process = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut said = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut said).unwrap();
        let address = said.split_once("http://").unwrap().1.split_once('/').unwrap().0.to_owned();
        Self { process, address }
    }

    /// The lower-cased head of an answer, and its body.
    pub(crate) fn get(&self, path: &str, headers: &str) -> (String, Vec<u8>) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let request = format!(
            "GET {path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n{headers}\r\n",
            self.address
        );
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let end = answer.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
        (
            String::from_utf8(answer[..end].to_vec()).unwrap().to_lowercase(),
            answer[end + 4..].to_vec(),
        )
    }
}

impl Drop for TestServer {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// As if `serve` had run there: where it finds no development keys, it looks for three, each among 32,768.
fn put_keys(data: &Path) {
    const KEYS: [(&str, &str); 2] = [
        ("identity.txt", include_str!("../../../tests/e2e/identity.txt")),
        ("signing-key", include_str!("../../../tests/e2e/signing-key")),
    ];
    if data.exists() {
        return;
    }
    fs::create_dir(data).unwrap();
    for (name, key) in KEYS {
        fs::write(data.join(name), key).unwrap();
        #[cfg(unix)]
        for (path, mode) in [(data.to_owned(), 0o700), (data.join(name), 0o600)] {
            fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(mode)).unwrap();
        }
    }
}
