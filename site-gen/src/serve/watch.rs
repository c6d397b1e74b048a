//! Notices that the content changed.

use std::{
    path::Path,
    sync::mpsc::{self, Receiver, RecvTimeoutError},
    time::Duration,
};

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher, recommended_watcher};

/// Editors save in several steps: a change is over when nothing happens for so long.
const QUIET: Duration = Duration::from_millis(30);

/// Tells of changes below a folder.
pub struct Watch {
    changes: Receiver<()>,
    /// Stops watching when dropped.
    _watcher: RecommendedWatcher,
}

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
        Ok(Self { changes, _watcher: watcher })
    }

    /// Waits for a change, and for its end. `false` when there will be none any more.
    pub fn wait(&self) -> bool {
        if self.changes.recv().is_err() {
            return false;
        }
        loop {
            match self.changes.recv_timeout(QUIET) {
                Ok(()) => {}
                Err(RecvTimeoutError::Timeout) => return true,
                Err(RecvTimeoutError::Disconnected) => return false,
            }
        }
    }
}
