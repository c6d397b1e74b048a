//! Which backups were made from this machine or checked on it, as it is noted beside the identity.
//!
//! ```text
//! 2021-06-02T08:00:00Z 2021-06-03T09:30:00Z 9f86d0…15b0f00a08 /home/marie/bureau/sauvegardes/bureau.age
//! ```
//!
//! A line each: when it was made, when it was last found whole (`-`: never), SHA-256 of the file, where it was put (`-`: not
//! known). Earlier versions wrote one line with the first of these alone. The file may have been moved since: it is only a
//! note.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use form_handler::{crypto::private_file, record::ReceivedAt, store::journal::body::SealedHash};

/// The file's name, beside an identity.
pub const FILE: &str = "backed-up.txt";

/// The oldest are forgotten: one a week for two years.
const LINES: usize = 104;

/// What is not known, or has not been done.
const NONE: &str = "-";

/// A backup that was made or checked here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotedBackup {
    /// The minute in which it was made.
    pub made: ReceivedAt,
    /// The minute in which it was last found whole.
    pub checked: Option<ReceivedAt>,
    /// SHA-256 of the file, in hexadecimal: wherever it has been copied, it is this one.
    pub sha256: Option<String>,
    /// Where it was put first.
    pub path: Option<PathBuf>,
}

/// All that are noted, in the order in which they were.
pub fn read(identity: &Path) -> io::Result<Vec<NotedBackup>> {
    match fs::read_to_string(identity.with_file_name(FILE)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        text => Ok(text?.lines().filter_map(NotedBackup::read).collect()),
    }
}

/// When the last one was made; `None` if none is noted.
pub fn last(identity: &Path) -> io::Result<Option<ReceivedAt>> {
    Ok(read(identity)?.iter().map(|backup| backup.made).max())
}

/// Notes that this file was made.
pub fn note_made(identity: &Path, path: &Path, sealed: &[u8], at: ReceivedAt) -> io::Result<()> {
    note(identity, NotedBackup::of(path, sealed, at))
}

/// Notes that this file, made at that time, is whole.
pub fn note_checked(
    identity: &Path,
    path: &Path,
    sealed: &[u8],
    (made, checked): (ReceivedAt, ReceivedAt),
) -> io::Result<()> {
    note(identity, NotedBackup { checked: Some(checked), ..NotedBackup::of(path, sealed, made) })
}

/// In the place of what was noted of the same file; where that was put first stays. Where there is no key, as on a server,
/// nobody is to be reminded.
fn note(identity: &Path, backup: NotedBackup) -> io::Result<()> {
    if !identity.is_file() {
        return Ok(());
    }
    let mut all = read(identity)?;
    match all.iter_mut().find(|known| known.sha256 == backup.sha256) {
        Some(known) => known.checked = backup.checked.or(known.checked),
        None => all.push(backup),
    }
    let lines = all.iter().skip(all.len().saturating_sub(LINES)).map(NotedBackup::write);
    private_file::replace(&identity.with_file_name(FILE), lines.collect::<String>().as_bytes())
}

impl NotedBackup {
    fn of(path: &Path, sealed: &[u8], made: ReceivedAt) -> Self {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let sha256 = Some(SealedHash::of(sealed).to_string());
        Self { made, checked: None, sha256, path: Some(path) }
    }

    /// A line that says something else says nothing.
    fn read(line: &str) -> Option<Self> {
        let mut parts = line.trim().splitn(4, ' ');
        let made = parts.next()?.parse().ok()?;
        let mut known = || parts.next().filter(|part| *part != NONE);
        let checked = known().and_then(|at| at.parse().ok());
        let sha256 = known().map(str::to_owned);
        Some(Self { made, checked, sha256, path: known().map(PathBuf::from) })
    }

    fn write(&self) -> String {
        let checked = self.checked.map_or_else(|| NONE.to_owned(), |at| at.to_string());
        let sha256 = self.sha256.as_deref().unwrap_or(NONE);
        // A name that is no text, or more than a line, cannot be read back.
        let path = self.path.as_deref().and_then(Path::to_str);
        let path = path.filter(|path| !path.contains(['\n', '\r'])).unwrap_or(NONE);
        format!("{} {checked} {sha256} {path}\n", self.made)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(time: &str) -> ReceivedAt {
        ReceivedAt::at(time.parse().unwrap())
    }

    #[test]
    fn what_was_made_and_what_was_checked_is_noted_once_a_file() {
        let home = tempfile::tempdir().unwrap();
        let identity = home.path().join("identity.txt");
        fs::write(&identity, "").unwrap();
        let (first, second) = (at("2021-06-02T08:00:00Z"), at("2021-06-09T08:00:00Z"));
        let [one, other] = ["une sauvegarde.age", "autre.age"].map(|name| home.path().join(name));
        assert_eq!((read(&identity).unwrap(), last(&identity).unwrap()), (vec![], None));

        note_made(&identity, &one, b"one", first).unwrap();
        note_made(&identity, &other, b"other", second).unwrap();
        // It was copied to another place since.
        note_checked(&identity, Path::new("/usb/copie.age"), b"one", (first, second)).unwrap();
        note_checked(&identity, Path::new("/usb/theirs.age"), b"theirs", (first, second)).unwrap();

        let noted = read(&identity).unwrap();
        let seen: Vec<_> = noted
            .iter()
            .map(|backup| (backup.path.clone().unwrap(), backup.made, backup.checked))
            .collect();
        let theirs = PathBuf::from("/usb/theirs.age");
        let expected =
            [(one, first, Some(second)), (other, second, None), (theirs, first, Some(second))];
        assert_eq!(seen, expected);
        assert_eq!(last(&identity).unwrap(), Some(second));
        let nobody = home.path().join("server/identity.txt");
        note_made(&nobody, Path::new("a"), b"one", first).unwrap();
        assert!(!home.path().join("server").exists(), "where there is no key, nothing is noted");
    }

    #[test]
    fn lines_of_earlier_versions_and_of_others_are_read_as_far_as_they_go() {
        let made = at("2021-06-02T08:00:00Z");
        let known = NotedBackup { made, checked: None, sha256: None, path: None };
        for (line, backup) in [
            ("2021-06-02T08:00:00Z", Some(known.clone())),
            ("2021-06-02T08:00:00Z - - -", Some(known.clone())),
            ("2021-06-02T08:00:00Z ? - -", Some(known.clone())),
            (
                "2021-06-02T08:00:00Z 2021-06-02T08:00:00Z 9f /a b/c.age",
                Some(NotedBackup {
                    made,
                    checked: Some(made),
                    sha256: Some("9f".to_owned()),
                    path: Some("/a b/c.age".into()),
                }),
            ),
            ("", None),
            ("hier", None),
        ] {
            assert_eq!(NotedBackup::read(line), backup, "{line}");
        }
        let unreadable = NotedBackup { path: Some("a\nb".into()), ..known };
        assert_eq!(unreadable.write(), "2021-06-02T08:00:00Z - - -\n");
    }

    #[test]
    fn the_oldest_are_forgotten() {
        let home = tempfile::tempdir().unwrap();
        let identity = home.path().join("identity.txt");
        fs::write(&identity, "").unwrap();
        for number in 0..=LINES {
            note_made(&identity, Path::new("a"), &number.to_be_bytes(), at("2021-06-02T08:00:00Z"))
                .unwrap();
        }

        let noted = read(&identity).unwrap();

        assert_eq!(noted.len(), LINES);
        let second = SealedHash::of(&1_usize.to_be_bytes()).to_string();
        assert_eq!(noted[0].sha256, Some(second));
    }
}
