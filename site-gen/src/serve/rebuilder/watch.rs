//! Notices that the content changed.

use std::{
    collections::BTreeSet,
    fs, io,
    os::unix::fs::MetadataExt as _,
    path::{self, Path, PathBuf},
    sync::mpsc::{self, Receiver},
    time::{Duration, SystemTime},
};

use notify::{
    Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher,
    event::{CreateKind, RemoveKind},
    recommended_watcher,
};

/// Editors save in several steps: a change is over when nothing happens for so long.
const QUIET: Duration = Duration::from_millis(10);

/// How long nobody looks whether the folder is still the same one: a system tells of what changes in a folder,
/// not that another one stands in its place.
const LOOK: Duration = Duration::from_millis(500);

/// What was written into a new folder before it was watched shows by then.
const LATE: Duration = Duration::from_millis(300);

/// Tells of changes below a folder.
pub struct Watch {
    /// Its path from the root: so the system names what changes below, however it was named to us.
    folder: PathBuf,
    changes: Receiver<Event>,
    /// The folder that is watched; `None` while there is none.
    watched: Option<Identity>,
    /// Stops watching when dropped.
    watcher: RecommendedWatcher,
}

/// What makes a folder the same one, whatever leads to it: its device and its number there.
type Identity = (u64, u64);

/// What has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// These files, or what stood there, by their paths from the folder.
    Files(BTreeSet<PathBuf>),
    /// Perhaps more than the system told.
    Anything,
}

/// Every file below a folder, with what changes when it is written.
type Snapshot = Vec<(PathBuf, Option<SystemTime>, u64)>;

impl Watch {
    /// Starts watching a folder and everything below.
    pub fn start(folder: &Path) -> Result<Self, notify::Error> {
        let folder = path::absolute(folder).map_err(notify::Error::io)?;
        let watched = identity(&folder);
        let (watcher, changes) = watch(&folder)?;
        Ok(Self { folder, changes, watched, watcher })
    }

    /// Calls `build` after each change, for ever.
    ///
    /// A folder that is made while it is watched is only watched a moment later; so, when it is quiet
    /// again, the files are compared with those that were there before the build.
    pub fn each_change(&mut self, mut build: impl FnMut(Change)) {
        loop {
            let change = match self.changes.recv_timeout(LOOK) {
                Ok(first) => self.until_quiet(Some(first)),
                Err(_) => Change::Files(BTreeSet::new()),
            };
            let change = if self.is_another() { Change::Anything } else { change };
            match change {
                Change::Files(files) if files.is_empty() => {}
                Change::Files(_) => build(change),
                Change::Anything => self.until_settled(&mut build),
            }
        }
    }

    fn until_settled(&mut self, build: &mut impl FnMut(Change)) {
        loop {
            let seen = self.snapshot();
            build(Change::Anything);
            let next = self.changes.recv_timeout(LATE).ok();
            let goes_on = next.is_some();
            self.until_quiet(next);
            // It may have been made again while that was built.
            let is_another = self.is_another();
            if !goes_on && !is_another && self.snapshot() == seen {
                break;
            }
        }
    }

    /// Whether another folder stands in the place of the one that was watched, or none; from now on, that
    /// one is watched.
    fn is_another(&mut self) -> bool {
        let now = identity(&self.folder);
        if now == self.watched {
            return false;
        }
        self.watched = None;
        if now.is_some() {
            // One that is gone again by now is looked for again.
            let Ok((watcher, changes)) = watch(&self.folder) else { return false };
            (self.watcher, self.changes, self.watched) = (watcher, changes, now);
        }
        true
    }

    fn until_quiet(&self, first: Option<Event>) -> Change {
        let mut files = BTreeSet::new();
        let mut anything = false;
        let mut next = first;
        while let Some(event) = next {
            // Whatever is no file was, or is, a folder, with all it holds.
            anything |= event.need_rescan()
                || event.paths.is_empty()
                || matches!(
                    event.kind,
                    EventKind::Create(CreateKind::Folder) | EventKind::Remove(RemoveKind::Folder)
                )
                || event.paths.iter().any(|path| path.is_dir());
            for path in event.paths {
                let file = path.strip_prefix(&self.folder);
                anything |= file.map(|file| files.insert(file.to_owned())).is_err();
            }
            next = self.changes.recv_timeout(QUIET).ok();
        }
        if anything { Change::Anything } else { Change::Files(files) }
    }

