//! When a key was last tried, as it is noted beside the identity.
//!
//! ```text
//! 1289baa901591601 2021-06-02T08:00:00Z     the fingerprint, and when the key has opened what it should
//! ```

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use form_handler::{
    crypto::{private_file, recipients::Fingerprint},
    record::ReceivedAt,
};

/// The file's name, beside an identity.
pub const FILE: &str = "rehearsed.txt";

/// When that key was last tried with success; `None` if that is not noted.
pub fn last(identity: &Path, key: &Fingerprint) -> io::Result<Option<ReceivedAt>> {
    let noted = read(&place(identity))?;
    Ok(noted.into_iter().rev().find(|(noted, _)| noted == key).map(|(_, at)| at))
}

/// Notes that these keys were tried; what is noted of others stays.
pub fn note(identity: &Path, keys: &[Fingerprint], at: ReceivedAt) -> io::Result<()> {
    let path = place(identity);
    let others = read(&path)?.into_iter().filter(|(key, _)| !keys.contains(key));
    let tried = keys.iter().map(|key| (key.clone(), at));
    let lines = others.chain(tried).map(|(key, at)| format!("{} {at}\n", key.as_str()));
    private_file::replace(&path, lines.collect::<String>().as_bytes())
}

fn place(identity: &Path) -> PathBuf {
    identity.with_file_name(FILE)
}

/// A line that says something else says nothing: it is only a date.
fn read(path: &Path) -> io::Result<Vec<(Fingerprint, ReceivedAt)>> {
    let text = match fs::read_to_string(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        text => text?,
    };
    let line = |line: &str| {
        let (key, at) = line.split_once(' ')?;
        Some((Fingerprint::stored(key), at.trim().parse().ok()?))
    };
    Ok(text.lines().filter_map(line).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_try_of_each_key_is_noted() {
        let home = tempfile::tempdir().unwrap();
        let identity = home.path().join("identity.txt");
        let [ada, bob] = ["1289baa901591601", "0000000000000002"].map(Fingerprint::stored);
        let at = |time: &str| ReceivedAt::at(time.parse().unwrap());
        let (first, second) = (at("2021-06-02T08:00:00Z"), at("2022-06-02T08:00:00Z"));

        assert_eq!(last(&identity, &ada).unwrap(), None);
        note(&identity, &[ada.clone(), bob.clone()], first).unwrap();
        note(&identity, std::slice::from_ref(&ada), second).unwrap();

        assert_eq!(last(&identity, &ada).unwrap(), Some(second));
        assert_eq!(last(&identity, &bob).unwrap(), Some(first));
        let text = fs::read_to_string(home.path().join(FILE)).unwrap();
        assert_eq!(text.lines().count(), 2, "{text}");
    }

    #[test]
    fn what_cannot_be_read_is_not_taken_for_nothing_and_not_written_over() {
        let home = tempfile::tempdir().unwrap();
        let identity = home.path().join("identity.txt");
        let key = Fingerprint::stored("1289baa901591601");
        let at = ReceivedAt::at("2021-06-02T08:00:00Z".parse().unwrap());
        fs::write(home.path().join(FILE), b"\xff").unwrap();

        assert!(last(&identity, &key).is_err());
        assert!(note(&identity, &[key], at).is_err());

        assert_eq!(fs::read(home.path().join(FILE)).unwrap(), b"\xff");
    }
}
