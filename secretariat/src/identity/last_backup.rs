//! When a backup was last made from this machine, as it is noted beside the identity: one line, the minute.

use std::{fs, io, path::Path};

use form_handler::{crypto::private_file, record::ReceivedAt};

/// The file's name, beside an identity.
pub const FILE: &str = "backed-up.txt";

/// When that was; `None` if it is not noted, or not as we note it: it is only a date.
pub fn last(identity: &Path) -> io::Result<Option<ReceivedAt>> {
    match fs::read_to_string(identity.with_file_name(FILE)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        text => Ok(text?.trim().parse().ok()),
    }
}

/// Notes that one was made.
pub fn note(identity: &Path, at: ReceivedAt) -> io::Result<()> {
    private_file::replace(&identity.with_file_name(FILE), format!("{at}\n").as_bytes())
}
