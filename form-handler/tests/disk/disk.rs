//! Disks in memory below `SQLite`: each fails as it is told to, and forgets what was not synced.

use std::{
    collections::HashMap,
    io,
    path::Path,
    sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError},
};

/// What happens to one act that changes the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It fails, and nothing else does.
    Error,
    /// It fails because the disk is full; so does all that follows, until there is room again.
    Full,
    /// The power goes instead: what was not synced may be lost, each write by itself.
    Cut,
    /// It goes in the middle of it.
    Torn,
}

/// The disk of one folder.
#[derive(Clone)]
pub struct Disk(pub Arc<Mutex<Inner>>);

#[derive(Default)]
pub struct Inner {
    pub files: HashMap<String, FileData>,
    /// At which act.
    plan: Option<(u64, Fault)>,
    acts: u64,
    off: bool,
    full: bool,
    /// Handles of an earlier start are dead.
    pub starts: u64,
    pub handles: u64,
    random: u64,
}

#[derive(Default)]
pub struct FileData {
    pub synced: Vec<u8>,
    pub now: Vec<u8>,
    pub since: Vec<Change>,
    pub locks: HashMap<u64, Lock>,
}

#[derive(Clone)]
pub enum Change {
    Write(usize, Vec<u8>),
    Length(usize),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lock {
    None,
    Shared,
    Reserved,
    Pending,
    Exclusive,
}

type Disks = HashMap<String, Disk>;

static DISKS: LazyLock<Mutex<Disks>> = LazyLock::new(Mutex::default);

pub fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Disk {
    /// An empty disk for what `SQLite` puts in that folder.
    pub fn new(folder: &Path) -> Self {
        let disk = Self(Arc::default());
        locked(&disk.0).random = 0x9e37_79b9_7f4a_7c15;
        locked(&DISKS).insert(folder.to_str().unwrap().to_owned(), disk.clone());
        disk
    }

    /// Nobody opens what is in that folder any more.
    pub fn forget(folder: &Path) {
        locked(&DISKS).remove(folder.to_str().unwrap());
    }

    /// At the `act`-th change from now on, that happens.
    pub fn plan(&self, act: u64, fault: Fault) {
        let mut inner = locked(&self.0);
        (inner.acts, inner.plan, inner.random) =
            (0, Some((act, fault)), inner.random ^ act.wrapping_mul(0x0100_0000_01b3));
    }

    /// How many changes there were since.
    pub fn acts(&self) -> u64 {
        locked(&self.0).acts
    }

    /// Whether the power is off.
    pub fn is_off(&self) -> bool {
        locked(&self.0).off
    }

    /// There is room again.
    pub fn make_room(&self) {
        locked(&self.0).full = false;
    }

    /// The power goes, and comes back: each change that was not synced is there or not.
    pub fn restart(&self) {
        let mut inner = locked(&self.0);
        inner.off = false;
        inner.starts += 1;
        let mut random = inner.random;
        for file in inner.files.values_mut() {
            let mut bytes = file.synced.clone();
            for change in file.since.drain(..) {
                random ^= random << 13;
                random ^= random >> 7;
                random ^= random << 17;
                if random & 8 == 0 {
                    change.apply(&mut bytes);
                }
            }
            file.now.clone_from(&bytes);
            file.synced = bytes;
            file.locks.clear();
        }
        inner.random = random;
    }
}

impl Change {
    fn apply(&self, bytes: &mut Vec<u8>) {
        match self {
            Self::Length(length) => bytes.resize(*length, 0),
            Self::Write(at, written) => {
                let end = at + written.len();
                bytes.resize(bytes.len().max(end), 0);
                bytes[*at..end].copy_from_slice(written);
            }
        }
    }
}

impl Inner {
    pub fn is_on(&self, start: u64) -> io::Result<()> {
        if self.off || start != self.starts { Err(io::Error::other("no power")) } else { Ok(()) }
    }

    /// Counts a change; the fault that happens to it.
    pub fn act(&mut self) -> Option<Fault> {
        self.acts += 1;
        if self.full {
            return Some(Fault::Full);
        }
        let (_, fault) = self.plan.take_if(|(act, _)| *act == self.acts)?;
        self.off = matches!(fault, Fault::Cut | Fault::Torn);
        self.full = fault == Fault::Full;
        Some(fault)
    }

    pub fn file(&mut self, name: &str) -> io::Result<&mut FileData> {
        self.files.get_mut(name).ok_or_else(|| io::Error::other("it was deleted"))
    }

    pub fn change(&mut self, name: &str, change: Change) -> io::Result<()> {
        let fault = self.act();
        let change = match (fault, change) {
            (None, change) => change,
            (Some(Fault::Torn), Change::Write(at, bytes)) => {
                let half = bytes.len() / 2;
                Change::Write(at, bytes[..half].to_vec())
            }
            (Some(fault), _) => return Err(refusal(fault)),
        };
        let file = self.file(name)?;
        change.apply(&mut file.now);
        file.since.push(change);
        fault.map_or(Ok(()), |fault| Err(refusal(fault)))
    }
}

pub fn refusal(fault: Fault) -> io::Error {
    match fault {
        // What the library takes for a full disk.
        Fault::Full => io::ErrorKind::WriteZero.into(),
        fault => io::Error::other(format!("{fault:?}")),
    }
}

/// The disk of the folder that a path is in.
pub fn on_disk<T>(
    path: &str,
    work: impl FnOnce(&Disk, &mut Inner) -> io::Result<T>,
) -> io::Result<T> {
    let (folder, _) = path.rsplit_once('/').ok_or_else(|| io::Error::other("no folder"))?;
    let disk = locked(&DISKS).get(folder).cloned().ok_or_else(|| io::Error::other("no disk"))?;
    let mut inner = locked(&disk.0);
    let start = inner.starts;
    inner.is_on(start)?;
    work(&disk, &mut inner)
}