    fn snapshot(&self) -> Snapshot {
        let mut files = Snapshot::new();
        // A folder that vanishes meanwhile is a change of its own.
        let _ = list(&self.folder, &mut files);
        files.sort();
        files
    }
}

/// Tells of what changes below a folder.
fn watch(folder: &Path) -> Result<(RecommendedWatcher, Receiver<Event>), notify::Error> {
    let (sender, changes) = mpsc::channel();
    let mut watcher = recommended_watcher(move |event: notify::Result<Event>| {
        // Reading a file is an event too, and every build reads them all.
        let told = event.unwrap_or_else(|_| Event::new(EventKind::Any));
        if !matches!(told.kind, EventKind::Access(_)) {
            // Nobody listens any more only when the server stops, or another folder is watched.
            let _ = sender.send(told);
        }
    })?;
    watcher.watch(folder, RecursiveMode::Recursive)?;
    Ok((watcher, changes))
}

/// Of the folder that a path leads to, through links.
fn identity(folder: &Path) -> Option<Identity> {
    let found = fs::metadata(folder).ok().filter(fs::Metadata::is_dir)?;
    Some((found.dev(), found.ino()))
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
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn a_file_is_told_by_its_path_from_the_folder_however_that_was_named() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.md"), "x").unwrap();
        // Where tests run.
        let here = Path::new(env!("CARGO_MANIFEST_DIR")).canonicalize().unwrap();
        let to_root: PathBuf = here.iter().skip(1).map(|_| "..").collect();
        let there = folder.path().canonicalize().unwrap();
        let relative = to_root.join(there.strip_prefix("/").unwrap());
        let mut watch = Watch::start(&relative).unwrap();
        let (sender, changes) = mpsc::channel();
        std::thread::spawn(move || watch.each_change(|change| sender.send(change).unwrap()));

        fs::write(folder.path().join("a.md"), "y").unwrap();

        let change = changes.recv_timeout(Duration::from_secs(10)).unwrap();
        assert_eq!(change, Change::Files([PathBuf::from("a.md")].into()));
    }

    #[test]
    fn what_is_written_into_a_new_folder_is_noticed() {
        let folder = tempfile::tempdir().unwrap();
        let mut watch = Watch::start(folder.path()).unwrap();
        let (sender, builds) = mpsc::channel();
        let deep = folder.path().join("a/b/c");
        let file = deep.join("late.md");
        let path = file.clone();
        std::thread::spawn(move || watch.each_change(|_| sender.send(path.exists()).unwrap()));

        fs::create_dir_all(&deep).unwrap();
        fs::write(&file, "x").unwrap();

        let patience = Duration::from_secs(10);
        while !builds.recv_timeout(patience).expect("a build that sees the file") {}
    }

    /// Whether a file that is written below `folder` is noticed after `change` has happened to that.
    #[track_caller]
    fn check_noticed_after(folder: &Path, change: impl FnOnce()) {
        let mut watch = Watch::start(folder).unwrap();
        let file = folder.join("late.md");
        let (sender, builds) = mpsc::channel();
        let path = file.clone();
        std::thread::spawn(move || {
            watch.each_change(|_| drop(sender.send(fs::read_to_string(&path).ok())));
        });
        let patience = Duration::from_secs(20);
        let wait = |text: &str| {
            while builds.recv_timeout(patience).expect("a build").as_deref() != Some(text) {}
        };

        change();
        fs::write(&file, "first").unwrap();
        wait("first");
        fs::write(&file, "second").unwrap();
        wait("second");
    }

    #[test]
    fn a_folder_is_watched_after_it_was_made_again() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("content");
        fs::create_dir(&folder).unwrap();

        check_noticed_after(&folder, || {
            fs::remove_dir_all(&folder).unwrap();
            std::thread::sleep(LOOK * 2);
            fs::create_dir(&folder).unwrap();
        });
    }

    #[test]
    fn a_folder_is_watched_after_another_was_put_in_its_place() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("content");
        fs::create_dir(&folder).unwrap();

        check_noticed_after(&folder, || {
            fs::rename(&folder, home.path().join("old")).unwrap();
            fs::create_dir(&folder).unwrap();
        });
    }

    #[test]
    fn a_folder_is_watched_after_the_link_to_it_was_turned() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("content");
        for name in ["one", "two"] {
            fs::create_dir(home.path().join(name)).unwrap();
        }
        symlink("one", &folder).unwrap();

        check_noticed_after(&folder, || {
            fs::remove_file(&folder).unwrap();
            symlink("two", &folder).unwrap();
        });
    }
}
