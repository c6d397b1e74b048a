//! What was fine within a day, so that working on a site does not knock at the same doors all day.
//!
//! Only what was fine: whoever mends a link, here or there, sees it at once.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

/// Seconds after which an address is asked again: a day.
const KEPT: i64 = 24 * 60 * 60;

/// The name of the file, in the data folder.
const FILE: &str = "links.json";

/// Addresses that were fine, each with the second it was asked.
#[derive(Debug)]
pub struct Cache {
    path: PathBuf,
    now: i64,
    fine: BTreeMap<String, i64>,
}

/// The file could not be written; the check is complete all the same.
#[derive(Debug, thiserror::Error)]
#[error("cannot write {}", path.display())]
pub struct CacheError {
    /// The file's.
    pub path: PathBuf,
    /// Why.
    #[source]
    pub cause: io::Error,
}

impl Cache {
    /// Reads it from the data folder; `now` in seconds since 1970. Nothing, if it is not there or not
    /// readable: it only saves time.
    pub fn read(data: &Path, now: i64) -> Self {
        let path = data.join(FILE);
        let text = fs::read(&path).unwrap_or_default();
        let mut fine: BTreeMap<String, i64> = serde_json::from_slice(&text).unwrap_or_default();
        fine.retain(|_, asked| (0..KEPT).contains(&(now - *asked)));
        Self { path, now, fine }
    }

    /// Whether an address was fine within a day.
    pub fn holds(&self, url: &str) -> bool {
        self.fine.contains_key(url)
    }

    /// Notes that an address is fine now.
    pub fn remember(&mut self, url: &str) {
        self.fine.insert(url.to_owned(), self.now);
    }

    /// Writes it, whole or not at all.
    pub fn write(&self) -> Result<(), CacheError> {
        let failed = |cause| CacheError { path: self.path.clone(), cause };
        let json = serde_json::to_vec_pretty(&self.fine).expect("texts and numbers become JSON");
        let new = self.path.with_extension("json.new");
        fs::create_dir_all(self.path.parent().unwrap_or(Path::new("."))).map_err(failed)?;
        fs::write(&new, json).and_then(|()| fs::rename(&new, &self.path)).map_err(failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_fine_is_remembered_for_a_day() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        let mut cache = Cache::read(&data, 1_000_000);
        cache.remember("https://a.example/");
        cache.write().unwrap();

        let holds = |now: i64| Cache::read(&data, now).holds("https://a.example/");

        assert!(holds(1_000_000) && holds(1_000_000 + KEPT - 1));
        assert!(!holds(1_000_000 + KEPT));
        assert!(!holds(999_999), "a clock that was wrong");
        assert!(!Cache::read(&data, 1_000_000).holds("https://b.example/"));
    }

    #[test]
    fn what_cannot_be_read_is_asked_again() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(FILE), "{\"https://a.example/\": \"hier\"").unwrap();

        let cache = Cache::read(folder.path(), 0);

        assert!(!cache.holds("https://a.example/"));
        cache.write().unwrap();
        assert_eq!(fs::read_to_string(folder.path().join(FILE)).unwrap(), "{}");
    }
}
