//! The file that a command writes: whole, for its owner alone, over none that is there unless that was asked for.

use std::{
    io,
    path::{Path, PathBuf},
};

use form_handler::crypto::private_file;

use crate::{context::Completion, error::Error};

/// The file to write.
#[derive(Debug)]
pub enum Target {
    /// There is none of that name.
    New(PathBuf),
    /// Its place may be taken.
    Replaced(PathBuf),
}

impl Target {
    /// Before anything is opened, nobody was asked for a passphrase in vain.
    pub fn of(path: &Path, replace: bool) -> Result<Self, Error> {
        let there = path.symlink_metadata().is_ok();
        match (there, replace) {
            (false, _) => Ok(Self::New(path.to_owned())),
            (true, true) => Ok(Self::Replaced(path.to_owned())),
            (true, false) => Err(Error::Exists(path.to_owned())),
        }
    }

    /// A file with everything never gives way to one where something is missing: it may be the only copy
    /// of an application that has been damaged since.
    pub fn write(self, text: &[u8], completion: Completion) -> Result<PathBuf, Error> {
        let (path, written) = match self {
            Self::Replaced(path) if completion == Completion::Incomplete => {
                return Err(Error::NotReplaced(path));
            }
            Self::Replaced(path) => {
                let written = private_file::replace(&path, text);
                (path, written)
            }
            Self::New(path) => {
                let written = private_file::create(&path, text);
                (path, written)
            }
        };
        match written {
            Ok(()) => Ok(path),
            Err(source) if source.kind() == io::ErrorKind::AlreadyExists => {
                Err(Error::Exists(path))
            }
            Err(source) => Err(Error::File { path, source }),
        }
    }
}
