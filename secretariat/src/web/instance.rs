//! One office for a data folder: a second start finds the running one, which gives it a link.

use std::{
    fs::{self, File, TryLockError},
    io::{self, Read, Write},
    net::{SocketAddr, TcpStream},
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use form_handler::crypto::private_file;

use super::security::random_secret::RandomSecret;

/// Where a second start asks for a link.
pub const KNOCK: &str = "/encore";

/// The header by which it proves that it may read the data folder.
pub const KNOCK_HEADER: &str = "x-bureau";

/// Held while the office runs: the system gives it back when the process ends, however it ends.
const LOCK: &str = "bureau.lock";

/// Where the running office is, and what proves to it that one reads this folder.
const RUNNING: &str = "bureau.adresse";

/// The page that the browser is opened on.
const DOOR: &str = "bureau-ouvrir.html";

/// A running office takes a moment from its lock to its address.
const TRIES: u32 = 40;

/// What a start found.
pub enum Start {
    /// This is the office of the folder.
    First(Instance),
    /// There is one already.
    Running(RunningOffice),
}

/// The folder is this office's.
pub struct Instance {
    folder: PathBuf,
    knock: RandomSecret,
    _lock: File,
}

/// Another process has the folder.
pub struct RunningOffice {
    folder: PathBuf,
}

impl Instance {
    /// Takes the folder, which is made if it is not there.
    pub fn take(folder: &Path) -> io::Result<Start> {
        let path = folder.join(LOCK);
        match private_file::create(&path, b"") {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            made => made?,
        }
        let lock = File::options().append(true).open(&path)?;
        match lock.try_lock() {
            Err(TryLockError::WouldBlock) => {
                return Ok(Start::Running(RunningOffice { folder: folder.to_owned() }));
            }
            // Some network file systems know no locks.
            Err(TryLockError::Error(cause)) if cause.kind() != io::ErrorKind::Unsupported => {
                return Err(cause);
            }
            _ => {}
        }
        let knock = RandomSecret::new();
        Ok(Start::First(Self { folder: folder.to_owned(), knock, _lock: lock }))
    }

    /// Lets a second start find this office.
    pub fn announce(&self, addr: SocketAddr) -> io::Result<()> {
        let text = format!("{addr}\n{}\n", self.knock.text());
        private_file::replace(&self.folder.join(RUNNING), text.as_bytes())
    }

    /// Whether somebody reads this folder.
    pub fn is_known_by(&self, given: &str) -> bool {
        self.knock.is(given)
    }

    /// Removes the page that the browser was opened on.
    pub fn remove_door(&self) {
        // It is not there where no browser was opened.
        let _ = fs::remove_file(self.folder.join(DOOR));
    }
}

impl Drop for Instance {
    fn drop(&mut self) {
        self.remove_door();
        let _ = fs::remove_file(self.folder.join(RUNNING));
    }
}

impl RunningOffice {
    /// Asks it for a link.
    pub fn link(&self) -> io::Result<String> {
        let mut last = io::ErrorKind::NotFound.into();
        for _ in 0..TRIES {
            match self.try_link() {
                Ok(link) => return Ok(link),
                Err(error) => last = error,
            }
            thread::sleep(Duration::from_millis(50));
        }
        Err(last)
    }

    fn try_link(&self) -> io::Result<String> {
        let unreadable = || io::Error::from(io::ErrorKind::InvalidData);
        let text = fs::read_to_string(self.folder.join(RUNNING))?;
        let (addr, knock) = text.trim_end().split_once('\n').ok_or_else(unreadable)?;
        let addr: SocketAddr = addr.parse().map_err(|_| unreadable())?;
        let mut stream = TcpStream::connect_timeout(&addr, Duration::from_secs(2))?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        write!(
            stream,
            "POST {KNOCK} HTTP/1.1\r\nhost: {addr}\r\n{KNOCK_HEADER}: {knock}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
        )?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        let (head, link) = answer.split_once("\r\n\r\n").ok_or_else(unreadable)?;
        let is_given = head.starts_with("HTTP/1.1 200 ") && link.starts_with("http://");
        if is_given { Ok(link.to_owned()) } else { Err(unreadable()) }
    }
}

/// Writes the page that leads to a link: a file that only its owner reads. In the command line of a browser, other
/// users of the machine could read the link.
pub fn write_door(folder: &Path, link: &str) -> io::Result<PathBuf> {
    let path = folder.join(DOOR);
    let page = format!(
        "<!doctype html>\n<html lang=\"fr\">\n<meta charset=\"utf-8\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
         <meta http-equiv=\"refresh\" content=\"0; url={link}\">\n<title>Bureau des pairs</title>\n\
         <p><a href=\"{link}\">Ouvrir le bureau</a></p>\n"
    );
    private_file::replace(&path, page.as_bytes())?;
    path.canonicalize()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_for_one_office_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/.data");
        let Start::First(first) = Instance::take(&path).unwrap() else {
            panic!("nobody was there")
        };

        assert!(matches!(Instance::take(&path).unwrap(), Start::Running(_)));

        first.announce("127.0.0.1:1".parse().unwrap()).unwrap();
        write_door(&path, "http://x").unwrap();
        drop(first);
        assert!(matches!(Instance::take(&path).unwrap(), Start::First(_)));
        let left: Vec<_> =
            fs::read_dir(&path).unwrap().map(|each| each.unwrap().file_name()).collect();
        assert_eq!(left, [LOCK], "no secret stays");
    }

    #[cfg(unix)]
    #[test]
    fn only_its_owner_reads_what_leads_into_the_office() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let Start::First(first) = Instance::take(folder.path()).unwrap() else { panic!() };

        first.announce("127.0.0.1:1".parse().unwrap()).unwrap();
        let door = write_door(folder.path(), "http://127.0.0.1:1/ouvrir/x").unwrap();

        assert!(fs::read_to_string(&door).unwrap().contains("http://127.0.0.1:1/ouvrir/x"));
        for path in [door, folder.path().join(RUNNING)] {
            assert_eq!(
                fs::metadata(&path).unwrap().permissions().mode() & 0o777,
                0o600,
                "{path:?}"
            );
        }
        first.remove_door();
        assert!(!folder.path().join(DOOR).exists());
    }
}
