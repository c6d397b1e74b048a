//! Notices that the content changed.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::mpsc::{self, Receiver, RecvTimeoutError},
    time::{Duration, SystemTime},
};

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher, recommended_watcher};

/// Editors save in several steps: a change is over when nothing happens for so long.
const QUIET: Duration = Duration::from_millis(30);

/// What was written into a new folder before it was watched shows by then.
const LATE: Duration = Duration::from_millis(300);

/// Tells of changes below a folder.
pub struct Watch {
    folder: PathBuf,
    changes: Receiver<()>,
    /// Stops watching when dropped.
    _watcher: RecommendedWatcher,
}

/// Every file below a folder, with what changes when it is written.
type Snapshot = Vec<(PathBuf, Option<SystemTime>, u64)>;

impl Watch {
    /// Starts watching a folder and everything below.
    pub fn start(folder: &Path) -> Result<Self, notify::Error> {
        let (sender, changes) = mpsc::channel();
        let mut watcher = recommended_watcher(move |event: notify::Result<Event>| {
            // Reading a file is an event too, and every build reads them all.
            if !event.is_ok_and(|event| matches!(event.kind, EventKind::Access(_))) {
                // Nobody listens any more only when the server stops.
                let _ = sender.send(());
            }
        })?;
        watcher.watch(folder, RecursiveMode::Recursive)?;
        Ok(Self { folder: folder.to_owned(), changes, _watcher: watcher })
    }

    /// Calls `build` after each change, until there can be none any more.
    ///
    /// A folder that is made while it is watched is only watched a moment later; so, once it is quiet, the
    /// files are compared with those that were there before the build.
    pub fn each_change(&self, mut build: impl FnMut()) {
        while self.changes.recv().is_ok() {
            loop {
                self.wait_until_quiet();
                let seen = self.snapshot();
                build();
                if self.changes.recv_timeout(LATE) == Err(RecvTimeoutError::Timeout)
                    && self.snapshot() == seen
                {
                    break;
                }
            }
        }
    }

    fn wait_until_quiet(&self) {
        while self.changes.recv_timeout(QUIET).is_ok() {}
    }

    fn snapshot(&self) -> Snapshot {
        let mut files = Snapshot::new();
        // A folder that vanishes meanwhile is a change of its own.
        let _ = list(&self.folder, &mut files);
        files.sort();
        files
    }
}

fn list(folder: &Path, files: &mut Snapshot) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let metadata = entry.metadata()?;
        if metadata.is_dir() {
            list(&entry.path(), files)?;
        } else {
            files.push((entry.path(), metadata.modified().ok(), metadata.len()));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_into_a_new_folder_is_noticed() {
        let folder = tempfile::tempdir().unwrap();
        let watch = Watch::start(folder.path()).unwrap();
        let (sender, builds) = mpsc::channel();
        let deep = folder.path().join("a/b/c");
        let file = deep.join("late.md");
        let path = file.clone();
        std::thread::spawn(move || watch.each_change(|| sender.send(path.exists()).unwrap()));

        fs::create_dir_all(&deep).unwrap();
        fs::write(&file, "x").unwrap();

        let patience = Duration::from_secs(10);
        while !builds.recv_timeout(patience).expect("a build that sees the file") {}
    }
}
