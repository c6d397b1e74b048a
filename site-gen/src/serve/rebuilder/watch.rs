//! Notices that the content changed.

mod noticing;

use std::{
    collections::BTreeSet,
    fs,
    path::{self, Path, PathBuf},
    sync::mpsc::{Receiver, RecvTimeoutError},
    time::Duration,
};

use notify::{
    Event, EventKind,
    event::{CreateKind, RemoveKind},
};

use self::noticing::{Teller, snapshot, tell};
use crate::serve::options::Noticing;

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
    noticing: Noticing,
    teller: Teller,
}

/// What makes a folder the same one, whatever leads to it: its device and its number there, for example.
type Identity = (u64, u64);

/// What has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// These files, or what stood there, by their paths from the folder.
    Files(BTreeSet<PathBuf>),
    /// Perhaps more than the system told.
    Anything,
}

impl Watch {
    /// Starts watching a folder and everything below.
    pub fn start(folder: &Path, noticing: Noticing) -> Result<Self, notify::Error> {
        let folder = path::absolute(folder).map_err(notify::Error::io)?;
        let watched = identity(&folder);
        let (teller, changes) = tell(&folder, noticing)?;
        Ok(Self { folder, changes, watched, noticing, teller })
    }

    /// Calls `build` after each change, for ever.
    ///
    /// A folder that is made while it is watched is only watched a moment later; so, when it is quiet
    /// again, the files are compared with those that were there before the build.
    pub fn each_change(&mut self, mut build: impl FnMut(Change)) {
        loop {
            let change = match self.changes.recv_timeout(LOOK) {
                Ok(first) => self.until_quiet(Some(first)),
                Err(RecvTimeoutError::Timeout) => Change::Files(BTreeSet::new()),
                // Nobody tells any more: another one is asked.
                Err(RecvTimeoutError::Disconnected) => {
                    std::thread::sleep(LOOK);
                    self.watched = None;
                    Change::Files(BTreeSet::new())
                }
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
            let seen = snapshot(&self.folder);
            build(Change::Anything);
            let next = self.changes.recv_timeout(LATE).ok();
            let goes_on = next.is_some();
            self.until_quiet(next);
            // It may have been made again while that was built.
            let is_another = self.is_another();
            if !goes_on && !is_another && snapshot(&self.folder) == seen {
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
            let Ok((teller, changes)) = tell(&self.folder, self.noticing) else { return false };
            (self.teller, self.changes, self.watched) = (teller, changes, now);
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
}

/// Of the folder that a path leads to, through links.
fn identity(folder: &Path) -> Option<Identity> {
    let found = fs::metadata(folder).ok().filter(fs::Metadata::is_dir)?;
    number(&found)
}

#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere, a folder may have none")]
fn number(found: &fs::Metadata) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt as _;
    Some((found.dev(), found.ino()))
}

/// Elsewhere, when it was made.
#[cfg(not(unix))]
fn number(found: &fs::Metadata) -> Option<Identity> {
    let made = found.created().ok()?.duration_since(std::time::SystemTime::UNIX_EPOCH).ok()?;
    Some((made.as_secs(), made.subsec_nanos().into()))
}

#[cfg(test)]
#[cfg(unix)]
mod tests;
