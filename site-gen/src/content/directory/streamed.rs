//! A file that nobody holds in memory: hashed, copied and sent from the disk, however large it is.

use std::{
    any::Any,
    fs::{File, Metadata},
    io,
    path::Path,
    sync::{Arc, OnceLock},
    time::SystemTime,
};

use sha2::{Digest, Sha256, digest::Output};

use super::{Contents, root::Root, unreadable::caused_by};

/// A file as it was when the folder was listed.
#[derive(Clone, Debug)]
pub struct StreamedFile {
    root: Arc<Root>,
    /// From there.
    path: Arc<str>,
    version: Version,
    /// Of that version; known when it has been asked for, in this build or in one before.
    digest: Arc<OnceLock<Output<Sha256>>>,
    /// What somebody has found out about that version, likewise.
    known: Arc<OnceLock<Arc<dyn Any + Send + Sync>>>,
}

/// What is another when a file was written again, or another one stands in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Version {
    length: u64,
    modified: Option<SystemTime>,
    /// What the system alone notes.
    identity: Identity,
}

impl From<&Metadata> for Version {
    fn from(found: &Metadata) -> Self {
        let (length, modified) = (found.len(), found.modified().ok());
        Self { length, modified, identity: identity(found) }
    }
}

/// A file's device, its number there, and when it was changed, which no program can set.
type Identity = [u64; 4];

#[cfg(unix)]
fn identity(found: &Metadata) -> Identity {
    use std::os::unix::fs::MetadataExt as _;
    let changed = [found.ctime(), found.ctime_nsec()].map(i64::cast_unsigned);
    [found.dev(), found.ino(), changed[0], changed[1]]
}

/// Elsewhere, nothing is known of that.
#[cfg(not(unix))]
fn identity(_found: &Metadata) -> Identity {
    Identity::default()
}

impl StreamedFile {
    /// Opens it once, which shows whether it can be read at all.
    pub(super) fn below(root: &Arc<Root>, path: &str) -> io::Result<Self> {
        let version = Version::from(&root.open_file(path)?.metadata()?);
        let (root, digest, known) = (Arc::clone(root), Arc::default(), Arc::default());
        Ok(Self { root, path: path.into(), version, digest, known })
    }

    /// The file of this name in a folder that is none of the content.
    ///
    /// # Errors
    ///
    /// It is not there, or cannot be read.
    pub fn at(folder: &Path, name: &str) -> io::Result<Self> {
        Self::below(&Arc::new(Root::open(folder)?), name)
    }

    /// What `find` finds out about it: once, in this build or in one before. Only one question is ever asked.
    pub fn known<T: Send + Sync + 'static>(&self, find: impl Fn() -> T) -> Arc<T> {
        let known = self.known.get_or_init(|| Arc::new(find()));
        Arc::clone(known).downcast().unwrap_or_else(|_| Arc::new(find()))
    }

    /// The same file of an earlier listing, where it is the same version: what is known of that is known of this one.
    pub(super) fn take_over(&mut self, earlier: &Self) {
        if self.version == earlier.version {
            self.digest = Arc::clone(&earlier.digest);
            self.known = Arc::clone(&earlier.known);
        }
    }

    /// All of it, in memory after all.
    pub fn contents(&self) -> Contents {
        let read = self.root.read(&self.path);
        read.unwrap_or_else(|cause| Contents::Unreadable(caused_by(&cause)))
    }

    /// How many bytes it has.
    #[expect(clippy::len_without_is_empty, reason = "nobody asks")]
    pub fn len(&self) -> u64 {
        self.version.length
    }

    /// To be read from its start.
    ///
    /// # Errors
    ///
    /// It cannot be read any more, or is not what it was: what was said of it would be wrong.
    pub fn open(&self) -> io::Result<File> {
        let file = self.root.open_file(&self.path)?;
        self.check(&file)?;
        Ok(file)
    }

    /// Writes all of it to the end of another file: no bytes are copied where the file system can share them.
    ///
    /// # Errors
    ///
    /// As for [`open`](Self::open), and if it changes while it is copied, or the other cannot be written.
    pub fn copy_to(&self, other: &mut File) -> io::Result<()> {
        let mut file = self.open()?;
        io::copy(&mut file, other)?;
        self.check(&file)
    }

    fn check(&self, file: &File) -> io::Result<()> {
        if Version::from(&file.metadata()?) == self.version {
            return Ok(());
        }
        Err(io::Error::other(format!("`{}` changed while the site was built", self.path)))
    }

    /// Of all its bytes. They are read once.
    ///
    /// # Errors
    ///
    /// As for [`open`](Self::open).
    pub fn digest(&self) -> io::Result<Output<Sha256>> {
        if let Some(digest) = self.digest.get() {
            return Ok(*digest);
        }
        let digest = self.digest_by::<Sha256>()?;
        Ok(*self.digest.get_or_init(|| digest))
    }

    /// The same by another algorithm, each time anew.
    ///
    /// # Errors
    ///
    /// As for [`open`](Self::open).
    pub fn digest_by<D: Digest + io::Write>(&self) -> io::Result<Output<D>> {
        let mut hasher = D::new();
        io::copy(&mut self.open()?, &mut hasher)?;
        Ok(hasher.finalize())
    }
}
