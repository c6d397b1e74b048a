//! How changes below a folder are told: by the system, or by looking again and again.

use std::{
    any::Any,
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
    sync::{
        Arc,
        mpsc::{self, Receiver, Sender},
    },
    thread,
    time::{Duration, SystemTime},
};

use notify::{Event, EventKind, RecursiveMode, Watcher, recommended_watcher};

use crate::serve::options::Noticing;

/// How often a file system that tells nothing is looked at.
const OFTEN: Duration = Duration::from_secs(1);

/// Every file below a folder, with what changes when it is written.
pub(super) type Snapshot = Vec<(PathBuf, Option<SystemTime>, u64)>;

/// Tells until it is dropped.
pub(super) type Teller = Box<dyn Any + Send>;

/// Tells of what changes below a folder.
pub(super) fn tell(
    folder: &Path,
    noticing: Noticing,
) -> Result<(Teller, Receiver<Event>), notify::Error> {
    let (sender, changes) = mpsc::channel();
    let teller: Teller = match noticing {
        Noticing::ByEvents => Box::new(listen(folder, sender)?),
        Noticing::ByPolling => Box::new(poll(folder.to_owned(), sender)),
    };
    Ok((teller, changes))
}

fn listen(folder: &Path, sender: Sender<Event>) -> Result<impl Watcher + use<>, notify::Error> {
    let mut watcher = recommended_watcher(move |event: notify::Result<Event>| {
        // Reading a file is an event too, and every build reads them all.
        let told = event.unwrap_or_else(|_| Event::new(EventKind::Any));
        if !matches!(told.kind, EventKind::Access(_)) {
            // Nobody listens any more only when the server stops, or another folder is watched.
            let _ = sender.send(told);
        }
    })?;
    watcher.watch(folder, RecursiveMode::Recursive)?;
    Ok(watcher)
}

/// Looks at every file again and again, until what is returned is dropped. The library's own way to do so compares
/// whole seconds, and would miss the second of two saves.
fn poll(folder: PathBuf, sender: Sender<Event>) -> Arc<()> {
    let wanted = Arc::new(());
    let watched = Arc::downgrade(&wanted);
    let mut seen = snapshot(&folder);
    thread::spawn(move || {
        while watched.strong_count() > 0 {
            thread::sleep(OFTEN);
            let now = snapshot(&folder);
            let is_new = |file: &_, files: &Snapshot| files.binary_search(file).is_err();
            let changed = seen.iter().filter(|file| is_new(file, &now));
            let changed = changed.chain(now.iter().filter(|file| is_new(file, &seen)));
            let paths: BTreeSet<PathBuf> = changed.map(|(path, ..)| path.clone()).collect();
            if !paths.is_empty() {
                let event = Event::new(EventKind::Any);
                let _ = sender.send(paths.into_iter().fold(event, Event::add_path));
            }
            seen = now;
        }
    });
    wanted
}

pub(super) fn snapshot(folder: &Path) -> Snapshot {
    let mut files = Snapshot::new();
    // A folder that vanishes meanwhile is a change of its own.
    let _ = list(folder, &mut files);
    files.sort();
    files
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
