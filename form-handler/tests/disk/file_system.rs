//! What `SQLite` asks of a file system, answered by the disks in memory.

use std::{io, sync::Once, time::Duration};

use sqlite_vfs::{DatabaseHandle, LockKind, OpenAccess, OpenOptions, Vfs, WalDisabled};

use crate::disk::{Change, Disk, Fault, FileData, Inner, Lock, locked, on_disk, refusal};

/// From now on every database of this program is on such a disk.
pub fn register() {
    static REGISTERED: Once = Once::new();
    REGISTERED.call_once(|| sqlite_vfs::register("faulty", Faulty, true).unwrap());
}

/// The file system: finds each file's disk by its folder.
struct Faulty;

struct Handle {
    disk: Disk,
    name: String,
    number: u64,
    start: u64,
}

impl Vfs for Faulty {
    type Handle = Handle;

    fn open(&self, path: &str, options: OpenOptions) -> io::Result<Handle> {
        on_disk(path, |disk, inner| {
            let there = inner.files.contains_key(path);
            // The real file beside is empty, and so is this one at first.
            let journal = path.ends_with("-journal");
            if !there {
                if journal && matches!(options.access, OpenAccess::Read | OpenAccess::Write) {
                    return Err(io::ErrorKind::NotFound.into());
                }
                inner.files.insert(path.to_owned(), FileData::default());
            }
            inner.handles += 1;
            let number = inner.handles;
            Ok(Handle { disk: disk.clone(), name: path.to_owned(), number, start: inner.starts })
        })
    }

    fn delete(&self, path: &str) -> io::Result<()> {
        on_disk(path, |_, inner| {
            // The library calls a failure by another name than SQLite does: only the power goes here.
            if let Some(fault @ (Fault::Cut | Fault::Torn)) = inner.act() {
                return Err(refusal(fault));
            }
            inner.files.remove(path).map(drop).ok_or_else(|| io::ErrorKind::NotFound.into())
        })
    }

    fn exists(&self, path: &str) -> io::Result<bool> {
        on_disk(path, |_, inner| Ok(inner.files.contains_key(path)))
    }

    fn temporary_name(&self) -> String {
        "/nowhere/temporary".to_owned()
    }

    fn random(&self, buffer: &mut [i8]) {
        buffer.fill(7);
    }

    fn sleep(&self, duration: Duration) -> Duration {
        std::thread::sleep(duration);
        duration
    }
}

impl Handle {
    fn with<T>(&self, work: impl FnOnce(&mut Inner) -> io::Result<T>) -> io::Result<T> {
        let mut inner = locked(&self.disk.0);
        inner.is_on(self.start)?;
        work(&mut inner)
    }

    fn held(&self) -> io::Result<Lock> {
        self.with(|inner| {
            Ok(inner.file(&self.name)?.locks.get(&self.number).copied().unwrap_or(Lock::None))
        })
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        if let Some(file) = locked(&self.disk.0).files.get_mut(&self.name) {
            file.locks.remove(&self.number);
        }
    }
}

impl DatabaseHandle for Handle {
    type WalIndex = WalDisabled;

    fn size(&self) -> io::Result<u64> {
        self.with(|inner| Ok(inner.file(&self.name)?.now.len() as u64))
    }

    fn read_exact_at(&mut self, buffer: &mut [u8], offset: u64) -> io::Result<()> {
        self.with(|inner| {
            let bytes = &inner.file(&self.name)?.now;
            let start = usize::try_from(offset).unwrap().min(bytes.len());
            let end = (start + buffer.len()).min(bytes.len());
            let (read, rest) = buffer.split_at_mut(end - start);
            read.copy_from_slice(&bytes[start..end]);
            rest.fill(0);
            if rest.is_empty() { Ok(()) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
        })
    }

    fn write_all_at(&mut self, bytes: &[u8], offset: u64) -> io::Result<()> {
        let change = Change::Write(usize::try_from(offset).unwrap(), bytes.to_vec());
        self.with(|inner| inner.change(&self.name, change))
    }

    fn sync(&mut self, _data_only: bool) -> io::Result<()> {
        self.with(|inner| {
            if let Some(fault) = inner.act() {
                return Err(refusal(fault));
            }
            let file = inner.file(&self.name)?;
            file.since.clear();
            file.synced.clone_from(&file.now);
            Ok(())
        })
    }

    fn set_len(&mut self, size: u64) -> io::Result<()> {
        let change = Change::Length(usize::try_from(size).unwrap());
        self.with(|inner| inner.change(&self.name, change))
    }

    fn lock(&mut self, lock: LockKind) -> io::Result<bool> {
        let lock = Lock::of(lock);
        self.with(|inner| {
            let locks = &mut inner.file(&self.name)?.locks;
            let others = locks.iter().filter(|(number, _)| **number != self.number);
            let highest = others.map(|(_, lock)| *lock).max().unwrap_or(Lock::None);
            let (held, granted) = match lock {
                Lock::Shared if highest >= Lock::Pending => return Ok(false),
                Lock::Reserved | Lock::Exclusive if highest >= Lock::Reserved => return Ok(false),
                Lock::Exclusive if highest > Lock::None => (Lock::Pending, false),
                lock => (lock, true),
            };
            locks.insert(self.number, held);
            Ok(granted)
        })
    }

    fn reserved(&mut self) -> io::Result<bool> {
        self.with(|inner| {
            Ok(inner.file(&self.name)?.locks.values().any(|lock| *lock >= Lock::Reserved))
        })
    }

    fn current_lock(&self) -> io::Result<LockKind> {
        self.held().map(Lock::kind)
    }

    fn wal_index(&self, _readonly: bool) -> io::Result<WalDisabled> {
        Err(io::Error::other("no log"))
    }
}

impl Lock {
    fn of(kind: LockKind) -> Self {
        match kind {
            LockKind::None => Self::None,
            LockKind::Shared => Self::Shared,
            LockKind::Reserved => Self::Reserved,
            LockKind::Pending => Self::Pending,
            LockKind::Exclusive => Self::Exclusive,
        }
    }

    fn kind(self) -> LockKind {
        match self {
            Self::None => LockKind::None,
            Self::Shared => LockKind::Shared,
            Self::Reserved => LockKind::Reserved,
            Self::Pending => LockKind::Pending,
            Self::Exclusive => LockKind::Exclusive,
        }
    }
}
